"""What strangers write, bounded: the texts, amounts and boxes of a reading."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from pipelines.media import Box

MOST_TEXT = 2000
# E-invoices carry what programs divided, with up to 28 decimals.
_MOST_WHOLE = 18  # digits before the point; no amount is as much
_MOST_DECIMALS = 30


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"


def sane(value: Decimal | None) -> Decimal | None:
    """Give an amount back; None for what has more digits than one can have."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -_MOST_DECIMALS
    return value if fits and value.adjusted() < _MOST_WHOLE else None


def on_page(box: Box) -> Box:
    """Give a box back. Raises ValueError for one that leaves its page."""
    if not (0 <= box.x0 <= box.x1 <= 1 and 0 <= box.y0 <= box.y1 <= 1):
        raise ValueError("a box lies on its page")
    return box


# What a document says comes from strangers. However long it is, so much of it is kept; what has
# more digits than an amount can have is none.
Text = Annotated[str, AfterValidator(_cut)]
Amount = Annotated[Decimal | None, AfterValidator(sane)]


class Frozen(BaseModel):
    """A value that does not change."""

    model_config = ConfigDict(frozen=True)
