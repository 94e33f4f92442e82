"""What the page of a voice room and its server say to each other: the one place that says it.

How a page comes in, at `…/voice/H-XXXX` (all addresses below are relative to that one):

1. `POST H-XXXX/enter`, the body being the token behind `#k=` of a personal link, or nothing where
   the page was loaded again: then the cookie says who it is. 204: come in; the answer sets the
   cookie. 403: no entry, whatever the reason is (the page says how to get a link of one's own;
   after a token was refused it tries once without: it may have used it up before). 503: nobody can
   tell now, try again in some seconds.
2. A WebSocket to `H-XXXX/socket`; the cookie comes with it, and the browser's Origin. Refused as
   above, but that a browser does not tell a page the status: ask `enter` again to learn why.
3. The server sends `Welcome`. Nothing is heard or shown yet: the page says who listens and where,
   and asks. `joined`: this person has agreed before, and may come in without being asked again.
4. The page sends `Join`, and opens the microphone once `Joined` came; what happens in the room may
   come a moment before it. `Refused` says why not.

Binary messages begin with four bytes, an unsigned number in little-endian order.

- From the page: `MICROPHONE` and then 16-bit mono samples at 24 kHz in little-endian order, 480 of
  them (20 ms); or `PICTURE` and then a JPEG of at most `MOST_PICTURE` bytes, sent when what is
  shared changed. More than comes in real time is dropped.
- From the server: a number and then samples of the same kind, to be played after those that came
  before under the same number. `PEOPLE` are the others, everything from 1 on is one answer of the
  assistant's: `Played` tells how much of it was heard. Answers are played one after the other,
  and mixed with the others.

Text messages are JSON objects that `kind` tells apart: `FromPage` and `ToPage`. What a page does
not know it leaves. Close codes: 1000 it is over (`Over` said why), 1012 the server is begun anew
(come again in some seconds, by 1.), 1008 the page sent what it must not, 4403 out: whoever is here
may not be any more (ask `enter` to learn it), 4409 the same person has another page.
"""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

HEAD = 4  # bytes
MICROPHONE, PICTURE = 0, 1
MOST_SOUND = 9600  # bytes: 200 ms
MOST_PICTURE = 1_000_000
MOST_TEXT = 2000  # characters
NO_ENTRY, ELSEWHERE = 4403, 4409


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# From the page.


class Join(_Message):
    """I agree to be heard. `apart`: I hear the others elsewhere, so play me the assistant only."""

    kind: Literal["join"] = "join"
    apart: bool = False


class Mute(_Message):
    """Hear me no more, or again. Whatever sound still comes meanwhile is dropped."""

    kind: Literal["mute"] = "mute"
    muted: bool


class Apart(_Message):
    """I am in a huddle already, or not any more: see `Join`."""

    kind: Literal["apart"] = "apart"
    apart: bool


class Ask(_Message):
    """Answer what was said until now. Sent where the button to hold and ask is let go."""

    kind: Literal["ask"] = "ask"


class Played(_Message):
    """So many seconds of this answer were heard here: about each half second, and at its end."""

    kind: Literal["played"] = "played"
    number: int = Field(ge=1)
    seconds: float = Field(ge=0, le=3600, allow_inf_nan=False)


class Unshare(_Message):
    """I share no screen any more."""

    kind: Literal["unshare"] = "unshare"


class Leave(_Message):
    """I go. The server then closes the socket."""

    kind: Literal["leave"] = "leave"


class End(_Message):
    """The room is over for everybody; only for whom `Welcome.may_end` says so."""

    kind: Literal["end"] = "end"


FromPage: TypeAlias = Annotated[
    Join | Mute | Apart | Ask | Played | Unshare | Leave | End, Field(discriminator="kind")
]
COMMAND: TypeAdapter[FromPage] = TypeAdapter(FromPage)


# From the server.


class Listens(_Message):
    """A voice model that hears the room. The first one does; the next ones where those fail.

    `company` is whose it is ("OpenAI"), "" where that is one's own or not known. `region` is where
    it keeps what it hears; None: nobody says so.
    """

    name: str
    model: str
    company: str
    host: str
    region: str | None
    self_hosted: bool
    simulated: bool


class Limits(_Message):
    """When the room ends by itself; `usd` None: it may cost what it costs."""

    people: int
    minutes: float
    usd: Decimal | None


class Welcome(_Message):
    """Who you are here, and what this is. `language` is the room's: `en` or `zh`."""

    kind: Literal["welcome"] = "welcome"
    room: str
    topic: str
    language: str
    person: str
    name: str
    may_end: bool
    joined: bool
    listens: tuple[Listens, ...]
    limits: Limits


class Joined(_Message):
    """You are in the room: open the microphone."""

    kind: Literal["joined"] = "joined"


class Refused(_Message):
    """You are not in the room. `full` may be tried again, as `away`: nobody can tell now.

    `money`: of what may be spent today nothing is left.
    """

    kind: Literal["refused"] = "refused"
    why: Literal["full", "away", "money", "over", "no_entry"]


class Somebody(_Message):
    """Somebody who is here."""

    person: str
    name: str
    sharing: bool
    apart: bool


class Here(_Message):
    """Who is here, in the order they came; in the place of what was told before."""

    kind: Literal["here"] = "here"
    people: tuple[Somebody, ...]


class Caption(_Message):
    """What is being said; in the place of what came under the same `item`. Without a text: gone.

    `who` is a person, `assistant`, or "" where nobody can tell; `name` is how they are called.
    `whole`: nothing will be added. `mute`: there is no sound of it, and the page says it aloud
    itself. `at_s` are seconds of the room's life, by which captions are in order.
    """

    kind: Literal["caption"] = "caption"
    item: str
    who: str
    name: str
    text: str
    whole: bool
    at_s: float
    mute: bool


class Levels(_Message):
    """How loud everybody is, by person, from 0 to 1; whoever is missing is still.

    At most five times a second, when it changed. The page knows how loud the assistant is.
    """

    kind: Literal["levels"] = "levels"
    of: dict[str, float]


class Meter(_Message):
    """How long the room is open, and what that cost in dollars; None: nobody knows."""

    kind: Literal["meter"] = "meter"
    seconds: float
    cost_usd: Decimal | None


class Assistant(_Message):
    """How the assistant is. `away`: none that is listed can be had now. `idle`: it comes again.

    `name`, `model` and `host` are those of who hears the room now; `instead_of` answered before and
    failed.
    """

    kind: Literal["assistant"] = "assistant"
    state: Literal["coming", "here", "idle", "away"]
    name: str
    model: str
    host: str
    simulated: bool
    instead_of: str


class Flush(_Message):
    """Be still at once: play nothing more of what came of the assistant until now.

    And tell by `Played` how much of its last answer was heard.
    """

    kind: Literal["flush"] = "flush"


class Over(_Message):
    """The room is over, or it is for this page: then the server closes the socket.

    `elsewhere`: the same person has another page. `slow`: this one took nothing any more; come
    again.
    """

    kind: Literal["over"] = "over"
    ending: Literal["people", "over", "minutes", "money", "deleted", "slow", "elsewhere"]


ToPage: TypeAlias = (
    Welcome | Joined | Refused | Here | Caption | Levels | Meter | Assistant | Flush | Over
)
