"""What voice rooms ask is answered, word by word of the wire."""

from decimal import Decimal

import pytest

from bot.bridge.wire import (
    Asked,
    Close,
    Denied,
    Ended,
    Enter,
    Found,
    Join,
    Look,
    Return,
    Said,
    Taken,
    Used,
    Visitor,
    Words,
)
from bot.household import OwnHousehold
from handlers.huddles.cards import END, JOIN
from handlers.texts.catalogue import texts
from pipelines.voice import Line
from tests.handlers.huddles.parlour import Parlour, key_in, told

ROOM = "H-1"
NOBODY, AWAY = Denied(why="room"), Denied(why="away")
HELLO = Words(at_s=1, lasts_s=2, who="local:eva", text="Hello.")


@pytest.fixture
async def parlour() -> Parlour:
    parlour = Parlour(day_usd=Decimal(5))
    await parlour.say("voice Budget")
    return parlour


@pytest.fixture
def household(parlour: Parlour) -> OwnHousehold:
    return OwnHousehold(parlour.huddling)


async def test_somebody_comes_in_agrees_and_comes_back(
    parlour: Parlour, household: OwnHousehold
) -> None:
    token = key_in(told(await parlour.press(JOIN, user="sofia")))
    entered = await household.ask(Enter(room=ROOM, token=token))
    assert isinstance(entered, Visitor)
    assert entered == Visitor(
        room=ROOM, tenant="t1", topic="Budget", language="en", person="local:sofia", name="Sofia",
        token=entered.token, may_end=True, joined=False, left_usd=Decimal(5),
    )  # fmt: skip
    assert await household.ask(Join(room=ROOM, token=entered.token)) == entered
    assert await household.ask(Said(room=ROOM, first=0, lines=(HELLO,))) == Taken(left_usd=5)
    used = Used(room=ROOM, number=0, seconds=3, cost_usd=Decimal("0.5"))
    assert await household.ask(used) == Taken(left_usd=Decimal("4.5"))
    back = await household.ask(Return(room=ROOM, token=entered.token))
    assert isinstance(back, Visitor)
    assert (back.joined, back.lines, back.used) == (True, 1, 1)
    assert await parlour.huddles.lines("t1", ROOM) == [Line(1, 2, "local:eva", "Hello.")]
    assert await household.ask(Ended(room=ROOM, ending="over")) == Taken(left_usd=Decimal("4.5"))
    await parlour.queue.settle()
    assert (await parlour.huddle()).meeting is not None


async def test_somebody_has_something_looked_up(parlour: Parlour, household: OwnHousehold) -> None:
    await parlour.visit()
    look = Look(room=ROOM, person="local:eva", name="agreed", arguments="{}")
    assert await household.ask(look) == Found(text=texts("en").aloud.nothing)
    assert await household.ask(look.model_copy(update={"person": "local:ben"})) == NOBODY


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Enter(room=ROOM, token="x"), "link"),
        (Return(room=ROOM, token="x"), "link"),
        (Join(room=ROOM, token=""), "link"),
        (Said(room="H-9", first=0, lines=()), "room"),
        (Used(room="H-9", number=0, seconds=0, cost_usd=None), "room"),
        (Ended(room="H-9", ending="over"), "room"),
        (Look(room="H-9", person="local:eva", name="reviews", arguments="{}"), "room"),
    ],
)
async def test_what_is_not_to_be_is_denied(household: OwnHousehold, asked: Asked, why: str) -> None:
    answer = await household.ask(asked)
    assert isinstance(answer, Denied)
    assert answer.why == why


async def test_what_cannot_be_known_now_may_be_asked_again(
    parlour: Parlour, household: OwnHousehold
) -> None:
    token = key_in(told(await parlour.press(JOIN)))
    parlour.people.is_away = True
    assert await household.ask(Enter(room=ROOM, token=token)) == AWAY
    parlour.people.is_away = False
    assert isinstance(await household.ask(Enter(room=ROOM, token=token)), Visitor)


async def test_a_room_is_told_to_end(parlour: Parlour, household: OwnHousehold) -> None:
    told_of: list[Close] = []

    async def tell(close: Close) -> None:
        told_of.append(close)

    household.follow(tell)
    await parlour.press(END)
    assert told_of == [Close(room=ROOM, ending="people")]


async def test_rooms_of_a_process_that_is_gone_are_lost(
    parlour: Parlour, household: OwnHousehold
) -> None:
    await parlour.visit()
    await household.lost(frozenset({ROOM}))
    assert (await parlour.huddle()).ending is None
    await household.lost()
    assert (await parlour.huddle()).ending == "lost"
    await parlour.queue.settle()
