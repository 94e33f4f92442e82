"""Documents that keep every rule until some of their words are changed."""

import io

from PIL import Image

from tests.pipelines.document.pdfs import text_page
from tests.pipelines.document.xmls import UBL_BODY, ubl

PAGE: tuple[str, ...] = (
    "Mill and Sons Limited, 12 River Street, Leeds",
    "INVOICE",
    "Invoice number: R-7",
    "Invoice date: 4 March 2026",
    "Subtotal: EUR 100.00",
    "VAT 19%: EUR 19.00",
    "Total: EUR 119.00",
)
SELLER = ("Mühle <!-- a note --> GmbH", "Mill and Sons Limited")


def printed(*changes: tuple[str, str]) -> tuple[str, ...]:
    """Give the lines of the invoice with some words changed."""
    lines = PAGE
    for old, new in changes:
        assert old in "\n".join(lines)
        lines = tuple(line.replace(old, new) for line in lines)
    return lines


def stated(*changes: tuple[str, str]) -> bytes:
    """Give the e-invoice that says the same, with some words changed."""
    body = UBL_BODY
    for old, new in (SELLER, *changes):
        assert old in body
        body = body.replace(old, new)
    return ubl(body)


def page(*changes: tuple[str, str], attached: bytes | None = None) -> bytes:
    """Print the invoice; `attached` is the e-invoice behind it."""
    attachments = [] if attached is None else [("factur-x.xml", attached)]
    return text_page(printed(*changes), attachments=attachments)


LEASE: tuple[str, ...] = (
    "LEASE AGREEMENT",
    "This Lease Agreement is made by and between Mill and Sons Limited, an English company (the",
    '"Landlord"), and River Trading LLC, a Delaware company (the "Tenant").',
    'This Agreement shall be effective as of 1 March 2026 (the "Effective Date").',
    "The term of this Agreement shall be two (2) years from the Effective Date.",
    "This Agreement shall expire on 29 February 2028.",
    "This Agreement shall be governed by the laws of the State of Ohio.",
)


def lease(*changes: tuple[str, str]) -> bytes:
    """Print a contract with some words changed."""
    text = "\n".join(LEASE)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text_page([line.replace("(", "\\(").replace(")", "\\)") for line in text.split("\n")])


def drawing() -> bytes:
    """Draw something on which no word is to be found."""
    out, image = io.BytesIO(), Image.new("L", (600, 800), "white")
    image.paste(0, (100, 100, 300, 140))
    image.save(out, "PNG")
    return out.getvalue()
