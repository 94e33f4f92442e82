"""Which backends and models there are: where their code is, what they cost, when they end."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.backends.on_text import OnText
from pipelines.egress import Region
from pipelines.failover import Limits
from pipelines.ports import Model, Transcriber, Writer
from pipelines.usage import Price

Name = Literal["qwen", "claude", "gpt", "gemini"]
OWN = Path(__file__).with_name("models.toml")

_Positive = Annotated[int, Field(ge=1)]
_Dollars = Annotated[Decimal, Field(ge=0, le=100_000)]


class CatalogueError(Exception):
    """A file of models cannot be used; its text says which, and why."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Limits(_Strict):
    images: _Positive
    pixels: _Positive
    edge: _Positive
    image_bytes: _Positive
    input_tokens: _Positive
    output_tokens: _Positive


class _Other(_Strict):
    """Limits that are others than those of the vendor's models."""

    images: _Positive | None = None
    pixels: _Positive | None = None
    edge: _Positive | None = None
    image_bytes: _Positive | None = None
    input_tokens: _Positive | None = None
    output_tokens: _Positive | None = None


class _Writing(_Other):
    """Limits where a meeting is written about; `film_s`: so many seconds of it may be watched."""

    film_s: Annotated[float, Field(ge=0, le=86_400)] | None = None


class _Price(_Strict):
    """Dollars from a day on, for a million tokens, and for a minute of sound.

    `written` are tokens put aside for next time. Where a model hears, speaks and sees, tokens of
    sound and of pictures have prices of their own.
    """

    begins: date = Field(date.min, alias="from")
    input: _Dollars
    output: _Dollars
    cached: _Dollars | None = None
    written: _Dollars | None = None
    minute: _Dollars = Decimal(0)
    audio_input: _Dollars | None = None
    audio_cached: _Dollars | None = None
    audio_output: _Dollars | None = None
    image_input: _Dollars | None = None
    image_cached: _Dollars | None = None
    source: Annotated[str, Field(min_length=1)]
    dated: date


class Entry(_Strict):
    """A model: whose it is, what it is also called, when it ends and what answers then.

    `regions` are those in which its vendor keeps its work where it is asked to, which costs
    `uplift` times as much. `hears`: it transcribes, and does nothing else; `speaks`: it hears and
    speaks in rooms, `aloud`: it says words aloud, and does nothing else.
    """

    of: Name
    hears: bool = False
    speaks: bool = False
    aloud: bool = False
    also: tuple[str, ...] = ()
    limits: _Other = _Other()
    writing: _Writing = _Writing()
    prices: tuple[_Price, ...] = ()
    regions: tuple[Region, ...] = ()
    uplift: Annotated[Decimal, Field(ge=1, le=10)] = Decimal(1)
    retires: date | None = None
    successor: str | None = None

    def price(self, today: date, region: Region | None = None) -> Price | None:
        """Give what it costs on a day, kept in a region or not; None: nobody knows."""
        in_force = [one for one in self.prices if one.begins <= today]
        if not in_force:
            return None
        one = max(in_force, key=lambda price: price.begins)
        times = Decimal(1) if region is None else self.uplift
        dollars = one.model_dump(exclude={"begins", "source", "dated"}, exclude_none=True)
        dearer = {name: price * times for name, price in dollars.items()}
        return Price(**dearer, source=one.source, dated=one.dated)

    @property
    def does(self) -> str | None:
        """What is the only thing it does; None: what it is asked."""
        if self.aloud:
            return "says words aloud"
        return "transcribes" if self.hears else "speaks in rooms" if self.speaks else None

    def has_ended(self, today: date) -> bool:
        """Tell whether nobody answers by its name any more."""
        return self.retires is not None and self.retires <= today


class _File(_Strict):
    limits: Mapping[Name, _Limits]
    writing: Mapping[Name, _Writing]
    models: Mapping[str, Entry]

    @model_validator(mode="after")
    def _hangs_together(self) -> "_File":
        """Check that every successor is there, of the same vendor, and that chains end."""
        for name, entry in self.models.items():
            seen = {name}
            while entry.successor is not None:
                successor = self.models.get(entry.successor)
                if successor is None or successor.of != entry.of or entry.successor in seen:
                    raise ValueError(f"the successor of {name!r} is no other model of {entry.of}")
                seen.add(entry.successor)
                entry = successor
        return self


@dataclass(frozen=True, slots=True)
class Known:
    """A model by name: the one to ask today, and what is known of it; None: nothing is."""

    model: str
    limits: Limits
    entry: Entry | None = None
    instead_of: str | None = None


