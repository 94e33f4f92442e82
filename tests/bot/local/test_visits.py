"""The player in the workspace: for whomever one acts as, behind the workspace's own guard."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import expect

from bot.doors import of_the_workspace
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.workspace import Workspace
from bot.local.directory import LocalDirectory
from bot.local.roster import PLATFORM, TENANT
from bot.local.server import LocalWorkspace
from bot.local.visits import door
from handlers.chat import Place
from handlers.meetings.desk import undecided
from handlers.meetings.viewing import Viewing
from tests.bot.local.heard import LIMITS, Heard
from tests.browser import open_browser
from tests.fake_ledger import FakeAudit, FakeStore
from tests.fake_viewing import MEETING, Screening, a_meeting, sha

BASE = f"/player/{MEETING}"
BYTES = b"what a recording holds"


@pytest.fixture
async def screening(tmp_path: Path, migrated: Path) -> AsyncIterator[tuple[Screening, str]]:
    """Serve a meeting of #accounting; gives what there is to see, and the workspace's address."""
    await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME)
    database = Database(tmp_path / FILE_NAME)
    meeting = a_meeting(BYTES, platform=PLATFORM, tenant=TENANT)
    here = Screening(
        replace(meeting, place=Place(PLATFORM, TENANT, "accounting", "t")), door=door(8080)
    )
    viewing = Viewing(here.find, LocalDirectory(), here.links, FakeAudit())
    store = FakeStore({(TENANT, sha(BYTES)): BYTES})
    server = LocalWorkspace(
        Workspace(database),
        Heard().ears(),
        data_dir=tmp_path,
        limits=LIMITS,
        port=0,
        besides=await of_the_workspace(viewing, store, undecided),
    )
    await server.start()
    yield here, server.url
    await server.stop()
    await database.close()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("?as=accountant-1", 200),
        ("?as=admin", 200),
        ("?as=employee", 404),
        ("", 404),
        ("?as=x", 404),
    ],
)
async def test_who_reads_the_channel_sees_its_meetings(
    screening: tuple[Screening, str], who: str, status: int
) -> None:
    async with aiohttp.ClientSession(base_url=screening[1]) as browser:
        for path in ("/meeting", "/recording", "/transcript.vtt"):
            async with browser.get(f"{BASE}{path}{who}") as answer:
                assert answer.status == status
        headers = {"Range": "bytes=5-9"}
        async with browser.get(f"{BASE}/recording{who}", headers=headers) as part:
            assert part.status == (206 if status == 200 else 404)


@pytest.mark.parametrize(
    ("headers", "page", "told"),
    [
        ({"Host": "evil.example"}, 403, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200, 403),
        ({"Origin": "https://evil.example"}, 403, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200, 200),
    ],
)
async def test_only_the_page_itself_may_be_visited_from_elsewhere(
    screening: tuple[Screening, str], headers: dict[str, str], page: int, told: int
) -> None:
    async with aiohttp.ClientSession(base_url=screening[1]) as browser:
        async with browser.get(BASE, headers=headers) as answer:
            assert answer.status == page
        for path in ("/meeting", "/recording"):
            async with browser.get(f"{BASE}{path}?as=admin", headers=headers) as answer:
                assert answer.status == told


async def test_there_is_nothing_to_exchange_in_the_workspace(
    screening: tuple[Screening, str],
) -> None:
    here, url = screening
    ours = {"Origin": url, "X-Clerk": "workspace"}
    async with (
        aiohttp.ClientSession(base_url=url) as browser,
        browser.post(f"{BASE}/enter", data=here.token("local:admin"), headers=ours) as answer,
    ):
        assert answer.status in {404, 405}


async def test_the_player_opens_for_whom_the_workspace_acts_as(
    screening: tuple[Screening, str],
) -> None:
    _, url = screening
    async with open_browser() as browser:
        page = await browser.new_page(locale="en-GB")
        await page.goto(url)
        await page.locator("#people [role=radio]", has_text="Mei Lin").click()
        await page.goto(f"{url}{BASE}#t=3")
        await expect(page.locator("#title")).to_have_text("Quarterly review")
        await expect(page.locator(".segment[aria-current]")).to_contain_text("the contract?")
        await page.goto(f"{url}{BASE}?as=employee")
        await expect(page.locator("#main h2")).to_have_text("This link opens nothing")
