"""The e-invoice in an OFD: attached, tagged, or in the head of the file."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from pipelines.document.decode import decode
from pipelines.document.exchange import Scan
from pipelines.document.files.image import is_blank
from pipelines.document.files.ofd import read
from pipelines.document.interpret import interpret
from pipelines.media import Box, MediaType, Recognized, Word
from tests.drawn import bill as bills
from tests.drawn import china, fapiao, ofd
from tests.drawn.cii import tag

TODAY = date(2026, 11, 22)
BILL = bills.invoice(Random(7), "zh", rows=2)
SHEET = fapiao.draw(BILL, Random(7), 0)
OBJECTS = {
    "21": "甲方商贸有限公司", "22": "24112000000015301234", "23": "2026年04月07日", "24": "¥",
    "25": "1,060.00", "26": "壹仟零陆拾圆整", "27": "¥1000.00", "28": "60.00", "29": "*餐饮*餐费",
    "30": "1000.00", "31": "6%", "32": "60.00",
}  # fmt: skip


def tags(**more: str) -> str:
    """Give the tags of the objects of a page, in the older schema."""

    def at(name: str, *numbers: str) -> str:
        return tag(name, *(tag("ofd:ObjectRef", one, PageRef="1") for one in numbers))

    goods = tag(
        "GoodsInfo", at("Item", "29"), at("Amount", "30"), at("TaxScheme", "31"),
        at("TaxAmount", "32"),
    )  # fmt: skip
    return tag(
        "eInvoice",
        tag("Seller", at("SellerName", "21"), at("SellerTaxID", "404")),
        at("InvoiceNo", "22"),
        at("IssueDate", "23"),
        at("TaxInclusiveTotalAmount", "26", "24", "25"),
        at("TaxExclusiveTotalAmount", "27"),
        at("TaxTotalAmount", "28"),
        tag("InvoiceCheckCode", tag("ofd:ObjectData", "77")),
        tag("GoodsInfos", goods),
        **{"xmlns:ofd": ofd.NAMESPACE},
    )


def tagged(content: str) -> dict[str, str | bytes]:
    objects = [
        ofd.text(int(number), (20, 10 * at + 20), 4, said)
        for at, (number, said) in enumerate(OBJECTS.items())
    ]
    entry = tag("ofd:CustomTags", "Tags/CustomTags.xml")
    files = ofd.package({"Page.xml": ofd.page(objects)}, after=entry)
    listed = tag("ofd:CustomTag", tag("ofd:FileLoc", "CustomTag.xml"), TypeID="0")
    files["Doc_0/Tags/CustomTags.xml"] = ofd.root("CustomTags", listed)
    files["Doc_0/Tags/CustomTag.xml"] = content
    return files


def write(folder: Path, content: bytes) -> Path:
    (folder / "it.ofd").write_bytes(content)
    return folder / "it.ofd"


def test_tags_tell_which_text_is_which_field(tmp_path: Path) -> None:
    taken = read.take(write(tmp_path, ofd.zipped(tagged(tags()))), 1)
    assert taken.structured is not None
    assert not taken.ignored
    invoice = taken.structured.invoice
    assert (invoice.vendor, invoice.invoice_number) == (OBJECTS["21"], OBJECTS["22"])
    assert invoice.vendor_tax_id is None
    assert invoice.issue_date == date(2026, 4, 7)
    assert [invoice.subtotal, invoice.tax, invoice.total] == [*map(Decimal, (1000, 60, 1060))]
    [line] = invoice.line_items
    assert (line.description, line.total) == ("*餐饮*餐费", Decimal(1000))
    assert invoice.taxes[0].rate == 6


@pytest.mark.parametrize("content", ["<:eInvoice xmlns:=''>", "<other/>", "<!DOCTYPE a><a/>", ""])
def test_tags_that_are_none_leave_the_pages(content: str, tmp_path: Path) -> None:
    taken = read.take(write(tmp_path, ofd.zipped(tagged(content))), 1)
    assert (taken.structured, taken.ignored) == (None, False)
    assert len(taken.layers[0].page.words) == len(OBJECTS)


def test_the_attached_xml_comes_before_the_head(tmp_path: Path) -> None:
    content, _ = ofd.write(SHEET, china.digital(BILL), china.head(BILL) | {"价税合计": "1.00"})
    taken = read.take(write(tmp_path, content), 1)
    assert taken.structured is not None
    assert taken.structured.invoice.total == BILL.total
    assert not taken.structured.partial


def test_an_attached_xml_that_is_damaged_is_told(tmp_path: Path) -> None:
    content, _ = ofd.write(SHEET, china.digital(BILL)[:-30], china.head(BILL))
    taken = read.take(write(tmp_path, content), 1)
    assert taken.ignored
    assert taken.structured is not None
    assert taken.structured.partial


def test_what_the_head_leaves_out_is_read_off_the_page(tmp_path: Path) -> None:
    content, _ = ofd.write(SHEET, None, china.head(BILL))
    parts = decode(write(tmp_path, content), MediaType.OFD, {}, 1)
    meant = interpret(parts.decoded, today=TODAY)
    assert meant.invoice is not None
    assert meant.invoice.vendor == BILL.seller.name
    assert meant.invoice.total == BILL.total
    assert {one.source for one in meant.evidence["vendor"]} == {"pdf_text"}
    assert {one.source for one in meant.evidence["total"]} == {"xml", "pdf_text"}
    assert [one.rule for one in meant.findings if one.severity == "error"] == []


def test_a_head_that_contradicts_the_page_is_flagged(tmp_path: Path) -> None:
    head = china.head(BILL) | {"价税合计": str(BILL.total + 90), "合计税额": str(BILL.tax + 90)}
    content, _ = ofd.write(SHEET, None, head)
    parts = decode(write(tmp_path, content), MediaType.OFD, {}, 1)
    findings = interpret(parts.decoded, today=TODAY).findings
    assert {"total", "tax"} <= {one.field for one in findings if one.rule == "source_conflict"}


def test_without_any_e_invoice_the_page_is_read(tmp_path: Path) -> None:
    content, _ = ofd.write(SHEET)
    parts = decode(write(tmp_path, content), MediaType.OFD, {}, 1)
    assert parts.decoded.structured is None
    assert parts.wanted == ()
    meant = interpret(parts.decoded, today=TODAY)
    assert meant.kind == "invoice"
    assert meant.invoice is not None
    assert meant.invoice.total == BILL.total


def test_a_page_that_is_a_picture_waits_for_its_words(tmp_path: Path) -> None:
    picture = Image.new("L", (210, 297), "white")
    picture.paste(0, (40, 40, 120, 60))
    path = write(tmp_path, ofd.scanned(picture))
    assert decode(path, MediaType.OFD, {}, 1).wanted == (1,)
    page = read.raster(path, 1, 1)
    assert not is_blank(page)
    assert page.getpixel((page.width * 80 // 210, page.height * 50 // 297)) == 0
    scan = Scan.of(Recognized((Word("Total 1.00", Box(0.1, 0.2, 0.3, 0.4), 0.5),)))
    parts = decode(path, MediaType.OFD, {1: scan}, 1)
    [page_read] = parts.decoded.pages
    assert (parts.wanted, page_read.source, page_read.words) == ((), "ocr", scan.words())


def test_an_empty_page_beside_others_is_left_out(tmp_path: Path) -> None:
    filled = ofd.page([ofd.text(11, (20, 20), 4, "发票号码 12345678 " * 4)])
    content = ofd.zipped(ofd.package({"One.xml": filled, "Two.xml": ofd.page([])}))
    parts = decode(write(tmp_path, content), MediaType.OFD, {}, 2)
    assert (parts.pages, parts.wanted) == (2, ())
    assert [page.number for page in parts.decoded.pages] == [1]
