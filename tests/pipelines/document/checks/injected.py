"""Invoices drawn with an e-invoice inside, and one thing changed in either of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Literal

from pipelines.document.decode import decode
from pipelines.document.interpret import interpret
from pipelines.media import MediaType
from tests.drawn import cii, invoices, pdf
from tests.drawn.bill import Bill, invoice
from tests.drawn.names import Language, iban, party

TODAY = date(2026, 11, 22)
Where = Literal["xml", "page"]
Change = Callable[[Bill], Bill]


def bill(seed: int, language: Language) -> Bill:
    """Invent an invoice of two or three lines."""
    return invoice(Random(f"injected {seed} {language}"), language, rows=2 + seed % 2)


def printed(shown: Bill, layout: int, stated: Bill | None = None) -> bytes:
    """Print one bill, and put another one inside as an e-invoice."""
    sheet = invoices.draw(shown, Random(f"injected {layout}"), layout)
    attached = [] if stated is None else [pdf.Attachment("factur-x.xml", cii.write(stated))]
    return pdf.write(sheet, attached)[0]


def findings(content: bytes, folder: Path) -> set[str]:
    """Read a PDF and give the rules that it breaks, each with its field; `!` marks errors."""
    path = folder / "read.pdf"
    path.write_bytes(content)
    meant = interpret(decode(path, MediaType.PDF, {}, 9).decoded, today=TODAY)
    return {
        f"{one.rule}:{one.field}{'!' if one.severity == 'error' else ''}" for one in meant.findings
    }


def digit_of_total(one: Bill) -> Bill:
    return replace(one, total=_other_digit(one.total))


def digit_of_tax(one: Bill) -> Bill:
    return replace(one, tax=_other_digit(one.tax))


def digit_of_subtotal(one: Bill) -> Bill:
    return replace(one, subtotal=_other_digit(one.subtotal))


def tax_and_total(one: Bill) -> Bill:
    return replace(one, tax=one.tax + 70, total=one.total + 70)


def all_sums(one: Bill) -> Bill:
    return replace(
        one, subtotal=one.subtotal * 2, tax=one.tax * 2, total=one.total * 2,
        lines=tuple(
            replace(line, qty=line.qty * 2, total=line.total * 2) for line in one.lines
        ),
    )  # fmt: skip


def digit_of_number(one: Bill) -> Bill:
    number = one.number or ""
    at = max(at for at, sign in enumerate(number) if sign.isdigit())
    return replace(one, number=f"{number[:at]}{(int(number[at]) + 1) % 10}{number[at + 1 :]}")


def another_day(one: Bill) -> Bill:
    return replace(one, issued=one.issued + timedelta(days=1))


def another_day_of_payment(one: Bill) -> Bill:
    return replace(one, term=one.term + 14)


def another_buyer(one: Bill) -> Bill:
    return replace(one, buyer=party(Random(f"{one.buyer.name} another"), one.language))


def another_seller(one: Bill) -> Bill:
    other = party(Random(f"{one.seller.name} another"), one.language)
    return replace(one, seller=replace(one.seller, name=other.name))


def another_account(one: Bill) -> Bill:
    account = iban(Random(f"{one.seller.iban} another"), one.seller.iban[:2])
    return replace(one, seller=replace(one.seller, iban=account))


def digit_of_account(one: Bill) -> Bill:
    account = one.seller.iban
    last = (int(account[-1]) + 1) % 10
    return replace(one, seller=replace(one.seller, iban=f"{account[:-1]}{last}"))


def another_tax_number(one: Bill) -> Bill:
    other = party(Random(f"{one.seller.tax_id} another"), one.language)
    return replace(one, seller=replace(one.seller, tax_id=other.tax_id))


def _other_digit(amount: Decimal) -> Decimal:
    """Change the second digit of an amount."""
    digits = str(amount)
    return Decimal(f"{digits[0]}{(int(digits[1]) + 4) % 10}{digits[2:]}")


# What is changed, and the field that page and e-invoice then tell differently.
CHANGES: dict[str, tuple[Change, str]] = {
    "digit of total": (digit_of_total, "total"),
    "digit of tax": (digit_of_tax, "tax"),
    "digit of subtotal": (digit_of_subtotal, "subtotal"),
    "tax and total": (tax_and_total, "total"),
    "all sums": (all_sums, "total"),
    "digit of number": (digit_of_number, "invoice_number"),
    "day": (another_day, "issue_date"),
    "day of payment": (another_day_of_payment, "due_date"),
    "buyer": (another_buyer, "buyer"),
    "seller": (another_seller, "vendor"),
    "account": (another_account, "iban"),
    "digit of account": (digit_of_account, "iban"),
    "tax number": (another_tax_number, "vendor_tax_id"),
}
