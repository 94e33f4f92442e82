"""What a link to a file opens: a page that holds nothing, and the file once, to whoever may."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp import ClientResponse, ClientSession, web
from yarl import URL

from bot.player.pages import Assets
from bot.teams.file_pages import FilePages
from bot.web.listener import Listener
from handlers.chat import Language, Told
from handlers.tokens import MOST_TOKEN
from tests.bot.teams.giving import Counter, a_counter, link, press
from tests.bot.teams.speaking import THREAD
from tests.browser import Complaints, open_browser

GONE = "used up or too old"


@dataclass
class Desk:
    """The pages, served; `counter` is what they give out."""

    counter: Counter
    http: ClientSession
    address: str

    async def link(self, language: Language = "en") -> str:
        """Offer a file, and press its button as Ann; gives the link as it is here."""
        mark = await self.counter.offered()
        told = await self.counter.giving.pressed(press(mark, language=language))
        assert isinstance(told, Told)
        return link(told.card).replace("https://clerk.example", self.address)

    async def take(self, token: str, **more: str) -> tuple[ClientResponse, str]:
        """Bring a token."""
        sent = {"k": token, "language": "en", **more}
        async with self.http.post(f"{self.address}/teams/files/take", data=sent) as response:
            return response, await response.text()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with opened() as desk:
        yield desk


@asynccontextmanager
async def opened() -> AsyncIterator[Desk]:
    counter = await a_counter()
    assets = await asyncio.to_thread(Assets)
    pages = FilePages(counter.giving, counter.links).routes()
    drawn = web.get("/player/page/{name:.+}", assets.serve)
    listener = Listener([*pages, drawn], host="127.0.0.1", port=0)
    await listener.start()
    async with ClientSession() as http:
        yield Desk(counter, http, listener.url)
    await listener.stop()


def token_of(url: str) -> str:
    return URL(url).fragment.removeprefix("k=")


async def test_a_link_gives_the_file_once_to_be_saved_and_never_shown(desk: Desk) -> None:
    token = token_of(await desk.link())
    answer, content = await desk.take(token)
    assert (answer.status, content) == (200, "{}")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a.json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer.headers["Cache-Control"]
    answer, said = await desk.take(token)
    assert answer.status == 403
    assert GONE in said


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_page_holds_nothing_and_uses_nothing_up(desk: Desk, language: Language) -> None:
    url = await desk.link(language)
    for _ in range(2):
        async with desk.http.get(url) as answer:
            said = await answer.text()
        assert answer.status == 200
        assert "a.json" not in said
        assert f'lang="{language}"' in said
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "form-action 'self'" in answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert (await desk.take(token_of(url)))[0].status == 200


@pytest.mark.parametrize("change", ["late", "left", "retracted", "swept"])
async def test_it_is_looked_at_again_when_the_file_is_taken(desk: Desk, change: str) -> None:
    token, counter = token_of(await desk.link()), desk.counter
    match change:
        case "late":
            counter.clock.time += timedelta(minutes=10)
        case "left":
            counter.directory.reading[THREAD.channel].discard("teams:ann")
        case "retracted":
            for message in list(counter.room.book.messages.values()):
                await counter.room.chat.retract(message.message)
        case _:
            await counter.room.book.sweep(counter.clock.now().replace(year=2099))
    answer, said = await desk.take(token)
    assert answer.status == 403
    assert GONE in said


async def test_while_nobody_can_tell_the_link_is_not_used_up(desk: Desk) -> None:
    token = token_of(await desk.link())
    desk.counter.directory.is_away = True
    assert (await desk.take(token))[0].status == 503
    desk.counter.directory.is_away = False
    assert (await desk.take(token))[0].status == 200


@pytest.mark.parametrize(
    "token", ["", "x", "1.e30.00", "é", "x" * MOST_TOKEN, "x" * 100_000], ids=len
)
async def test_what_is_no_token_gets_nothing(desk: Desk, token: str) -> None:
    await desk.link()
    answer, said = await desk.take(token)
    assert answer.status == 403
    assert GONE in said
    assert "旧" not in said
    assert "已过期" in (await desk.take(token, language="zh"))[1] or len(token) > MOST_TOKEN


async def test_there_is_nothing_else(desk: Desk) -> None:
    for path, status in (("", 404), ("/fr", 404), ("/take", 405), ("/file.js", 200)):
        async with desk.http.get(f"{desk.address}/teams/files{path}") as answer:
            assert answer.status == status


async def test_a_browser_saves_it_and_keeps_no_way_to_it() -> None:
    async with opened() as desk, open_browser() as browser:
        url, complaints = await desk.link(), Complaints()
        page = await browser.new_page()
        complaints.listen(page, console=True)
        await page.goto(url)
        assert page.url == url.partition("#")[0]
        async with page.expect_download() as saving:
            await page.get_by_role("button", name="Save the file").click()
        saved = await saving.value
        assert saved.suggested_filename == "a.json"
        assert (await saved.path()).read_bytes() == b"{}"
        await page.reload()
        assert GONE in await page.locator("#gone").inner_text()
        assert complaints.lines == []
