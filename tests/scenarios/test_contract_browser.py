"""A person drops a contract in the real page and sees its terms, its quotes and its deadline."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import House
from handlers.chat import Language
from handlers.texts.catalogue import texts
from tests.browser import NARROW, WIDE, drop_file, workspace_page
from tests.pipelines.document.pdfs import text_page

pytestmark = pytest.mark.asyncio(loop_scope="module")
NOTICE = timedelta(days=30)


def lease(ends: date) -> Sequence[str]:
    """Give the lines of a lease."""
    return (
        "WAREHOUSE LEASE AGREEMENT",
        "",
        'This Warehouse Lease Agreement is entered into as of April 1, 2025 (the "Effective',
        'Date") by and between Northmoor Storage Ltd (the "Lessor") and Elbtal Handel GmbH',
        '(the "Lessee"). The parties hereto agree as follows.',
        "",
        "1. Term. This Agreement commences on the Effective Date and expires on",
        f"{ends:%B} {ends.day}, {ends.year}.",
        "2. Renewal. This Agreement shall automatically renew for successive periods of one",
        "year unless either party gives written notice of non-renewal at least thirty (30) days",
        "prior to the expiration of the then current term.",
        "3. Governing Law. This Agreement shall be governed by the laws of England and Wales.",
        "IN WITNESS WHEREOF, the parties have executed this Agreement.",
    )


@pytest.mark.parametrize(
    ("language", "size"), [("en", WIDE), ("zh", NARROW)], ids=["english-wide", "chinese-phone"]
)
async def test_a_dropped_contract_is_told_with_its_deadline(
    house: House, screenshots: Path, language: Language, size: tuple[int, int]
) -> None:
    assert house.workspace is not None
    phrases = texts(language)
    ends = datetime.now(UTC).date() + timedelta(days=400)
    lines = [one.replace("(", "\\(").replace(")", "\\)") for one in lease(ends)]
    path = screenshots / f"lease-{language}.pdf"
    path.write_bytes(text_page(lines) + f"\n% {language}".encode())
    async with workspace_page(house.workspace.url, size=size, language=language) as page:
        await drop_file(page, path)
        name = f"{path.stem}.contract.json"
        await page.locator(f"#replies a[download='{name}']").first.wait_for(timeout=60_000)
        card = page.locator("#replies .card").first
        await page.screenshot(path=screenshots / f"contract-{language}.png", animations="disabled")
        said, due = await card.inner_text(), ends - NOTICE
        assert phrases.contracts.due["notice"].format(day=due.isoformat()) in said
        assert (due - NOTICE).isoformat() in said
        for value in ("WAREHOUSE LEASE AGREEMENT", "Northmoor Storage Ltd", "England and Wales"):
            assert value in said
        assert await card.get_by_role("button").count() == 0
        picture = page.locator("#replies img[src^='/api/files/']").first
        assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)")
        async with page.expect_download() as download:
            await page.locator(f"#replies a[download='{name}']").first.click()
        given = json.loads((await (await download.value).path()).read_text())
        assert given["contract"]["notice_period"] == "30 days"
        assert given["evidence"]["parties.1"][0]["page"] == 1
        assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    path.unlink()
