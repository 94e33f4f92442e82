"""`python -m bot costs`: what models cost, day by day, and how much of the budget that is."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bot.app import open_ledger
from bot.commands.faults import UsageFault
from bot.commands.plain import render
from bot.commands.premises import kept_ledger, known_tenant
from bot.settings import Settings
from handlers.answers import as_json
from handlers.chat import Card, Part, Table, Text
from handlers.runs import Spent, cost_of, unpriced_of
from handlers.texts.written import dollars

_COLUMNS = (
    "day", "reader", "model", "runs", "failed", "tokens in", "cached", "tokens out", "cost",
)  # fmt: skip
_NUMERIC = frozenset(range(3, len(_COLUMNS)))


@dataclass(frozen=True, slots=True)
class Bill:
    """What models cost a tenant from one day to another.

    On the last of them `held` is set aside besides, for documents that are being read or whose
    reading broke off. A `budget` of None is no limit.
    """

    tenant: str
    first: date
    last: date
    lines: Sequence[Spent]
    budget: Decimal | None
    held: Decimal

    @property
    def spent(self) -> Decimal:
        """What is spent of the budget of the last day."""
        return cost_of(line for line in self.lines if line.day == self.last)


async def costs(settings: Settings, asked: Namespace) -> int:
    """Tell what models cost; gives the exit status. Works beside a running Clerk."""
    first, last = _days(settings, asked)
    await kept_ledger(settings)
    async with open_ledger(settings) as ledger:
        await known_tenant(ledger.audit, asked.tenant)
        bill = Bill(
            tenant=asked.tenant,
            first=first,
            last=last,
            lines=await ledger.runs.spent(asked.tenant, first, last),
            budget=settings.model_budget,
            held=await ledger.runs.held(asked.tenant, last),
        )
    told = as_json(_values(bill), indent=2) if asked.json else render(_card(bill))
    sys.stdout.write(f"{told}\n")
    return 0


def _days(settings: Settings, asked: Namespace) -> tuple[date, date]:
    """Give the days that are asked for: this month's until today, where none are."""
    last: date = asked.last or datetime.now(UTC).astimezone(settings.zone).date()
    first: date = asked.first or last.replace(day=1)
    if first > last:
        raise UsageFault(f"--from {first} is later than --to {last}")
    return first, last


def _card(bill: Bill) -> Card:
    days = f"from {bill.first} to {bill.last}"
    if not bill.lines:
        return Card(f"nothing was read {days}", (*_budget(bill),))
    unknown = unpriced_of(bill.lines)
    total = f"{dollars(cost_of(bill.lines))} {days}"
    if unknown:
        total += f", and {_runs(unknown)} of which nobody knows the cost"
    table = Table(_COLUMNS, tuple(map(_row, bill.lines)), _NUMERIC)
    return Card("", (table, Text(total), *_budget(bill)))


def _row(line: Spent) -> tuple[str, ...]:
    used = line.tokens
    figures = (line.runs, line.failed, used.input, used.cached, used.output)
    written = (f"{figure:,d}" for figure in figures)
    return (line.day.isoformat(), line.reader, line.model or "", *written, _cost(line))


def _cost(line: Spent) -> str:
    """Write what a line comes to; what nobody knows is never nothing."""
    if _is_unknown(line):
        return "unknown"
    known = dollars(line.cost_usd)
    return f"{known} + {line.unpriced} unknown" if line.unpriced else known


def _is_unknown(line: Spent) -> bool:
    return line.unpriced == line.runs and not line.cost_usd


def _budget(bill: Bill) -> Sequence[Part]:
    if bill.budget is None:
        return ()
    share = f" ({int(bill.spent * 100 / bill.budget)} %)" if bill.budget else ""
    spent = f"{dollars(bill.spent)} of {dollars(bill.budget)}{share}"
    held = f", and {dollars(bill.held)} is held" if bill.held else ""
    return (Text(f"budget of {bill.last}: {spent} is spent{held}"),)


def _runs(count: int) -> str:
    return "1 run" if count == 1 else f"{count:,d} runs"


def _values(bill: Bill) -> dict[str, Any]:
    return {
        "tenant": bill.tenant,
        "from": bill.first.isoformat(),
        "to": bill.last.isoformat(),
        "lines": [_line(line) for line in bill.lines],
        "cost_usd": cost_of(bill.lines),
        "unpriced": unpriced_of(bill.lines),
        "budget": None
        if bill.budget is None
        else {
            "day": bill.last.isoformat(),
            "usd": bill.budget,
            "spent_usd": bill.spent,
            "held_usd": bill.held,
        },
    }


def _line(line: Spent) -> dict[str, Any]:
    return {
        "day": line.day.isoformat(),
        "reader": line.reader,
        "model": line.model,
        "runs": line.runs,
        "failed": line.failed,
        "unpriced": line.unpriced,
        "tokens": line.tokens.model_dump(include={"input", "output", "cached"}),
        "cost_usd": None if _is_unknown(line) else line.cost_usd,
    }
