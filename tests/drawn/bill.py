"""What an invoice or receipt says before anybody draws it, and the truth it leads to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any, Literal

from tests.drawn.names import GOODS, GROCERIES, Language, Party, party, shop

Truth = dict[str, Any]
CENT = Decimal("0.01")
_RATES = {"en": ("20", "8.25"), "de": ("19", "7"), "zh": ("13", "6")}


@dataclass(frozen=True)
class Line:
    """One row of goods; amounts without tax."""

    description: str
    qty: Decimal
    unit_price: Decimal
    total: Decimal
    rate: Decimal

    @property
    def tax(self) -> Decimal:
        return rounded(self.total * self.rate / 100)


@dataclass(frozen=True)
class Bill:
    """An invoice or receipt; `number` None is left out, `written_date` replaces the issue date."""

    language: Language
    kind: Literal["invoice", "receipt"]
    seller: Party
    buyer: Party
    number: str | None
    issued: date
    currency: str
    lines: tuple[Line, ...]
    subtotal: Decimal
    tax: Decimal
    total: Decimal
    written_date: tuple[int, int, int] | None = None
    credit: bool = False
    flags: tuple[str, ...] = ()
    disputed: tuple[str, ...] = field(default=())
    term: int = 30

    @property
    def day(self) -> tuple[int, int, int]:
        """Year, month and day as written: not always a date that exists."""
        return self.written_date or (self.issued.year, self.issued.month, self.issued.day)

    @property
    def due(self) -> date:
        return self.issued + timedelta(days=self.term)

    @property
    def rates(self) -> list[tuple[Decimal, Decimal, Decimal]]:
        """Rate, net and tax of each tax group, highest rate first.

        Chinese invoices round the tax of each line, the others that of each group.
        """
        groups = []
        for rate in sorted({line.rate for line in self.lines}, reverse=True):
            lines = [line for line in self.lines if line.rate == rate]
            net = total(line.total for line in lines)
            taxes = total(line.tax for line in lines)
            groups.append(
                (rate, net, taxes if self.language == "zh" else rounded(net * rate / 100))
            )
        return groups


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _lines(rng: Random, goods: Sequence[str], count: int, rates: Sequence[str]) -> tuple[Line, ...]:
    lines = []
    for index in range(count):
        name = goods[index] if index < len(goods) else f"{goods[index % len(goods)]} {index}"
        qty = Decimal(rng.randint(1, 24))
        price = rounded(Decimal(rng.randint(250, 48_000)) / 100)
        rate = Decimal(rates[index % len(rates)])
        lines.append(Line(name, qty, price, rounded(qty * price), rate))
    return tuple(lines)


def _number(rng: Random, language: Language, issued: date) -> str:
    if language == "zh":
        return f"{issued.year % 100}33{rng.randint(10**15, 10**16 - 1)}"
    serial = rng.randint(1000, 98_999)
    forms = {
        "en": (
            f"INV-{issued.year}-{serial}",
            f"{serial}/{issued.year % 100}",
            f"S{serial}0{serial}",
        ),
        "de": (
            f"RE-{issued.year}-{serial}",
            f"{issued.year}{serial}",
            f"R{serial}-{issued.month:02d}",
        ),
    }
    return rng.choice(forms[language])


def invoice(rng: Random, language: Language, rows: int = 0, groups: int = 1) -> Bill:
    """Invent an invoice; `rows` 0 draws one to five, `groups` is the number of tax rates."""
    issued = date(2025, 1, 7) + timedelta(days=rng.randrange(640))
    goods = rng.sample(GOODS[language], len(GOODS[language]))
    rates = _RATES[language] if groups == 2 else (rng.choice(_RATES[language]),)
    lines = _lines(rng, goods, rows or rng.randint(max(1, groups), 5), rates)
    seller, buyer = party(rng, language), party(rng, language)
    while buyer.name.split()[0][:4] == seller.name.split()[0][:4]:
        buyer = party(rng, language)
    currency = {"en": "GBP" if rates[0] == "20" else "USD", "de": "EUR", "zh": "CNY"}[language]
    bill = Bill(
        language, "invoice", seller, buyer, _number(rng, language, issued), issued, currency,
        lines, Decimal(0), Decimal(0), Decimal(0),
    )  # fmt: skip
    subtotal, tax = total(line.total for line in lines), total(tax for _, _, tax in bill.rates)
    return replace(bill, subtotal=subtotal, tax=tax, total=subtotal + tax)


def receipt(rng: Random, language: Language) -> Bill:
    """Invent a till receipt: the lines include the tax."""
    bill = invoice(rng, language)
    goods = rng.sample(GROCERIES[language], 4)
    rate = Decimal(_RATES[language][bill.currency in {"EUR", "USD"}])
    lines = []
    for name in goods[: rng.randint(2, 4)]:
        qty, price = Decimal(rng.randint(1, 3)), rounded(Decimal(rng.randint(120, 3900)) / 100)
        lines.append(Line(name, qty, price, qty * price, rate))
    paid = total(line.total for line in lines)
    tax = rounded(paid * rate / (100 + rate))
    return replace(
        bill, kind="receipt", seller=shop(rng, language), number=f"{rng.randint(10_000, 99_999)}",
        lines=tuple(lines), subtotal=paid - tax, tax=tax, total=paid,
    )  # fmt: skip


def off_by_hundred(bill: Bill) -> Bill:
    """Print a total that is not the sum."""
    return replace(bill, total=bill.total + 100, flags=("sum_mismatch",))


def dearer_line(bill: Bill) -> Bill:
    """Make one line dearer without touching the sums."""
    first = bill.lines[0]
    price = first.unit_price + 7
    line = replace(first, unit_price=price, total=first.qty * price)
    return replace(bill, lines=(line, *bill.lines[1:]), flags=("line_sum_mismatch",))


def thirtieth_of_february(bill: Bill) -> Bill:
    """Date it with a day that does not exist."""
    return replace(bill, written_date=(bill.issued.year, 2, 30), flags=("invalid_date",))


def from_the_future(bill: Bill) -> Bill:
    """Date it decades ahead."""
    return replace(bill, issued=bill.issued.replace(year=2060, day=17), flags=("future_date",))


def unnumbered(bill: Bill) -> Bill:
    """Leave the number out."""
    return replace(bill, number=None, flags=("missing_field:invoice_number",))


def truth(bill: Bill) -> Truth:
    """Give the truth in the format of a NAME.truth.json.

    A disputed field is left out; so is an issue date that does not exist.
    """
    fields: dict[str, str | None] = {
        "vendor": bill.seller.name, "invoice_number": bill.number,
        "issue_date": bill.issued.isoformat(), "currency": bill.currency,
        "subtotal": str(bill.subtotal), "tax": str(bill.tax), "total": str(bill.total),
    }  # fmt: skip
    hidden = {*bill.disputed, *(("issue_date",) if bill.written_date else ())}
    found: Truth = {
        "kind": bill.kind,
        "fields": {name: value for name, value in fields.items() if name not in hidden},
        "must_flag": [*bill.flags, *(f"source_conflict:{name}" for name in bill.disputed)],
    }
    if bill.kind == "invoice":
        found["line_items"] = [
            {
                "description": line.description, "qty": str(line.qty),
                "unit_price": str(line.unit_price), "total": str(line.total),
            }
            for line in bill.lines
        ]  # fmt: skip
    if bill.credit:
        found["credit_note"] = True
    return found