class Catalogue:
    """What is known of models."""

    def __init__(self, file: _File) -> None:
        self._limits = file.limits
        self._writing = file.writing
        self._entries = {
            (entry.of, called): (name, entry)
            for name, entry in file.models.items()
            for called in (*entry.also, name)
        }

    @classmethod
    def read(cls, theirs: Path | None = None) -> "Catalogue":
        """Read the table that comes with Clerk, and the operator's, which goes before it.

        Raises CatalogueError. Blocks.
        """
        own = _table(OWN)
        written = {} if theirs is None else _table(theirs)
        try:
            return cls(_File.model_validate(_over(own, written)))
        except ValidationError as error:
            raise CatalogueError(f"{theirs or OWN}: {_plain(error)}") from None

    def entry(self, of: Name, model: str) -> Entry | None:
        """Give what is known of a model, by any of its names."""
        _, entry = self._entries.get((of, model), (model, None))
        return entry

    def find(self, of: Name, model: str, today: date, *, writes: bool = False) -> Known:
        """Give the model to ask on a day: itself, or what came after it.

        `writes`: about a meeting, in which calls may be longer than for a page.
        """
        asked, entry = model, self.entry(of, model)
        while entry is not None and entry.has_ended(today) and entry.successor is not None:
            asked, entry = self._entries[of, entry.successor]
        layers = [] if entry is None else [entry.limits]
        if writes:
            layers += [self._writing.get(of, _Writing()), *([entry.writing] if entry else [])]
        limits = self._limits[of].model_dump()
        for one in layers:
            limits |= one.model_dump(exclude_none=True)
        return Known(asked, Limits(**limits), entry, None if asked == model else model)


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except OSError as error:
        raise CatalogueError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise CatalogueError(f"{path}: this is not a text in UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CatalogueError(f"{path}: this is no TOML: {error}") from None


def _over(own: Mapping[str, object], theirs: Mapping[str, object]) -> dict[str, object]:
    """Lay one table over another, down to what one model is said to be."""
    laid = dict(own) | dict(theirs)
    for part in ("limits", "writing", "models"):
        mine, other = own.get(part), theirs.get(part)
        if isinstance(mine, dict) and isinstance(other, dict):
            laid[part] = mine | {name: _laid(mine.get(name), one) for name, one in other.items()}
    return laid


def _laid(own: object, theirs: object) -> object:
    return own | theirs if isinstance(own, dict) and isinstance(theirs, dict) else theirs


def _plain(error: ValidationError) -> str:
    first, *_ = error.errors()
    where = ".".join(str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    return f"{where}: {said}" if where else said


def build(name: Name, model: str, *, key: str, address: str, region: Region | None) -> Model:
    """Import a backend's module and make it ask `model` at an address.

    `region` is where its vendor is told to keep the work. Takes a second: not on a loop.
    """
    match name:
        case "claude":
            from pipelines.backends.claude import Claude

            return Claude(model, key=key, address=address, inference_geo=region)
        case "gemini":
            from pipelines.backends.gemini import Gemini

            return Gemini(model, key=key, address=address)
        case "gpt":
            from pipelines.backends.openai_compatible import GPT, OpenAICompatible

            return OpenAICompatible(model, key=key or None, profile=GPT, address=address)
        case "qwen":
            from pipelines.backends.openai_compatible import QWEN, OpenAICompatible

            return OpenAICompatible(model, key=key or None, profile=QWEN, address=address)


def build_transcriber(
    name: Literal["whisper", "gpt", "gemini"], model: str, *, key: str, address: str
) -> Transcriber:
    """Import a transcriber's module and make it ask `model` at an address. Takes a second."""
    if name == "gemini":
        from pipelines.backends.gemini_transcription import GeminiTranscriber

        return GeminiTranscriber(model, key=key, address=address)
    from pipelines.backends.openai_transcription import SERVER, OpenAITranscriber, manner_of

    manner = SERVER if name == "whisper" else manner_of(model)
    return OpenAITranscriber(model, key=key or None, manner=manner, address=address)


def build_writer(
    name: Name, model: str, *, key: str, address: str, region: Region | None
) -> Writer:
    """Make a writer of a backend's model, which is given words and pictures. Takes a second."""
    return OnText(build(name, model, key=key, address=address, region=region))


def build_watcher(model: str, *, key: str, address: str, limits: Limits) -> Writer:
    """Import the writer that watches, within what its calls may hold. Takes a second."""
    from pipelines.backends.gemini_film import GeminiFilm

    return GeminiFilm(model, key=key, address=address, limits=limits)
