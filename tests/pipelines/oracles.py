"""Backends that do as a script says, on a virtual clock."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from pipelines.egress import Egress, Location
from pipelines.failover import Attempt, Backend, Failover, Limits, Outcome
from pipelines.usage import NO_TOKENS, Price, Tokens

BEGIN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LIMITS = Limits(images=8, pixels=2_000_000, image_bytes=1 << 20, input_tokens=8000, output_tokens=4)
PRICE = Price(input=Decimal(1), output=Decimal(2), source="a list", dated=date(2026, 11, 22))
ANYWHERE = Egress()
USED = Tokens(input=10, output=1)
UNCOUNTED = "yes, and nobody counted"  # an answer that does not say what it used


@dataclass(frozen=True)
class Said:
    """An answer, and what it used."""

    text: str
    tokens: Tokens = NO_TOKENS


@dataclass(frozen=True)
class Does:
    """One step of a script: it takes so long, and then this comes of it."""

    what: Exception | str
    seconds: float = 1.0


@dataclass
class Oracle:
    """Does the steps one by one, the last one for ever; notes when calls began."""

    steps: list[Does]
    calls: list[float] = field(default_factory=list)
    allowed: list[float] = field(default_factory=list)
    running: int = 0
    most: int = 0
    gone: int = 0

    async def ask(self, seconds: float) -> Said:
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        self.calls.append(round(now(), 3))
        self.allowed.append(round(seconds, 3))
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await asyncio.sleep(step.seconds)
        except asyncio.CancelledError:
            self.gone += 1
            raise
        finally:
            self.running -= 1
        if isinstance(step.what, Exception):
            raise step.what
        return Said(step.what, NO_TOKENS if step.what == UNCOUNTED else USED)


def now() -> float:
    """The virtual seconds since the test began."""
    return asyncio.get_running_loop().time()


def oracle(*steps: Exception | str | Does) -> Oracle:
    return Oracle([step if isinstance(step, Does) else Does(step) for step in steps])


def backend(
    name: str, asked: Oracle, where: Location | None = None, price: Price | None = PRICE
) -> Backend[Oracle]:
    return Backend(
        name=name,
        model=f"{name}-1",
        asked=asked,
        location=where or Location(f"{name}.example"),
        limits=LIMITS,
        price=price,
        at_once=4,
    )


def failover(
    backends: Sequence[Backend[Oracle]],
    *,
    rest_seconds: float = 30.0,
    chance: Callable[[], float] = lambda: 0.5,
) -> Failover[Oracle]:
    return Failover(
        backends,
        clock=lambda: BEGIN + timedelta(seconds=now()),
        rest_seconds=rest_seconds,
        timer=now,
        chance=chance,
    )


async def once(attempt: Attempt[Oracle]) -> str:
    """Make one call, and take what it says."""
    return (await attempt.run(lambda oracle, seconds: oracle.ask(seconds))).text


async def ask(
    chain: Failover[Oracle], egress: Egress = ANYWHERE, seconds: float = 120.0
) -> Outcome[Oracle, str]:
    return await chain.first(once, egress=egress, seconds=seconds)


def told(outcome: Outcome[Oracle, str]) -> list[str]:
    """Say what came of each backend in a word: `read`, a fault, a bar, or `-`."""
    return [one.bar or one.fault or ("read" if one.saw else "-") for one in outcome.tried]
