"""What one reading cost."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict


class Usage(BaseModel):
    """Wall seconds, money, and the model that was paid; a None cost is an unknown price."""

    model_config = ConfigDict(frozen=True)

    seconds: float
    cost_usd: Decimal | None
    model: str | None = None
