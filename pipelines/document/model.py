"""What a document says: fields, where each one stands, and what is wrong with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipelines.media import Box, Word
from pipelines.usage import Usage

Kind = Literal["invoice", "receipt", "contract", "other"]
Status = Literal["clear", "flagged"]
Source = Literal["xml", "pdf_text", "ocr", "qr"]
Match = Literal["exact", "normalised", "fuzzy"]
Severity = Literal["error", "warning"]
Turn: TypeAlias = Literal[0, 90, 180, 270]
Rule = Literal[
    "currency_conflict", "currency_guessed", "date_guessed", "duplicate", "future_date",
    "invalid_date", "line_sum_mismatch", "missing_evidence", "missing_field", "source_conflict",
    "structured_ignored", "sum_mismatch", "unknown_xml", "unreadable_page",
]  # fmt: skip

SCALAR_FIELDS = (
    "vendor", "invoice_number", "issue_date", "currency", "subtotal", "tax", "total",
)  # fmt: skip
AMOUNTS = ("subtotal", "tax", "total")
LINES = "line_items"

MOST_TEXT = 2000
# E-invoices carry what programs divided, with up to 28 decimals.
_MOST_WHOLE = 18  # digits before the point; no amount is as much
_MOST_DECIMALS = 30


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"


def sane(value: Decimal | None) -> Decimal | None:
    """Give an amount back; None for what has more digits than one can have."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -_MOST_DECIMALS
    return value if fits and value.adjusted() < _MOST_WHOLE else None


def _on_page(box: Box) -> Box:
    if not (0 <= box.x0 <= box.x1 <= 1 and 0 <= box.y0 <= box.y1 <= 1):
        raise ValueError("a box lies on its page")
    return box


# What a document says comes from strangers. However long it is, so much of it is kept; what has
# more digits than an amount can have is none.
Text = Annotated[str, AfterValidator(_cut)]
Amount = Annotated[Decimal | None, AfterValidator(sane)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class LineItem(_Frozen):
    """One row of the table of goods; None where the row does not say."""

    description: Text | None = None
    qty: Amount = None
    unit_price: Amount = None
    total: Amount = None


class Invoice(_Frozen):
    """The fields of an invoice or receipt; None means the document does not say.

    The first eight names are the contract with users' own systems and do not change. Amounts
    keep the document's own precision.
    """

    vendor: Text | None = None
    invoice_number: Text | None = None
    issue_date: date | None = None
    currency: Text | None = None
    subtotal: Amount = None
    tax: Amount = None
    total: Amount = None
    line_items: tuple[LineItem, ...] = ()
    credit_note: bool = False
    due_date: date | None = None
    buyer: Text | None = None
    vendor_tax_id: Text | None = None
    iban: Text | None = None


class Evidence(_Frozen):
    """One place that says a value: a box on a page, or the path of an XML element."""

    page: Annotated[int, Field(ge=1)] | None = None
    box: Annotated[Box, AfterValidator(_on_page)] | None = None
    path: Text | None = None
    text: Text | None = None
    source: Source
    match: Match = "exact"
    score: Annotated[float, Field(ge=0, le=1)] = 1.0


class Finding(_Frozen):
    """A broken rule. `facts` are the values its text needs, see `FACTS`."""

    rule: Rule
    severity: Severity
    field: str | None = None
    facts: dict[str, Text] = {}


# What the sentence of each rule needs to know, besides the field.
FACTS: Mapping[Rule, frozenset[str]] = {
    "currency_conflict": frozenset({"expected", "found"}),
    "currency_guessed": frozenset({"found"}),
    "date_guessed": frozenset({"found"}),
    "duplicate": frozenset({"document", "date"}),
    "future_date": frozenset({"found"}),
    "invalid_date": frozenset({"found"}),
    "line_sum_mismatch": frozenset({"expected", "found"}),
    "missing_evidence": frozenset({"found"}),
    "missing_field": frozenset(),
    "source_conflict": frozenset({"expected"}),
    "structured_ignored": frozenset(),
    "sum_mismatch": frozenset({"expected", "found"}),
    "unknown_xml": frozenset(),
    "unreadable_page": frozenset({"page"}),
}


class Adjustments(_Frozen):
    """What stands between the sums of a document besides its tax.

    Each of `withheld` is an income tax that the buyer may keep back of the total, without a sign;
    `charges` and `allowances` on the whole document stand between its lines and its subtotal.
    """

    withheld: tuple[Decimal, ...] = ()
    charges: Decimal = Decimal(0)
    allowances: Decimal = Decimal(0)


NO_ADJUSTMENTS = Adjustments()

Value: TypeAlias = str | Decimal | date | bool | tuple[LineItem, ...] | None


class Original(_Frozen):
    """What a document was read as that people changed since.

    `lines` tells of each line of goods that there is now, which one of these it was; None: it was
    added. That the document is a duplicate is not among the findings: others decide that too.
    """

    invoice: Invoice
    evidence: dict[str, tuple[Evidence, ...]] = {}
    findings: tuple[Finding, ...] = ()
    lines: tuple[int | None, ...] = ()


class Reading(_Frozen):
    """What one reader made of one document, and what people changed of it.

    `turned` tells by how many degrees clockwise a page must be turned to stand upright; pages
    that stand upright are not in it. Boxes are always of the page as the file has it. `original`
    is there once people changed something, and as long as something is changed.
    """

    kind: Kind
    invoice: Invoice | None = None
    evidence: dict[str, tuple[Evidence, ...]] = {}
    findings: tuple[Finding, ...] = ()
    reader: str
    pages: int
    usage: Usage
    turned: dict[int, int] = {}
    adjustments: Adjustments = NO_ADJUSTMENTS
    original: Original | None = None

    @property
    def edited(self) -> dict[str, Value]:
        """Give what each value was read as that people changed, by the path it has now.

        None: the document says nothing. The table of goods itself is among them when lines were
        added, moved or taken out. What is here has no evidence and needs none.
        """
        if self.original is None:
            return {}
        return dict(_changes(self.original, self.invoice or Invoice()))

    @property
    def status(self) -> Status:
        """Flagged as soon as one finding is an error."""
        return "flagged" if any(one.severity == "error" for one in self.findings) else "clear"


def _changes(original: Original, invoice: Invoice) -> Iterator[tuple[str, Value]]:
    for name in Invoice.model_fields:
        was = getattr(original.invoice, name)
        if name == LINES:
            yield from _changes_of_lines(original, invoice.line_items)
        elif was != getattr(invoice, name):
            yield name, was


def _changes_of_lines(
    original: Original, items: tuple[LineItem, ...]
) -> Iterator[tuple[str, Value]]:
    was = original.invoice.line_items
    if original.lines != tuple(range(len(was))):
        yield LINES, was
    for number, (item, origin) in enumerate(zip(items, original.lines, strict=True)):
        read = LineItem() if origin is None else was[origin]
        for name in LineItem.model_fields:
            if getattr(read, name) != getattr(item, name):
                yield f"{LINES}.{number}.{name}", getattr(read, name)


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

    `invalid` holds dates that do not exist, as written, and `foreign` the currencies of amounts
    that are not in the invoice's own, both by field.
    """

    invoice: Invoice
    paths: dict[str, str]
    texts: dict[str, str]
    invalid: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document taken apart: its pages (none for a bare XML) and its e-invoice, if any."""

    pages: tuple[Page, ...]
    structured: Structured | None = None
