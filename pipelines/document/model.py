"""What a document says: fields, where each one stands, and what is wrong with them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipelines.media import Box, Word
from pipelines.usage import Usage

Kind = Literal["invoice", "receipt", "contract", "other"]
Status = Literal["clear", "flagged"]
Source = Literal["xml", "pdf_text", "ocr", "qr"]
Match = Literal["exact", "normalised", "fuzzy"]
Severity = Literal["error", "warning"]

SCALAR_FIELDS = (
    "vendor", "invoice_number", "issue_date", "currency", "subtotal", "tax", "total",
)  # fmt: skip


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class LineItem(_Frozen):
    """One row of the table of goods; None where the row does not say."""

    description: str | None = None
    qty: Decimal | None = None
    unit_price: Decimal | None = None
    total: Decimal | None = None


class Invoice(_Frozen):
    """The fields of an invoice or receipt; None means the document does not say.

    The first eight names are the contract with users' own systems and do not change. Amounts
    keep the document's own precision.
    """

    vendor: str | None = None
    invoice_number: str | None = None
    issue_date: date | None = None
    currency: str | None = None
    subtotal: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None
    line_items: tuple[LineItem, ...] = ()
    credit_note: bool = False
    due_date: date | None = None
    buyer: str | None = None
    vendor_tax_id: str | None = None
    iban: str | None = None


class Evidence(_Frozen):
    """One place that says a value: a box on a page, or the path of an XML element."""

    page: int | None = None
    box: Box | None = None
    path: str | None = None
    text: str | None = None
    source: Source
    match: Match = "exact"
    score: float = 1.0


class Finding(_Frozen):
    """A broken rule. `facts` are the values its text needs (expected, found, ...)."""

    rule: str
    severity: Severity
    field: str | None = None
    facts: dict[str, str] = {}


class Reading(_Frozen):
    """What one reader made of one document.

    `turned` tells by how many degrees clockwise a page must be turned to stand upright; pages
    that stand upright are not in it. Boxes are always of the page as the file has it.
    """

    kind: Kind
    invoice: Invoice | None = None
    evidence: dict[str, tuple[Evidence, ...]] = {}
    findings: tuple[Finding, ...] = ()
    reader: str
    pages: int
    usage: Usage
    turned: dict[int, int] = {}

    @property
    def status(self) -> Status:
        """Flagged as soon as one finding is an error."""
        return "flagged" if any(one.severity == "error" for one in self.findings) else "clear"


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one page, in reading order; width and height in points (images: pixels).

    A page without words is one that nothing could be read from.
    """

    number: int
    width: float
    height: float
    source: Source
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Structured:
    """What an embedded or stand-alone e-invoice XML says, with the path of each value.

    `invalid` holds dates that do not exist, as written, by field.
    """

    invoice: Invoice
    paths: dict[str, str]
    texts: dict[str, str]
    invalid: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document taken apart: its pages (none for a bare XML) and its e-invoice, if any."""

    pages: tuple[Page, ...]
    structured: Structured | None = None
