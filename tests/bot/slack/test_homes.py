"""Homes: what waits, as each person may see it, drawn when it is opened and when it changes."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.background import Background
from bot.slack.homes import Homes
from handlers.backlog import Listing
from handlers.chat import Button, Buttons, Card, ChatUnavailable, Language, Place, Press, Text
from tests.bot.slack.scripted import Json, Refusal, ScriptedSlack

DAY = 24 * 3600.0


@dataclass
class Waiting:
    """What waits, by tenant and person; whoever is `away` cannot be looked up."""

    seen: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    asked: list[Press] = field(default_factory=list)
    away: set[str] = field(default_factory=set)

    async def look(self, press: Press) -> Listing:
        self.asked.append(press)
        if press.user in self.away:
            raise ChatUnavailable("directory: away")
        papers = self.seen.get((press.place.tenant, press.user), [])
        button = Buttons((Button("backlog.show", press.value, "Here"),))
        return Listing(Card(f"{len(papers)} wait", (*map(Text, papers), button)), len(papers))


@dataclass
class House:
    """Homes over a Slack in memory; `pauses` are let pass by a test."""

    slack: ScriptedSlack
    waiting: Waiting
    homes: Homes
    background: Background
    now: list[float]
    pause: asyncio.Semaphore

    async def refreshed(self) -> None:
        """Let all pauses pass, until nothing is drawn any more."""
        for _ in range(10):
            self.pause.release()
        await self.background.settled()
        self.pause = asyncio.Semaphore(0)

    def drawn(self) -> list[tuple[str, str, str]]:
        """Give which Homes were drawn: the tenant, the person, the title."""
        return [
            (tenant, given["user_id"], given["view"]["blocks"][0]["text"]["text"])
            for tenant, call, given in self.slack.asked
            if call == "views.publish"
        ]


@pytest.fixture
async def house() -> AsyncIterator[House]:
    slack, waiting, background, now = ScriptedSlack(), Waiting(), Background(), [0.0]

    async def sleep(_seconds: float) -> None:
        await made.pause.acquire()

    homes = Homes(slack, waiting.look, background, clock=lambda: now[0], sleep=sleep)
    made = House(slack, waiting, homes, background, now, asyncio.Semaphore(0))
    yield made
    await background.close(0)


def press(value: str, user: str = "U1", language: Language = "en") -> Press:
    return Press(Place("slack", "T1", user), user, "backlog.show", value, language)


async def test_it_shows_what_whoever_opens_it_may_see(house: House) -> None:
    house.waiting.seen = {("T1", "U1"): ["A-1", "A-2"], ("T2", "U1"): ["Z-1"]}
    await house.homes.open("T1", "U1", "en")
    await house.homes.open("T1", "U2", "zh")
    await house.homes.open("T2", "U1", "en")
    assert house.drawn() == [("T1", "U1", "2 wait"), ("T1", "U2", "0 wait"), ("T2", "U1", "1 wait")]
    assert house.waiting.asked == [
        Press(Place("slack", "T1", "U1"), "U1", "backlog.show", "all:0", "en"),
        Press(Place("slack", "T1", "U2"), "U2", "backlog.show", "all:0", "zh"),
        Press(Place("slack", "T2", "U1"), "U1", "backlog.show", "all:0", "en"),
    ]
    assert {given["view"]["type"] for given in house.slack.given("views.publish")} == {"home"}


async def test_a_decision_draws_it_again_for_all_of_the_tenant_who_opened_theirs(
    house: House,
) -> None:
    house.waiting.seen = {("T1", "U1"): ["A-1"], ("T1", "U2"): ["A-1"], ("T2", "U1"): ["A-1"]}
    for tenant, user in (("T1", "U1"), ("T1", "U2"), ("T2", "U1")):
        await house.homes.open(tenant, user, "en")
    house.slack.asked.clear()
    house.waiting.seen.clear()
    for _ in range(5):
        house.homes.changed("T1")
    house.homes.changed("T3")
    await house.refreshed()
    assert house.drawn() == [("T1", "U1", "0 wait"), ("T1", "U2", "0 wait")]


async def test_what_is_as_it_was_is_not_drawn_again(house: House) -> None:
    await house.homes.open("T1", "U1", "en")
    house.homes.changed("T1")
    await house.refreshed()
    assert house.drawn() == [("T1", "U1", "0 wait")]


async def test_what_changes_while_it_is_drawn_is_drawn_after_it(house: House) -> None:
    await house.homes.open("T1", "U1", "en")
    look, counted = house.waiting.look, list[int]()

    async def late(press: Press) -> Listing:
        counted.append(len(counted))
        house.waiting.seen["T1", "U1"] = ["A"] * len(counted)
        if len(counted) == 1:
            house.homes.changed("T1")
        return await look(press)

    house.homes._look = late
    house.homes.changed("T1")
    await house.refreshed()
    assert [title for _, _, title in house.drawn()] == ["0 wait", "1 wait", "2 wait"]


async def test_who_opened_theirs_more_than_a_day_ago_has_it_drawn_when_they_look(
    house: House,
) -> None:
    await house.homes.open("T1", "U1", "en")
    house.now[0] = DAY - 1
    await house.homes.open("T1", "U2", "en")
    house.now[0] = DAY + 1
    house.waiting.seen = {("T1", "U1"): ["A"], ("T1", "U2"): ["A"]}
    house.homes.changed("T1")
    await house.refreshed()
    assert house.drawn()[2:] == [("T1", "U2", "1 wait")]
    house.homes.changed("T1")
    await house.refreshed()
    assert len(house.drawn()) == 3


async def test_a_page_that_somebody_turned_to_stays_theirs(house: House) -> None:
    await house.homes.open("T1", "U1", "en")
    await house.homes.turn(press("mine:8"), Card("8 to 16"))
    house.homes.changed("T1")
    await house.refreshed()
    await house.homes.open("T1", "U1", "en")
    assert [one.value for one in house.waiting.asked] == ["all:0", "mine:8", "mine:8"]
    assert [title for _, _, title in house.drawn()] == ["0 wait", "8 to 16", "0 wait", "0 wait"]


async def test_what_another_process_drew_meanwhile_is_drawn_over(house: House) -> None:
    await house.homes.open("T1", "U1", "en")
    house.slack.hashes["T1", "U1"] = "of another process"
    house.waiting.seen = {("T1", "U1"): ["A"]}
    house.homes.changed("T1")
    await house.refreshed()
    hashes = [given.get("hash") for given in house.slack.given("views.publish")]
    assert hashes == [None, "1.sample", None]
    await house.homes.open("T1", "U1", "en")
    assert house.slack.given("views.publish")[-1]["hash"] is not None


@pytest.mark.parametrize(
    "fault", [Refusal("not_enabled"), Refusal("internal_error"), OSError()], ids=repr
)
async def test_one_that_cannot_be_drawn_keeps_no_other_from_it(
    house: House, fault: Exception
) -> None:
    for user in ("U1", "U2", "U3"):
        await house.homes.open("T1", user, "en")
        house.waiting.seen["T1", user] = ["A"]
    house.waiting.away.add("U1")
    show = house.slack.answers.setdefault("views.publish", lambda *_: {})

    def refuse(tenant: str, given: Json) -> Json:
        if given["user_id"] == "U2":
            raise fault
        return show(tenant, given)

    house.slack.answers["views.publish"] = refuse
    house.homes.changed("T1")
    await house.refreshed()
    assert [user for _, user, _ in house.drawn()][3:] == ["U2", "U3"]


async def test_a_note_stands_above_what_waits(house: House) -> None:
    house.waiting.seen = {("T1", "U1"): ["A-1"]}
    await house.homes.note(press("mine:0"), Text("Press again.", "bad"))
    [given] = house.slack.given("views.publish")
    said = [one["text"]["text"] for one in given["view"]["blocks"] if "text" in one]
    assert said == ["1 wait", "⚠️ Press again.", "A-1"]
