"""The Chat port, and the plain things said in it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from handlers.bundles import Bundle

Tone = Literal["plain", "good", "bad", "busy"]
Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said. `channel` and `thread` are opaque above the platform."""

    platform: str
    tenant: str  # the organisation of the channel: whatever is kept is kept under it
    channel: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class MessageRef:
    """One message that was posted."""

    place: Place
    id: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody dropped, or the pages `part` (as in 2-3); `name` is never a path.

    `kind` is the platform's hint, a MIME type; `addressed`: to Clerk; `beside`: a recording.
    """

    place: Place
    user: str
    file: str
    name: str
    language: Language = "en"
    part: str = ""
    kind: str = ""
    addressed: bool = True
    beside: bool = False


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


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: what it does, and on what.

    Whoever sees a card may read `value`: no word of a document. `url` is opened in its place.
    """

    action: str
    value: str
    label: str
    tone: Tone = "plain"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons in a row."""

    row: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list, with a smaller one under it and something to press beside it."""

    title: str
    detail: str
    button: Button | None = None
    tone: Tone = "plain"


Part = Text | Fields | Table | Code | Buttons | Entry


@dataclass(frozen=True, slots=True)
class Card:
    """A message of Clerk's: plain data that every platform can show."""

    title: str
    parts: tuple[Part, ...] = ()
    tone: Tone = "plain"
    footer: str | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody whom the platform verified pressed a button on `message`, where it says so."""

    place: Place
    user: str
    action: str
    value: str
    language: Language = "en"
    message: MessageRef | None = None


InputKind = Literal["text", "amount", "date", "note", "choice", "person"]


@dataclass(frozen=True, slots=True)
class Input:
    """One value to be written down: a date as 2026-11-22, a note in as many lines as it takes.

    A choice is one of its `options` or, unless required, empty; to others they are suggestions.
    A person is a user's id, by its name or of `options`; what comes back may be anybody's.
    """

    name: str
    label: str
    value: str = ""
    kind: InputKind = "text"
    required: bool = False
    hint: str | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be written in, of up to `most` rows: `columns` are names and labels."""

    name: str
    label: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    most: int = 100


@dataclass(frozen=True, slots=True)
class Form:
    """What a person is asked to fill in; `action` and `value` come back with it."""

    action: str
    value: str
    title: str
    submit: str
    inputs: tuple[Input | Grid, ...]
    parts: tuple[Text, ...] = ()
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that somebody filled in: `values`, and `rows` of grids: all, or the first `shown`."""

    place: Place
    user: str
    action: str
    value: str
    values: Mapping[str, str]
    rows: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    language: Language = "en"
    message: MessageRef | None = None
    shown: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """A card that only the person who pressed or submitted sees."""

    card: Card


@dataclass(frozen=True, slots=True)
class Turned:
    """Like `Told`; where the pressed card is one that only they see, it takes its place."""

    card: Card


@dataclass(frozen=True, slots=True)
class Errors:
    """A form is not taken and stays open: what is wrong, by the name of the input.

    In a grid that is `grid.row.column`, the row counted from 0; of the form as a whole, nothing.
    """

    by_input: Mapping[str, str]


# What a person gets for a press or a submission; None: what everybody sees tells it.
Outcome = Form | Told | Turned | Errors | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of Clerk's own making, to be put in a thread: alone, or with others of a bundle."""

    name: str
    mime: str
    content: bytes
    alt: str
    bundle: Bundle | None = None


class ChatError(Exception):
    """A platform did not do it; the message is the call and an error code, never what was said."""


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
    try, whose answer was lost, arrived after all. All may raise ChatUnavailable or ChatRefused.
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

    async def direct(self, place: Place, user: str) -> Place:
        """Give where Clerk speaks with one person alone. Raises ChatRefused where it cannot."""
        ...

    async def send_file(self, place: Place, attachment: Attachment, *, key: str) -> MessageRef:
        """Put a file in the thread of `place`; the message is that of this file alone."""
        ...

    def download(self, upload: Upload) -> AsyncIterator[bytes]:
        """Stream the bytes of what was dropped. Raises FileGone when they cannot be had."""
        ...
