"""What a document says: fields, where each one stands, and what is wrong with them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from pipelines.consulted import Consulted
from pipelines.document.findings import Finding
from pipelines.document.straightening import is_outline
from pipelines.document.terms import Contract
from pipelines.document.values import Amount, Frozen, Text, on_page
from pipelines.media import Box, Corners
from pipelines.scanning import Scan
from pipelines.usage import Usage

Kind = Literal["invoice", "receipt", "contract", "other"]
Status = Literal["clear", "flagged"]
Source = Literal["xml", "pdf_text", "ocr", "qr", "memory"]
Match = Literal["exact", "normalised", "fuzzy"]
Turn: TypeAlias = Literal[0, 90, 180, 270]
SCALAR_FIELDS = (
    "vendor", "invoice_number", "issue_date", "currency", "subtotal", "tax", "total",
)  # fmt: skip
FURTHER_FIELDS = (
    "due_date", "buyer", "vendor_tax_id", "buyer_tax_id", "iban", "invoice_code",
)  # fmt: skip
AMOUNTS = ("subtotal", "tax", "total")
LINES = "line_items"
IN_WORDS = "amount_in_words"  # what evidence calls the place that spells the total out
MOST_PLACED_LINES = 300  # lines whose values keep their places; no picture has room for more


class LineItem(Frozen):
    """One row of the table of goods; None where the row does not say."""

    description: Text | None = None
    qty: Amount = None
    unit_price: Amount = None
    total: Amount = None


class TaxLine(Frozen):
    """The tax at one rate: the rate in per cent, the sum it is on, and the tax itself."""

    rate: Amount = None
    base: Amount = None
    amount: Amount = None


class Invoice(Frozen):
    """The fields of an invoice or receipt; None means the document does not say.

    The first eight names are the contract with users' own systems and do not change. Amounts
    keep the document's own precision. `invoice_code` is the 发票代码 of the older Chinese invoices;
    `taxes` is what the document says by rate.
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
    buyer_tax_id: Text | None = None
    invoice_code: Text | None = None
    taxes: tuple[TaxLine, ...] = ()


def _outlined(corners: Corners) -> Corners:
    if not all(-1 <= edge <= 2 for corner in corners for edge in corner):
        raise ValueError("a page lies in or about its picture")
    if not is_outline(corners):
        raise ValueError("the corners of a page follow each other around it")
    return corners


Stretch: TypeAlias = tuple[int, int]  # the first and the last of some pages
Outline: TypeAlias = Annotated[Corners, AfterValidator(_outlined)]


class Evidence(Frozen):
    """One place that says a value: a box on a page, or the path of an XML element.

    Or nothing of it but memory: what was learned from earlier documents of the seller.
    """

    page: Annotated[int, Field(ge=1)] | None = None
    box: Annotated[Box, AfterValidator(on_page)] | None = None
    path: Text | None = None
    text: Text | None = None
    source: Source
    match: Match = "exact"
    score: Annotated[float, Field(ge=0, le=1)] = 1.0


class Alternative(Frozen):
    """What else could be the number of a document; of its label only the letters, folded."""

    value: Text
    label: Text
    place: Evidence


MOST_ALTERNATIVES = 30


class Adjustments(Frozen):
    """What stands between the sums of a document besides its tax.

    Each of `withheld` is an income tax that the buyer may keep back of the total, without a sign;
    `charges` and `allowances` on the whole document stand between its lines and its subtotal.
    `rounding` is added to the total, with its sign: to whole coins, or what is not taxed as a tip.
    `lines_whole` says that every line of goods was read, as of an XML or of a table that was
    understood from its head to its sums: only such lines can be held against the sums.
    `lines_priced` says that an amount of a line is its quantity times its price, which it is not
    in a table with discounts or with prices for a hundred.
    """

    withheld: tuple[Decimal, ...] = ()
    charges: Decimal = Decimal(0)
    allowances: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)
    lines_whole: bool = True
    lines_priced: bool = True


NO_ADJUSTMENTS = Adjustments()


class LineTerms(Frozen):
    """What a line of goods says of its price: it is for `per` pieces, less `discount` per cent.

    `less` is an amount that is taken off the line besides, below nothing where it is added; `rate`
    its tax in per cent, where the document as a whole tells no rates.
    """

    per: Amount = None
    discount: Amount = None
    less: Amount = None
    rate: Amount = None


class Asides(Frozen):
    """What a document says besides its fields that its checks go by.

    `in_words` is the amount that its words say, `country` the seller's (ISO 3166) where an address
    tells; `terms` tells of a line of goods, by its index, what stands between its price and its
    amount.
    """

    in_words: Amount = None
    country: Text | None = None
    terms: dict[int, LineTerms] = Field(default={})


NO_ASIDES = Asides()

Value: TypeAlias = str | Decimal | date | bool | tuple[LineItem, ...] | tuple[TaxLine, ...] | None


class Original(Frozen):
    """What a document was read as that people changed since.

    `lines` tells of each line of goods that there is now, which one of these it was; None: it was
    added. That the document is a duplicate is not among the findings: others decide that too.
    """

    invoice: Invoice
    evidence: dict[str, tuple[Evidence, ...]] = Field(default={})
    findings: tuple[Finding, ...] = ()
    lines: tuple[int | None, ...] = ()


class Reading(Frozen):
    """What one reader made of one document, and what people changed of it.

    `turned` tells by how many degrees clockwise a page must be turned to stand upright; pages
    that stand upright are not in it. `straightened` gives the corners, clockwise from the top left
    one as it is read, of pages that were skewed or photographed from aside, which are not among
    those `turned`. Boxes are always of
    the page as the file has it. `parts` holds the pages of each document, where the file holds
    several; then the values are those of the first. `recalled` holds what was read of values that
    earlier documents taught otherwise, `alternatives` what else could be its number. `original`
    is there once people changed something, and as long as something is changed. `reader` names who
    gave the values: a model, where one answered; `consulted` tells of each that was listed. `scan`
    tells how the file was taken in, before anybody read it.
    """

    kind: Kind
    invoice: Invoice | None = None
    contract: Contract | None = None
    evidence: dict[str, tuple[Evidence, ...]] = Field(default={})
    findings: tuple[Finding, ...] = ()
    reader: str
    pages: int
    usage: Usage
    turned: dict[int, int] = Field(default={})
    straightened: dict[int, Outline] = Field(default={})
    parts: tuple[Stretch, ...] = ()
    adjustments: Adjustments = NO_ADJUSTMENTS
    asides: Asides = NO_ASIDES
    recalled: dict[str, Text | None] = Field(default={})
    alternatives: tuple[Alternative, ...] = ()
    original: Original | None = None
    consulted: tuple[Consulted, ...] = ()
    scan: Scan = "not_configured"

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
