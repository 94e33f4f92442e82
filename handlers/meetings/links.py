"""The ways into the player: links that open it once, and the passes that keep it open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from handlers.meetings.records import Meeting
from handlers.ports import Clock
from handlers.tokens import Held, Tokens

PATH = "/player"


@dataclass(frozen=True, slots=True)
class Door:
    """Where the people of a platform find the player.

    `address` begins what a button opens there, `outside` what stands in a file that may be read
    anywhere (None: no link). `personal`: nobody comes in without a link of their own.
    """

    address: str
    outside: str | None
    personal: bool = True


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at one meeting; `person` is a person id."""

    tenant: str
    meeting: str
    person: str


@dataclass
class Links:
    """Makes links and passes, signed with `key`, and knows its own again.

    A link is good for `opens_for`, and once: it is exchanged for a pass, which is good for
    `stays_for`. Whether a link was used is known to the process that made it alone, so the links
    of an earlier one open nothing.
    """

    key: bytes
    clock: Clock
    doors: Mapping[str, Door] = field(default_factory=dict)
    opens_for: timedelta = timedelta(minutes=10)
    stays_for: timedelta = timedelta(hours=8)
    _tokens: Tokens = field(init=False)

    def __post_init__(self) -> None:
        """Make what signs."""
        self._tokens = Tokens(self.key, self.clock)

    def door(self, meeting: Meeting) -> Door | None:
        """Give where the people of a meeting find the player; None: there is none for them."""
        return self.doors.get(meeting.place.platform)

    def direct(self, meeting: Meeting) -> str | None:
        """Give what opens the player without a link of one's own; None: one is needed."""
        door = self.door(meeting)
        return None if door is None or door.personal else f"{door.address}{path_of(meeting.id)}"

    def times(self, meeting: Meeting) -> Callable[[float], str] | None:
        """Give what makes links to a time, in seconds; who has no pass is told how to get in."""
        door = self.door(meeting)
        if door is None or door.outside is None:
            return None
        page = f"{door.outside}{path_of(meeting.id)}"
        return lambda seconds: f"{page}#t={int(seconds)}"

    def personal(self, meeting: Meeting, person: str) -> str | None:
        """Give a link for one person alone; None: there is no player for them."""
        door = self.door(meeting)
        if door is None:
            return None
        said = (meeting.tenant, meeting.id, person)
        token = self._tokens.once("link", said, self.opens_for)
        # In the fragment, which is sent to no server: what looks at links beforehand, as chats do,
        # does not use it up.
        return f"{door.address}{path_of(meeting.id)}#k={token}"

    def exchange(self, token: str, meeting: str) -> str | None:
        """Give the pass for a link to this meeting; None: it is none, or not any more."""
        held = self._tokens.read("link", token)
        if held is None or _visitor(held).meeting != meeting or not self._tokens.use(held):
            return None
        return self._tokens.lasting("pass", held.said, self.stays_for)

    def visitor(self, token: str, meeting: str) -> Visitor | None:
        """Give whose pass this is; None: it is none for this meeting, or not any more."""
        held = self._tokens.read("pass", token)
        visitor = None if held is None else _visitor(held)
        return visitor if visitor is not None and visitor.meeting == meeting else None


def path_of(meeting: str) -> str:
    """Give where the player of a meeting is, below the address that Clerk is reached by."""
    return f"{PATH}/{meeting}"


def _visitor(held: Held) -> Visitor:
    """Read whom we signed for ourselves."""
    tenant, meeting, person = held.said
    return Visitor(tenant, meeting, person)
