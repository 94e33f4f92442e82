"""Pages that lie askew, and the square codes on pages, from the raster to the finding."""

import hashlib
import io
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image

from pipelines.document.exchange import PLAIN
from pipelines.document.model import Reading
from pipelines.document.read import LocalReader
from pipelines.document.straightening import Slant
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Box, Corners, Media, MediaType, Recognized, Word
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from tests.drawn.squares import picture
from tests.pipelines.document.codes.samples import EPC, IBAN

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINES = (
    "Mühle am Bach GmbH, Bachgasse 1, 12345 Tal",
    "RECHNUNG",
    "Rechnungsnummer: R-4711",
    "Rechnungsdatum: 04.03.2026",
    "Zwischensumme: EUR 100,00",
    "MwSt 19%: EUR 19,00",
    "Gesamtbetrag: EUR 119,00",
)
AT = (40, 500)
ASKEW: Corners = ((0.05, 0.02), (1.0, 0.0), (0.95, 0.98), (0.0, 1.0))


class Fixed:
    """A recogniser that finds the same lines on every raster."""

    def __init__(self, turn: int = 0, corners: Corners | None = None) -> None:
        words = (
            Word(text, Box(0.1, 0.1 + 0.05 * at, 0.1 + 0.012 * len(text), 0.12 + 0.05 * at), 0.9)
            for at, text in enumerate(LINES)
        )
        self._found = Recognized(tuple(words), turn, corners)

    async def recognize(self, _raster: bytes) -> Recognized:
        return self._found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sandbox]:
    async with Sandbox(
        "pipelines.document.child",
        limits=Limits(memory_mb=1024, cpu_seconds=20, seconds=60.0),
        workers=1,
        scratch=tmp_path_factory.mktemp("scratch"),
    ) as opened:
        yield opened


async def read(
    sandbox: Sandbox, folder: Path, text: str, turn: int = 0, corners: Corners | None = None
) -> Reading:
    """Read a page of 600 by 800 pixels with a code, filed so that it must be turned by `turn`."""
    page, out = Image.new("L", (600, 800), 255), io.BytesIO()
    page.paste(picture(text, 3), AT)
    page.rotate(turn, expand=True).save(out, "PNG")
    (folder / "page.png").write_bytes(out.getvalue())
    return await reader(sandbox, turn, corners).read(filed(folder), _ignored)


def reader(sandbox: Sandbox, turn: int = 0, corners: Corners | None = None) -> LocalReader:
    found = Fixed(turn, corners)
    return LocalReader(sandbox, found, max_pages=5, today=lambda: date(2026, 11, 22))


def filed(folder: Path) -> Media:
    content = (folder / "page.png").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return Media(folder / "page.png", MediaType.PNG, digest, len(content))


async def _ignored(_page: int, _pages: int) -> None:
    return


def conflicts(reading: Reading) -> dict[str | None, str]:
    return {
        one.field: one.facts["source"] for one in reading.findings if one.rule == "source_conflict"
    }


async def test_a_code_that_agrees_adds_what_the_page_does_not_say(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    reading = await read(sandbox, tmp_path, EPC)
    assert reading.invoice is not None
    assert conflicts(reading) == {}
    assert reading.invoice.iban == IBAN
    (account,) = reading.evidence["iban"]
    assert (account.source, account.page) == ("qr", 1)
    assert {one.source for one in reading.evidence["total"]} == {"ocr", "qr"}


async def test_a_code_that_asks_for_more_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    reading = await read(sandbox, tmp_path, EPC.replace("119.00", "1119.00"))
    assert conflicts(reading) == {"total": "qr"}
    assert reading.status == "flagged"
    assert reading.invoice is not None
    assert str(reading.invoice.total) == "119.00"


@pytest.mark.parametrize(("turn", "corners"), [(90, None), (180, None), (270, None), (0, ASKEW)])
async def test_the_box_of_a_code_is_of_the_page_as_filed(
    turn: int, corners: Corners | None, sandbox: Sandbox, tmp_path: Path
) -> None:
    reading = await read(sandbox, tmp_path, EPC, turn, corners)
    (account,) = reading.evidence["iban"]
    assert account.box is not None
    middle = ((account.box.x0 + account.box.x1) / 2, (account.box.y0 + account.box.y1) / 2)
    side = picture(EPC, 3).width / 2
    x, y = (AT[0] + side) / 600, (AT[1] + side) / 800
    filed = {0: (x, y), 90: (y, 1 - x), 180: (1 - x, 1 - y), 270: (1 - y, x)}[turn]
    assert middle == pytest.approx(filed, abs=0.01)


async def test_a_page_that_lies_askew_is_read_and_shown_upright(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    upright = await read(sandbox, tmp_path, EPC)
    askew = await read(sandbox, tmp_path, EPC, corners=ASKEW)
    assert (askew.turned, askew.straightened) == ({}, {1: ASKEW})
    assert askew.invoice == upright.invoice
    lies, box = Slant(ASKEW), upright.evidence["total"][0].box
    assert box is not None
    assert askew.evidence["total"][0].box == pytest.approx(lies.filed(box))
    shown = await reader(sandbox).picture(filed(tmp_path), askew, PLAIN)
    assert shown is not None
    width, height = lies.size(600, 800)
    sheet = Image.open(io.BytesIO(shown))
    assert 1320 * height / width < sheet.height < 1320 * height / width + 400


async def test_a_code_of_something_else_is_no_matter(sandbox: Sandbox, tmp_path: Path) -> None:
    reading = await read(sandbox, tmp_path, "https://example.com/menu")
    assert reading.invoice is not None
    assert (reading.invoice.iban, conflicts(reading)) == (None, {})


async def test_corners_that_no_page_has_are_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    crossed: Corners = ((0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0))
    with pytest.raises(MediaRejected) as refusal:
        await read(sandbox, tmp_path, EPC, corners=crossed)
    assert refusal.value.reason is Reason.DAMAGED
