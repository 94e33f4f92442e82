"""Models beside the embedded engine, through the real child: who is asked, and what stands."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pytest
from PIL import Image

from pipelines.document.question.wire import Bill
from pipelines.document.read import LocalReader
from pipelines.document.readers import When
from pipelines.egress import STAY, Location
from pipelines.errors import BackendRefused, BackendUnavailable, Fault, MediaRejected
from pipelines.failover import Backend, Limits
from pipelines.media import MediaType
from pipelines.ports import Model
from pipelines.usage import Price
from tests.pipelines.document.asked import (
    LIMITS,
    NO_NUMBER,
    ONCE,
    PAGE,
    PRICE,
    TWICE,
    backend,
    fake,
    filed,
    read,
    rules,
    silently,
)
from tests.pipelines.document.pdfs import text_page
from tests.pipelines.document.told import right

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_a_model_alone_reads_is_taken_where_the_page_says_it(
    local: LocalReader, tmp_path: Path
) -> None:
    media = filed(tmp_path, text_page(NO_NUMBER))
    before = await read(local, media)
    assert rules(before) == [("missing_field", "invoice_number")]
    model = fake(right())
    after = await read(local, media, backend(model), when="when_flagged")
    assert after.invoice is not None
    assert (after.invoice.invoice_number, rules(after)) == ("R-4711", [])
    assert after.evidence["invoice_number"][0].text == "R-4711"
    assert (after.reader, after.usage.model, after.usage.tokens) == ("claude", "claude-5-1", ONCE)
    assert after.usage.cost_usd == Decimal("0.0032")
    [one] = after.consulted
    assert (one.name, one.host, one.answered, one.model) == (
        "claude", "api.claude.test", True, "claude-5-1",
    )  # fmt: skip


async def test_a_model_is_shown_pictures_and_lines_and_no_name(
    local: LocalReader, tmp_path: Path
) -> None:
    model = fake(right())
    await read(local, filed(tmp_path, text_page(PAGE)), backend(model))
    [asked] = model.asked
    assert asked.shape is Bill
    assert asked.max_tokens == LIMITS.output_tokens
    [picture] = asked.prompt.images
    image = Image.open(io.BytesIO(picture.content))
    assert (image.format, picture.type) == ("JPEG", "image/jpeg")
    assert 800_000 < image.width * image.height <= 1_000_000
    assert "Page 1\n1: Mill and Sons Limited, 12 River Street, Leeds\n2: INVOICE" in (
        asked.prompt.text
    )
    assert "secret" not in asked.prompt.text + asked.prompt.system
    assert "Mill" not in asked.prompt.system


@pytest.mark.parametrize(
    ("when", "lines", "asked"),
    [
        ("always", PAGE, 1),
        ("when_flagged", PAGE, 0),
        ("when_flagged", NO_NUMBER, 1),
        ("never", NO_NUMBER, 0),
    ],
)
async def test_models_are_asked_when_they_are_wanted(
    local: LocalReader, tmp_path: Path, when: When, lines: tuple[str, ...], asked: int
) -> None:
    model = fake(right())
    reading = await read(local, filed(tmp_path, text_page(lines)), backend(model), when=when)
    assert len(model.asked) == len(reading.consulted) == asked
    assert reading.reader == ("claude" if asked else "local")


async def test_nothing_leaves_where_nothing_may(local: LocalReader, tmp_path: Path) -> None:
    model = fake(right())
    media = filed(tmp_path, text_page(NO_NUMBER))
    reading = await read(local, media, backend(model), egress=STAY)
    assert model.asked == []
    assert (reading.reader, reading.consulted[0].bar) == ("local", "budget")
    assert (reading.usage.cost_usd, reading.consulted[0].usage) == (Decimal(0), None)


async def test_another_reads_where_one_fails_and_both_are_paid(
    local: LocalReader, tmp_path: Path
) -> None:
    first, second = fake(BackendRefused(Fault.REFUSED, ONCE)), fake(right())
    media = filed(tmp_path, text_page(NO_NUMBER))
    reading = await read(local, media, backend(first), backend(second, "gpt", None))
    assert [(one.name, one.saw, one.fault) for one in reading.consulted] == [
        ("claude", True, Fault.REFUSED),
        ("gpt", True, None),
    ]
    assert (reading.reader, reading.usage.tokens) == ("gpt", TWICE)
    assert reading.usage.cost_usd is None  # nobody knows what the second one costs


async def test_nobody_knows_what_a_call_cost_that_broke_off(
    local: LocalReader, tmp_path: Path
) -> None:
    media = filed(tmp_path, text_page(NO_NUMBER))
    free = Price(input=Decimal(0), output=Decimal(0), source="ours", dated=PRICE.dated)
    for price, cost in ((PRICE, None), (free, Decimal(0))):
        shaky = fake(BackendUnavailable(Fault.TIMEOUT), right())
        reading = await read(local, media, backend(shaky, price=price))
        [one] = reading.consulted
        assert one.answered
        assert one.usage is not None
        assert (one.usage.tokens, one.usage.price) == (ONCE, price)
        assert (one.usage.cost_usd, reading.usage.cost_usd) == (cost, cost)
    busy = fake(BackendUnavailable(Fault.BUSY))
    reading = await read(local, media, backend(busy))
    assert reading.usage.cost_usd == 0


async def test_where_all_fail_the_embedded_reading_stands_and_says_so(
    local: LocalReader, tmp_path: Path
) -> None:
    media = filed(tmp_path, text_page(NO_NUMBER))
    alone = await local.read(media, silently)
    broken = [fake(BackendUnavailable(Fault.BUSY)), fake("{}"), fake("<html>")]
    reading = await read(local, media, *map(backend, broken, ("claude", "gpt", "gemini")))
    assert reading.invoice == alone.invoice
    assert reading.findings == alone.findings
    assert (reading.reader, reading.usage.model) == ("local", None)
    assert [one.fault for one in reading.consulted] == [Fault.BUSY, Fault.SHAPE, Fault.SHAPE]


async def test_one_look_more_names_what_failed(local: LocalReader, tmp_path: Path) -> None:
    model = fake(right(total="191.00"), right())
    reading = await read(local, filed(tmp_path, text_page(NO_NUMBER)), backend(model))
    again = model.asked[1].prompt
    [turn] = again.turns
    assert again.text == model.asked[0].prompt.text
    assert "191.00" in turn.answer
    assert "- total: this value does not stand in the document." in turn.reply
    assert "- subtotal and tax come to 119.00, but total is 191.00." in turn.reply
    assert (rules(reading), reading.usage.tokens) == ([], TWICE)


async def test_there_is_one_look_more_at_most_and_the_better_one_counts(
    local: LocalReader, tmp_path: Path
) -> None:
    worse = right(total="191.00", tax="91.00")
    model = fake(right(total="191.00"), worse, right())
    reading = await read(local, filed(tmp_path, text_page(NO_NUMBER)), backend(model))
    assert len(model.asked) == 2
    assert reading.invoice is not None
    assert reading.invoice.total == Decimal("119.00")
    assert rules(reading) == [("source_conflict", "total")]


async def test_a_second_look_that_fails_leaves_the_first(
    local: LocalReader, tmp_path: Path
) -> None:
    model = fake(right(total="191.00"), BackendRefused(Fault.REFUSED, ONCE))
    reading = await read(local, filed(tmp_path, text_page(NO_NUMBER)), backend(model))
    assert rules(reading) == [("source_conflict", "total")]
    assert (reading.consulted[0].fault, reading.usage.tokens) == (None, TWICE)


async def test_what_the_document_itself_gets_wrong_is_not_asked_again(
    local: LocalReader, tmp_path: Path
) -> None:
    lines = tuple(line.replace("119.00", "120.00") for line in PAGE)
    model = fake(right(total="120.00"))
    reading = await read(local, filed(tmp_path, text_page(lines)), backend(model))
    assert len(model.asked) == 1
    assert rules(reading) == [("sum_mismatch", "total")]


async def test_a_file_that_cannot_be_read_is_shown_to_nobody(
    local: LocalReader, tmp_path: Path
) -> None:
    model = fake(right())
    with pytest.raises(MediaRejected):
        await read(local, filed(tmp_path, b"%PDF-1.7 nothing"), backend(model))
    assert model.asked == []


async def test_more_pages_than_a_model_takes_are_shown_in_part(
    local: LocalReader, tmp_path: Path
) -> None:
    model = fake(right())
    media = filed(tmp_path, text_page(NO_NUMBER, pages=3))
    reading = await read(local, media, backend(model))
    [asked] = model.asked
    assert len(asked.prompt.images) == LIMITS.images
    assert "Page 3\n1: Mill and Sons" in asked.prompt.text
    assert ("shown_in_part", None) in rules(reading)


async def test_a_long_receipt_is_as_long_as_a_model_takes(
    local: LocalReader, tmp_path: Path
) -> None:
    out, image = io.BytesIO(), Image.new("L", (500, 2_500), "white")
    image.paste(0, (100, 100, 300, 140))
    image.save(out, "PNG")
    model = fake(right())
    one = replace(backend(model), limits=replace(LIMITS, edge=1_500))
    await read(local, filed(tmp_path, out.getvalue(), MediaType.PNG), one)
    [picture] = model.asked[0].prompt.images
    assert Image.open(io.BytesIO(picture.content)).size == (300, 1_500)


async def test_a_scan_without_room_for_a_picture_or_a_word_is_too_large(
    local: LocalReader, tmp_path: Path
) -> None:
    out, image = io.BytesIO(), Image.new("L", (600, 800), "white")
    image.paste(0, (100, 100, 300, 140))
    image.save(out, "PNG")
    model = fake(right())
    small: Backend[Model] = Backend(
        "claude", "claude-5", model, Location("api.claude.test", "us"),
        Limits(images=0, pixels=1, image_bytes=0, input_tokens=9_000, output_tokens=9), PRICE,
    )  # fmt: skip
    reading = await read(local, filed(tmp_path, out.getvalue(), MediaType.PNG), small)
    assert model.asked == []
    assert (reading.consulted[0].saw, reading.consulted[0].fault) == (False, Fault.TOO_LARGE)


SECOND = tuple(
    line.replace("R-4711", "R-4712").replace("119.00", "238.00").replace("4 March", "5 March")
    for line in PAGE
)


async def test_of_several_documents_a_model_is_shown_the_one_that_is_read(
    local: LocalReader, tmp_path: Path
) -> None:
    media = filed(tmp_path, bound(text_page(PAGE), text_page(SECOND)))
    model = fake(right())
    first = await read(local, media, backend(model))
    assert first.parts == ((1, 1), (2, 2))
    other = fake(right(invoice_number="R-4712", total="238.00", issue_date="5 March 2026"))
    second = await read(local, replace(media, part=(2, 2)), backend(other))
    for asked, shown, hidden in ((model, "R-4711", "R-4712"), (other, "R-4712", "R-4711")):
        assert shown in asked.asked[0].prompt.text
        assert hidden not in asked.asked[0].prompt.text
    assert ("multiple_invoices", None) in rules(first)
    assert second.invoice is not None
    assert second.invoice.invoice_number == "R-4712"
    assert second.evidence["total"][0].page == 2


def bound(*books: bytes) -> bytes:
    """Bind PDF files to one."""
    out, whole = io.BytesIO(), pdfium.PdfDocument.new()
    for book in books:
        whole.import_pages(pdfium.PdfDocument(book))
    whole.save(out)
    return out.getvalue()
