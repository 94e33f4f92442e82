"""What every Reviews does with one review: kept, held, moved once, shown, erased."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from handlers.ports import Document
from handlers.verdicts import Act, Case, Review, State, Summary, Verdict, opened
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice
from tests.contracts.conftest import Ledger
from tests.fake_ledger import MORNING, a_document, a_drop, a_reading

FLAGGED = a_reading(
    invoice=Invoice(
        vendor="Äcme 株式会社",
        issue_date=date(2026, 2, 28),
        currency="EUR",
        total=Decimal("1320.00"),
    ),
    findings=(
        Finding(rule="sum_mismatch", severity="error", field="total"),
        Finding(rule="future_date", severity="warning"),
    ),
)


async def a_case(ledger: Ledger, tenant: str = "t1", file: str = "F1") -> Case:
    """Keep a flagged document with its review."""
    document = await a_kept(ledger, tenant, file)
    await ledger.reviews.open(opened(tenant, document.id, FLAGGED, MORNING))
    case = await ledger.reviews.case(tenant, document.id)
    assert case
    return case


async def a_kept(ledger: Ledger, tenant: str, file: str) -> Document:
    return await ledger.archive.add(
        a_document(a_drop(tenant, file), file, reading=FLAGGED), frozenset()
    )


def step(
    before: Review, person: str, verdict: Verdict, state: State, reason: str | None = None
) -> Review:
    """Give what `before` becomes when `person` acts an hour later."""
    at = before.since + timedelta(hours=1)
    return replace(
        before,
        state=state,
        since=at,
        acts=(*before.acts, Act(person, verdict, before.revision, at, reason)),
        version=before.version + 1,
    )


async def test_a_review_comes_back_as_it_was_opened_with_its_arrivals(ledger: Ledger) -> None:
    case = await a_case(ledger)
    assert case.review == opened("t1", case.review.document_id, FLAGGED, MORNING)
    assert case.review.summary == Summary(
        "Äcme 株式会社", date(2026, 2, 28), "EUR", Decimal("1320.00"), errors=1
    )
    assert str(case.review.summary.total) == "1320.00"
    assert case.drops == (a_drop("t1", "F1"),)
    again = replace(a_drop("t1", "F0", minutes=-5), language="zh")
    await ledger.archive.arrived(again, case.review.document_id)
    later = await ledger.reviews.case("t1", case.review.document_id)
    assert later == replace(case, drops=(a_drop("t1", "F1"), again))


@pytest.mark.parametrize(
    "empty",
    [
        Summary(None, None, None, None, 0),
        Summary("", date.min, "", Decimal("-0.00"), 0),
        Summary("=cmd()", date.max, "JPY", Decimal("1E+20"), 10**6),
    ],
)
async def test_whatever_a_list_shows_comes_back(ledger: Ledger, empty: Summary) -> None:
    document = await a_kept(ledger, "t1", "F1")
    at = datetime(2026, 11, 22, 9, 30, 0, 123456, timezone(timedelta(hours=8)))
    review = Review("t1", document.id, 1, "passed", at, empty)
    await ledger.reviews.open(review)
    case = await ledger.reviews.case("t1", document.id)
    assert case
    assert (case.review, str(case.review.summary)) == (review, str(empty))


async def test_opening_again_changes_nothing(ledger: Ledger) -> None:
    case = await a_case(ledger)
    assert await ledger.reviews.move(
        case.review, decided := step(case.review, "local:ada", "approve", "approved")
    )
    await ledger.reviews.open(case.review)
    assert await ledger.reviews.case("t1", case.review.document_id) == replace(case, review=decided)


async def test_there_is_no_review_of_what_was_never_read(ledger: Ledger) -> None:
    assert await ledger.reviews.case("t1", "D-1") is None
    async with ledger.reviews.holding("t1", "D-1") as case:
        assert case is None
    await ledger.reviews.shown("t1", "D-1", 3)
    assert await ledger.reviews.unshown() == []


async def test_acts_are_kept_in_their_order(ledger: Ledger) -> None:
    review = (await a_case(ledger)).review
    for person, verdict, state, reason in (
        ("local:ada", "edit", "pending", None),
        ("local:bob", "approve", "pending", "looks 好"),
        ("local:cyd", "reject", "rejected", "not\nours"),
    ):
        after = step(review, person, verdict, state, reason)  # type: ignore[arg-type]  # they are
        assert await ledger.reviews.move(review, after)
        case = await ledger.reviews.case("t1", review.document_id)
        assert case
        assert case.review == after
        review = after
    assert review.decision == Act(
        "local:cyd", "reject", 1, MORNING + timedelta(hours=3), "not\nours"
    )


async def test_only_what_follows_is_kept(ledger: Ledger) -> None:
    review = (await a_case(ledger)).review
    after = step(review, "local:ada", "approve", "approved")
    for wrong in (
        replace(after, version=1),
        replace(after, version=3),
        replace(after, acts=()),
        replace(after, acts=after.acts * 2),
        replace(after, tenant="t2"),
        replace(after, document_id="D-other"),
    ):
        with pytest.raises(ValueError, match=review.document_id):
            await ledger.reviews.move(review, wrong)
    with pytest.raises(ValueError, match=review.document_id):
        await ledger.reviews.open(after)
    case = await ledger.reviews.case("t1", review.document_id)
    assert case
    assert case.review == review


async def test_who_read_an_older_state_moves_nothing(ledger: Ledger) -> None:
    review = (await a_case(ledger)).review
    edited = replace(step(review, "local:ada", "edit", "pending"), revision=2)
    assert await ledger.reviews.move(review, edited)
    for stale in (review, replace(edited, revision=1), replace(edited, state="passed")):
        after = step(stale, "local:bob", "approve", "approved")
        assert not await ledger.reviews.move(stale, after)
    case = await ledger.reviews.case("t1", review.document_id)
    assert case
    assert case.review == edited


async def test_of_many_that_move_at_once_one_is_first(ledger: Ledger) -> None:
    review = (await a_case(ledger)).review
    rivals = [step(review, f"local:{n}", "approve", "approved") for n in range(8)]
    moved = await asyncio.gather(*(ledger.reviews.move(review, one) for one in rivals))
    assert sorted(moved) == [False] * 7 + [True]
    case = await ledger.reviews.case("t1", review.document_id)
    assert case
    assert case.review == rivals[moved.index(True)]


async def test_who_holds_a_review_acts_alone(ledger: Ledger) -> None:
    review = (await a_case(ledger)).review

    async def decide(person: str) -> str | None:
        async with ledger.reviews.holding("t1", review.document_id) as case:
            assert case
            if case.review.decision is not None:
                return case.review.decision.person
            await asyncio.sleep(0)
            after = step(case.review, person, "approve", "approved")
            assert await ledger.reviews.move(case.review, after), "nobody else can have acted"
            return None

    first = await asyncio.gather(*(decide(f"local:{n}") for n in range(6)))
    assert first.count(None) == 1
    (winner,) = {one for one in first if one is not None}
    assert first[int(winner.removeprefix("local:"))] is None


async def test_a_press_waits_for_who_holds_and_finds_what_was_decided(ledger: Ledger) -> None:
    review = (await a_case(ledger)).review
    held = asyncio.Event()

    async def press() -> bool:
        await held.wait()
        after = step(review, "local:bob", "reject", "rejected", "no")
        return await ledger.reviews.move(review, after)

    late = asyncio.create_task(press())  # before the transaction, to be no part of it
    async with ledger.reviews.holding("t1", review.document_id):
        held.set()
        for _ in range(20):
            await asyncio.sleep(0)
        decided = step(review, "local:ada", "approve", "approved")
        assert await ledger.reviews.move(review, decided)
    assert not await late
    case = await ledger.reviews.case("t1", review.document_id)
    assert case
    assert case.review == decided


async def test_what_is_written_while_holding_is_kept_together_or_not_at_all(
    ledger: Ledger,
) -> None:
    review = (await a_case(ledger)).review
    document = await ledger.archive.get("t1", review.document_id)
    assert document

    async def edit(failing: bool) -> None:
        async with ledger.reviews.holding("t1", review.document_id) as case:
            assert case
            after = replace(step(case.review, "local:ada", "edit", "pending"), revision=2)
            assert await ledger.reviews.move(case.review, after)
            await ledger.archive.revise(replace(document, revision=2), frozenset())
            if failing:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await edit(failing=True)
    case = await ledger.reviews.case("t1", review.document_id)
    assert case
    assert case.review == review
    assert await ledger.archive.get("t1", review.document_id) == document
    await edit(failing=False)
    assert await ledger.archive.get("t1", review.document_id) == replace(document, revision=2)


async def test_what_the_cards_do_not_tell_yet_is_known(ledger: Ledger) -> None:
    review = (await a_case(ledger)).review
    id_ = review.document_id
    assert await ledger.reviews.unshown() == [("t1", id_, 1)]
    await ledger.reviews.shown("t1", id_, 1)
    assert await ledger.reviews.unshown() == []
    await ledger.reviews.move(review, step(review, "local:ada", "approve", "approved"))
    assert await ledger.reviews.unshown() == [("t1", id_, 2)]
    await ledger.reviews.shown("t1", id_, 1)
    assert await ledger.reviews.unshown() == [("t1", id_, 2)]
    await ledger.reviews.shown("t1", id_, 2)
    await ledger.reviews.shown("t1", id_, 1)
    assert await ledger.reviews.unshown() == []


async def test_erased_documents_have_no_review(ledger: Ledger) -> None:
    review, kept = (await a_case(ledger)).review, (await a_case(ledger, file="F2")).review
    step_ = step(review, "local:ada", "edit", "pending", "typo")
    assert await ledger.reviews.move(review, step_)
    erased = await ledger.erasure.erase("t1", "F1")
    assert erased
    assert (erased.rows["reviews"], erased.rows["acts"]) == (1, 1)
    assert await ledger.reviews.case("t1", review.document_id) is None
    assert [one.review for one in await ledger.reviews.waiting("t1")] == [kept]
    assert await ledger.reviews.unshown() == [("t1", kept.document_id, 1)]
    assert not await ledger.reviews.move(step_, step(step_, "local:bob", "approve", "approved"))
    # The same file again is a new document: nothing of its acts comes back.
    assert (await a_case(ledger)).review == review
