"""What one reading, or one hearing, cost."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Count = Annotated[int, Field(ge=0)]
Dollars = Annotated[Decimal, Field(ge=0)]
_MILLION = 1_000_000


class Tokens(BaseModel):
    """What a model says it was given and gave.

    Of the input, `cached` are those it had already, and `written` those it put aside to have.
    `sound_s` are the seconds of sound it was given, where those are what is paid.
    """

    model_config = ConfigDict(frozen=True)

    input: Count = 0
    output: Count = 0
    cached: Count = 0
    written: Count = 0
    sound_s: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0

    def __add__(self, other: "Tokens") -> "Tokens":
        """Give the sum of two calls."""
        return Tokens(
            input=self.input + other.input,
            output=self.output + other.output,
            cached=self.cached + other.cached,
            written=self.written + other.written,
            sound_s=self.sound_s + other.sound_s,
        )


NO_TOKENS = Tokens()


class Price(BaseModel):
    """US dollars for a million tokens, and for a `minute` of sound, as `source` said on a day."""

    model_config = ConfigDict(frozen=True)

    input: Decimal
    output: Decimal
    cached: Decimal | None = None
    written: Decimal | None = None
    minute: Dollars = Decimal(0)
    source: str
    dated: date

    @property
    def is_free(self) -> bool:
        """Whether nothing is to be paid, however much is used."""
        return not any((self.input, self.output, self.cached, self.written, self.minute))

    def is_told_by(self, tokens: Tokens) -> bool:
        """Whether a cost follows: of sound alone none does where tokens are what is paid."""
        is_sound_alone = tokens.sound_s > 0 and not (tokens.input or tokens.output)
        return self.is_free or self.minute > 0 or not is_sound_alone

    def cost(self, tokens: Tokens) -> Decimal:
        """Give what a call cost in US dollars; all input costs as much where nothing says."""
        cached = self.input if self.cached is None else self.cached
        written = self.input if self.written is None else self.written
        fresh = max(tokens.input - tokens.cached - tokens.written, 0)
        given = fresh * self.input + tokens.cached * cached + tokens.written * written
        paid = (given + tokens.output * self.output) / _MILLION
        # To the millisecond: whoever sends sound counts it so, and a float would lose cents.
        return paid + Decimal(round(tokens.sound_s * 1000)) * self.minute / 60_000


class Usage(BaseModel):
    """Wall seconds, money, and the model that was paid; a None cost is an unknown price.

    `price` is what the cost was reckoned by, where one is known.
    """

    model_config = ConfigDict(frozen=True)

    seconds: float
    cost_usd: Decimal | None
    model: str | None = None
    tokens: Tokens = NO_TOKENS
    price: Price | None = None
