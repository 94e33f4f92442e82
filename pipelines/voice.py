"""What passes between a voice room and its model: sound, words, and what the model does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipelines.usage import NO_TOKENS, Tokens

# Sound is mono everywhere in a room: 16-bit little-endian samples, so many of them a second.
RATE = 24_000
CHUNK_S = 0.02  # what a page sends at once, and the beat of a room
CHUNK = round(RATE * CHUNK_S) * 2  # bytes
ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Line:
    """Words that were said, `at_s` seconds into the room's life, and for how long.

    `who` is the id of a person of the room, `ASSISTANT`, or "" where nobody could be told.
    """

    at_s: float
    lasts_s: float
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Tool:
    """Something an assistant may look up; `parameters` is a JSON schema of an object."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a voice model is told when it comes into a room.

    `instructions` are Clerk's own words. `before` is what was said before it came, oldest first,
    by `names` of who said it. `alone`: one person is there, and everything they say is said to it.
    `handle` is what the provider keeps the conversation under (`Kept`), where it does: then
    `before` is only for the case that it does not any more.
    """

    instructions: str
    language: str
    tools: tuple[Tool, ...] = ()
    before: tuple[Line, ...] = ()
    names: Mapping[str, str] | None = None
    alone: bool = True
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody began to speak, or ended; the model hears one voice and does not know whose.

    `item` is what `Heard` will call it, "" where that is not known.
    """

    began: bool
    item: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the model understood of what people said; `whole`: nothing will be added to `item`.

    `text` is what was added; where `whole`, all of it.
    """

    item: str
    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of what the assistant says, at RATE; it may come faster than it lasts."""

    item: str
    pcm: bytes


@dataclass(frozen=True, slots=True)
class Saying:
    """The words of what the assistant says, as `Heard` has those of people.

    `mute`: no Sound comes with them, and whoever shows them has them said aloud.
    """

    item: str
    text: str
    whole: bool
    mute: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer has ended; `cut`: before its end. `model` is the one that says it answered."""

    item: str
    model: str
    tokens: Tokens = NO_TOKENS
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """Something was used that is no answer: the time of a session, or words written down.

    `model` is the one that is paid for it, and need not be the one that answers.
    """

    model: str
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Call:
    """The assistant wants something looked up; `arguments` is JSON that a model wrote."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """The provider will end this session in so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Kept:
    """The provider keeps the conversation, as far as it has gone, for `Brief.handle`.

    The newest one holds, at the model that gave it.
    """

    handle: str


Event: TypeAlias = Speech | Heard | Sound | Saying | Answered | Used | Call | Leaving | Kept
