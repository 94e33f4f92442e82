"""Answers of models, for tests of what becomes of them."""

from typing import Any

from pipelines.document.question.wire import Bill, Clause, Goods, Side, Terms

_NOTHING: dict[str, Any] = dict.fromkeys(Bill.model_fields)
SAID = {
    "vendor": "Mill and Sons Limited", "invoice_number": "R-4711", "issue_date": "4 March 2026",
    "currency": "EUR", "subtotal": "100.00", "tax": "19.00", "total": "119.00",
}  # fmt: skip


def bill(*goods: tuple[str, str, str, str], **said: str | None) -> Bill:
    """Give what a model says of an invoice; everything else is null."""
    rows = [Goods(description=d, qty=q, unit_price=p, total=t) for d, q, p, t in goods]
    return Bill.model_validate(_NOTHING | {"kind": "invoice", "line_items": rows} | said)


def right(*goods: tuple[str, str, str, str], **but: str | None) -> Bill:
    """Give what a model says that reads the usual page rightly, but for some fields."""
    return bill(*goods, **(SAID | but))


def terms(*sides: tuple[str, str | None, str], **said: tuple[str, str] | str) -> Terms:
    """Give what a model says of a contract: (value, quote) by term, (name, role, quote) a party."""
    nothing: dict[str, Any] = dict.fromkeys(Terms.model_fields)
    parties = [Side(name=name, role=role, quote=quote) for name, role, quote in sides]
    clauses = {
        name: one if isinstance(one, str) else Clause(value=one[0], quote=one[1])
        for name, one in said.items()
    }
    return Terms.model_validate(nothing | {"kind": "contract", "parties": parties} | clauses)
