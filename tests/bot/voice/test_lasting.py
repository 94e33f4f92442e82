"""Rooms outlast what comes in their way: a household that is away, a process that ends, a fault."""

import asyncio
from decimal import Decimal

import pytest

from bot.bridge.wire import Answer, Asked, Look, Used, Visitor
from bot.settings import Settings
from bot.voice.house import listens, manner
from bot.voice.models import open_voices
from bot.voice.pacing import Allowance
from handlers.huddles.tools import TOOLS
from pipelines.huddle.setup import Caps
from pipelines.voice import Answered, Call, Heard, Speech
from tests.bot.voice.visiting import PATIENCE, QUIET, SPEECH, Browser, Page, serving
from tests.fake_household import ROOM, FakeHousehold
from tests.fake_voice import FakeSession, FakeVoice, listed


async def says(page: Page, model: FakeSession, item: str, text: str) -> None:
    """Have somebody say words, and wait until the page shows them."""
    await page.speak(5, SPEECH)
    model.tell(Speech(began=True, item=item), Speech(began=False, item=item))
    model.tell(Heard(item, text, whole=True))
    await page.next("caption", whole=True, text=text)


async def test_a_room_goes_on_in_another_process() -> None:
    model, household = FakeVoice(), FakeHousehold()
    async with serving(household, listed("m", model)) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            await page.next("assistant", state="here")
            await says(page, model.last, "h1", "The boiler leaks.")
            ended = asyncio.create_task(house.server.stop())
            # Come again, to another process; what was said is told before it ends.
            assert await page.closed() == 1012
            await ended
        assert household.said() == ["slack:ada: The boiler leaks."]
        assert household.endings == []
    household.age_s = 600.0
    async with serving(household, listed("m", model)) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            assert page.welcome["joined"]
            await page.join()
            assert (await page.next("meter"))["seconds"] >= 600
            await page.next("assistant", state="here")
            await says(page, model.last, "h1", "It still does.")
            await page.say("end")
            await page.next("over", ending="people")
        async with asyncio.timeout(PATIENCE):
            await household.until(lambda: bool(household.endings))
    assert household.said() == ["slack:ada: The boiler leaks.", "slack:ada: It still does."]
    numbers = [one.number for one in household.used.get(ROOM, [])]
    assert numbers == [*range(len(numbers))]


async def test_half_a_character_breaks_no_room() -> None:
    model, household = FakeVoice(), FakeHousehold()
    async with serving(household, listed("m", model)) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            await page.next("assistant", state="here")
            # Of a picture that a provider sends in two pieces, the second of which is lost.
            model.last.tell(Heard("h1", "It leaks \ud83d", whole=False))
            await page.next("caption", whole=False, text="It leaks \ufffd")
            model.last.tell(Heard("h1", "It leaks \ud83d\udca7 \ud83d", whole=True))
            await page.next("caption", whole=True, text="It leaks \U0001f4a7 \ufffd")
            await page.say("end")
            await page.next("over", ending="people")
        async with asyncio.timeout(PATIENCE):
            await household.until(lambda: bool(household.endings))
    [line] = household.said()
    assert line.endswith(": It leaks \U0001f4a7 \ufffd")


async def test_what_is_said_while_the_household_is_away_is_told_later() -> None:
    model, household = FakeVoice(), FakeHousehold()
    async with serving(household, listed("m", model)) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            await page.next("assistant", state="here")
            household.away = True
            await says(page, model.last, "h1", "Is anybody there?")
            await page.say("end")
            await page.next("over", ending="people")
            # Nobody comes in meanwhile, nor into what is over.
            assert await ada.enter() == 503
            household.away = False
            async with asyncio.timeout(PATIENCE):
                await household.until(lambda: household.endings == [(ROOM, "people")])
    assert household.said() == ["slack:ada: Is anybody there?"]
    assert len(house.rooms) == 0


async def test_a_room_that_was_ended_meanwhile_ends_once_that_is_known() -> None:
    household = FakeHousehold()
    async with serving(household) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            household.open.discard(ROOM)
            house.sockets.look_again()
            await page.next("over", ending="people")


async def test_nothing_is_opened_that_may_cost_nothing_any_more() -> None:
    household = FakeHousehold()
    household.left_usd = Decimal(0)
    async with serving(household) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.say("join")
            assert (await page.next("refused"))["why"] == "money"
            assert len(house.rooms) == 0


async def test_a_room_costs_no_more_than_what_is_left() -> None:
    household = FakeHousehold()
    household.left_usd = Decimal(2)
    caps = Caps(usd=Decimal(5))
    async with serving(household, caps=caps) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            opened = house.rooms.get(ROOM)
            assert opened is not None
            assert opened.room.setup.caps.usd == 2


async def test_what_is_looked_up_is_in_the_right_of_whoever_spoke() -> None:
    model, household = FakeVoice(), FakeHousehold()
    async with serving(household, listed("m", model)) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            await page.next("assistant", state="here")
            assert await looked_up(model.last, "c1") == household.finds
            household.away = True
            assert (await looked_up(model.last, "c2")).startswith("Nothing can be looked up now")
    [asked] = [one for one in household.asked if isinstance(one, Look)]
    assert (asked.person, asked.name) == ("slack:ada", "waiting_reviews")


