"""The embedded reader through its real child: every path, bad files, a child that lies."""

import hashlib
import io
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image

from pipelines.document.exchange import PLAIN
from pipelines.document.findings import Finding
from pipelines.document.model import Reading
from pipelines.document.read import LocalReader, Reader
from pipelines.errors import MediaRejected, Reason
from pipelines.media import DOCUMENTS, Box, Media, Recognized, Word
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from tests.drawn.bad import BAD
from tests.pipelines.document.pdfs import drawn_page, text_page
from tests.pipelines.document.xmls import cii, ubl

pytestmark = pytest.mark.asyncio(loop_scope="module")

INVOICE = (
    "Mill and Sons Limited, 12 River Street, Leeds",
    "INVOICE",
    "Invoice number: R-4711",
    "Invoice date: 4 March 2026",
    "Subtotal: EUR 100.00",
    "VAT 19%: EUR 19.00",
    "Total: EUR 119.00",
)
TYPES = {f".{kind.value.partition('/')[2]}": kind for kind in DOCUMENTS}
TYPES[".jpg"] = TYPES[".jpeg"]


@dataclass
class FakeRecognizer:
    """Finds the same words on every raster, and keeps the rasters."""

    found: Recognized = field(default_factory=lambda: Recognized(()))
    rasters: list[Image.Image] = field(default_factory=list)

    async def recognize(self, raster: bytes) -> Recognized:
        self.rasters.append(Image.open(io.BytesIO(raster)))
        return self.found


def lines(height: float = 0.02) -> tuple[Word, ...]:
    """Give the invoice as a recogniser would, one line of print a word."""
    return tuple(
        Word(
            text, Box(0.1, 0.1 + 0.05 * at, 0.1 + 0.012 * len(text), 0.1 + 0.05 * at + height), 0.9
        )
        for at, text in enumerate(INVOICE)
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sandbox]:
    async with Sandbox(
        "pipelines.document.child",
        limits=Limits(memory_mb=1024, cpu_seconds=20, seconds=60.0),
        workers=1,
        scratch=tmp_path_factory.mktemp("scratch"),
    ) as opened:
        yield opened


@pytest.fixture
def recognizer() -> FakeRecognizer:
    return FakeRecognizer(Recognized(lines()))


@pytest.fixture
def reader(sandbox: Sandbox, recognizer: FakeRecognizer) -> LocalReader:
    return LocalReader(sandbox, recognizer, max_pages=5, today=lambda: date(2026, 11, 22))


def media(folder: Path, name: str, content: bytes | None = None) -> Media:
    file = folder / name
    if content is not None:
        file.write_bytes(content)
    content = file.read_bytes()
    kind = TYPES[file.suffix]
    return Media(file, kind, hashlib.sha256(content).hexdigest(), len(content))


@dataclass
class Steps:
    """Keeps what a reader tells about its progress."""

    told: list[tuple[int, int]] = field(default_factory=list)

    async def __call__(self, page: int, pages: int) -> None:
        self.told.append((page, pages))


def png(size: tuple[int, int] = (600, 800), mode: str = "RGB", *, blank: bool = False) -> bytes:
    """Make a picture with a black bar in it: something to be recognised, unless it is `blank`."""
    out, image = io.BytesIO(), Image.new(mode, size, "white")
    if not blank:
        image.paste(Image.new(mode, (200, 40), "black"), (100, 100))
    image.save(out, "PNG")
    return out.getvalue()


def box_of(reading: Reading, name: str) -> Box:
    box = next(one.box for one in reading.evidence[name] if one.box is not None)
    assert box is not None
    return box


async def test_a_text_layer_needs_no_recogniser(
    reader: Reader, recognizer: FakeRecognizer, tmp_path: Path
) -> None:
    steps = Steps()
    reading = await reader.read(media(tmp_path, "a.pdf", text_page(INVOICE)), steps)
    assert reading.invoice is not None
    assert reading.invoice.total == Decimal("119.00")
    assert {one.source for one in reading.evidence["total"]} == {"pdf_text"}
    assert (reading.reader, reading.pages, reading.turned) == ("local", 1, {})
    assert reading.usage.cost_usd == 0
    assert reading.usage.seconds > 0
    assert recognizer.rasters == []
    assert steps.told == []


