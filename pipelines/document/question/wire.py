"""What a model answers: strings copied from the document, every one there and possibly null.

No constraint but the shape stands in the schema, as vendors take few others; what is too long is
cut here. Bills and contracts have a shape each: one vendor allows 16 members that may be null.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from pipelines.document.values import MOST_TEXT

MOST_GOODS = 500
MOST_SIDES = 50


def _bounded(text: str) -> str:
    """Cut what no field is as long as, and leave out what cannot be printed nor kept."""
    kept = "".join(one if one.isprintable() else " " for one in text[:MOST_TEXT])
    return " ".join(kept.split())


def _first(rows: object, most: int) -> object:
    """Cut a list before any of it is looked at: the event loop waits meanwhile."""
    return rows[:most] if isinstance(rows, list) else rows


Copied: TypeAlias = Annotated[str, AfterValidator(_bounded)]


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Goods(_Wire):
    """One row of the table of goods; an empty string where the row does not say."""

    description: Copied
    qty: Copied
    unit_price: Copied
    total: Copied


class Bill(_Wire):
    """An invoice or receipt in its own words."""

    kind: Annotated[
        Literal["invoice", "receipt", "contract", "other"],
        Field(description="what the document is; a quotation or a letter is other"),
    ]
    vendor: Annotated[Copied | None, Field(description="who sells and is paid, by name")]
    invoice_number: Annotated[Copied | None, Field(description="the number of this document")]
    issue_date: Annotated[Copied | None, Field(description="the day it was issued, as printed")]
    currency: Annotated[Copied | None, Field(description="its code or sign, as printed")]
    subtotal: Annotated[Copied | None, Field(description="the sum before tax, as printed")]
    tax: Annotated[Copied | None, Field(description="the sum of all taxes, as printed")]
    total: Annotated[Copied | None, Field(description="the sum with tax, as printed")]
    due_date: Annotated[Copied | None, Field(description="the day it is to be paid, as printed")]
    buyer: Annotated[Copied | None, Field(description="who is billed, by name")]
    vendor_tax_id: Annotated[Copied | None, Field(description="the seller's tax number")]
    buyer_tax_id: Annotated[Copied | None, Field(description="the buyer's tax number")]
    iban: Annotated[Copied | None, Field(description="the seller's IBAN")]
    invoice_code: Annotated[
        Copied | None, Field(description="the 发票代码 of older Chinese invoices")
    ]
    credit_note: Annotated[
        Copied | None, Field(description="the words that call it a credit note; null if none do")
    ]
    line_items: Annotated[
        list[Goods],
        BeforeValidator(lambda rows: _first(rows, MOST_GOODS)),
        Field(description="every row of the table of goods, and no sums"),
    ]


class Clause(_Wire):
    """A term of a contract: its value, and the words of the document that say so."""

    value: Annotated[Copied, Field(description="the value alone, in the words of the quote")]
    quote: Annotated[Copied, Field(description="the words around it, copied verbatim")]


class Side(_Wire):
    """A party to a contract."""

    name: Annotated[Copied, Field(description="its full name, as printed")]
    role: Annotated[
        Copied | None, Field(description="what the contract calls it, such as Discloser or 甲方")
    ]
    quote: Annotated[Copied, Field(description="the words that name it, copied verbatim")]


class Terms(_Wire):
    """A contract in its own words."""

    kind: Annotated[
        Literal["invoice", "receipt", "contract", "other"],
        Field(description="what the document is"),
    ]
    title: Annotated[Clause | None, Field(description="what the document calls itself")]
    parties: Annotated[list[Side], BeforeValidator(lambda sides: _first(sides, MOST_SIDES))]
    effective_date: Annotated[Clause | None, Field(description="the day from which it is in force")]
    expiry_date: Annotated[Clause | None, Field(description="the day on which it ends, as printed")]
    term: Annotated[Clause | None, Field(description="for how long it is in force")]
    auto_renewal: Annotated[
        Clause | None,
        Field(description="yes or no: whether it goes on unless somebody ends it"),
    ]
    renewal_term: Annotated[Clause | None, Field(description="for how long it then goes on")]
    notice_period: Annotated[
        Clause | None, Field(description="how long before its end notice must be given")
    ]
    amount: Annotated[Clause | None, Field(description="the sum that is to be paid")]
    currency: Annotated[Clause | None, Field(description="its code or sign")]
    governing_law: Annotated[
        Clause | None, Field(description="the state or country whose law holds")
    ]
    termination: Annotated[
        Clause | None, Field(description="the sentence on how it can be ended before")
    ]


Told: TypeAlias = Bill | Terms
