"""The ways into the player: links that open it once, and the passes that keep it open."""

import base64
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from handlers.meetings.records import Meeting
from handlers.ports import Clock

PATH = "/player"
MOST_TOKEN = 2000  # characters of a token; a longer one is none of ours

_VERSION = "1"
_Kind = Literal["link", "pass"]


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


@dataclass(frozen=True, slots=True)
class _Held:
    """What a token says: for whom it is, until when, and which one of many it is."""

    visitor: Visitor
    until: datetime
    nonce: str


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
    _born: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    _used: dict[str, datetime] = field(default_factory=dict)

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
        nonce = f"{self._born}.{secrets.token_urlsafe(9)}"
        visitor = Visitor(meeting.tenant, meeting.id, person)
        token = self._sign("link", _Held(visitor, self.clock.now() + self.opens_for, nonce))
        # In the fragment, which is sent to no server: what looks at links beforehand, as chats do,
        # does not use it up.
        return f"{door.address}{path_of(meeting.id)}#k={token}"

    def exchange(self, token: str, meeting: str) -> str | None:
        """Give the pass for a link to this meeting; None: it is none, or not any more."""
        held = self._read("link", token, meeting)
        if held is None or not held.nonce.startswith(f"{self._born}."):
            return None
        if held.nonce in self._used:
            return None
        now = self.clock.now()
        self._used = {one: until for one, until in self._used.items() if until > now}
        self._used[held.nonce] = held.until
        nonce = secrets.token_urlsafe(9)
        return self._sign("pass", _Held(held.visitor, now + self.stays_for, nonce))

    def visitor(self, token: str, meeting: str) -> Visitor | None:
        """Give whose pass this is; None: it is none for this meeting, or not any more."""
        held = self._read("pass", token, meeting)
        return None if held is None else held.visitor

    def _sign(self, kind: _Kind, held: _Held) -> str:
        who = held.visitor
        said = [who.tenant, who.meeting, who.person, held.until.isoformat(), held.nonce]
        body = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
        return f"{_VERSION}.{body}.{self._mac(kind, body)}"

    def _mac(self, kind: _Kind, body: str) -> str:
        message = f"{_VERSION}.{kind}.{body}".encode()
        return hmac.digest(self.key, message, "sha256").hex()

    def _read(self, kind: _Kind, token: str, meeting: str) -> _Held | None:
        if len(token) > MOST_TOKEN or not token.isascii():
            return None
        version, _, rest = token.partition(".")
        body, _, mac = rest.partition(".")
        if version != _VERSION or not hmac.compare_digest(self._mac(kind, body), mac):
            return None
        held = _held(body)
        is_good = held.visitor.meeting == meeting and held.until > self.clock.now()
        return held if is_good else None


def path_of(meeting: str) -> str:
    """Give where the player of a meeting is, below the address that Clerk is reached by."""
    return f"{PATH}/{meeting}"


def _held(body: str) -> _Held:
    """Read what we signed ourselves."""
    tenant, meeting, person, until, nonce = json.loads(
        base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    )
    return _Held(Visitor(tenant, meeting, person), datetime.fromisoformat(until), nonce)