async def looked_up(session: FakeSession, call: str) -> str:
    """Have the model call; gives what it is told was found."""
    session.tell(Call(call, "waiting_reviews", "{}"))
    async with asyncio.timeout(PATIENCE):
        while True:
            for given in session.of("give"):
                assert isinstance(given, tuple)
                if given[0] == call:
                    return str(given[1])
            await asyncio.sleep(0.01)


async def test_rooms_are_opened_as_the_operator_decided() -> None:
    decided = {
        "BOT_VOICE_MINUTES": "30",
        "BOT_VOICE_ROOM_USD": "2.50",
        "BOT_VOICE_IDLE_SECONDS": "45",
        "BOT_REGION": "eu",
    }
    settings = Settings.model_validate(decided)
    async with open_voices(settings) as voices:
        opened = manner(settings, voices)
    assert (opened.caps.minutes, opened.caps.usd, opened.caps.idle_s) == (30, Decimal("2.50"), 45)
    assert (opened.egress.region, opened.egress.budgeted) == ("eu", True)
    assert opened.tools == TOOLS
    [told] = listens(voices.chosen)
    assert told.simulated


async def test_what_was_used_is_numbered() -> None:
    model, household = FakeVoice(), FakeHousehold()
    async with serving(household, listed("m", model)) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            await page.next("assistant", state="here")
            model.last.tell(Answered("a", "m-1"))
            await page.speak(2, QUIET)
            await page.say("end")
            await page.next("over")
        async with asyncio.timeout(PATIENCE):
            await household.until(lambda: bool(household.endings))
    used = [one for one in household.asked if isinstance(one, Used)]
    assert [one.number for one in used] == [*range(len(used))]


async def test_a_room_that_breaks_off_has_its_people_come_again() -> None:
    model, household = FakeVoice(), FakeHousehold()
    async with serving(household, listed("m", model)) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            await page.next("assistant", state="here")
            opened = house.rooms.get(ROOM)
            assert opened is not None
            opened.running.cancel()
            assert await page.closed() == 1012
        assert household.endings == []
        async with ada.page() as page:
            await page.join()
            assert house.rooms.get(ROOM) not in {None, opened}


class Demoting(FakeHousehold):
    """One in which nobody may end a room for all, once that `is_so`."""

    is_so = False

    async def ask(self, asked: Asked) -> Answer:
        answer = await super().ask(asked)
        is_other = self.is_so and isinstance(answer, Visitor)
        return answer.model_copy(update={"may_end": False}) if is_other else answer


async def test_who_may_not_end_a_room_any_more_does_not() -> None:
    household = Demoting()
    async with serving(household) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            household.is_so, asked = True, len(household.asked)
            house.sockets.look_again()
            async with asyncio.timeout(PATIENCE):
                await household.until(lambda: len(household.asked) > asked)
            await page.say("end")
            await page.say("apart", apart=True)
            here = await page.next("here")
            while not here["people"][0]["apart"]:
                here = await page.next("here")
            async with Browser(house) as bob:
                await bob.enter(household.link("slack:bob"))
                async with bob.page() as other:
                    await other.say("join")
                    await other.next("joined")


class Breaking(FakeHousehold):
    """One with a fault of ours, which says what it was given."""

    async def ask(self, asked: Asked) -> Answer:
        if asked.kind == "look":
            raise LookupError(asked.arguments)
        return await super().ask(asked)


async def test_what_breaks_a_room_is_logged_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    model, household = FakeVoice(), Breaking()
    async with serving(household, listed("m", model)) as house, Browser(house) as ada:
        await ada.enter(household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            await page.next("assistant", state="here")
            model.last.tell(Call("c1", "spend", '{"vendor": "Acme"}'))
            assert await page.closed() == 1012
    assert "a room broke (LookupError at test_lasting.py:" in caplog.text
    assert "Acme" not in caplog.text


async def test_no_page_is_heard_faster_than_time_passes() -> None:
    model = FakeVoice()
    async with serving(None, listed("m", model)) as house, Browser(house) as ada:
        await ada.enter(house.household.link("slack:ada"))
        async with ada.page() as page:
            await page.join()
            await page.next("assistant", state="here")
            await asyncio.gather(*(page.show(bytes([255, 216, 255, n])) for n in range(50)))
            for _ in range(1500):  # half a minute at once
                await page.socket.send_bytes(bytes(4) + SPEECH)
            await page.say("ask")
            await page.next("levels")
            async with asyncio.timeout(PATIENCE):
                while not model.last.of("answer"):  # noqa: ASYNC110 - of another task
                    await asyncio.sleep(0.01)
            assert 0 < len(model.last.of("hear")) < 500
            assert len(model.last.of("look")) <= 5


def test_what_is_not_used_up_is_there_later_and_no_more_than_that() -> None:
    now = 0.0
    allowance = Allowance(10, 30, lambda: now)
    assert [allowance.takes(20), allowance.takes(20), allowance.takes(10)] == [True, False, True]
    now = 1.0
    assert [allowance.takes(11), allowance.takes(10)] == [False, True]
    now = 100.0
    assert [allowance.takes(31), allowance.takes(30), allowance.takes(1)] == [False, True, False]
