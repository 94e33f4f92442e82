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
    `sound_s` are the seconds of sound it was given, where those are what is paid. Where a model
    hears, speaks and sees, `audio_input` and `image_input` are those of the input that were sound
    and pictures, `audio_cached` and `image_cached` those of the cached, and `audio_output` those
    of the output: they are counted in `input`, `cached` and `output` as well.
    """

    model_config = ConfigDict(frozen=True)

    input: Count = 0
    output: Count = 0
    cached: Count = 0
    written: Count = 0
    sound_s: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    audio_input: Count = 0
    audio_cached: Count = 0
    audio_output: Count = 0
    image_input: Count = 0
    image_cached: Count = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        """Give the sum of two calls."""
        return Tokens(
            input=self.input + other.input,
            output=self.output + other.output,
            cached=self.cached + other.cached,
            written=self.written + other.written,
            sound_s=self.sound_s + other.sound_s,
            audio_input=self.audio_input + other.audio_input,
            audio_cached=self.audio_cached + other.audio_cached,
            audio_output=self.audio_output + other.audio_output,
            image_input=self.image_input + other.image_input,
            image_cached=self.image_cached + other.image_cached,
        )


NO_TOKENS = Tokens()


class Price(BaseModel):
    """US dollars for a million tokens, and for a `minute` of sound, as `source` said on a day.

    Tokens of sound and of pictures cost as much as those of words where nothing else is said.
    """

    model_config = ConfigDict(frozen=True)

    input: Decimal
    output: Decimal
    cached: Decimal | None = None
    written: Decimal | None = None
    minute: Dollars = Decimal(0)
    audio_input: Decimal | None = None
    audio_cached: Decimal | None = None
    audio_output: Decimal | None = None
    image_input: Decimal | None = None
    image_cached: Decimal | None = None
    source: str
    dated: date

    @property
    def is_free(self) -> bool:
        """Whether nothing is to be paid, however much is used."""
        words = (self.input, self.output, self.cached, self.written, self.minute)
        heard = (self.audio_input, self.audio_cached, self.audio_output)
        return not any((*words, *heard, self.image_input, self.image_cached))

    def is_told_by(self, tokens: Tokens) -> bool:
        """Whether a cost follows: of sound alone none does where tokens are what is paid."""
        is_sound_alone = tokens.sound_s > 0 and not (tokens.input or tokens.output)
        return self.is_free or self.minute > 0 or not is_sound_alone

    def cost(self, tokens: Tokens) -> Decimal:
        """Give what a call cost in US dollars; all input costs as much where nothing says."""
        cached = _or(self.cached, self.input)
        written = _or(self.written, self.input)
        fresh = max(tokens.input - tokens.cached - tokens.written, 0)
        given = fresh * self.input + tokens.cached * cached + tokens.written * written
        told = given + tokens.output * self.output + self._beyond_words(tokens)
        paid = max(told, Decimal(0)) / _MILLION
        # To the millisecond: whoever sends sound counts it so, and a float would lose cents.
        return paid + Decimal(round(tokens.sound_s * 1000)) * self.minute / 60_000

    def _beyond_words(self, tokens: Tokens) -> Decimal:
        """Give what sound and pictures cost more than so many tokens of words, a million times."""
        cached = _or(self.cached, self.input)
        heard, seen = tokens.audio_cached, tokens.image_cached
        return (
            (tokens.audio_input - heard) * (_or(self.audio_input, self.input) - self.input)
            + (tokens.image_input - seen) * (_or(self.image_input, self.input) - self.input)
            + heard * (_or(self.audio_cached, cached) - cached)
            + seen * (_or(self.image_cached, cached) - cached)
            + tokens.audio_output * (_or(self.audio_output, self.output) - self.output)
        )


def _or(price: Decimal | None, otherwise: Decimal) -> Decimal:
    return otherwise if price is None else price


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
