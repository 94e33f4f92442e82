"""Who comes into a room, agrees to be heard, and comes back; what is kept of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from handlers.chat import ChatUnavailable
from handlers.huddles.attending import EMPTY_FOR, Visit
from handlers.huddles.cards import END, JOIN
from handlers.huddles.records import Spent
from pipelines.voice import ASSISTANT, Line
from tests.handlers.huddles.parlour import NOW, PLACE, Parlour, key_in, told, words

LINES = (Line(1, 2, "local:eva", "We ship on Friday."), Line(4, 1, ASSISTANT, "Good."))


@pytest.fixture
async def parlour() -> Parlour:
    parlour = Parlour(day_usd=Decimal(5))
    await parlour.say("voice Budget")
    return parlour


async def a_link(parlour: Parlour, user: str = "eva") -> str:
    return key_in(told(await parlour.press(JOIN, user=user)))


async def test_a_link_lets_in_once_and_its_pass_again(parlour: Parlour) -> None:
    token = await a_link(parlour, "ben")
    parlour.clock.time += timedelta(minutes=4)
    visit = await parlour.attending.enter("H-1", token)
    assert isinstance(visit, Visit)
    assert (visit.person, visit.name, visit.may_end, visit.joined) == (
        "local:ben", "Ben", False, False,
    )  # fmt: skip
    assert (visit.left_usd, visit.lines, visit.age_s) == (Decimal(5), 0, 240)
    assert await parlour.attending.enter("H-1", token) == "link"
    assert await parlour.attending.come_back("H-1", visit.token) == visit
    assert await parlour.attending.come_back("H-1", token) == "link"
    assert await parlour.attending.enter("H-1", visit.token) == "link"
    assert await parlour.attending.come_back("H-2", visit.token) == "link"


async def test_who_agreed_stands_in_the_audit_with_who_hears_them(parlour: Parlour) -> None:
    visit = await parlour.visit()
    assert visit.may_end
    await parlour.attending.join("H-1", visit.token)
    agreed = [one for one in parlour.audit.links if one[2] == "huddle.agreed"]
    told_of = "openai gpt-realtime-2.1 api.openai.com eu"
    assert agreed == [("t1", "local:eva", "huddle.agreed", "H-1", {"listeners": told_of})]
    assert [one.person for one in (await parlour.huddle()).people] == ["local:eva"]
    again = await parlour.attending.come_back("H-1", visit.token)
    assert isinstance(again, Visit)
    assert again.joined


async def test_who_agrees_anew_to_others_stands_in_the_audit_again(parlour: Parlour) -> None:
    visit = await parlour.visit()
    for _ in range(2):  # a page that was loaded again says so again
        await parlour.attending.join("H-1", visit.token)
    parlour.listeners = (replace(parlour.listeners[0], model="another"),)
    for _ in range(2):
        await parlour.attending.join("H-1", visit.token)
    agreed = [one[4] for one in parlour.audit.links if one[2] == "huddle.agreed"]
    assert agreed == [
        {"listeners": "openai gpt-realtime-2.1 api.openai.com eu"},
        {"listeners": "openai another api.openai.com eu"},
    ]
    assert [one.person for one in (await parlour.huddle()).people] == ["local:eva"]


async def test_who_left_the_channel_comes_in_no_more(parlour: Parlour) -> None:
    token, visit = await a_link(parlour), await parlour.visit()
    parlour.people.reading["general"].remove("local:eva")
    for ask in (parlour.attending.come_back, parlour.attending.join):
        assert await ask("H-1", visit.token) == "channel"
    assert await parlour.attending.enter("H-1", token) == "channel"
    parlour.people.reading["general"].add("local:eva")
    assert isinstance(await parlour.attending.enter("H-1", token), Visit)


async def test_a_link_is_not_used_up_while_nobody_knows(parlour: Parlour) -> None:
    token = await a_link(parlour)
    parlour.people.is_away = True
    with pytest.raises(ChatUnavailable):
        await parlour.attending.enter("H-1", token)
    parlour.people.is_away = False
    assert isinstance(await parlour.attending.enter("H-1", token), Visit)


async def test_into_a_room_that_has_ended_nobody_comes(parlour: Parlour) -> None:
    token, visit = await a_link(parlour), await parlour.visit()
    await parlour.attending.ended("H-1", "over")
    assert await parlour.attending.enter("H-1", token) == "room"
    assert await parlour.attending.come_back("H-1", visit.token) == "room"
    assert await parlour.attending.join("H-1", visit.token) == "room"


async def test_a_pass_of_another_tenant_is_none(parlour: Parlour) -> None:
    other = replace(await parlour.huddle(), tenant="t2", place=replace(PLACE, tenant="t2"))
    token = (parlour.links.personal(other, "local:eva") or "").partition("#k=")[2]
    assert await parlour.attending.enter("H-1", token) == "room"


async def test_what_is_told_twice_is_kept_once(parlour: Parlour) -> None:
    await parlour.visit()
    for _ in range(2):
        await parlour.attending.said("H-1", 0, LINES)
        huddle = await parlour.attending.used("H-1", Spent(0, 30, Decimal(1)))
        assert huddle is not None
        assert await parlour.attending.left(huddle) == Decimal(4)
    assert tuple(await parlour.huddles.lines("t1", "H-1")) == LINES
    assert (await parlour.huddle()).cost_usd == 1


async def test_of_a_room_that_is_not_there_nothing_is_kept(parlour: Parlour) -> None:
    assert await parlour.attending.said("H-9", 0, LINES) is None
    assert await parlour.attending.used("H-9", Spent(0, 1, None)) is None
    assert await parlour.attending.ended("H-9", "over") is None


async def test_rooms_that_nobody_keeps_open_any_more_are_lost(parlour: Parlour) -> None:
    await parlour.visit()
    parlour.people.know([parlour.people.people["local:eva"]], channels=["a", "b"])
    for channel in ("a", "b"):
        await parlour.say("voice", place=replace(PLACE, channel=channel))
    await parlour.visit(id_="H-2")
    await parlour.attending.lost(frozenset({"H-2"}))
    ends = {one.id: one.ending for one in parlour.huddles.kept.values()}
    assert ends == {"H-1": "lost", "H-2": None, "H-3": None}
    await parlour.queue.settle()
    assert "broke off" in str(parlour.card())


async def test_a_room_that_nobody_came_into_is_not_open_for_ever(parlour: Parlour) -> None:
    parlour.clock.time = NOW + EMPTY_FOR
    await parlour.attending.lost(frozenset())
    assert (await parlour.huddle()).ending is None
    parlour.clock.time += timedelta(seconds=1)
    await parlour.attending.lost(frozenset({"H-1"}))
    assert (await parlour.huddle()).ending is None
    await parlour.attending.lost(frozenset())
    await parlour.queue.settle()
    said = words(parlour.card())
    assert "Voice room: Budget has ended" in said
    assert "nobody joined" in said
    assert "Everybody left" not in said
    await parlour.say("voice Lunch", "ben")
    assert (await parlour.huddle("H-2")).topic == "Lunch"


async def test_who_ended_it_stands_though_the_room_says_it_too(parlour: Parlour) -> None:
    await parlour.visit()
    await parlour.press(END)
    parlour.clock.time = NOW + timedelta(seconds=20)
    await parlour.attending.ended("H-1", "over")
    await parlour.queue.settle()
    huddle = await parlour.huddle()
    assert (huddle.ending, huddle.ended_at) == ("people", NOW)
