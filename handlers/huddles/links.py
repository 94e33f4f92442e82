"""The ways into a voice room: links that open it once, and passes that let somebody come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from handlers.huddles.records import Huddle
from handlers.ports import Clock
from handlers.tokens import Held, Tokens

PATH = "/voice"


@dataclass(frozen=True, slots=True)
class Guest:
    """Who may come into one room; `person` is a person id."""

    tenant: str
    huddle: str
    person: str


@dataclass
class Links:
    """Makes links and passes, signed with `key`, and knows its own again.

    `doors` are the addresses that links begin with, by platform. A link is good for `opens_for`,
    and once: it is exchanged for a pass, which is good for `stays_for`. Whether a link was used is
    known to the process that made it alone, so the links of an earlier one open nothing.
    """

    key: bytes
    clock: Clock
    doors: Mapping[str, str] = field(default_factory=dict)
    opens_for: timedelta = timedelta(minutes=5)
    stays_for: timedelta = timedelta(hours=12)
    _tokens: Tokens = field(init=False)

    def __post_init__(self) -> None:
        """Make what signs."""
        self._tokens = Tokens(self.key, self.clock)

    def lead_in(self, platform: str) -> bool:
        """Tell whether the people of a platform can reach rooms at all."""
        return platform in self.doors

    def personal(self, huddle: Huddle, person: str) -> str | None:
        """Give a link for one person alone; None: there is no way in for them."""
        door = self.doors.get(huddle.place.platform)
        if door is None:
            return None
        token = self._tokens.once("link", (huddle.tenant, huddle.id, person), self.opens_for)
        # In the fragment, which is sent to no server: what looks at links beforehand, as chats do,
        # does not use it up.
        return f"{door}{path_of(huddle.id)}#k={token}"

    def invited(self, token: str, huddle: str) -> Guest | None:
        """Give whose link this is, which is not used up by it; None: it is none for this room."""
        return _of(huddle, self._tokens.read("link", token))

    def exchange(self, token: str, huddle: str) -> str | None:
        """Give the pass for a link to this room; None: it is none, or not any more."""
        held = self._tokens.read("link", token)
        if held is None or _of(huddle, held) is None or not self._tokens.use(held):
            return None
        return self._tokens.lasting("pass", held.said, self.stays_for)

    def guest(self, token: str, huddle: str) -> Guest | None:
        """Give whose pass this is; None: it is none for this room, or not any more."""
        return _of(huddle, self._tokens.read("pass", token))


def path_of(huddle: str) -> str:
    """Give where a room is, below the address that rooms are reached by."""
    return f"{PATH}/{huddle}"


def _of(huddle: str, held: Held | None) -> Guest | None:
    """Read whom we signed for ourselves."""
    if held is None:
        return None
    guest = Guest(*held.said)
    return guest if guest.huddle == huddle else None
