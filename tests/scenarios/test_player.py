"""From a dropped recording to its player: in the local workspace, and by a link of one's own."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.app import build
from bot.settings import Settings
from tests.bot.player.film import film
from tests.browser import drop_file, open_browser, workspace_page
from tests.scenarios.gathered import START, meeting
from tests.scenarios.offices import PUBLIC, Platform, office
from tests.scenarios.people import offers, says

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATIENCE = 180_000  # milliseconds
AGREED = "will read the transcript"
SAID = (
    "WEBVTT\n\n00:01.000 --> 00:09.000\n<v Ann Quillfeather>The latency went down.\n\n"
    "00:12.000 --> 00:20.000\n<v Bo Sample>I will send the plan by Friday.\n"
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("recorded")
    recording, transcript = folder / "Weekly.webm", folder / "Weekly.vtt"
    recording.write_bytes(film())
    transcript.write_text(SAID)
    return recording, transcript


@pytest_asyncio.fixture(loop_scope="module")
async def url(tmp_path: Path) -> AsyncIterator[str]:
    """The address of a workspace of its own: of two Clerks in a process one cannot work."""
    settings = Settings.model_validate(
        {"BOT_DATA_DIR": tmp_path, "BOT_LOCAL_PORT": 0, "BOT_DIGEST_AT": "off"}
    )
    async with build(settings) as house:
        assert house.workspace is not None
        yield house.workspace.url


async def test_dropped_in_the_workspace_and_opened_from_its_card(
    url: str, files: tuple[Path, Path]
) -> None:
    async with (
        open_browser() as browser,
        workspace_page(url, browser=browser) as page,
    ):
        await drop_file(page, *files)
        card = page.locator("#replies .card").first
        # Start is for what the card says: what it said before its transcript came is no more.
        await expect(card).to_contain_text(AGREED, timeout=PATIENCE)
        await card.get_by_role("button", name="Start").click(timeout=PATIENCE)
        link = card.get_by_role("link", name="Open player")
        await link.wait_for(timeout=PATIENCE)
        async with page.expect_popup() as opening:
            await link.click()
        player = await opening.value
        await expect(player.locator("video")).to_have_js_property("videoWidth", 160)
        await expect(player.locator(".speaker")).to_have_text(["Ann Quillfeather", "Bo Sample"])
        await card.get_by_role("button", name="Rename speakers").click()
        await page.locator("#form input").first.fill("Bea <b>Renamed")
        await page.locator("#form").get_by_role("button", name="Rename speakers").click()
        await expect(card).to_contain_text("Bea <b>Renamed")
        await player.reload()
        await expect(player.locator(".speaker")).to_have_text(["Bea <b>Renamed", "Bo Sample"])


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_a_link_of_ones_own_lets_one_browser_in(
    platform: Platform, tmp_path: Path, files: tuple[Path, Path]
) -> None:
    contents = [(one.name, one.read_bytes()) for one in files]
    async with office(platform, tmp_path) as here:
        head = await here.lena.drop(*contents)
        asks = await meeting(here.arun, head, says(AGREED))
        assert (await here.arun.press(asks, START)).kind == "none"
        card = await meeting(here.arun, head, offers("meeting.open"))
        told = await here.arun.press(card, "meeting.open")
        assert told.seen is not None
        [url] = [one.raw["url"] for one in told.seen.buttons if one.raw.get("url")]
        assert f"{PUBLIC}/player/" in url
        shown = [*await here.lena.read(), *await here.lena.alone()]
        others = [one.raw.get("url") for seen in shown for one in seen.buttons]
        assert url not in others
        page, token = urlsplit(url).path, urlsplit(url).fragment.removeprefix("k=")
        listener = here.house.platforms.listener
        assert listener is not None
        own = urljoin(listener.url, "/")
        jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=[own.rstrip("/")])
        async with aiohttp.ClientSession(own, cookie_jar=jar) as browser:
            for status in (204, 403):
                enter = browser.post(f"{page}/enter", data=token, headers={"Origin": PUBLIC})
                async with enter as answer:
                    assert answer.status == status
            async with browser.get(f"{page}/meeting") as answer:
                timeline = (await answer.json())["timeline"]
            assert [one["name"] for one in timeline["speakers"]] == [
                "Ann Quillfeather",
                "Bo Sample",
            ]
            async with browser.get(f"{page}/recording", headers={"Range": "bytes=0-3"}) as part:
                assert (part.status, await part.read()) == (206, film()[:4])
