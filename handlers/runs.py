"""What was executed and what it cost: a line for each run, and the bill of a day."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from pipelines.consulted import Consulted
from pipelines.usage import NO_TOKENS, Price, Tokens


@dataclass(frozen=True, slots=True)
class Run:
    """One reader on one document, with all its tries: what it used, and what that cost.

    It is billed on `day`. `outcome` is the status of what was read, or the fault that kept it from
    being read, and then it `failed`. `cost_usd` is None where it is not known; `price` is what it
    was reckoned by.
    """

    tenant: str
    job: str
    document_id: str | None
    reader: str
    model: str | None
    started_at: datetime
    day: date
    seconds: float
    cost_usd: Decimal | None
    outcome: str
    failed: bool = False
    tokens: Tokens = NO_TOKENS
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """What the runs of one day, reader and model came to, all documents together.

    `cost_usd` is the sum of what is known; `unpriced` counts the runs of which it is not, or not
    all, and `dearest_usd` is the most that one came to.
    """

    day: date
    reader: str
    model: str | None
    runs: int
    failed: int
    unpriced: int
    tokens: Tokens
    cost_usd: Decimal
    dearest_usd: Decimal

    def __add__(self, other: "Spent") -> "Spent":
        """Give what two lines of the same day, reader and model come to."""
        return Spent(
            day=self.day,
            reader=self.reader,
            model=self.model,
            runs=self.runs + other.runs,
            failed=self.failed + other.failed,
            unpriced=self.unpriced + other.unpriced,
            tokens=self.tokens + other.tokens,
            cost_usd=self.cost_usd + other.cost_usd,
            dearest_usd=max(self.dearest_usd, other.dearest_usd),
        )


def billed(run: Run) -> Spent:
    """Give the line of a bill that one run is: where nobody said all, what was said is on it."""
    cost = run.cost_usd
    if cost is None:
        cost = Decimal(0) if run.price is None else run.price.cost(run.tokens)
    return Spent(
        day=run.day,
        reader=run.reader,
        model=run.model,
        runs=1,
        failed=int(run.failed),
        unpriced=int(run.cost_usd is None),
        tokens=run.tokens,
        cost_usd=cost,
        dearest_usd=cost,
    )


@dataclass(frozen=True, slots=True)
class Hold:
    """What is set aside on a bill while a document is being read, under a name of its own."""

    id: str
    cost_usd: Decimal


class Runs(Protocol):
    """What was executed, and the bill of each day: figures, which stay when a file is forgotten."""

    def apart(self) -> AbstractAsyncContextManager[None]:
        """Keep at once what is done here within, whatever becomes of the transaction in progress.

        That one must not have written yet.
        """
        ...

    async def record(self, run: Run) -> None:
        """Keep one run, in the place of an earlier one of its job and reader, and bill it.

        On the bill both are: both were paid.
        """
        ...

    async def spent(self, tenant: str, since: date, until: date) -> Sequence[Spent]:
        """Give the bill from one day to another, both included, by day, reader and model."""
        ...

    async def hold(self, tenant: str, day: date, *, budget: Decimal, least: Decimal) -> Hold | None:
        """Set aside what the dearest run of the day came to, and `least` at least.

        None where what was spent that day, and what is held, has reached `budget`. It is kept at
        once, whatever transaction is in progress: of any that ask at the same time, wherever they
        run, each sees the others.
        """
        ...

    async def release(self, tenant: str, hold: str) -> None:
        """Take a hold away; that there is none any more is no mistake."""
        ...

    async def held(self, tenant: str, day: date) -> Decimal:
        """Give what is held that day, all together."""
        ...


def cost_of(bill: Iterable[Spent]) -> Decimal:
    """Add up what is known of a bill."""
    return sum((line.cost_usd for line in bill), Decimal(0))


def unpriced_of(bill: Iterable[Spent]) -> int:
    """Count the runs of a bill of which nobody knows what they cost."""
    return sum(line.unpriced for line in bill)


def price_of(one: Consulted) -> Decimal | None:
    """Give what a model cost that was asked, in US dollars; None: nobody knows."""
    return None if one.usage is None else one.usage.cost_usd
