"""What pipelines need from a backend, whichever vendor or engine it is."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from pipelines.media import Recognized
from pipelines.usage import NO_TOKENS, Tokens
from pipelines.voice import Brief, Event, Speech

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
class Film:
    """A recording on this disk, for a model to watch: its MIME type, and how long it lasts.

    `name` is by what a vendor keeps it: letters, digits and dashes, and nothing of a stranger's.
    """

    path: Path
    type: str
    seconds: float
    name: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What a model answered before, word for word, and what is said to that."""

    answer: str
    reply: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked: what it is to do, pictures, then a text, then what was said since.

    `system` and every `reply` are Clerk's own words; `text` may hold a stranger's, as data. A
    `film` is for those writers that watch.
    """

    system: str
    images: tuple[Image, ...]
    text: str
    turns: tuple[Turn, ...] = ()
    film: Film | None = None


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


class Writer(Model, Protocol):
    """A model that writes about a meeting: from its transcript, or watching its film as well."""

    async def let_go(self, film: Film, *, seconds: float) -> None:
        """Have its vendor keep nothing of a film any more, within `seconds`.

        Harmless where nothing is kept. Raises what `ask` raises.
        """
        ...


@dataclass(frozen=True, slots=True)
class Audio:
    """Sound that Clerk decoded itself: 16-bit little-endian samples, mono, 16,000 a second.

    It begins `start_s` seconds into the recording. `cuts` are moments of silence in it, in seconds
    of the recording, for whoever takes shorter stretches only.
    """

    pcm: bytes
    start_s: float
    cuts: tuple[float, ...] = ()

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.pcm) / 32_000


@dataclass(frozen=True, slots=True)
class Said:
    """Words that a transcriber heard, from one second of the recording to another.

    `speaker` is its name for the voice, "" where it does not tell voices apart.
    """

    start_s: float
    end_s: float
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a transcriber made of a stretch of sound.

    `model` is the one that says it answered; `tokens` holds the sound that is paid for, too.
    """

    said: tuple[Said, ...]
    model: str
    language: str | None = None
    tokens: Tokens = NO_TOKENS


class Transcriber(Protocol):
    """Writes down what is said, one stretch of sound at a time."""

    async def transcribe(self, audio: Audio, *, language: str | None, seconds: float) -> Heard:
        """Write down a stretch of sound, once: whoever calls tries again.

        `language` is a hint (ISO 639-1), None: find out. Within `seconds` all in all. Raises
        BackendUnavailable, BackendRefused, BadAnswer; nothing else of a vendor's gets out.
        """
        ...

    async def close(self) -> None:
        """Let go of its connections, its children and its memory."""
        ...


class Detector(Protocol):
    """Tells where speech begins and ends in one sound."""

    def hear(self, pcm: bytes) -> Iterator[Speech]:
        """Give what begins and ends in the next stretch, at RATE."""
        ...


class VoiceSession(Protocol):
    """One conversation with a voice model, for as long as its provider keeps it.

    Every method may raise BackendUnavailable or BackendRefused, and then the session is over;
    nothing else of a vendor's gets out. None of them waits for an answer.
    """

    async def hear(self, pcm: bytes) -> None:
        """Let it hear a stretch of sound, at RATE; silence, too."""
        ...

    async def look(self, jpeg: bytes) -> None:
        """Let it see a screen as it is now, in the place of what it saw before."""
        ...

    async def read(self, text: str) -> None:
        """Let it read something that was said in writing, without an answer."""
        ...

    async def answer(self) -> None:
        """Have it answer what it heard until now; harmless while it answers already.

        Whoever has nothing to say says so by Answered alone: who does nothing at all is taken for
        gone after a while.
        """
        ...

    async def company(self, *, alone: bool) -> None:
        """Tell it that one person is there now, or more, as `Brief.alone` did.

        Where a provider cannot be told in the middle, the session gives Leaving(0): a new one is
        opened as things are by then.
        """
        ...

    async def cut(self, item: str, heard_s: float) -> None:
        """Have it stop, and remember of an answer only what people heard of it.

        `heard_s` may be more than there was: then all of it was heard.
        """
        ...

    async def give(self, call: str, result: str) -> None:
        """Give what was looked up for a call, and have it go on."""
        ...

    def events(self) -> AsyncIterator[Event]:
        """Give what happens until the session ends: then it stops, or raises as the methods do."""
        ...


class VoiceModel(Protocol):
    """A vendor's model that hears and speaks."""

    def open(self, brief: Brief, *, seconds: float) -> AbstractAsyncContextManager[VoiceSession]:
        """Open a session, within `seconds`, once: whoever calls tries again.

        Entering raises BackendUnavailable or BackendRefused. Leaving lets go of everything.
        """
        ...

    async def close(self) -> None:
        """Let go of what sessions share."""
        ...


@dataclass(frozen=True, slots=True)
class Voiced:
    """Words as sound, at RATE of rooms; `tokens` where the speaker says what it used."""

    pcm: bytes
    tokens: Tokens = NO_TOKENS


class Speaker(Protocol):
    """Says words aloud, for assistants that only write."""

    async def speak(self, text: str, *, language: str, seconds: float) -> Voiced:
        """Give words as sound, once, within `seconds`: whoever calls tries again.

        Raises BackendUnavailable, BackendRefused, BadAnswer; nothing else of a vendor's gets out.
        """
        ...

    async def close(self) -> None:
        """Let go of its connections."""
        ...
