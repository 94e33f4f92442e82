"""A person drops a PDF, an e-invoice and a photo in the real page and sees the answers."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.app import House
from handlers.texts.en import ENGLISH
from pipelines.document.model import SCALAR_FIELDS
from tests.browser import NARROW, WIDE, drop_file, open_browser, workspace_page
from tests.conftest import SAMPLES
from tests.drawn.collection import draw
from tests.drawn.plan import Carrier

pytestmark = pytest.mark.asyncio(loop_scope="module")

# From the development set where it is; from the project's own drawings elsewhere.
SAMPLE_FILES = {
    "pdf": "documents/pdf_plain/physio_EN16931_Physiotherapeut.pdf",
    "xml": "documents/einvoice_xml/01.02a-INVOICE_uncefact.xml",
    "photo": "documents/synthetic/en_02.jpg",
}
CARRIERS: dict[str, Carrier] = {"pdf": "text", "xml": "cii", "photo": "jpg"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One file of each sort."""
    folder = tmp_path_factory.mktemp("files")
    drawn = draw(5, *CARRIERS.values()).documents
    found = {}
    for sort, carrier in CARRIERS.items():
        sample = SAMPLES / SAMPLE_FILES[sort]
        own = next(
            one
            for one in drawn
            if one.carrier == carrier
            and one.truth["kind"] == "invoice"
            and not one.truth["must_flag"]
        )
        found[sort] = sample if sample.is_file() else own.write(folder)
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for the module."""
    async with open_browser() as opened:
        yield opened


@pytest.fixture
def url(house: House) -> str:
    """The address of the running workspace."""
    assert house.workspace is not None
    return house.workspace.url


async def dropped(page: Page, path: Path) -> None:
    """Drop a file, which opens its thread, and wait until everything stands in it."""
    await drop_file(page, path)
    await page.locator("#thread-about").get_by_text(path.name).wait_for()
    await page.locator("#replies .card:not(.tone-busy)").first.wait_for(timeout=60_000)
    await page.locator(f"#replies a[download='{path.stem}.json']").first.wait_for()


NAMES = [ENGLISH.fields[name] for name in SCALAR_FIELDS]


@pytest.mark.parametrize("sort", list(CARRIERS))
async def test_a_dropped_file_shows_card_evidence_and_json(
    browser: Browser, url: str, files: dict[str, Path], screenshots: Path, sort: str
) -> None:
    async with workspace_page(url, browser=browser, size=WIDE) as page:
        await dropped(page, files[sort])
        replies = page.locator("#replies")

        fields = replies.locator(".card-fields")
        names = await fields.locator("dt").all_inner_texts()
        assert [name.partition(" · ")[0] for name in names][: len(NAMES)] == NAMES
        total = await fields.locator("div").filter(has_text="Total").last.locator("dd").inner_text()

        picture = replies.locator("img[src^='/api/files/']").first
        width = await picture.evaluate(
            "async image => { await image.decode(); return image.naturalWidth }"
        )
        assert width >= 800
        await page.screenshot(path=screenshots / f"{sort}-wide.png", animations="disabled")
        await picture.click()
        await page.locator("#lightbox[open] img").wait_for()
        await page.screenshot(path=screenshots / f"{sort}-evidence.png")
        await page.keyboard.press("Escape")

        await replies.locator("details summary").first.click()
        shown = json.loads(await replies.locator("details code").first.inner_text())
        assert f"{shown['invoice']['total']:,.2f}" in total
        assert shown["evidence"]["total"]

        async with page.expect_download() as download:
            await replies.locator(f"a[download='{files[sort].stem}.json']").first.click()
        saved = await (await download.value).path()
        assert json.loads(saved.read_text()) == shown


async def test_it_fits_a_phone_at_night_in_chinese(
    browser: Browser, url: str, files: dict[str, Path], screenshots: Path
) -> None:
    async with workspace_page(url, browser=browser, size=NARROW, dark=True, language="zh") as page:
        path = screenshots / "发票.xml"
        path.write_bytes(files["xml"].read_bytes() + b"<!-- on a phone -->")
        await dropped(page, path)
        path.unlink()
        await page.screenshot(path=screenshots / "narrow.png")
        assert await page.locator("#replies .card-fields dt").first.inner_text() == "销售方"
        wider = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wider


async def test_a_refused_file_says_why(
    browser: Browser, url: str, tmp_path: Path, screenshots: Path
) -> None:
    async with workspace_page(url, browser=browser) as page:
        path = tmp_path / "not a picture.jpg"
        path.write_text("only its name says so")
        await drop_file(page, path)
        card = page.locator("#messages > li").filter(has_text=path.name).last
        await card.get_by_text("I could not read").wait_for()
        await page.screenshot(path=screenshots / "refused.png")
