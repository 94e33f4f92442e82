"""Blocks of sums drawn at random: labels, numbers and layout of one document, with what is true."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal, get_args

from pipelines.document.decoded import Page
from pipelines.document.model import Source
from tests.pipelines.document.fields.sum_words import WORDS
from tests.pipelines.document.sheets import page

CENT = Decimal("0.01")
Shape = Literal[
    "plain", "rates", "table", "within", "discount", "freight", "paid", "earlier", "free", "credit",
    "slip", "unprinted",
]  # fmt: skip
SHAPES: tuple[Shape, ...] = get_args(Shape)
Layout = Literal["right", "gap", "below", "aside", "far"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)


_Drawn = tuple[dict[str, Decimal | None], list[tuple[Decimal, Decimal]], list[str]]


@dataclass
class Block:
    """One drawn document: its page, and the sums that it states; None: it does not."""

    language: str
    shape: Shape
    layout: Layout
    page: Page
    truth: dict[str, Decimal | None]
    taxes: list[tuple[Decimal, Decimal]] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def written(value: Decimal, form: str) -> str:
    """Write an amount as in the example "1.234,56"."""
    whole, parts = f"{abs(value):.2f}".split(".")
    groups: list[str] = []
    while whole:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return ("-" if value < 0 else "") + form[1].join(groups) + form[-3] + parts


class _Draw:
    def __init__(self, random: Random, language: str) -> None:
        self.random, self.words = random, WORDS[language]
        self.sign = random.choice(["before", "behind", "none"])
        self.colon = random.choice(["", ":", " :"])
        self.upper = random.random() < 0.2
        self.sums: list[tuple[str, Decimal]] = []

    def add(self, labels: str, value: Decimal, rate: int = 0) -> None:
        label = self.random.choice(labels.split("|")).replace("{r}", str(rate))
        self.sums.append((label.upper() if self.upper else label, value))

    def money(self, value: Decimal) -> str:
        text, mark = written(value, self.words.format), self.words.money
        if self.sign == "none":
            return text
        if mark in ("kr", "zł") or self.sign == "behind":
            return f"{text} {mark}"
        return f"-{mark}{text[1:]}" if value < 0 else f"{mark}{text}"

    def rows(self, layout: Layout) -> list[str]:
        """Put the sums into rows; "|" parts columns."""
        texts = [(label + self.colon, self.money(value)) for label, value in self.sums]
        if layout == "right":
            return [f"|{label}|{amount}" for label, amount in texts]
        if layout == "gap":
            return [f"{label}|||{amount}" for label, amount in texts]
        if layout == "aside":
            asides = [
                "IBAN DE02 1203 0000",
                "BIC BYLADEM1001",
                "www.example.com",
                "Tel. 030 123 45",
            ]
            return [
                f"{asides[at % 4]}|{label}|{amount}" for at, (label, amount) in enumerate(texts)
            ]
        if layout == "far":
            return [f"|||{label} {amount}" for label, amount in texts]
        return ["|".join(label for label, _ in texts), "|".join(amount for _, amount in texts)]


def _goods(draw: _Draw, net: Decimal) -> list[str]:
    first = cents(net * draw.random.randint(211, 389) / 1000)
    prices = (first, net - first)
    return [
        f"Item {at + 1}|2|{written(cents(one / 2), draw.words.format)}|{draw.money(one)}"
        for at, one in enumerate(prices)
    ]


def block(random: Random, language: str, shape: Shape, layout: Layout) -> Block:
    """Draw one document."""
    draw = _Draw(random, language)
    rate = random.choice(draw.words.rates)
    if layout == "below" and shape != "plain":
        layout = "right"
    net = Decimal(random.randint(1_000, 900_000)) / 100
    goods = _goods(draw, net)
    truth, taxes, table = _sums(draw, shape, net, rate)
    sums = draw.rows(layout)
    rows = [*_head(language), *goods, "", *table, *sums] if random.random() < 0.7 else [
        *_head(language), *goods, "", *sums, *table
    ]  # fmt: skip
    source: Source = random.choice(["pdf_text", "ocr"])
    columns = (0.04, 0.34, 0.64, 0.84) if layout == "below" else (0.04, 0.36, 0.76, 0.86)
    drawn = page(*rows, columns=columns, source=source)
    return Block(language, shape, layout, drawn, truth, taxes, rows)


def _head(language: str) -> Sequence[str]:
    return ("Muster & Co", f"{language.upper()}-2026-0815", "05.03.2026", "")


def _sums(draw: _Draw, shape: Shape, net: Decimal, rate: int) -> _Drawn:
    words = draw.words
    if shape in ("rates", "table"):
        return _by_rates(draw, net, printed=shape == "rates")
    if shape in ("within", "free", "slip"):
        return _with_tax_inside(draw, shape, net, rate)
    net = _before_tax(draw, shape, -net if shape == "credit" else net)
    tax = cents(net * rate / 100)
    if shape != "unprinted":
        draw.add(words.net, net)
    draw.add(words.tax, tax, rate)
    draw.add(words.total, net + tax)
    _after_total(draw, shape, net + tax)
    return {"subtotal": net, "tax": tax, "total": net + tax}, [(Decimal(rate), tax)], []


def _with_tax_inside(draw: _Draw, shape: Shape, total: Decimal, rate: int) -> _Drawn:
    draw.add(draw.words.total, total)
    if shape == "slip":
        cash = (total // 50 + 1) * 50
        draw.add(draw.words.cash, cash)
        draw.add(draw.words.change, cash - total)
    if shape == "free":
        return {"subtotal": None, "tax": None, "total": total}, [], []
    tax = cents(total * rate / (100 + rate))
    draw.add(draw.words.within, tax, rate)
    return {"subtotal": None, "tax": tax, "total": total}, [(Decimal(rate), tax)], []


def _before_tax(draw: _Draw, shape: Shape, net: Decimal) -> Decimal:
    if shape not in ("discount", "freight", "unprinted"):
        return net
    draw.add(draw.words.goods, net)
    shape = draw.random.choice(["discount", "freight"]) if shape == "unprinted" else shape
    freight = Decimal(draw.random.randint(300, 4000)) / 100
    less = cents(-net / 20) if shape == "discount" else freight
    draw.add(draw.words.discount if shape == "discount" else draw.words.freight, less)
    return net + less


def _after_total(draw: _Draw, shape: Shape, total: Decimal) -> None:
    if shape == "paid":
        paid = cents(total * draw.random.randint(2, 6) / 10)
        draw.add(draw.words.paid, -paid)
        draw.add(draw.words.left, total - paid)
    if shape == "earlier":
        owed = Decimal(draw.random.randint(1_000, 90_000)) / 100
        draw.add(draw.words.earlier, owed)
        draw.add(draw.words.left, total + owed)


def _by_rates(draw: _Draw, net: Decimal, *, printed: bool) -> _Drawn:
    """State two rates in a table; `printed`: what they come to is said as well."""
    words = draw.words
    first = cents(net * draw.random.randint(311, 689) / 1000)
    bases = (first, net - first)
    taxes = [cents(base * rate / 100) for base, rate in zip(bases, words.rates, strict=True)]
    table = ["|".join(words.heads)]
    for rate, base, tax in zip(words.rates, bases, taxes, strict=True):
        cells = [written(one, words.format) for one in (base, tax, base + tax)]
        table.append("|".join((f"{rate} %", *cells)))
    tax = sum(taxes, Decimal(0))
    if printed:
        draw.add(words.net, net)
        draw.add("|".join(one for one in words.tax.split("|") if "{r}" not in one), tax)
    draw.add(words.total, net + tax)
    stated = [(Decimal(rate), one) for rate, one in zip(words.rates, taxes, strict=True)]
    return {"subtotal": net, "tax": tax, "total": net + tax}, stated, table
