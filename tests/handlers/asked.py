"""Makers of what came of models, for tests."""

from datetime import date
from decimal import Decimal

from pipelines.consulted import Consulted
from pipelines.document.model import Reading
from pipelines.usage import Price, Tokens, Usage
from tests.handlers.office import READING

PRICE = Price(
    input=Decimal(2), output=Decimal(10), source="the vendor's page", dated=date(2026, 11, 22)
)
USED = Tokens(input=1650, output=600)
CENT = Decimal("0.0093")  # what USED costs by PRICE


def consulted(name: str = "claude", cost: Decimal | None = CENT, **changes: object) -> Consulted:
    """Make a backend that saw a document and answered, unless `changes` say otherwise."""
    usage = Usage(seconds=2.5, cost_usd=cost, model=f"{name}-1", tokens=USED, price=PRICE)
    told = {"name": name, "model": f"{name}-1", "host": f"{name}.test", "saw": True, "usage": usage}
    return Consulted.model_validate(told | changes)


def read_by(*asked: Consulted, **changes: object) -> Reading:
    """Make what was read by the first that answered; by the embedded reader where none did."""
    reader = next((one.name for one in asked if one.answered), "local")
    usage = Usage(seconds=6.0, cost_usd=CENT, model="claude-1", tokens=USED)
    told = {"reader": reader, "consulted": asked, "usage": usage}
    return READING.model_copy(update=told | changes)
