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
from tests.doubles.slack.gestures import buttons
from tests.scenarios.slack_office import ARUN, HERE, LENA, slack_office

pytestmark = pytest.mark.asyncio(loop_scope="module")

PUBLIC = "https://clerk.example.com"
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


async def test_in_slack_a_link_of_ones_own_lets_one_browser_in(
    tmp_path: Path, files: tuple[Path, Path]
) -> None:
    contents = [(one.name, one.read_bytes()) for one in files]
    async with slack_office(tmp_path) as office:
        dropped = office.slack.act.drop(office.team, HERE, LENA, contents)
        await office.slack.deliveries.send_until_taken(office.slack.act.told(dropped))
        await office.press(await office.card(AGREED), ARUN, "meeting.start")
        await office.press(await office.card("meeting.open"), ARUN, "meeting.open")
        told = await office.told(ARUN, f"{PUBLIC}/player/")
        (url,) = [one["url"] for one in buttons(told.blocks) if "url" in one]
        page, token = urlsplit(url).path, urlsplit(url).fragment.removeprefix("k=")
        listener = office.slack.deliveries.url
        assert listener is not None
        jar = aiohttp.CookieJar(
            unsafe=True, treat_as_secure_origin=[urljoin(listener, "/").rstrip("/")]
        )
        async with aiohttp.ClientSession(urljoin(listener, "/"), cookie_jar=jar) as browser:
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