async def test_a_photo_is_recognised(
    reader: Reader, recognizer: FakeRecognizer, tmp_path: Path
) -> None:
    steps = Steps()
    reading = await reader.read(media(tmp_path, "a.png", png()), steps)
    assert reading.invoice is not None
    assert reading.invoice.invoice_number == "R-4711"
    assert {one.source for one in reading.evidence["total"]} == {"ocr"}
    assert steps.told == [(1, 1)]
    (raster,) = recognizer.rasters
    assert (raster.size, raster.mode, raster.format) == ((600, 800), "L", "PNG")


async def test_pages_without_text_are_recognised_one_by_one(
    reader: Reader, recognizer: FakeRecognizer, tmp_path: Path
) -> None:
    steps = Steps()
    ruled = drawn_page(b"10 10 m 500 500 l S", pages=2)
    reading = await reader.read(media(tmp_path, "a.pdf", ruled), steps)
    assert reading.invoice is not None
    assert reading.invoice.subtotal == Decimal("100.00")
    assert reading.pages == 2
    assert steps.told == [(1, 2), (2, 2)]
    assert [raster.size for raster in recognizer.rasters] == [(1667, 2223)] * 2


async def test_a_blank_page_needs_no_recogniser(
    reader: Reader, recognizer: FakeRecognizer, tmp_path: Path
) -> None:
    reading = await reader.read(media(tmp_path, "a.pdf", drawn_page(b"")), Steps())
    assert (reading.kind, reading.pages) == ("other", 1)
    assert recognizer.rasters == []


async def test_a_page_that_lies_on_its_side_is_read_and_shown_upright(
    reader: Reader, recognizer: FakeRecognizer, tmp_path: Path
) -> None:
    upright = await reader.read(media(tmp_path, "a.png", png()), Steps())
    recognizer.found = Recognized(lines(), turn=90)
    filed = media(tmp_path, "b.png", png((800, 600)))
    turned = await reader.read(filed, Steps())
    assert turned.turned == {1: 90}
    assert turned.invoice == upright.invoice
    x0, y0, x1, y1 = box_of(upright, "total")
    assert box_of(turned, "total") == pytest.approx((y0, 1 - x1, y1, 1 - x0))
    shown = await reader.picture(filed, turned, PLAIN)
    assert shown is not None
    picture = Image.open(io.BytesIO(shown))
    assert picture.height > picture.width


async def test_a_page_that_cannot_be_read_has_no_invoice(
    reader: Reader, recognizer: FakeRecognizer, tmp_path: Path
) -> None:
    recognizer.found = Recognized(())
    image = media(tmp_path, "a.png", png())
    reading = await reader.read(image, Steps())
    assert reading.kind == "other"
    assert [one.rule for one in reading.findings] == ["unreadable_page"]
    assert await reader.picture(image, reading, PLAIN) is None


async def test_nothing_is_looked_for_on_a_blank_page(
    reader: Reader, recognizer: FakeRecognizer, tmp_path: Path
) -> None:
    image = media(tmp_path, "a.png", png(blank=True))
    reading = await reader.read(image, Steps())
    assert recognizer.rasters == []
    assert [(one.rule, one.facts) for one in reading.findings] == [
        ("unreadable_page", {"page": "1"})
    ]


@pytest.mark.parametrize("content", [ubl(), cii()])
async def test_an_xml_has_paths_and_no_pages(
    content: bytes, reader: Reader, tmp_path: Path
) -> None:
    file = media(tmp_path, "a.xml", content)
    reading = await reader.read(file, Steps())
    assert (reading.kind, reading.pages) == ("invoice", 0)
    (evidence,) = reading.evidence["vendor"]
    assert (evidence.source, evidence.page, evidence.box) == ("xml", None, None)
    assert str(evidence.path).endswith("Name")
    shown = await reader.picture(file, reading, PLAIN)
    assert shown is not None
    assert Image.open(io.BytesIO(shown)).width == 1480


