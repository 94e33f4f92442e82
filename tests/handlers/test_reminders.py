"""Accounting is reminded once a period and told once a day, whatever breaks in between."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from handlers.chat import Card, ChatRefused, ChatUnavailable, MessageRef, Place, Text
from handlers.ports import Job
from handlers.reminders import DIGEST, REMINDERS, Reminders
from handlers.replies import Replies
from handlers.verdicts import Act
from tests.fake_chat import FakeChat
from tests.fake_queue import InMemorySteps
from tests.handlers.pile import ARUN, NOW, Paper, Pile, entries, pressable, said

ACCOUNTING = Place("local", "t1", "accounting")
HEAD = "0f" * 32


class PowerCut(Exception):
    """The process ended here."""


@dataclass
class Heads:
    """Chains of so many links."""

    links: Mapping[str, int] = field(default_factory=lambda: {"t1": 41, "t2": 7})

    async def heads(self) -> Mapping[str, tuple[int, str]]:
        return {tenant: (links, HEAD) for tenant, links in self.links.items()}


@dataclass
class Moody(FakeChat):
    """A chat in which one thing goes wrong: before or after a message with `name` is posted."""

    name: str = ""
    before: Exception | None = None
    after: Exception | None = None

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        if self.before is not None and self.name in key:
            raise self.before
        message = await super().post(place, card, key=key)
        if self.after is not None and self.name in key:
            error, self.after = self.after, None
            raise error
        return message


class Watch:
    """Reminders over a pile."""

    def __init__(self, chat: Moody | None = None) -> None:
        self.pile = Pile()
        self.chat = chat or Moody()
        self.chains = Heads()
        self.reminders = Reminders(
            reviews=self.pile.reviews,
            archive=self.pile.ledger,
            chains=self.chains,
            replies=Replies(self.chat, self.pile.ledger),
            accounting={"t1": ACCOUNTING},
            period=timedelta(hours=24),
        )

    async def tick(self, at: datetime = NOW, steps: InMemorySteps | None = None) -> InMemorySteps:
        """Do the reminders of an hour."""
        steps = steps or InMemorySteps()
        job = Job(REMINDERS, f"reminders:{at:%H}", {"slot": at.isoformat()})
        await self.reminders.on_job(job, steps)
        return steps

    async def day(self, at: datetime = NOW) -> None:
        """Do the digest of a day."""
        facts = {"slot": at.isoformat(), "since": (at - timedelta(days=1)).isoformat()}
        date = f"{at:%Y-%m-%d}"
        job = Job(DIGEST, f"digest:{date}", {**facts, "date": date})
        await self.reminders.on_job(job, InMemorySteps())

    def cards(self) -> list[Card]:
        """Give what was said."""
        return [one.content for one in self.chat.said if isinstance(one.content, Card)]


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


async def test_the_digest_tells_how_the_day_stands() -> None:
    watch = Watch()
    await watch.pile.put(Paper(vendor="Zeta Ltd", hours=50), "F1")
    await watch.pile.put(Paper(hours=2), "F2")
    for number, (state, hours) in enumerate(
        [("approved", 23), ("approved", 24), ("rejected", 1), ("passed", 3), ("approved", 25)]
    ):
        await watch.pile.put(Paper(state=state, hours=hours), f"closed {number}")  # type: ignore[arg-type]  # one of the states
    await watch.pile.put(Paper(tenant="t2"), "F9")
    await watch.day()
    [digest] = watch.chat.cards(ACCOUNTING)
    assert digest.title == "Accounting on 2026-11-22"
    assert said(digest) == [
        "2 documents are waiting",
        "The oldest has been waiting for 2 days.",
        "Since yesterday: 2 approved, 1 rejected.",
    ]
    assert digest.footer == f"Audit log: 41 links, ending in {HEAD}"
    assert pressable(digest)["All (2)"].value == "all:0"


async def test_the_digest_holds_no_word_of_a_document() -> None:
    watch = Watch()
    await watch.pile.put(Paper(vendor="Zeta Ltd", number="Z-99", total="77.77"))
    await watch.day()
    told = str(watch.cards())
    assert [word for word in ("Zeta", "Z-99", "77.77") if word in told] == []


async def test_the_digest_of_a_quiet_day() -> None:
    watch = Watch()
    await watch.day()
    [digest] = watch.cards()
    assert digest.parts == (
        Text("Nothing is waiting"),
        Text("Since yesterday: 0 approved, 0 rejected."),
    )


async def test_where_nothing_ever_happened_there_is_no_digest() -> None:
    watch = Watch()
    watch.chains.links = {"t2": 1}
    await watch.day()
    assert watch.chat.said == []


async def test_the_digest_speaks_the_language_of_most_documents() -> None:
    watch = Watch()
    for name in ("F1", "F2"):
        await watch.pile.put(Paper(language="zh"), name)
    await watch.pile.put(Paper(), "F3")
    await watch.day()
    [digest] = watch.cards()
    assert (digest.title, said(digest)[0]) == ("财务日报 2026-11-22", "3 份文件等待审核")


async def test_one_digest_a_day_whatever_breaks() -> None:
    watch = Watch(Moody(name="digest", after=PowerCut()))
    with pytest.raises(PowerCut):
        await watch.day()
    await watch.day()
    await watch.day()
    await watch.day(NOW + timedelta(days=1))
    assert [card.title[-2:] for card in watch.cards()] == ["22", "23"]
