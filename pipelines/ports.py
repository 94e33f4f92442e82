"""What pipelines need from a backend, whichever vendor or engine it is."""

from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from pipelines.media import Recognized
from pipelines.usage import Tokens

Shape = TypeVar("Shape", bound=BaseModel)


class Recognizer(Protocol):
    """Reads the words on a raster."""

    async def recognize(self, raster: bytes) -> Recognized:
        """Give the words of a PNG that Clerk encoded itself, in reading order.

        Raises MediaRejected when the engine runs out of its memory or its time.
        """
        ...


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that Clerk encoded itself, for a model to look at."""

    content: bytes
    type: Literal["image/png", "image/jpeg"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a model answered before, word for word, and what is said to that."""

    answer: str
    reply: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked: what it is to do, pictures, then a text, then what was said since.

    `system` and every `reply` are Clerk's own words; `text` may hold a stranger's, as data.
    """

    system: str
    images: tuple[Image, ...]
    text: str
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer(Generic[Shape]):
    """What a model answered: the value, its text word for word, and what the call used.

    `model` is the one that says it answered.
    """

    value: Shape
    text: str
    model: str
    tokens: Tokens


class Model(Protocol):
    """A vendor's model, asked one thing at a time; it has no tools and remembers nothing."""

    async def ask(
        self, prompt: Prompt, shape: type[Shape], *, max_tokens: int, seconds: float
    ) -> Answer[Shape]:
        """Ask for JSON of one shape, once: whoever calls tries again.

        At most `max_tokens` are answered, within `seconds` all in all. Raises BackendUnavailable,
        BackendRefused, BadAnswer; no other exception of the vendor's gets out.
        """
        ...

    async def close(self) -> None:
        """Let go of its connections."""
        ...
