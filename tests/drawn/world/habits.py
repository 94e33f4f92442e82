"""How a sender writes: figures, money, dates, labels."""

import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal

from tests.drawn.world.words import Words

Currency = Literal["sign", "code", "head", "none"]
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "Fr.", "INR": "Rs.", "SEK": "kr", "CNY": "¥"}
_BEFORE = frozenset({"en", "nl", "ch"})


def grouped(figures: str, form: str) -> str:
    """Group whole figures by thousands, or the Indian way."""
    sign, figures = ("-", figures[1:]) if figures.startswith("-") else ("", figures)
    mark = {"en": ",", "de": ".", "ch": "'", "fr": " ", "in": ",", "plain": ""}[form]
    head, tail = figures[:-3], figures[-3:]
    step = 2 if form == "in" else 3
    parts: list[str] = []
    while head:
        parts.insert(0, head[-step:])
        head = head[:-step]
    return sign + mark.join([*parts, tail])


def figure(amount: Decimal, form: str) -> str:
    """Write an amount with the decimals it has."""
    whole, _, rest = f"{amount:f}".partition(".")
    point = "," if form in ("de", "fr") else "."
    return grouped(whole, form) + (point + rest if rest else "")


@dataclass(frozen=True)
class Habits:
    """One sender's way of writing, drawn once for a document."""

    words: Words
    labels: dict[str, str]
    numbers: str
    dates: str
    currency: str
    shown: Currency
    capitals: bool
    bilingual: bool
    colon: str
    spaced: bool

    def __getitem__(self, key: str) -> str:
        return self.labels.get(key, "")

    def label(self, key: str) -> str:
        """A label as printed; bilingual senders add the English word."""
        text = self.labels[key]
        if self.bilingual and key in _ENGLISH:
            text = f"{text} / {_ENGLISH[key]}"
        return text.upper() if self.capitals else text

    def amount(self, amount: Decimal) -> str:
        return figure(amount, self.numbers)

    def quantity(self, quantity: Decimal) -> str:
        return figure(quantity, self.numbers)

    def money(self, amount: Decimal) -> str:
        """Write an amount of the totals, with its currency where the sender does so."""
        text = self.amount(amount)
        if self.shown in ("head", "none"):
            return text
        mark = self.currency if self.shown == "code" else _SIGNS[self.currency]
        gap = " " if self.spaced or len(mark) > 1 else ""
        before = self.words.language in _BEFORE or self.words.country in ("CH", "IN")
        if before and text.startswith("-"):
            return f"-{mark}{gap}{text[1:]}"
        return f"{mark}{gap}{text}" if before else f"{text} {mark}"

    def head(self, key: str) -> str:
        """A label over or beside amounts that carry no currency themselves."""
        return f"{self.label(key)} {self.currency}" if self.shown == "head" else self.label(key)

    def date(self, day: tuple[int, int, int]) -> str:
        """Write a date, also one that does not exist."""
        year, month, mday = day
        name = self.words.months()[month - 1]
        parts = {
            "y": str(year), "yy": f"{year % 100:02d}", "M": name, "MON": name[:3],
            "m": f"{month:02d}", "d": str(mday) if "M" in self.dates else f"{mday:02d}",
        }  # fmt: skip
        return _TOKEN.sub(lambda found: parts.get(found[0], found[0]), self.dates)


_TOKEN = re.compile(r"\bde\b|MON|yy|[yMmd]")
_ENGLISH = {
    "number": "Invoice no.", "date": "Date", "due": "Due date", "buyer": "Bill to",
    "description": "Description", "qty": "Qty", "unit_price": "Unit price", "amount": "Amount",
    "net": "Net", "total": "Total",
}  # fmt: skip
_ROLES = (
    "title", "credit_title", "number", "date", "due", "customer", "order", "delivery", "period",
    "buyer", "ship", "seller", "vat_id", "description", "qty", "unit", "unit_price", "amount",
    "rate", "discount", "sum", "rebate", "shipping", "net", "tax", "total", "paid", "balance",
    "carry", "page", "base", "gross", "withheld", "payable", "terms", "exempt", "reverse",
    "thanks", "bank", "phone", "receipt", "simplified", "receipt_no", "receipt_total", "cash",
    "change", "card", "tip", "served", "bye",
)  # fmt: skip


def habits(rng: Random, words: Words) -> Habits:
    """Draw one sender's habits."""
    labels = {role: words.one(rng, role) for role in _ROLES if words.has(role)}
    shown: Currency = rng.choice(("sign", "sign", "code", "head"))
    return Habits(
        words, labels, words.all("numbers")[0], words.one(rng, "dates"),
        words.all("currency")[0], shown, rng.random() < 0.15,
        words.language != "en" and rng.random() < 0.12, rng.choice((":", "", "")),
        rng.random() < 0.3,
    )  # fmt: skip
