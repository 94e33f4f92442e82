"""A whole call: opened in a channel, talked in over sockets, ended there, told of in its thread."""

from pathlib import Path

from bot.settings import Settings
from bot.voice.house import open_rooms
from handlers.huddles.cards import END, JOIN
from tests.bot.voice.visiting import QUIET, Browser
from tests.scenarios.offices import Office
from tests.scenarios.offices import office as office_on
from tests.scenarios.people import Seen, Somebody, says
from tests.scenarios.test_huddles import link, opened


class Reached:
    """Voice rooms as a browser reaches them."""

    def __init__(self, url: str) -> None:
        self.server = self
        self.url = url
        self.origin = url


async def came(office: Office, browser: Browser, card: Seen, who: Somebody) -> str:
    """Let somebody press Join, and follow their link; gives the room."""
    url = link(office, (await who.press(card, JOIN)).seen)
    page, _, token = url.partition("#k=")
    room = page.rpartition("/")[2]
    assert await browser.enter(token, room) == 204
    assert await browser.enter(token, room) == 403
    return room


async def test_a_call_from_its_card_to_its_thread(tmp_path: Path) -> None:
    given = {"BOT_DATA_DIR": str(tmp_path), "BOT_VOICE_PORT": "0"}
    async with (
        office_on("local", tmp_path) as office,
        open_rooms(Settings.model_validate(given)) as server,
        Browser(Reached(server.url)) as lena,  # type: ignore[arg-type]
        Browser(Reached(server.url)) as arun,  # type: ignore[arg-type]
    ):
        card = await opened(office, "Boiler")
        room = await came(office, lena, card, office.lena)
        await came(office, arun, card, office.arun)
        async with lena.page(room) as one, arun.page(room) as two:
            assert one.welcome["topic"] == "Boiler"
            assert one.welcome["may_end"]
            assert not two.welcome["may_end"]
            assert not two.welcome["joined"]
            await one.join()
            await two.join()
            await one.speak(40)
            await one.speak(45, QUIET)
            await two.next("caption", whole=True, name="Lena Brandt")
            # Ended in the channel, it ends where people sit.
            await office.lena.press(card, END)
            for page in (one, two):
                await page.next("over", ending="people")
                assert await page.closed() == 1000
        told = await office.lena.said(None, "Voice room: Boiler has ended")
        assert says("Arun", "Lena", "What was said stands below")(told)
        assert await lena.enter("", room) == 403
