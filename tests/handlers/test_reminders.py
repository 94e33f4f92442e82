"""Accounting is reminded once a period of what waits, whatever breaks in between."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.chat import Card, ChatRefused, ChatUnavailable, MessageRef
from handlers.ports import Document
from handlers.reminders import REMINDERS
from handlers.threads import accounting_key
from handlers.verdicts import Act
from tests.fake_queue import InMemorySteps
from tests.handlers.pile import ARUN, NOW, Paper, entries
from tests.handlers.watch import ACCOUNTING, Moody, PowerCut, Watch


async def test_what_waits_for_a_period_is_reminded_of_in_its_thread() -> None:
    watch = Watch()
    document = await watch.pile.put(Paper(hours=24), "F1")
    await watch.pile.put(Paper(hours=23.9), "F2")
    await watch.pile.put(Paper(hours=90, state="approved"), "F3")
    await watch.pile.put(Paper(hours=90, state="passed"), "F4")
    await watch.tick()
    [reminded] = watch.chat.said
    assert reminded.ref.place == document.drop.place
    assert isinstance(reminded.content, Card)
    assert reminded.content.title == "This has been waiting for accounting for 1 day."
    [entry] = entries(reminded.content)
    assert entry.button
    assert (entry.title, entry.button.value) == ("Acme GmbH · A-1", f"{document.id}:1")


async def test_a_reminder_speaks_the_language_of_its_thread() -> None:
    watch = Watch()
    await watch.pile.put(Paper(hours=72, language="zh"))
    await watch.tick()
    assert [card.title for card in watch.cards()] == ["该文件等待财务审核已有 3 天。"]


async def test_one_reminder_a_period_at_every_hour_of_a_week() -> None:
    watch = Watch()
    await watch.pile.put(Paper(hours=0))
    for hour in range(24 * 7 + 1):
        await watch.tick(NOW + timedelta(hours=hour))
    titles = [card.title for card in watch.cards()]
    assert titles == [
        f"This has been waiting for accounting for {days} day{'s' if days > 1 else ''}."
        for days in range(1, 8)
    ]


async def test_after_a_time_off_there_is_one_reminder() -> None:
    watch = Watch()
    await watch.pile.put(Paper(hours=24 * 30))
    await watch.tick()
    await watch.tick(NOW + timedelta(hours=1))
    assert len(watch.chat.said) == 1


@pytest.mark.parametrize("lost", ["answer", "checkpoint", "both"])
async def test_a_crash_reminds_nobody_twice(lost: str) -> None:
    cut = PowerCut() if lost != "checkpoint" else None
    watch = Watch(Moody(name="F2", after=cut))
    for name in ("F1", "F2", "F3"):
        await watch.pile.put(Paper(hours=30), name)
    steps = InMemorySteps()
    if cut:
        with pytest.raises(PowerCut):
            await watch.tick(steps=steps)
    else:
        await watch.tick(steps=steps)
    if lost != "answer":
        steps.answers.clear()
    await watch.tick(steps=steps.again())
    await watch.tick()
    assert len(watch.chat.said) == 3


async def test_a_checkpoint_keeps_nothing_of_a_document() -> None:
    watch = Watch()
    await watch.pile.put(Paper(hours=30))
    assert (await watch.tick()).answers == [(REMINDERS, {})]


async def test_what_waits_again_is_another_wait() -> None:
    watch = Watch()
    document = await watch.pile.put(Paper(hours=24))
    await watch.tick()
    where = ("t1", document.id)
    review = watch.pile.ledger.reviews[where]
    flagged = Act(ARUN.id, "flag", 1, NOW + timedelta(hours=30), "odd")
    again = replace(review, since=flagged.at, revision=2, acts=(flagged,), version=2)
    watch.pile.ledger.reviews[where] = again
    await watch.tick(NOW + timedelta(hours=40))
    assert len(watch.chat.said) == 1
    await watch.tick(NOW + timedelta(hours=54))
    assert len(watch.chat.said) == 2


async def test_half_an_approval_starts_no_other_wait() -> None:
    watch = Watch()
    document = await watch.pile.put(Paper(hours=24))
    await watch.tick()
    where = ("t1", document.id)
    half = Act(ARUN.id, "approve", 1, NOW)
    review = watch.pile.ledger.reviews[where]
    watch.pile.ledger.reviews[where] = replace(review, acts=(half,), version=2)
    await watch.tick(NOW + timedelta(hours=1))
    assert len(watch.chat.said) == 1


async def test_a_thread_that_is_gone_keeps_no_other_reminder_back() -> None:
    watch = Watch(Moody(name="F1", before=ChatRefused("channel_not_found")))
    for name in ("F1", "F2"):
        await watch.pile.put(Paper(hours=30), name)
    await watch.tick()
    assert len(watch.chat.said) == 1


async def test_a_platform_that_is_away_is_tried_again_and_keeps_nobody_back() -> None:
    watch = Watch(Moody(name="F1", before=ChatUnavailable("rate limited")))
    for name in ("F1", "F2"):
        await watch.pile.put(Paper(hours=30), name)
    steps = InMemorySteps()
    with pytest.raises(ChatUnavailable):
        await watch.tick(steps=steps)
    assert len(watch.chat.said) == 1
    watch.chat.before = None
    await watch.tick(steps=steps.again())
    assert len(watch.chat.said) == 2


async def test_every_tenant_is_reminded_of_its_own() -> None:
    watch = Watch()
    await watch.pile.put(Paper(hours=30), "F1")
    await watch.pile.put(Paper(hours=30, tenant="t2"), "F1")
    await watch.tick()
    assert [one.ref.place.tenant for one in watch.chat.said] == ["t1", "t2"]


async def test_a_reminder_is_erased_with_its_document() -> None:
    watch = Watch()
    document = await watch.pile.put(Paper(hours=30))
    await watch.tick()
    traces = await watch.pile.ledger.traces("t1", document.id)
    assert traces
    assert traces.messages == (watch.chat.said[0].ref,)


async def told_in_accounting(watch: Watch, document: Document) -> MessageRef:
    """Let accounting have a card of a document."""
    return await watch.reminders.replies.post(
        ACCOUNTING, Card("card"), key=accounting_key(document.drop), job=document.drop.key
    )


async def test_accounting_is_reminded_under_its_card_too() -> None:
    watch = Watch()
    document = await watch.pile.put(Paper(hours=30))
    card = await told_in_accounting(watch, document)
    for hour in range(24 * 2):
        await watch.tick(NOW + timedelta(hours=hour))
    thread = replace(ACCOUNTING, thread=card.id)
    places = [one.ref.place for one in watch.chat.said[1:]]
    assert places == [document.drop.place, thread] * 3
    assert [one.content for one in watch.chat.said[1::2]] == [
        one.content for one in watch.chat.said[2::2]
    ]
    traces = await watch.pile.ledger.traces("t1", document.id)
    assert traces
    assert set(traces.messages) == {one.ref for one in watch.chat.said}


@pytest.mark.parametrize("where", ["F1:reminder", "F1:accounting.reminder"])
async def test_one_of_both_places_that_is_gone_keeps_the_other_no_reminder_back(where: str) -> None:
    watch = Watch(Moody(name=where, before=ChatRefused("channel_not_found")))
    await told_in_accounting(watch, await watch.pile.put(Paper(hours=30)))
    await watch.tick()
    assert len(watch.chat.said) == 2


async def test_what_was_erased_meanwhile_is_not_reminded_of() -> None:
    watch = Watch()
    document = await watch.pile.put(Paper(hours=30))
    drops = await watch.pile.ledger.arrivals("t1", document.id)
    del watch.pile.ledger.documents["t1", document.id]
    await watch.tick()
    watch.pile.ledger.drops.clear()
    await watch.tick()
    assert drops
    assert watch.chat.said == []


async def test_nobody_is_reminded_where_the_setting_says_never() -> None:
    watch = Watch()
    await watch.pile.put(Paper(hours=300))
    watch.reminders = replace(watch.reminders, period=timedelta(0))
    await watch.tick()
    assert watch.chat.said == []
