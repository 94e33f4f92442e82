"""The Chat port, and the plain things said in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal, Protocol

Tone = Literal["plain", "good", "bad", "busy"]
Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said. `channel` and `thread` are opaque above the platform.

    `tenant` is the organisation the platform says the channel belongs to: whatever is kept is
    kept under it.
    """

    platform: str
    tenant: str
    channel: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class MessageRef:
    """One message that was posted."""

    place: Place
    id: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody dropped; `name` is what they called it and never a path."""

    place: Place
    user: str
    file: str
    name: str
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Command:
    """Somebody said `/clerk WORDS`."""

    place: Place
    user: str
    words: str
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; plain, never markup. `tone` colours it where the platform can."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Fields:
    """Names and values, two columns."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; columns named in `numeric` are set flush right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Code:
    """Text shown as it is, in a fixed-width face, folded away where the platform can."""

    title: str
    text: str


Part = Text | Fields | Table | Code


@dataclass(frozen=True, slots=True)
class Card:
    """A message of Clerk's: plain data that every platform can show."""

    title: str
    parts: tuple[Part, ...] = ()
    tone: Tone = "plain"
    footer: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of Clerk's own making, to be put in a thread."""

    name: str
    mime: str
    content: bytes
    alt: str


class ChatError(Exception):
    """A platform did not do what it was asked.

    The message names the call and the platform's error code, never anything that was said.
    """


class ChatUnavailable(ChatError):
    """Not now; the same call may succeed later."""


class ChatRefused(ChatError):
    """Not like this; the same call will fail again."""


class FileGone(ChatRefused):
    """The file is not there any more, or Clerk may not see it."""


class Chat(Protocol):
    """What Clerk can do in a conversation, on every platform.

    What everybody sees is posted under a `key`, unique within the tenant. A platform that keeps
    it makes a repeated call harmless by itself; for the others `find` tells whether an earlier
    try, whose answer was lost, arrived after all.

    Every method may raise ChatUnavailable or ChatRefused.
    """

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        """Say `card` in `place` (in its thread, when it names one)."""
        ...

    async def find(self, place: Place, *, key: str) -> MessageRef | None:
        """Find the message posted under `key`, or None."""
        ...

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Replace what `message` says."""
        ...

    async def retract(self, message: MessageRef) -> None:
        """Take `message` back, with its attachments; harmless when it is gone already."""
        ...

    async def post_privately(self, place: Place, user: str, card: Card) -> None:
        """Say `card` in `place` so that only `user` sees it."""
        ...

    async def send_file(self, place: Place, attachment: Attachment, *, key: str) -> MessageRef:
        """Put a file in the thread of `place`."""
        ...

    def download(self, upload: Upload) -> AsyncIterator[bytes]:
        """Stream the bytes of what was dropped. Raises FileGone when they cannot be had."""
        ...
