"""Who was asked, what came of each, and what that cost: what is kept of a failover."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from pipelines.errors import Fault
from pipelines.failover import Asked, Bar, Tried
from pipelines.usage import Usage


class Consulted(BaseModel):
    """One of those that were listed, a reader or a transcriber, and what came of it.

    `model` is the one that answered, or was to; `instead_of` the retired one that was asked for.
    `host` is where it stands. `saw`: the document, or the sound, went there. Then `fault` says what
    went wrong, nothing where it answered; else `bar` why it was not asked, and `since` when it
    began to rest. `usage` counts every try.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    model: str
    instead_of: str | None = None
    host: str
    self_hosted: bool = False
    saw: bool = False
    fault: Fault | None = None
    bar: Bar | None = None
    since: datetime | None = None
    usage: Usage | None = None

    @property
    def answered(self) -> bool:
        """Whether its answer could be used."""
        return self.saw and self.fault is None


def sum_of(costs: Sequence[Decimal | None]) -> Decimal | None:
    """Give the sum; what nobody knows the price of makes it unknown."""
    known = [one for one in costs if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(costs) else None


def consulted(tried: Tried[Asked], answered: str | None) -> Consulted:
    """Say what came of one; `answered` is the model that says it answered."""
    backend = tried.backend
    model = backend.model
    if answered is not None and tried.saw and tried.fault is None:
        model = answered
    return Consulted(
        name=backend.name,
        model=model,
        instead_of=backend.instead_of,
        host=backend.location.host,
        self_hosted=backend.location.self_hosted,
        saw=tried.saw,
        fault=tried.fault,
        bar=tried.bar,
        since=tried.since,
        usage=_usage(tried, model) if tried.saw else None,
    )


def _usage(tried: Tried[Asked], model: str) -> Usage:
    """Tell what was used; where nobody said all of it, or for how much, nobody knows the cost."""
    price = tried.backend.price
    is_known = price and (price.is_free or (not tried.unsaid and price.is_told_by(tried.tokens)))
    return Usage(
        seconds=round(tried.seconds, 3),
        cost_usd=price.cost(tried.tokens) if price and is_known else None,
        model=model,
        tokens=tried.tokens,
        price=price,
    )
