"""Before a contract must be given notice of, or ends, its thread and accounting hear of it once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.chat import Card, ChatRefused, ChatUnavailable, Fields, Language, Place
from handlers.deadlines import Deadline, outlook_of
from handlers.notices import NOTICES
from handlers.ports import Document
from pipelines.document.terms import Contract
from tests.fake_ledger import a_document, a_drop
from tests.fake_queue import InMemorySteps
from tests.handlers.pacts import LEASE, a_pact
from tests.handlers.pile import said
from tests.handlers.watch import ACCOUNTING, SHANGHAI, Moody, PowerCut, Watch

# Eight in the morning in Shanghai on 2027-01-30, thirty days before 2027-03-01.
DUE = datetime(2027, 1, 30, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def put(
    watch: Watch,
    contract: Contract = LEASE,
    *,
    file: str = "F1",
    tenant: str = "t1",
    channel: str = "general",
    language: Language = "en",
) -> Document:
    """Keep a contract as it is kept when it is dropped."""
    drop = a_drop(tenant, file, name=f"{file}.pdf")
    drop = replace(drop, language=language, place=replace(drop.place, channel=channel))
    document = a_document(drop, f"{tenant} {file}", reading=a_pact(contract))
    await watch.pile.ledger.add(document, frozenset())
    due = outlook_of(drop, SHANGHAI).ahead(contract)
    assert due
    await watch.reminders.notices.deadlines.keep(Deadline(tenant, document.id, due))
    return document


def places(watch: Watch) -> list[Place]:
    return [one.ref.place for one in watch.chat.said]


async def test_thread_and_accounting_are_reminded_on_the_day_and_once() -> None:
    watch = Watch()
    document = await put(watch)
    for hour in range(-30, 0):
        await watch.watch(DUE + hour * HOUR)
    assert watch.chat.said == []
    for hour in range(30):
        await watch.watch(DUE + hour * HOUR)
    assert places(watch) == [document.drop.place, ACCOUNTING]
    card, other = watch.cards()
    assert card == other
    assert card.title == "Notice to end this contract must be given by 2027-03-01"
    assert said(card) == ["Warehouse Lease Agreement"]
    [fields] = [part for part in card.parts if isinstance(part, Fields)]
    assert fields.rows == (
        ("Party 1 · p. 1", "Northmoor Storage Ltd (Lessor)"),
        ("Party 2", "Elbtal Handel GmbH"),
        ("Expiry date · p. 2", "2027-03-31"),
        ("Renewal", "Renews itself for 1 year"),
        ("Notice period", "30 days"),
    )
    assert card.footer == f"F1.pdf · {document.id}"


async def test_a_reminder_speaks_the_language_of_who_dropped_the_contract() -> None:
    watch = Watch()
    await put(watch, language="zh")
    await watch.watch(DUE)
    assert {card.title for card in watch.cards()} == {
        "如欲终止或不再续期该合同，最迟须于 2027-03-01 发出通知"
    }


async def test_what_only_ends_is_reminded_of_at_the_end_of_a_month() -> None:
    watch = Watch()
    await put(watch, Contract(expiry_date=date(2027, 2, 28)))
    noon = datetime(2026, 12, 1, 4, tzinfo=UTC)
    reminded = []
    for day in range(90):
        at = noon + timedelta(days=day)
        before = len(watch.chat.said)
        await watch.watch(at)
        reminded += [at.date()] * (len(watch.chat.said) - before)
    assert reminded == [date(2027, 1, 29)] * 2
    assert [card.title for card in watch.cards()] == [
        "The term of this contract ends on 2027-02-28"
    ] * 2
    assert said(watch.cards()[0]) == ["Contract"]


async def test_dropped_in_the_accounting_channel_it_is_said_in_its_thread_alone() -> None:
    watch = Watch()
    document = await put(watch, channel="accounting")
    await watch.watch(DUE)
    assert places(watch) == [document.drop.place]


async def test_a_tenant_without_an_accounting_channel_is_reminded_in_its_thread() -> None:
    watch = Watch()
    document = await put(watch, tenant="t2")
    await watch.watch(DUE)
    assert places(watch) == [document.drop.place]


@pytest.mark.parametrize(
    ("later", "title"),
    [
        (timedelta(days=12), "Notice to end this contract must be given by 2027-03-01"),
        (timedelta(days=30), "Notice to end this contract must be given by 2027-03-01"),
        (timedelta(days=31), "Notice to end this contract had to be given by 2027-03-01"),
    ],
)
async def test_after_a_time_off_it_is_made_up_for(later: timedelta, title: str) -> None:
    watch = Watch()
    await put(watch)
    await watch.watch(DUE + later)
    await watch.watch(DUE + later + HOUR)
    assert [card.title for card in watch.cards()] == [title] * 2


async def test_what_passed_long_ago_is_nothing_to_remind_of() -> None:
    """As where reminding is switched on over many old contracts."""
    watch = Watch()
    await put(watch)
    await watch.watch(DUE + timedelta(days=61))
    await watch.watch(DUE + timedelta(days=61) + HOUR)
    assert watch.cards() == []
    [(_, is_told)] = watch.pile.ledger.deadlines.values()
    assert is_told


async def test_what_passed_a_month_ago_is_still_told() -> None:
    watch = Watch()
    await put(watch)
    await watch.watch(DUE + timedelta(days=60))
    assert len(watch.cards()) == 2


@pytest.mark.parametrize("where", ["F1:deadline", "accounting.deadline"])
@pytest.mark.parametrize("lost", ["answer", "checkpoint"])
async def test_a_crash_reminds_nobody_twice(lost: str, where: str) -> None:
    cut = PowerCut() if lost == "answer" else None
    watch = Watch(Moody(name=where, after=cut))
    for file in ("F1", "F2"):
        await put(watch, file=file)
    steps = InMemorySteps()
    if cut:
        with pytest.raises(PowerCut):
            await watch.watch(DUE, steps)
    else:
        await watch.watch(DUE, steps)
        steps.answers.clear()
        watch.pile.ledger.deadlines = {
            key: (one, False) for key, (one, _) in watch.pile.ledger.deadlines.items()
        }
    await watch.watch(DUE, steps.again())
    await watch.watch(DUE + HOUR)
    assert len(watch.chat.said) == 4


async def test_a_checkpoint_keeps_nothing_of_a_contract() -> None:
    watch = Watch()
    await put(watch)
    assert (await watch.watch(DUE)).answers == [(NOTICES, {})]


async def test_a_platform_that_is_away_is_tried_again() -> None:
    watch = Watch(Moody(name="F1:deadline", before=ChatUnavailable("rate limited")))
    for file in ("F1", "F2"):
        await put(watch, file=file)
    with pytest.raises(ChatUnavailable):
        await watch.watch(DUE)
    assert len(watch.chat.said) == 3
    watch.chat.before = None
    await watch.watch(DUE + HOUR)
    assert len(watch.chat.said) == 4


async def test_a_thread_that_is_gone_keeps_nothing_back_and_is_not_tried_for_ever() -> None:
    watch = Watch(Moody(name="F1:deadline", before=ChatRefused("channel_not_found")))
    for file in ("F1", "F2"):
        await put(watch, file=file)
    await watch.watch(DUE)
    assert len(watch.chat.said) == 3
    assert await watch.reminders.notices.deadlines.near(date(2030, 1, 1)) == []


async def test_what_was_forgotten_is_not_reminded_of_and_its_reminder_goes_with_it() -> None:
    watch = Watch()
    kept = await put(watch)
    await put(watch, file="F2")
    await watch.pile.ledger.erase("t1", "F2")
    await watch.watch(DUE)
    assert len(watch.chat.said) == 2
    traces = await watch.pile.ledger.traces("t1", kept.id)
    assert traces
    assert set(traces.messages) == {one.ref for one in watch.chat.said}


async def test_what_is_forgotten_while_it_is_looked_for_is_not_reminded_of() -> None:
    watch = Watch()
    document = await put(watch)
    del watch.pile.ledger.documents["t1", document.id]
    await watch.watch(DUE)
    assert watch.chat.said == []


async def test_nobody_is_reminded_where_the_setting_says_never() -> None:
    watch = Watch()
    await put(watch)
    notices = replace(watch.reminders.notices, days=0)
    watch.reminders = replace(watch.reminders, notices=notices)
    await watch.watch(DUE + timedelta(days=60))
    await watch.day(DUE)
    assert [card.title for card in watch.cards()] == [f"Accounting on {DUE:%Y-%m-%d}"]
    assert "contract" not in str(watch.cards())


async def test_the_digest_names_what_is_due_by_its_id_alone() -> None:
    watch = Watch()
    first, second = await put(watch), await put(watch, file="F2")
    await put(watch, tenant="t2")
    await watch.day(DUE - timedelta(days=1))
    assert "contract" not in str(watch.cards())
    await watch.day(DUE)
    [digest] = watch.chat.cards(ACCOUNTING)[1:]
    [line] = [line for line in said(digest) if "contract" in line]
    ids = ", ".join(sorted((first.id, second.id)))
    assert line == f"2 contracts need notice, or end, by 2027-03-01: {ids}."
    await watch.day(DUE + timedelta(days=31))
    assert "contract" not in str(watch.chat.cards(ACCOUNTING)[2])


async def test_the_digest_names_twenty_and_counts_the_rest() -> None:
    watch = Watch()
    for number in range(23):
        await put(watch, file=f"F{number}")
    await watch.day(DUE + timedelta(days=1))
    [digest] = watch.chat.cards(ACCOUNTING)
    assert isinstance(digest, Card)
    [line] = [line for line in said(digest) if "contract" in line]
    assert line.count("D-") == 20
    assert line.endswith(", + 3.")
