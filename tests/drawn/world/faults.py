"""Faults planted in invoices, each with the rule that must be raised."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from tests.drawn.world.deal import Deal, Group, rounded
from tests.drawn.world.digits import spoilt

Fault = Callable[[Random, Deal], Deal]


def sum_mismatch(rng: Random, one: Deal) -> Deal:
    off = Decimal(rng.choice(("10", "100", "-9", "0.90", "18")))
    return replace(one, total=(one.total or Decimal(0)) + off, flags=("sum_mismatch",))


def line_sum_mismatch(rng: Random, one: Deal) -> Deal:
    at = rng.randrange(len(one.rows))
    row = one.rows[at]
    price = row.price + rng.randint(3, 60)
    total = rounded(row.qty * price * (100 - row.off) / 100)
    rows = (*one.rows[:at], replace(row, price=price, total=total), *one.rows[at + 1 :])
    return replace(one, rows=rows, flags=("line_sum_mismatch",))


def line_amount_mismatch(rng: Random, one: Deal) -> Deal:
    at = rng.randrange(len(one.rows))
    row = replace(one.rows[at], qty=one.rows[at].qty + rng.choice((1, 2, 5)))
    rows = (*one.rows[:at], row, *one.rows[at + 1 :])
    return replace(one, rows=rows, flags=("line_amount_mismatch",))


def invalid_date(rng: Random, one: Deal) -> Deal:
    month, day = rng.choice(((2, 30), (4, 31), (2, 31), (9, 31)))
    written = (one.issued.year, month, day)
    return replace(one, written=written, due=None, flags=("invalid_date",))


def future_date(rng: Random, one: Deal) -> Deal:
    issued = one.issued.replace(year=rng.randint(2029, 2061), day=min(one.issued.day, 28))
    due = issued + timedelta(days=30) if one.due else None
    return replace(one, issued=issued, due=due, flags=("future_date",))


def no_number(_rng: Random, one: Deal) -> Deal:
    return replace(one, number=None, flags=("missing_field:invoice_number",))


def no_date(_rng: Random, one: Deal) -> Deal:
    return replace(one, dated=False, due=None, flags=("missing_field:issue_date",))


def no_currency(_rng: Random, one: Deal) -> Deal:
    ways = replace(one.habits, shown="none")
    return replace(one, habits=ways, flags=("missing_field:currency",))


def no_total(_rng: Random, one: Deal) -> Deal:
    return replace(
        one, total=None, paid=Decimal(0), withheld=Decimal(0), flags=("missing_field:total",)
    )


def wrong_iban(rng: Random, one: Deal) -> Deal:
    seller = replace(one.seller, iban=spoilt(rng, one.seller.iban))
    return replace(one, seller=seller, banked=True, flags=("iban",))


def wrong_tax_id(rng: Random, one: Deal) -> Deal:
    seller = replace(one.seller, tax_id=spoilt(rng, one.seller.tax_id))
    return replace(one, seller=seller, flags=("tax_id",))


def wrong_tax(rng: Random, one: Deal) -> Deal:
    first = one.groups[0]
    tax = rounded(first.tax * Decimal(rng.choice(("0.8", "1.25", "0.5"))))
    groups = (Group(first.rate, first.base, tax), *one.groups[1:])
    change = tax - first.tax
    return replace(
        one, groups=groups, tax=one.tax + change, total=(one.total or Decimal(0)) + change,
        flags=("tax_rate",),
    )  # fmt: skip


def due_too_early(rng: Random, one: Deal) -> Deal:
    due = one.issued - timedelta(days=rng.randint(5, 60))
    return replace(one, due=due, flags=("due_before_issue",))


FAULTS: dict[str, Fault] = {
    "sum_mismatch": sum_mismatch,
    "line_sum_mismatch": line_sum_mismatch,
    "line_amount_mismatch": line_amount_mismatch,
    "invalid_date": invalid_date,
    "future_date": future_date,
    "missing_field:invoice_number": no_number,
    "missing_field:issue_date": no_date,
    "missing_field:currency": no_currency,
    "missing_field:total": no_total,
    "iban": wrong_iban,
    "tax_id": wrong_tax_id,
    "tax_rate": wrong_tax,
    "due_before_issue": due_too_early,
}


def fits(name: str, one: Deal) -> bool:
    """Say whether a fault can show on this invoice at all."""
    if name == "iban":
        return bool(one.seller.iban)
    if name == "tax_id":
        return one.habits.words.country != "US" and one.mode == "plain"
    if name in ("sum_mismatch", "tax_rate", "missing_field:total", "line_sum_mismatch"):
        return one.mode == "plain" and one.tax > 1
    return True


def as_credit(rng: Random, one: Deal) -> Deal:
    """Make a credit note of it: printed with a minus or without."""
    one = replace(one, credit=True, paid=Decimal(0), withheld=Decimal(0), due=None)
    if rng.random() < 0.5:
        return one
    rows = tuple(replace(row, qty=-row.qty, total=-row.total) for row in one.rows)
    groups = tuple(Group(group.rate, -group.base, -group.tax) for group in one.groups)
    return replace(
        one, rows=rows, groups=groups, net=-one.net, tax=-one.tax, total=-(one.total or Decimal(0)),
        rebate=-one.rebate, shipping=-one.shipping,
    )  # fmt: skip
