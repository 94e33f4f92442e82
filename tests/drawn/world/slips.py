"""Receipts on narrow paper: what was bought, what was paid and how, the tax inside."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.drawn.sheet import Sheet, script_of
from tests.drawn.world.deal import ZERO, Group, Party, Truth, added, party, rounded
from tests.drawn.world.digits import figures
from tests.drawn.world.habits import Currency, Habits, habits
from tests.drawn.world.tables import percent
from tests.drawn.world.words import Words

WIDTH, EDGE = 232.0, 14.0


@dataclass(frozen=True)
class Item:
    """One thing bought; its amount includes the tax, but not in the United States."""

    name: str
    qty: Decimal
    price: Decimal
    rate: Decimal

    @property
    def total(self) -> Decimal:
        return rounded(self.qty * self.price)


@dataclass(frozen=True)
class Slip:
    """A receipt; `untaxed` slips show no tax at all."""

    habits: Habits
    shop: Party
    number: str | None
    issued: date
    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    total: Decimal
    untaxed: bool
    titled: str
    summed: bool
    flags: tuple[str, ...] = ()
    written: tuple[int, int, int] | None = None

    @property
    def outside(self) -> bool:
        """The tax comes on top."""
        return self.habits.words.country == "US"


def slip(rng: Random, words: Words) -> Slip:
    """Invent a receipt."""
    ways = habits(rng, words)
    shown: Currency = rng.choice(("sign", "code", "head"))
    ways = replace(ways, shown=shown, bilingual=False)
    place = party(rng, words, "shops")
    combos = words.all("rates")
    rates = [Decimal(one) for one in rng.choice(rng.choice(combos).split(";")).split(",")]
    rates = rates[:1] if words.country == "US" else rates
    goods = sorted(set(words.all("groceries")))
    names = rng.sample(goods, min(len(goods), rng.randint(2, 6)))
    items = tuple(
        Item(name, Decimal(rng.choice((1, 1, 1, 2, 3))), _price(rng), rates[at % len(rates)])
        for at, name in enumerate(names)
    )
    title = rng.choice((ways["receipt"], ways["receipt"], ways["simplified"], ""))
    one = Slip(
        ways, place, figures(rng, rng.randint(4, 8)) if rng.random() < 0.85 else None,
        date(2025, 3, 1) + timedelta(days=rng.randrange(610)), items, (), ZERO,
        rng.random() < 0.12, title, rng.random() < 0.5,
    )  # fmt: skip
    return _reckoned(one)


def _price(rng: Random) -> Decimal:
    return rounded(Decimal(rng.randint(90, 2_990)) / 100)


def _reckoned(one: Slip) -> Slip:
    groups = []
    for rate in sorted({item.rate for item in one.items}, reverse=True):
        amount = added(item.total for item in one.items if item.rate == rate)
        if one.outside:
            groups.append(Group(rate, amount, rounded(amount * rate / 100)))
        else:
            tax = rounded(amount * rate / (100 + rate))
            groups.append(Group(rate, amount - tax, tax))
    total = added(item.total for item in one.items)
    if one.outside:
        total += groups[0].tax
    return replace(one, groups=tuple(groups), total=total, untaxed=one.untaxed and not one.outside)


def flawed(rng: Random, one: Slip) -> Slip:
    """Plant a fault a till can make, or somebody who changed the slip."""
    fault = rng.choice(("line_sum_mismatch", "future_date", "invalid_date"))
    if fault == "future_date":
        return replace(one, issued=one.issued.replace(year=2034, day=11), flags=(fault,))
    if fault == "invalid_date":
        return replace(one, written=(one.issued.year, 2, 30), flags=(fault,))
    first = one.items[0]
    items = (replace(first, price=first.price + rng.randint(2, 40)), *one.items[1:])
    return replace(one, items=items, flags=(fault,))


def truth(one: Slip) -> Truth:
    """Give the truth: sums over several rates are asked for only where one line shows them."""
    taxed = not one.untaxed
    fields: dict[str, str | None] = {
        "vendor": one.shop.name, "invoice_number": one.number,
        "issue_date": one.issued.isoformat(), "currency": one.habits.currency,
        "subtotal": str(added(group.base for group in one.groups)) if taxed else None,
        "tax": str(added(group.tax for group in one.groups)) if taxed else None,
        "total": str(one.total),
    }  # fmt: skip
    if taxed and len(one.groups) > 1 and not one.summed:
        del fields["subtotal"], fields["tax"]
    if one.written:
        del fields["issue_date"]
    found: Truth = {"kind": "receipt", "fields": fields, "must_flag": list(one.flags)}
    if one.titled == one.habits["simplified"]:
        found["kind_any"] = ["receipt", "invoice"]
    found["line_items"] = [
        {"description": item.name, "total": str(item.total)} for item in one.items
    ]  # fmt: skip
    return found


class Roll:
    """Narrow paper that is as long as it must be."""

    def __init__(self, script: str, family: int) -> None:
        self.sheet = Sheet(WIDTH, 2_000, script=script_of(script), family=family)
        self.y = 26.0

    def middle(self, text: str, size: float = 9, bold: bool = False) -> None:
        self.sheet.text(WIDTH / 2, self.y, text, size=size, bold=bold, align="centre")
        self.y += size * 1.4 if text else 0

    def pair(self, left: str, right: str, size: float = 9, bold: bool = False) -> None:
        self.sheet.text(EDGE, self.y, left, size=size, bold=bold)
        self.sheet.text(WIDTH - EDGE, self.y, right, size=size, bold=bold, align="right")
        self.y += size * 1.45

    def rule(self, dashed: bool) -> None:
        if dashed:
            self.sheet.text(WIDTH / 2, self.y, "- " * 26, size=7, align="centre")
        else:
            self.sheet.rule(EDGE, self.y - 3, WIDTH - EDGE)
        self.y += 12

    def cut(self) -> Sheet:
        self.sheet.height = self.y + 16
        return self.sheet


def draw(one: Slip, rng: Random) -> Sheet:
    """Draw a receipt."""
    ways, dashed = one.habits, rng.random() < 0.5
    roll = Roll(ways.words.language, rng.choice((0, 0, 2)))
    _top(roll, one, rng)
    roll.rule(dashed)
    _items(roll, one, rng)
    roll.rule(dashed)
    _total(roll, one)
    _payment(roll, one, rng)
    roll.rule(dashed)
    _taxes(roll, one)
    roll.y += 6
    roll.middle(ways["bye"], 8.5)
    return roll.cut()


def _top(roll: Roll, one: Slip, rng: Random) -> None:
    ways, shop = one.habits, one.shop
    roll.middle(shop.name, rng.choice((11, 13)), bold=True)
    for line in shop.address:
        roll.middle(line, 8)
    if rng.random() < 0.6:
        roll.middle(f"{ways['phone']} {shop.phone}", 8)
    if not one.untaxed and ways.words.country != "US":
        roll.middle(f"{ways['vat_id']}: {shop.tax_id}", 8)
    roll.y += 5
    roll.middle(one.titled, 11, bold=True)
    roll.y += 4
    day = ways.date(one.written or (one.issued.year, one.issued.month, one.issued.day))
    clock = f"{rng.randint(7, 21):02d}:{rng.randint(0, 59):02d}"
    number = f"{ways['receipt_no']}{rng.choice((':', ''))} {one.number}" if one.number else ""
    if rng.random() < 0.5:
        roll.pair(f"{day}  {clock}", "", 8.5)
        if number:
            roll.pair(number, "", 8.5)
    elif len(day) + len(number) < 32:
        roll.pair(number, f"{day} {clock}", 8)
    else:
        roll.pair(number, "", 8)
        roll.pair(f"{ways['date']}: {day}", clock, 8)
    roll.pair(ways["served"], "", 8)


def _letter(one: Slip, rate: Decimal) -> str:
    if len(one.groups) == 1 or one.untaxed:
        return ""
    return " " + "ABC"[[group.rate for group in one.groups].index(rate)]


def _items(roll: Roll, one: Slip, rng: Random) -> None:
    ways, form = one.habits, rng.choice(("before", "under", "after"))
    for item in one.items:
        amount = ways.amount(item.total) + _letter(one, item.rate)
        if form == "before":
            roll.pair(f"{item.qty} {item.name}", amount)
        elif item.qty == 1:
            roll.pair(item.name, amount)
        elif form == "under":
            roll.pair(item.name, "")
            roll.pair(f"   {item.qty} x {ways.amount(item.price)}", amount)
        else:
            roll.pair(f"   {item.qty} x {ways.amount(item.price)}", "", 8)
            roll.pair(item.name, amount)


def _total(roll: Roll, one: Slip) -> None:
    ways = one.habits
    if one.outside:
        roll.pair(ways["net"], ways.amount(one.groups[0].base))
        roll.pair(f"{ways['tax']} {percent(one.groups[0].rate, 'en')}",
                  ways.amount(one.groups[0].tax))  # fmt: skip
    label = ways["receipt_total"]
    if ways.shown == "head" and ways.currency not in label:
        label = f"{label} {ways.currency}"
    roll.pair(label, ways.money(one.total), 12, bold=True)


def _payment(roll: Roll, one: Slip, rng: Random) -> None:
    ways = one.habits
    if rng.random() < 0.5:
        step = Decimal(rng.choice((5, 10, 20, 50)))
        given = rounded((one.total // step + 1) * step)
        roll.pair(ways["cash"], ways.amount(given))
        roll.pair(ways["change"], ways.amount(given - one.total))
        return
    tip = rounded(one.total / 10) if rng.random() < 0.15 and ways["tip"] else ZERO
    if tip:
        roll.pair(ways["tip"], ways.amount(tip))
    roll.pair(ways["card"], ways.amount(one.total + tip))


def _taxes(roll: Roll, one: Slip) -> None:
    ways = one.habits
    if one.untaxed or one.outside:
        return
    edges = (EDGE, 116.0, 166.0, WIDTH - EDGE)
    tax = ways.words.all("tax")[0]
    rows: list[tuple[str, ...]] = [("%", ways.words.all("base")[0], tax, ways["gross"])]
    for group in one.groups:
        rate = _letter(one, group.rate).strip() + " " + percent(group.rate, ways.numbers)
        rows.append(
            (rate.strip(), *map(ways.amount, (group.base, group.tax, group.base + group.tax)))
        )
    if len(one.groups) > 1 and one.summed:
        sums = (added(g.base for g in one.groups), added(g.tax for g in one.groups))
        rows.append(("", *map(ways.amount, (*sums, added(sums)))))
    for row in rows:
        for x, text in zip(edges, row, strict=True):
            roll.sheet.text(x, roll.y, text, size=7.5, align="left" if x == EDGE else "right")
        roll.y += 11
