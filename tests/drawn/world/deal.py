"""What an invoice is about: parties, rows, amounts, dates; and the truth it leads to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any, Literal

from tests.drawn.world.digits import TAX_IDS, figures, iban, spanish_person
from tests.drawn.world.habits import Habits, habits
from tests.drawn.world.words import Words

Truth = dict[str, Any]
Mode = Literal["plain", "gross", "exempt", "reverse"]
ZERO, CENT = Decimal(0), Decimal("0.01")
WITHHELD = {"es": Decimal(15), "it": Decimal(20)}


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def added(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


@dataclass(frozen=True)
class Party:
    """A company, shop or person as it stands on paper."""

    name: str
    street: str
    city: str
    tax_id: str = ""
    iban: str = ""
    bic: str = ""
    phone: str = ""
    site: str = ""

    @property
    def address(self) -> tuple[str, str]:
        return self.street, self.city


@dataclass(frozen=True)
class Row:
    """One row of goods; `off` is the discount in percent; `detail` a second line."""

    description: str
    qty: Decimal
    unit: str
    price: Decimal
    total: Decimal
    rate: Decimal
    off: Decimal = ZERO
    detail: str = ""


@dataclass(frozen=True)
class Group:
    """One tax rate: what it is taken of, and what it comes to."""

    rate: Decimal
    base: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Deal:
    """An invoice before it is drawn; amounts None are not printed."""

    habits: Habits
    mode: Mode
    seller: Party
    buyer: Party
    brand: str
    number: str | None
    issued: date
    due: date | None
    rows: tuple[Row, ...]
    rebate: Decimal
    shipping: Decimal
    groups: tuple[Group, ...]
    net: Decimal
    tax: Decimal
    total: Decimal | None
    paid: Decimal = ZERO
    withheld: Decimal = ZERO
    banked: bool = True
    credit: bool = False
    written: tuple[int, int, int] | None = None
    dated: bool = True
    flags: tuple[str, ...] = ()

    @property
    def goods(self) -> Decimal:
        """What the rows came to before anybody planted a fault."""
        return self.net - self.shipping + self.rebate

    @property
    def day(self) -> tuple[int, int, int]:
        return self.written or (self.issued.year, self.issued.month, self.issued.day)

    @property
    def taxed(self) -> bool:
        return self.mode in ("plain", "gross")


def party(rng: Random, words: Words, key: str) -> Party:
    """Invent a party whose name is one of `key`."""
    name = words.one(rng, key)
    country, head = words.country, "".join(one for one in name.split()[0] if one.isalnum())
    private = key == "freelancers" and country == "ES"
    plain = head.casefold().encode("ascii", "ignore").decode() or "studio"
    account = "" if country in ("US", "IN") else iban(rng, country)
    return Party(
        name, words.one(rng, "streets"), words.one(rng, "cities"),
        spanish_person(rng) if private else TAX_IDS[country](rng), account,
        f"{plain[:4].upper():X<4}{country}{rng.choice('2M')}{rng.choice('AX1')}" if account else "",
        f"0{figures(rng, 3)} {figures(rng, 3)} {figures(rng, 3)}",
        f"www.{plain}.{words.one(rng, 'domain')}",
    )  # fmt: skip


def _quantity(rng: Random) -> Decimal:
    if rng.random() < 0.2:
        return Decimal(rng.choice(("0.5", "1.5", "2.25", "7.5", "12.75", "3.20")))
    return Decimal(rng.choice((1, 1, 1, 2, 3, 4, 5, 8, 10, 12, 25, 40, 120)))


def _rows(rng: Random, words: Words, rates: list[Decimal], count: int) -> tuple[Row, ...]:
    goods = list(dict.fromkeys(words.all("goods")))
    names = rng.sample(goods, min(count, len(goods)))
    names += [f"{rng.choice(goods)} ({at})" for at in range(len(names), count)]
    percent, detailed = rng.random() < 0.2, rng.random() < 0.2
    rows = []
    for at, name in enumerate(names):
        qty = _quantity(rng)
        price = rounded(Decimal(rng.randint(190, 95_000 if rng.random() < 0.3 else 9_900)) / 100)
        off = Decimal(rng.choice((5, 10, 15))) if percent and rng.random() < 0.5 else ZERO
        total = rounded(qty * price * (100 - off) / 100)
        detail = f"Ref. {figures(rng, 4)}" if detailed and len(name) > 18 else ""
        rate = rates[at % len(rates)]
        rows.append(Row(name, qty, words.one(rng, "units"), price, total, rate, off, detail))
    return tuple(rows)


def _number(rng: Random, issued: date) -> str:
    serial, year = rng.randint(1, 9_999), issued.year
    return rng.choice((
        f"{year}-{serial:04d}", f"{year}/{serial}", figures(rng, 7),
        f"F{year % 100}-{serial:05d}", f"{serial:05d}",
        f"INV{serial:06d}", f"{rng.choice('ABKRV')}{year}{serial:04d}",
        f"{serial}/{year % 100}", f"{figures(rng, 3)}.{figures(rng, 4)}",
        f"{rng.choice(('FA', 'RE', 'VK', 'SI'))}-{issued.month:02d}{year % 100}-{serial}",
    ))  # fmt: skip


def _mode(rng: Random, words: Words, currency: str) -> Mode:
    if currency != words.all("currency")[0]:
        return "reverse"
    return rng.choices(("plain", "gross", "exempt", "reverse"), (86, 4, 6, 4))[0]


def deal(rng: Random, words: Words) -> Deal:
    """Invent an invoice that is right in every way."""
    ways = habits(rng, words)
    if rng.random() < 0.08:
        ways = replace(ways, currency=rng.choice(("USD", "EUR", "GBP", "CHF")), shown="code")
    mode = _mode(rng, words, ways.currency)
    key = "freelancers" if mode == "exempt" or rng.random() < 0.15 else "companies"
    issued = date(2025, 2, 3) + timedelta(days=rng.randrange(640))
    rates = [Decimal(one) for one in words.one(rng, "rates").split(";")[0].split(",")]
    if rng.random() < 0.4:
        combos = words.all("rates")[0].split(";")
        rates = [Decimal(one) for one in rng.choice(combos).split(",")]
    rates = rates if mode in ("plain", "gross") else [ZERO]
    count = rng.randint(24, 44) if rng.random() < 0.08 else rng.randint(len(rates), 7)
    seller, buyer = party(rng, words, key), party(rng, words, "buyers")
    while buyer.street == seller.street or buyer.city == seller.city:
        buyer = party(rng, words, "buyers")
    return reckoned(rng, Deal(
        ways, mode, seller, buyer, " ".join(seller.name.split()[:2]), _number(rng, issued), issued,
        issued + timedelta(days=rng.choice((10, 14, 30, 45))) if rng.random() < 0.6 else None,
        _rows(rng, words, rates, count), ZERO, ZERO, (), ZERO, ZERO, ZERO,
        banked=bool(seller.iban) and rng.random() < 0.7,
    ))  # fmt: skip


def _extras(rng: Random, one: Deal) -> tuple[Decimal, Decimal]:
    """Rebate and shipping: only where one rate is taken of all."""
    goods, rates = added(row.total for row in one.rows), {row.rate for row in one.rows}
    if len(rates) > 1 or one.mode == "gross":
        return ZERO, ZERO
    rebate = rounded(goods * rng.choice((2, 5, 10)) / 100) if rng.random() < 0.12 else ZERO
    shipping = Decimal(rng.choice(("4.90", "12.50", "35.00"))) if rng.random() < 0.15 else ZERO
    return rebate, shipping


def reckoned(rng: Random, one: Deal) -> Deal:
    """Work out the sums."""
    rebate, shipping = _extras(rng, one)
    groups = []
    for rate in sorted({row.rate for row in one.rows}, reverse=True):
        base = added(row.total for row in one.rows if row.rate == rate) - rebate + shipping
        if one.mode == "gross":
            tax = rounded(base * rate / (100 + rate))
            groups.append(Group(rate, base - tax, tax))
        else:
            groups.append(Group(rate, base, rounded(base * rate / 100)))
    net, tax = added(group.base for group in groups), added(group.tax for group in groups)
    total = net + tax
    language = one.habits.words.language
    withheld = ZERO
    if language in WITHHELD and one.mode == "plain" and rng.random() < 0.2:
        withheld = rounded(net * WITHHELD[language] / 100)
    paid = rounded(total * rng.choice((20, 30, 50)) / 100) if rng.random() < 0.1 else ZERO
    paid = ZERO if withheld else paid
    return replace(
        one, rebate=rebate, shipping=shipping, groups=tuple(groups), net=net, tax=tax,
        total=total, withheld=withheld, paid=paid,
    )  # fmt: skip


def truth(one: Deal) -> Truth:
    """Give the truth; what the page does not print is null."""
    fields: dict[str, str | None] = {
        "vendor": one.seller.name,
        "invoice_number": one.number,
        "issue_date": one.issued.isoformat() if one.dated else None,
        "currency": None if one.habits.shown == "none" else one.habits.currency,
        "subtotal": str(one.net) if one.mode != "exempt" else None,
        "tax": str(one.tax) if one.taxed else None,
        "total": None if one.total is None else str(one.total),
    }  # fmt: skip
    if one.written:
        del fields["issue_date"]
    found: Truth = {"kind": "invoice", "fields": fields, "vendor_any": [one.brand]}
    found["line_items"] = [
        {
            "description": row.description, "qty": str(row.qty), "unit_price": str(row.price),
            "total": str(row.total),
        }
        for row in one.rows
    ]  # fmt: skip
    found["must_flag"] = list(one.flags)
    if one.credit:
        found["credit_note"] = True
    return found
