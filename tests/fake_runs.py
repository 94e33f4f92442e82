"""The Runs port in memory, over the table of runs that erasing knows."""

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from handlers.runs import Hold, Run, Spent, billed, cost_of
from tests.fake_erasure import FakeErasure


@dataclass
class FakeRuns(FakeErasure):
    """Lines of bills by tenant, day, reader and model; what is set aside by tenant and hold."""

    bills: dict[tuple[str, date, str, str], Spent] = field(default_factory=dict)
    set_aside: dict[tuple[str, str], tuple[date, Decimal]] = field(default_factory=dict)
    hold_ids: "itertools.count[int]" = field(default_factory=itertools.count)

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[None]:
        yield  # there are no transactions here

    async def record(self, run: Run) -> None:
        self.runs[run.tenant, run.job, run.reader] = run
        line = billed(run)
        where = (run.tenant, line.day, line.reader, line.model or "")
        earlier = self.bills.get(where)
        self.bills[where] = line if earlier is None else earlier + line

    async def spent(self, tenant: str, since: date, until: date) -> Sequence[Spent]:
        ours = sorted(key for key in self.bills if key[0] == tenant and since <= key[1] <= until)
        return [self.bills[key] for key in ours]

    async def hold(self, tenant: str, day: date, *, budget: Decimal, least: Decimal) -> Hold | None:
        bill = await self.spent(tenant, day, day)
        if cost_of(bill) + await self.held(tenant, day) >= budget:
            return None
        hold = Hold(f"hold {next(self.hold_ids)}", max([least, *(one.dearest_usd for one in bill)]))
        self.set_aside[tenant, hold.id] = (day, hold.cost_usd)
        return hold

    async def release(self, tenant: str, hold: str) -> None:
        self.set_aside.pop((tenant, hold), None)

    async def held(self, tenant: str, day: date) -> Decimal:
        held = self.set_aside.items()
        ours = [cost for (owner, _), (of, cost) in held if (owner, of) == (tenant, day)]
        return sum(ours, Decimal(0))
