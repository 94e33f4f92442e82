"""A listener with the player, a film to play, and browsers that look at it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.player.exchange import Exchange
from bot.player.pages import Assets
from bot.player.routes import Player
from bot.web.listener import Listener
from tests.bot.player.film import SECONDS, film, picture
from tests.browser import WIDE, Complaints, open_browser
from tests.fake_ledger import FakeStore
from tests.fake_viewing import MEETING, Screening, a_meeting, a_timeline, sha


class Theatre:
    """The player on a port of its own; `here` is what there is to see, and who may."""

    def __init__(self, recording: bytes, pictures: dict[int, bytes], browser: Browser) -> None:
        self.browser = browser
        meeting = a_meeting(recording, pictures, timeline=a_timeline(SECONDS / 5))
        self.here = Screening(meeting)
        self.store = FakeStore({("T1", sha(one)): one for one in (recording, *pictures.values())})

    async def start(self) -> None:
        assets = await asyncio.to_thread(Assets)
        # The port is known once it listens: the address that browsers use is this one's.
        exchange = Exchange(self.here.links, "http://127.0.0.1")
        player = Player(self.here.viewing, self.store, exchange.entrance, assets)
        routes = [*exchange.routes(), *player.routes()]
        self.listener = Listener(routes, host="127.0.0.1", port=0)
        await self.listener.start()
        exchange._origin = self.listener.url

    def url(self, rest: str = "") -> str:
        return f"{self.listener.url}/player/{MEETING}{rest}"

    @asynccontextmanager
    async def page(
        self,
        rest: str | None = None,
        *,
        size: tuple[int, int] = WIDE,
        dark: bool = False,
        language: str = "en",
    ) -> AsyncIterator[Page]:
        """Open the player by a link of one's own, or at what `rest` says; no script may fail."""
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            locale="zh-CN" if language == "zh" else "en-GB",
            reduced_motion="reduce",
        )
        complaints, page = Complaints(), await context.new_page()
        complaints.listen(page, console=rest is None)
        await page.goto(self.url(f"#k={self.here.token()}" if rest is None else rest))
        await page.locator("#main.playing, #main.notice h2").first.wait_for()
        try:
            yield page
        finally:
            await context.close()
        assert complaints.lines == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for a module."""
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def theatre(browser: Browser) -> AsyncIterator[Theatre]:
    pictures = {number: picture(number) for number in (1, 2, 3)}
    theatre = Theatre(film(), pictures, browser)
    await theatre.start()
    yield theatre
    await theatre.listener.stop()
