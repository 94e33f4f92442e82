"""Where the values of a failed check stand fits in a few lines, whatever was dropped."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.app import House
from tests.browser import NARROW, WIDE, drop_file, open_browser, workspace_page
from tests.drawn import bill as bills
from tests.drawn import invoices, photo
from tests.drawn.collection import draw

pytestmark = pytest.mark.asyncio(loop_scope="module")

CARD = "#replies .message-main > .card"
WHERE = f"{CARD} .card-table.plain"
HIGHEST = 170  # pixels, of three places

AMOUNT = r"\D{0,4}[\d.,]+"
PAGE = [rf"{name}{AMOUNT}page 1" for name in ("Subtotal", "Tax", "Total")]
PLACES = {
    "en_wrong_sum.pdf": PAGE,
    "photo.png": PAGE,
    "de_ubl_wrong_sum.xml": [
        rf"Subtotal{AMOUNT}LegalMonetaryTotal › TaxExclusiveAmount",
        rf"Tax{AMOUNT}TaxTotal › TaxAmount",
        rf"Total{AMOUNT}LegalMonetaryTotal › TaxInclusiveAmount",
    ],
}
# What is about one place is one line.
LINES = {
    "de_facturx_total.pdf": (
        rf"Total: “{AMOUNT}”, SpecifiedTradeSettlementHeaderMonetarySummation › GrandTotalAmount"
    ),
    "de_wrong_day.pdf": None,
    "de_cii_future.xml": r"Date: “\d{8}”, IssueDateTime › DateTimeString",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The documents by name; of the photo, the total is off by a hundred."""
    folder = tmp_path_factory.mktemp("files")
    paths = [
        one.write(folder)
        for one in draw(5, "text", "facturx", "ubl", "cii").documents
        if one.file in {*PLACES, *LINES}
    ]
    rng = Random("a photo whose total is no sum")
    bill = bills.off_by_hundred(bills.invoice(rng, "en", 3))
    content, _ = photo.photograph(invoices.draw(bill, rng, 0), rng, "PNG", (), 2.0)
    picture = folder / "photo.png"
    picture.write_bytes(content)
    return {path.name: path for path in (*paths, picture)}


@pytest.fixture
def url(house: House) -> str:
    """The address of the running workspace."""
    assert house.workspace is not None
    return house.workspace.url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for the module."""
    async with open_browser() as opened:
        yield opened


async def answered(page: Page, path: Path) -> None:
    """Drop a file and wait for a card on which one check failed, and which says so once."""
    await drop_file(page, path)
    await expect(page.locator("#thread-about")).to_have_text(path.name)
    await page.locator(f"#replies a[download='{path.stem}.json']").wait_for(timeout=60_000)
    states = page.locator(f"{CARD} .card-text.tone-bad")
    await expect(states.first).to_have_text(re.compile("Waiting for accounting: 1 check failed$"))
    await expect(states).to_have_count(2)


async def fits(page: Page) -> None:
    """Nothing is cut off, and the places are told in less than a paragraph's height."""
    over, height = await page.locator(WHERE).evaluate(
        "(one) => [one.scrollWidth - one.clientWidth, one.getBoundingClientRect().height]"
    )
    assert over == 0
    assert height <= HIGHEST


@pytest.mark.parametrize("name", list(PLACES))
async def test_the_places_of_a_sum_are_a_small_table(
    browser: Browser, url: str, files: dict[str, Path], screenshots: Path, name: str
) -> None:
    path = files[name]
    async with workspace_page(url, browser=browser, size=WIDE) as page:
        await answered(page, path)
        rows = [re.compile(f"^{row}$") for row in PLACES[name]]
        await expect(page.locator(f"{WHERE} tbody tr")).to_have_text(rows)
        await page.locator("#replies .card-title").scroll_into_view_if_needed()
        await fits(page)
        picture = screenshots / f"where-{path.stem}"
        await page.screenshot(path=f"{picture}-wide.png", animations="disabled")
        await page.emulate_media(color_scheme="dark")
        await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        await page.locator(WHERE).scroll_into_view_if_needed()
        await fits(page)
        await page.screenshot(path=f"{picture}-phone.png", animations="disabled")


@pytest.mark.parametrize("name", list(LINES))
async def test_the_only_place_of_a_value_is_a_line(
    browser: Browser, url: str, files: dict[str, Path], screenshots: Path, name: str
) -> None:
    path, line = files[name], LINES[name]
    async with workspace_page(url, browser=browser, size=NARROW, dark=True) as page:
        await answered(page, path)
        plain = page.locator(f"{CARD} .card-text.tone-plain")
        await expect(plain).to_have_text([re.compile(f"^{line}$")] if line else [])
        await expect(page.locator(WHERE)).to_have_count(0)
        await page.locator("#replies .card-title").scroll_into_view_if_needed()
        await page.screenshot(path=screenshots / f"where-{path.stem}.png", animations="disabled")
