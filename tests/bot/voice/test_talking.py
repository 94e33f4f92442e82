"""People talk in a room over sockets: with each other, and with the assistant."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.bridge.wire import Close, Join
from bot.voice.protocol import HEAD, MOST_TEXT
from pipelines.huddle.setup import Caps
from pipelines.voice import Answered, Saying, Sound
from tests.bot.voice.visiting import JPEG, QUIET, SPEECH, Browser, House, Page, serving
from tests.fake_household import ROOM, FakeHousehold
from tests.fake_voice import FakeVoice, listed


async def test_somebody_alone_is_answered_by_the_simulator() -> None:
    async with serving() as house, Browser(house) as ada:
        assert await ada.enter(house.household.link("slack:ada")) == 204
        async with ada.page() as page:
            assert page.welcome["listens"][0]["simulated"]
            assert page.welcome["name"] == "Ada"
            await page.join()
            await page.next("assistant", state="here", simulated=True)
            speaking = asyncio.create_task(page.speak(30))
            await page.next("levels")
            await speaking
            hush = asyncio.create_task(page.speak(60, QUIET))
            said = await page.next("caption", whole=True, who="slack:ada")
            assert said["name"] == "Ada"
            answer = await page.next("caption", who="assistant")
            assert answer["text"]
            assert await page.sound(of_people=False)
            await hush
            number = page.played[-1][0]
            await page.say("played", number=number, seconds=0.2)
            await page.say("leave")
            assert await page.closed() == 1000
        await house.household.until(lambda: len(house.household.said()) == 1)


@asynccontextmanager
async def two_in(house: House) -> AsyncIterator[tuple[Page, Page]]:
    """Have Ada and Bob come to the page; neither has joined."""
    async with Browser(house) as ada, Browser(house) as bob:
        await ada.enter(house.household.link("slack:ada"))
        await bob.enter(house.household.link("slack:bob"))
        async with ada.page() as one, bob.page() as two:
            yield one, two


async def test_two_hear_each_other_and_neither_themselves() -> None:
    async with serving() as house, Browser(house) as ada, Browser(house) as bob:
        await ada.enter(house.household.link("slack:ada"))
        await bob.enter(house.household.link("slack:bob"))
        async with ada.page() as one, bob.page() as two:
            await one.join()
            await two.join()
            here = await two.next("here")
            assert [who["name"] for who in here["people"]] == ["Ada", "Bob"]
            speaking = asyncio.create_task(one.speak(20))
            assert await two.sound(of_people=True) == SPEECH
            await speaking
            await two.say("leave")
            await one.next("here", people=[here["people"][0]])
            assert not [pcm for number, pcm in one.played if number == 0]


async def test_who_hears_the_others_elsewhere_gets_the_assistant_alone() -> None:
    model = FakeVoice()
    async with serving(None, listed("m", model)) as house, two_in(house) as (one, two):
        await one.join(apart=True)
        await two.join()
        await one.next("assistant", state="here")
        await two.speak(10)
        model.last.tell(Saying("a", "Hello.", whole=True), Sound("a", bytes(960)))
        await one.sound(of_people=False)
        assert not [pcm for number, pcm in one.played if number == 0]
        await one.say("apart", apart=False)
        await two.next("here")
        speaking = asyncio.create_task(two.speak(20))
        await one.sound(of_people=True)
        await speaking


async def test_asking_sharing_muting_and_being_still_reach_the_room() -> None:
    model = FakeVoice()
    async with serving(None, listed("m", model)) as house, Browser(house) as ada:
        await ada.enter(house.household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            await page.next("assistant", state="here")
            await page.say("mute", muted=True)
            await page.speak(5)
            await page.show()
            await page.next("here", people=[_somebody(sharing=True)])
            await page.say("unshare")
            await page.next("here", people=[_somebody(sharing=False)])
            await page.say("ask")
            model.last.tell(Sound("a", bytes(96_000)), Answered("a", "m-1", cut=True))
            await page.next("flush")
            session = model.last
            assert JPEG in session.of("look")
            assert session.of("answer")
            assert SPEECH not in session.of("hear")


def _somebody(*, sharing: bool) -> dict[str, object]:
    return {"person": "slack:ada", "name": "Ada", "sharing": sharing, "apart": False}


async def test_a_page_that_is_loaded_again_takes_the_place_of_the_first() -> None:
    async with serving() as house, Browser(house) as ada:
        await ada.enter(house.household.link("slack:ada"))
        async with ada.page() as first:
            await first.join()
            assert await ada.enter() == 204
            async with ada.page() as second:
                assert second.welcome["joined"]
                await second.join()
                await first.next("over", ending="elsewhere")
                assert await first.closed() == 4409
                assert (await second.next("here"))["people"] == [_somebody(sharing=False)]


async def test_only_who_may_ends_the_room_and_all_are_told() -> None:
    async with serving() as house, Browser(house) as ada, Browser(house) as bob:
        await ada.enter(house.household.link("slack:ada"))
        await bob.enter(house.household.link("slack:bob"))
        async with ada.page() as one, bob.page() as two:
            await one.join()
            await two.join()
            assert not two.welcome["may_end"]
            await two.say("end")
            await two.say("ask")
            assert one.welcome["may_end"]
            await one.say("end")
            for page in (one, two):
                await page.next("over", ending="people")
                assert await page.closed() == 1000
        await house.household.until(lambda: house.household.endings == [(ROOM, "people")])


async def test_a_room_is_closed_from_outside() -> None:
    async with serving() as house, Browser(house) as ada:
        await ada.enter(house.household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            house.rooms.close(Close(room=ROOM, ending="deleted"))
            await page.next("over", ending="deleted")


async def test_a_full_room_says_so() -> None:
    async with serving(caps=Caps(people=1)) as house, Browser(house) as ada, Browser(house) as bob:
        await ada.enter(house.household.link("slack:ada"))
        await bob.enter(house.household.link("slack:bob"))
        async with ada.page() as one, bob.page() as two:
            await one.join()
            await two.say("join")
            assert (await two.next("refused"))["why"] == "full"
            await one.say("leave")
            await one.closed()
            await two.join()


async def test_whoever_left_the_channel_is_out() -> None:
    async with serving() as house, Browser(house) as ada, Browser(house) as bob:
        await ada.enter(house.household.link("slack:ada"))
        await bob.enter(house.household.link("slack:bob"))
        async with ada.page() as one, bob.page() as two:
            await one.join()
            await two.join()
            house.household.left.add("slack:bob")
            house.sockets.look_again()
            assert await two.closed() == 4403
            here = await one.next("here", people=[_somebody(sharing=False)])
            assert here
            await bob.enter()
            assert await bob.enter() == 403


@pytest.mark.parametrize(
    "said",
    [
        "no json",
        '{"kind":"steal"}',
        '{"kind":"join","apart":false,"more":1}',
        '{"kind":"played","number":1,"seconds":1e999}',
        " " * (MOST_TEXT + 1),
        b"",
        b"\x00\x00\x00\x00\x01",
        bytes(HEAD + 20_000),
        b"\x01\x00\x00\x00<svg>",
        b"\x07\x00\x00\x00\x00\x00",
    ],
)
async def test_a_page_that_says_what_none_does_is_put_out(said: str | bytes) -> None:
    async with serving() as house, Browser(house) as ada:
        await ada.enter(house.household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            await (
                page.socket.send_str(said)
                if isinstance(said, str)
                else page.socket.send_bytes(said)
            )
            assert await page.closed() == 1008


async def test_nothing_larger_than_a_picture_is_taken() -> None:
    async with serving() as house, Browser(house) as ada:
        await ada.enter(house.household.link("slack:ada"))
        async with ada.page() as page:
            await page.socket.send_bytes(bytes(1_100_000))
            assert await page.closed() == aiohttp.WSCloseCode.MESSAGE_TOO_BIG


async def test_nobody_is_heard_who_did_not_agree() -> None:
    model, household = FakeVoice(), FakeHousehold()
    async with serving(household, listed("m", model)) as house, Browser(house) as ada:
        async with Browser(house) as bob:
            await ada.enter(household.link("slack:ada"))
            await bob.enter(household.link("slack:bob"))
            async with ada.page() as one, bob.page() as two:
                await one.join()
                await one.next("assistant", state="here")
                await two.speak(10)
                await two.show()
                await two.say("ask")
                await one.say("ask")
                await one.speak(1, QUIET)
                session = model.last
                assert not session.of("look")
                assert SPEECH not in session.of("hear")
                assert not [told for told in two.told if told["kind"] != "welcome"]
        assert [one for one in household.asked if isinstance(one, Join)]