async def test_another_xml_is_something_else(reader: Reader, tmp_path: Path) -> None:
    file = media(tmp_path, "a.xml", b"<order><total>1.00</total></order>")
    reading = await reader.read(file, Steps())
    assert (reading.kind, reading.invoice) == ("other", None)
    assert reading.findings == (Finding(rule="unknown_xml", severity="warning"),)
    assert await reader.picture(file, reading, PLAIN) is None


async def test_the_xml_in_a_pdf_wins_and_the_page_is_held_against_it(
    reader: Reader, tmp_path: Path
) -> None:
    page = text_page(INVOICE, attachments=[("factur-x.xml", ubl())])
    reading = await reader.read(media(tmp_path, "a.pdf", page), Steps())
    assert reading.invoice is not None
    assert reading.invoice.vendor == "Mühle GmbH"
    assert "source_conflict" in {one.rule for one in reading.findings}
    assert {one.source for one in reading.evidence["total"]} == {"xml", "pdf_text"}


@pytest.mark.parametrize("content", [ubl()[:-40], b"<!DOCTYPE a>" + ubl()[39:], b"no XML"])
async def test_a_broken_xml_in_a_fine_pdf_is_left_out_and_told(
    content: bytes, reader: Reader, tmp_path: Path
) -> None:
    page = text_page(INVOICE, attachments=[("factur-x.xml", content)])
    reading = await reader.read(media(tmp_path, "a.pdf", page), Steps())
    assert reading.invoice is not None
    assert reading.invoice.total == Decimal("119.00")
    assert Finding(rule="structured_ignored", severity="warning") in reading.findings


async def test_an_attachment_of_another_vocabulary_is_no_matter(
    reader: Reader, tmp_path: Path
) -> None:
    page = text_page(INVOICE, attachments=[("order.xml", b"<order/>")])
    reading = await reader.read(media(tmp_path, "a.pdf", page), Steps())
    assert "structured_ignored" not in {one.rule for one in reading.findings}


async def test_an_e_invoice_without_text_is_recognised_for_the_comparison(
    reader: Reader, recognizer: FakeRecognizer, tmp_path: Path
) -> None:
    page = drawn_page(b"10 10 m 500 500 l S", [("factur-x.xml", ubl())])
    reading = await reader.read(media(tmp_path, "a.pdf", page), Steps())
    assert len(recognizer.rasters) == 1
    assert reading.invoice is not None
    assert reading.invoice.vendor == "Mühle GmbH"
    assert {one.source for one in reading.evidence["total"]} == {"xml", "ocr"}
    assert "source_conflict" in {one.rule for one in reading.findings}


SCREENED = {Reason.EMPTY, Reason.UNKNOWN_TYPE, Reason.TOO_LARGE}  # before a reader sees them


@pytest.mark.parametrize("name", [name for name, bad in BAD.items() if not bad.reasons & SCREENED])
async def test_bad_files_are_refused(
    name: str, reader: Reader, recognizer: FakeRecognizer, tmp_path: Path
) -> None:
    bad = BAD[name].write(tmp_path)
    with pytest.raises(MediaRejected) as refusal:
        await reader.read(media(tmp_path, bad.name), Steps())
    assert refusal.value.reason in BAD[name].reasons
    assert recognizer.rasters == []
    after = await reader.read(media(tmp_path, "fine.pdf", text_page(INVOICE)), Steps())
    assert after.kind == "invoice"


async def test_no_decoder_enters_this_process() -> None:
    code = (
        "import sys, pipelines.document.read, pipelines.backends.ocr; "
        "print(sorted({'pypdfium2', 'lxml', 'defusedxml', 'PIL', 'numpy', 'cv2', 'rapidocr', "
        "'onnxruntime'} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
