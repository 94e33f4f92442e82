"""What every Withdrawing takes out for one person, and what it leaves to the others."""

from dataclasses import replace

import pytest

from handlers.chat import MessageRef, Place
from handlers.ports import Document, Drop
from handlers.threads import accounting_key, card_key, refresh_job
from handlers.verdicts import Act, Review, State, Verdict, opened
from tests.contracts.conftest import Ledger
from tests.fake_ledger import MORNING, a_document, a_drop, a_run

ACCOUNTING = Place("local", "t1", "accounting")


async def kept(ledger: Ledger, drop: Drop, content: str = "a bill") -> Document:
    """Keep what an arrival brought, with its card and accounting's, as jobs leave it."""
    await ledger.archive.arrived(drop, None)
    document = a_document(drop, content)
    await ledger.archive.fetched(drop, document.sha256)
    document = await ledger.archive.add(document, frozenset({"m"}))
    await ledger.archive.arrived(drop, document.id)
    review = opened(drop.place.tenant, document.id, document.reading, MORNING)
    await ledger.reviews.open(review)
    await ledger.runs.record(a_run(drop.place.tenant, drop.key, document_id=document.id))
    await say(ledger, drop, card_key(drop), drop.place)
    if document.drop.key == drop.key:
        there = replace(ACCOUNTING, tenant=drop.place.tenant)
        await say(ledger, drop, accounting_key(drop), there)
    return document


async def say(ledger: Ledger, drop: Drop, key: str, place: Place) -> None:
    await ledger.outbox.opening(place, key, drop.key)
    await ledger.outbox.done(key, MessageRef(place, f"message {key}"))


async def act(ledger: Ledger, document: Document, verdict: Verdict, state: State) -> Review:
    """Let somebody act on a document; what was decided is reopened as a new revision."""
    case = await ledger.reviews.case(document.tenant, document.id)
    assert case
    before = case.review
    done = Act("local:arun", verdict, before.revision, MORNING, "why")
    reopens = verdict == "flag" and before.decision is not None
    after = replace(
        before,
        state=state,
        acts=(*before.acts, done),
        version=before.version + 1,
        revision=before.revision + reopens,
    )
    assert await ledger.reviews.move(before, after)
    return after


async def test_what_one_person_dropped_goes_with_all_that_came_of_it(ledger: Ledger) -> None:
    drop, other = a_drop("t1", "F1"), a_drop("t2", "F1")
    document = await kept(ledger, drop)
    await kept(ledger, other)
    [arrival] = await ledger.withdrawing.arrivals("t1", file=("local", "F1"))
    assert (arrival.drop.key, arrival.document, arrival.held) == (drop.key, document.id, False)
    done = await ledger.withdrawing.withdraw("t1", [drop.key], MORNING)
    assert (done.held, done.shared) == ((), ())
    assert done.traces.documents == (document.id,)
    assert done.traces.files == (document.sha256,)
    assert done.traces.uploads == (("local", "F1"),)
    assert set(done.traces.jobs) == {drop.key, refresh_job("t1", document.id, 1).key}
    places = {(message.place, message.id) for message in done.traces.messages}
    assert places == {
        (drop.place, f"message {card_key(drop)}"),
        (ACCOUNTING, f"message {accounting_key(drop)}"),
    }
    assert await ledger.archive.get("t1", document.id) is None
    assert await ledger.erasure.traces("t1", "F1") is None
    assert await ledger.archive.get("t2", document.id)


async def test_a_second_time_there_is_nothing_left(ledger: Ledger) -> None:
    drop = a_drop("t1", "F1")
    await kept(ledger, drop)
    await ledger.withdrawing.withdraw("t1", [drop.key], MORNING)
    again = await ledger.withdrawing.withdraw("t1", [drop.key], MORNING)
    assert (again.held, again.shared, again.traces.jobs, again.traces.messages) == ((), (), (), ())
    assert await ledger.withdrawing.arrivals("t1", file=("local", "F1")) == []


async def test_what_somebody_else_dropped_stays_and_takes_the_first_ones_place(
    ledger: Ledger,
) -> None:
    first, second = a_drop("t1", "F1"), a_drop("t1", "F2", minutes=1)
    document = await kept(ledger, first)
    await kept(ledger, second)
    done = await ledger.withdrawing.withdraw("t1", [first.key], MORNING)
    assert (done.held, done.shared) == ((), (document.id,))
    assert (done.traces.documents, done.traces.files) == ((), ())
    assert done.traces.jobs == (first.key,)
    assert [message.place for message in done.traces.messages] == [first.place]
    left = await ledger.archive.get("t1", document.id)
    assert left
    assert left.drop.key == second.key
    assert [one.key for one in await ledger.archive.arrivals("t1", document.id)] == [second.key]
    told = await ledger.outbox.sent("t1", accounting_key(second))
    assert told
    assert told.place == ACCOUNTING
    # Whoever takes theirs back last takes the document and accounting's card with it.
    last = await ledger.withdrawing.withdraw("t1", [second.key], MORNING)
    assert last.traces.documents == (document.id,)
    assert {message.place for message in last.traces.messages} == {second.place, ACCOUNTING}


