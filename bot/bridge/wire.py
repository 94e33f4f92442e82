"""Messages between the two processes: JSON objects, one a WebSocket frame, on a local socket.

The voice process asks (`Ask`), each time under a number of its own, and is answered (`Reply`) under
the same; the other one tells (`Tell`) and gets no answer.
"""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from handlers.chat import Language
from handlers.huddles.records import Ending


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Enter(_Message):
    """Somebody brings a link; it is used up by this."""

    kind: Literal["enter"] = "enter"
    room: str
    token: str


class Return(_Message):
    """Somebody brings the pass that they got for a link: a page that was loaded again."""

    kind: Literal["return"] = "return"
    room: str
    token: str


class Join(_Message):
    """Somebody who was let in agreed to be heard."""

    kind: Literal["join"] = "join"
    room: str
    token: str


class Look(_Message):
    """The assistant wants something looked up, for whoever spoke to it."""

    kind: Literal["look"] = "look"
    room: str
    person: str
    name: str
    arguments: str


class Words(_Message):
    """A line that was said, as `pipelines.voice.Line` is one."""

    at_s: float
    lasts_s: float
    who: str
    text: str


class Said(_Message):
    """Lines, the first of which is the so-many-th of the room."""

    kind: Literal["said"] = "said"
    room: str
    first: int
    lines: tuple[Words, ...]


class Used(_Message):
    """What the model was used for since it was told last; None: nobody knows what it cost.

    `number` counts them in a room, from 0 on (`Visitor.used`): the same again is harmless.
    """

    kind: Literal["used"] = "used"
    room: str
    number: int
    seconds: float
    cost_usd: Decimal | None


class Ended(_Message):
    """A room is over."""

    kind: Literal["ended"] = "ended"
    room: str
    ending: Ending


Asked: TypeAlias = Annotated[
    Enter | Return | Join | Look | Said | Used | Ended, Field(discriminator="kind")
]


class Ask(_Message):
    """One question."""

    number: int
    asked: Asked


class Visitor(_Message):
    """Who was let in, and what the room is.

    `token` is their pass. `left_usd` is what may be spent today still, None: as much as it costs.
    `lines` and `used` are how many of the room were told: the next has this number. `age_s` is how
    long ago the huddle began, for a room that goes on in another process than it began in.
    """

    kind: Literal["visitor"] = "visitor"
    room: str
    tenant: str
    topic: str
    language: Language
    person: str
    name: str
    token: str
    may_end: bool
    joined: bool
    left_usd: Decimal | None = None
    lines: int = 0
    used: int = 0
    age_s: float = 0.0


class Found(_Message):
    """What was looked up, to be said; `links` went to the thread."""

    kind: Literal["found"] = "found"
    text: str


class Taken(_Message):
    """It was taken in; `left_usd` as a visitor is told."""

    kind: Literal["taken"] = "taken"
    left_usd: Decimal | None = None


class Denied(_Message):
    """It is not to be; `why` is a word, never of a token."""

    kind: Literal["denied"] = "denied"
    why: Literal["link", "room", "channel", "full", "away"]


Answer: TypeAlias = Annotated[Visitor | Found | Taken | Denied, Field(discriminator="kind")]


class Reply(_Message):
    """The answer to the question of this number."""

    number: int
    answer: Answer


class Close(_Message):
    """A room is to end: somebody ended it in the channel, or had it deleted."""

    kind: Literal["close"] = "close"
    room: str
    ending: Ending


class Tell(_Message):
    """What the voice process is told; it answers nothing."""

    told: Close
