"""Somebody opens a voice room: one card, one room, and a link for whoever opened it."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.chat import Card, ChatRefused, ChatUnavailable, MessageRef, Place
from handlers.huddles.cards import END, JOIN
from handlers.huddles.records import Spent
from handlers.huddles.starting import a_name
from handlers.texts.catalogue import texts
from pipelines.egress import Location
from tests.fake_chat import FakeChat, Said
from tests.handlers.huddles.parlour import (
    NOW,
    OPENAI,
    PLACE,
    SIMULATED,
    Parlour,
    buttons,
    key_in,
    words,
)


async def test_the_card_says_who_listens_and_what_is_kept() -> None:
    parlour = Parlour()
    answer = await parlour.say("voice  Budget of\u202e next year ")
    said = words(parlour.card())
    assert "Voice room: Budget of next year" in said
    assert "Eva Berg opened a voice room" in said
    assert "OpenAI (gpt-realtime-2.1), at api.openai.com (region: EU)" in said
    assert "An AI hears all who join" in said
    assert "No sound is kept." in said
    assert "8 people and 120 minutes." in said
    assert [one.action for one in buttons(parlour.card())] == [JOIN, END]
    assert {one.value for one in buttons(parlour.card())} == {"H-1"}
    assert parlour.links.invited(key_in(answer), "H-1") is not None
    huddle = await parlour.huddle()
    assert (huddle.topic, huddle.started_by, huddle.started_at) == (
        "Budget of next year",
        "local:eva",
        NOW,
    )
    assert huddle.place.thread == parlour.chat.said[0].ref.id
    assert parlour.audited() == [("local:eva", "huddle.started", "H-1")]


async def test_what_is_simulated_says_so_and_so_does_what_stands_elsewhere() -> None:
    own = replace(OPENAI, where=Location("gpu.example.com", self_hosted=True), company="")
    parlour = Parlour(listeners=(SIMULATED, own))
    await parlour.say("语音", language="zh")
    said = words(parlour.card())
    assert "模拟助手" in said
    assert "openai（gpt-realtime-2.1），位于贵方自有服务器 gpu.example.com" in said
    assert "语音房间" in said


async def test_a_second_start_shows_the_first() -> None:
    parlour = Parlour()
    await parlour.say("voice Budget")
    answer = await parlour.say("voice Lunch", "ben")
    assert len(parlour.chat.cards(PLACE)) == 1
    assert "Voice room: Budget" in words(answer)
    assert "Eva Berg opened it at 09:00" in words(answer)
    assert [(one.action, one.value) for one in buttons(answer)] == [(JOIN, "H-1")]
    await parlour.say("voice", place=replace(PLACE, thread="somewhere"))
    assert len(parlour.huddles.kept) == 1


class Slow(FakeChat):
    """A platform where a message stands some time after it was said, and may stand twice."""

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        for _ in range(20):
            await asyncio.sleep(0)
        ref = self._ref(place)
        self.said.append(Said(ref, card, key))
        return ref


async def test_two_at_once_open_one() -> None:
    parlour = Parlour(chat=Slow())
    await asyncio.gather(parlour.say("voice A"), parlour.say("voice B", "ben"))
    assert len(parlour.chat.cards(PLACE)) == len(parlour.huddles.kept) == 1


@pytest.mark.parametrize(
    ("parlour", "user", "why"),
    [
        (Parlour(doors={}), "eva", "address"),
        (Parlour(doors={"slack": "https://c"}), "eva", "address"),
        (Parlour(listeners=()), "eva", "models"),
        (Parlour(), "oscar", "unseen"),
        (Parlour(day_usd=Decimal(0)), "eva", "money"),
    ],
)
async def test_what_cannot_be_is_said_to_who_asked_and_to_nobody_else(
    parlour: Parlour, user: str, why: str
) -> None:
    answer = await parlour.say("voice", user)
    assert texts("en").huddles.refusals[why] in words(answer)
    assert parlour.chat.said == []
    assert parlour.huddles.kept == {}


async def test_the_money_of_a_day_is_that_of_all_rooms_of_the_day() -> None:
    parlour = Parlour(day_usd=Decimal(2))
    await parlour.say("voice")
    await parlour.huddles.spent("t1", "H-1", Spent(0, 60, Decimal(2)))
    await parlour.ends.end(await parlour.huddle(), "over", "clerk")
    assert "budget" in words(await parlour.say("voice"))
    parlour.clock.time = NOW.replace(day=24)
    assert "Go in" in [one.label for one in buttons(await parlour.say("voice"))]


class Deaf(FakeChat):
    """A platform that takes no message."""

    fault: Exception = ChatRefused("post: not_in_channel")

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        raise self.fault


async def test_where_clerk_may_not_speak_there_is_no_room() -> None:
    parlour = Parlour(chat=Deaf())
    assert "add me there first" in words(await parlour.say("voice"))
    assert parlour.huddles.kept == {}


async def test_a_card_that_did_not_come_comes_at_the_next_start() -> None:
    chat = Deaf()
    chat.fault = ChatUnavailable("post: ratelimited")
    parlour = Parlour(chat=chat)
    with pytest.raises(ChatUnavailable):
        await parlour.say("voice Budget")
    parlour.chat.__class__ = FakeChat
    answer = await parlour.say("voice", "ben")
    assert "Voice room: Budget" in words(answer)
    assert "Voice room: Budget" in words(parlour.card())
    assert (await parlour.huddle()).place.thread is not None


def test_a_name_is_none_that_anybody_guesses() -> None:
    names = {a_name() for _ in range(100)}
    assert len(names) == 100
    assert all(len(one) == 18 and one.startswith("H-") for one in names)