async def test_without_a_time_what_is_held_is_as_before(ledger: Ledger) -> None:
    drop = a_drop("t1", "F1")
    document = await kept(ledger, drop)
    await act(ledger, document, "approve", "approved")
    done = await ledger.withdrawing.withdraw("t1", [drop.key], None)
    assert done.held == (document.id,)
    [arrival] = await ledger.withdrawing.arrivals("t1", file=("local", "F1"))
    assert arrival.drop.withdrawn_at is None


async def test_a_later_arrival_goes_alone(ledger: Ledger) -> None:
    first, second = a_drop("t1", "F1"), a_drop("t1", "F2", minutes=1)
    document = await kept(ledger, first)
    await kept(ledger, second)
    done = await ledger.withdrawing.withdraw("t1", [second.key], MORNING)
    assert done.shared == (document.id,)
    assert [message.place for message in done.traces.messages] == [second.place]
    assert await ledger.outbox.sent("t1", accounting_key(first))


@pytest.mark.parametrize(
    "acts",
    [
        [("approve", "approved")],
        [("reject", "rejected")],
        [("approve", "approved"), ("flag", "pending")],
    ],
)
async def test_what_was_decided_once_is_kept_and_says_so(
    ledger: Ledger, acts: list[tuple[Verdict, State]]
) -> None:
    drop = a_drop("t1", "F1")
    document = await kept(ledger, drop)
    for verdict, state in acts:
        await act(ledger, document, verdict, state)
    [arrival] = await ledger.withdrawing.arrivals("t1", document=document.id)
    assert arrival.held
    for _ in range(2):
        done = await ledger.withdrawing.withdraw("t1", [drop.key], MORNING)
        assert (done.held, done.traces.jobs, done.traces.messages) == ((document.id,), (), ())
    [left] = await ledger.archive.arrivals("t1", document.id)
    assert left.withdrawn_at == MORNING
    found = await ledger.archive.get("t1", document.id)
    assert found
    assert found.drop.withdrawn_at == MORNING


@pytest.mark.parametrize("acts", [[], [("flag", "pending")], [("approve", "pending")]])
async def test_what_nobody_decided_on_goes(
    ledger: Ledger, acts: list[tuple[Verdict, State]]
) -> None:
    drop = a_drop("t1", "F1")
    document = await kept(ledger, drop)
    for verdict, state in acts:
        await act(ledger, document, verdict, state)
    done = await ledger.withdrawing.withdraw("t1", [drop.key], MORNING)
    assert (done.held, done.traces.documents) == ((), (document.id,))


async def test_what_passed_is_kept_where_exports_count_it(ledger: Ledger) -> None:
    drop = a_drop("t1", "F1")
    document = await kept(ledger, drop)
    done = await ledger.keeping.withdraw("t1", [drop.key], MORNING)
    assert done.held == (document.id,)


async def test_an_arrival_that_was_not_read_yet_goes(ledger: Ledger) -> None:
    drop, other = a_drop("t1", "F1"), a_drop("t1", "F2")
    for one in (drop, other):
        await ledger.archive.arrived(one, None)
        await ledger.archive.fetched(one, "ab" * 32)
        await ledger.outbox.opening(one.place, card_key(one), one.key)
    done = await ledger.withdrawing.withdraw("t1", [drop.key], MORNING)
    assert done.traces.jobs == (drop.key,)
    assert done.traces.files == ()
    assert [(one.place, one.key) for one in done.traces.unsure] == [(drop.place, card_key(drop))]
    last = await ledger.withdrawing.withdraw("t1", [other.key], MORNING)
    assert last.traces.files == ("ab" * 32,)


async def test_a_file_stays_where_it_was_dropped_as_long_as_one_arrival_of_it_does(
    ledger: Ledger,
) -> None:
    here = a_drop("t1", "F1")
    there = replace(here, key=f"{here.key}:2-3", part="2-3")
    for one in (here, there):
        await ledger.archive.arrived(one, None)
    assert (await ledger.withdrawing.withdraw("t1", [here.key], MORNING)).traces.uploads == ()
    gone = await ledger.withdrawing.withdraw("t1", [there.key], MORNING)
    assert gone.traces.uploads == (("local", "F1"),)
