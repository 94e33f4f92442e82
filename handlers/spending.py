"""What models may cost and what they did: where one document may go, its runs, and the bill."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Literal

from handlers.ports import Facts
from handlers.runs import Run, Runs, cost_of, price_of
from pipelines.consulted import Consulted
from pipelines.document.model import Reading
from pipelines.egress import Egress, Region, Route
from pipelines.errors import Fault
from pipelines.usage import NO_TOKENS

# How much of the budget of a day is used up, in per cent, when it is told.
Level = Literal[80, 100]

# What is set aside for a document at least, in US dollars: a few pages at the dearer prices.
LEAST_HELD = Decimal("0.05")
EMBEDDED = "local"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Terms:
    """Where documents may go, and what that may cost a tenant a day in US dollars.

    A `budget` of None is no limit. The days are those of `zone`.
    """

    zone: tzinfo
    route: Route = "allow"
    region: Region = "any"
    budget: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Permit:
    """Where one document of a tenant may go.

    It is billed on the `day` on which it `began` to be read; `hold` is what is set aside there.
    """

    tenant: str
    began: datetime
    day: date
    egress: Egress
    hold: str | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """How the budget of a day stands, in US dollars."""

    day: date
    spent: Decimal
    limit: Decimal

    @property
    def level(self) -> Level | None:
        """What is to be told of it."""
        if self.spent >= self.limit:
            return 100
        return 80 if self.spent * 100 >= self.limit * 80 else None

    def facts(self) -> Facts:
        """Write it down for a checkpoint, where it is to be told."""
        if self.level is None:
            return {}
        return {
            "budget": f"{self.limit:f}",
            "budget_spent": f"{self.spent:f}",
            "budget_day": self.day.isoformat(),
        }


def budget_of(facts: Facts) -> Budget | None:
    """Give back what `Budget.facts` wrote down; None where it wrote nothing."""
    if "budget" not in facts:
        return None
    spent, limit = Decimal(str(facts["budget_spent"])), Decimal(str(facts["budget"]))
    return Budget(date.fromisoformat(str(facts["budget_day"])), spent, limit)


class Spending:
    """Gives documents leave to go to models, and bills what that cost.

    A document gets leave while what was spent that day, and what is held for those being read, is
    below the budget. So a bill goes past its budget by what the documents in hand come to beyond
    what is held for them, and by no document more: once it is reached, none sets out. A document
    whose reading broke off, in a crash too, counts with what was held for it.
    """

    def __init__(self, runs: Runs, terms: Terms) -> None:
        self._runs = runs
        self._terms = terms

    async def permit(self, tenant: str, now: datetime) -> Permit:
        """Say where a document may go that is read from now on, and hold what it may cost."""
        terms, day = self._terms, now.astimezone(self._terms.zone).date()
        if terms.budget is None:
            return Permit(tenant, now, day, Egress(terms.route, terms.region))
        hold = terms.budget and await self._runs.hold(
            tenant, day, budget=terms.budget, least=LEAST_HELD
        )
        egress = Egress(terms.route, terms.region, spend=bool(hold), budgeted=True)
        return Permit(tenant, now, day, egress, hold.id if hold else None)

    async def unused(self, permit: Permit) -> None:
        """Hold nothing any more for a document that no model saw.

        That stays when the transaction in progress, which must not have written yet, is undone.
        """
        async with self._runs.apart():
            await self._release(permit)

    async def _release(self, permit: Permit) -> None:
        if permit.hold is not None:
            await self._runs.release(permit.tenant, permit.hold)

    async def done(
        self, permit: Permit, job: str, document_id: str, reading: Reading
    ) -> Budget | None:
        """Bill what reading a document cost; gives how the budget stands that this was about."""
        consulted = reading.consulted
        await self._runs.record(_embedded(permit, job, document_id, reading))
        return await self._billed(permit, job, document_id, consulted)

    async def bill(
        self, permit: Permit, job: str, meeting_id: str, consulted: Sequence[Consulted]
    ) -> Budget | None:
        """Bill what hearing one stretch of a recording, or writing its minutes, cost.

        `job` names which of it. To be called where what was answered is kept, in the same
        transaction: then it is billed once.
        """
        return await self._billed(permit, job, meeting_id, consulted)

    async def bill_apart(
        self, permit: Permit, job: str, meeting_id: str, consulted: Sequence[Consulted]
    ) -> None:
        """Bill what was asked for in vain, and is to be asked for once more later.

        That stays when the transaction in progress, which must not have written yet, is undone.
        """
        async with self._runs.apart():
            await self._billed(permit, job, meeting_id, consulted)

    async def _billed(
        self, permit: Permit, job: str, of: str, consulted: Sequence[Consulted]
    ) -> Budget | None:
        for run in _asked(permit, job, of, consulted):
            await self._runs.record(run)
        if not any(map(_is_unknown, consulted)):
            await self._release(permit)
        if not self._terms.budget or not consulted:
            return None
        spent = cost_of(await self._runs.spent(permit.tenant, permit.day, permit.day))
        budget = Budget(permit.day, spent, self._terms.budget)
        _tell(permit, budget, spent - sum(price_of(one) or 0 for one in consulted))
        return budget


def _is_unknown(one: Consulted) -> bool:
    """Tell whether somebody may have a bill of which nobody knows how high it is.

    Then what was held for the document counts till the day ends. One's own machines send no bill;
    and whoever cannot be reached would use up a budget by staying away.
    """
    by_others = one.saw and not one.self_hosted and one.fault is not Fault.CONNECTION
    return by_others and price_of(one) is None


def _embedded(permit: Permit, job: str, document_id: str, reading: Reading) -> Run:
    """Give the run of the reader that reads first: of the seconds, what models did not take."""
    others = [one.usage.seconds for one in reading.consulted if one.usage is not None]
    is_model = any(one.name == reading.reader for one in reading.consulted)
    return Run(
        tenant=permit.tenant,
        job=job,
        document_id=document_id,
        reader=EMBEDDED if is_model else reading.reader,
        model=None if reading.consulted else reading.usage.model,
        started_at=permit.began,
        day=permit.day,
        seconds=max(round(reading.usage.seconds - sum(others), 3), 0.0),
        cost_usd=Decimal(0) if reading.consulted else reading.usage.cost_usd,
        outcome=reading.status,
    )


def _asked(
    permit: Permit, job: str, document_id: str, consulted: Sequence[Consulted]
) -> Iterator[Run]:
    """Give the run of each model that saw a document, whether or not its answer could be used."""
    for one in consulted:
        if one.saw:
            usage = one.usage
            yield Run(
                tenant=permit.tenant,
                job=job,
                document_id=document_id,
                reader=one.name,
                model=one.model,
                started_at=permit.began,
                day=permit.day,
                seconds=usage.seconds if usage else 0.0,
                cost_usd=price_of(one),
                outcome="answered" if one.fault is None else one.fault.value,
                failed=one.fault is not None,
                tokens=usage.tokens if usage else NO_TOKENS,
                price=usage.price if usage else None,
            )


def _tell(permit: Permit, budget: Budget, before: Decimal) -> None:
    """Write in the log that a document took the bill past what is to be told."""
    if budget.level != Budget(budget.day, before, budget.limit).level:
        about = {
            "tenant": permit.tenant,
            "day": budget.day.isoformat(),
            "spent_usd": f"{budget.spent:f}",
            "budget_usd": f"{budget.limit:f}",
        }
        if budget.level == 100:
            _log.warning("the budget of a day for models is used up", extra=about)
        else:
            _log.warning("the budget of a day for models is nearly used up", extra=about)
