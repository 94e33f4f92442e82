"""What a Slack of ours remembers: workspaces, their people, channels, messages and files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.doubles.slack.limits import check

Json = dict[str, Any]
Check = Callable[[list[Json], Literal["message", "modal", "home"]], str | None]

SCOPES = frozenset(
    {
        "app_mentions:read",
        *(f"{kind}:history" for kind in ("channels", "groups", "im", "mpim")),
        *(f"{kind}:read" for kind in ("channels", "groups", "im", "mpim")),
        *("chat:write", "commands", "files:read", "files:write", "reactions:write", "im:write"),
        *("users:read", "users:read.email", "usergroups:read"),
    }
)
APP = "A0CLERK"


class SlackSays(Exception):
    """A call is answered with `ok: false`: `error` and what comes with it."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}


@dataclass
class Person:
    """Somebody in a workspace; `is_restricted`: a guest."""

    id: str
    name: str
    email: str
    locale: str = "en-US"
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_admin: bool = False
    deleted: bool = False
    is_bot: bool = False
    home: str = ""  # the workspace that they are of, where that is another one (Slack Connect)

    def shown(self, team: str, *, with_locale: bool, with_email: bool) -> Json:
        profile: Json = {"real_name": self.name, "display_name": self.name}
        if with_email and not self.is_bot:
            profile["email"] = self.email
        return {
            "id": self.id,
            "team_id": self.home or team,
            "name": self.name.lower(),
            "real_name": self.name,
            "deleted": self.deleted,
            "is_bot": self.is_bot,
            "is_admin": self.is_admin,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_stranger": bool(self.home),
            "tz_offset": 0,
            "profile": profile,
            **({"locale": self.locale} if with_locale else {}),
        }


@dataclass
class Message:
    """One message; `ephemeral` names the only person who sees it."""

    ts: str
    user: str
    text: str = ""
    thread: str | None = None
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    files: list[str] = field(default_factory=list)
    bot: str | None = None
    ephemeral: str | None = None
    edits: int = 0
    reactions: dict[str, set[str]] = field(default_factory=dict)
    said: Json = field(default_factory=dict)  # the arguments that it was posted with


@dataclass
class File:
    """One file. `shares` maps channels to the messages it stands in; not seen for `late` looks."""

    id: str
    user: str
    name: str
    content: bytes = field(default=b"", repr=False)
    title: str = ""
    alt: str = ""
    mimetype: str = "application/octet-stream"
    shares: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)
    late: int = 0
    uploaded: bool = True
    changes: Json = field(default_factory=dict)  # laid over what files.info says


@dataclass
class Channel:
    """A conversation; `kind` as the first letter of its id in our names: C, G (private), D."""

    id: str
    kind: Literal["public", "private", "im", "mpim"] = "public"
    members: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    is_ext_shared: bool = False
    is_archived: bool = False


@dataclass
class Team:
    """One workspace with Clerk in it."""

    id: str
    token: str
    name: str = "Sample"
    user: str = "U0CLERK"
    bot: str = "B0CLERK"
    scopes: frozenset[str] = SCOPES
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    groups: dict[str, tuple[str, set[str]]] = field(default_factory=dict)  # id: handle, people
    views: dict[str, Json] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    revoked: bool = False

    def channel(self, id_: str) -> Channel:
        """Give a channel; a person's id stands for the direct messages with them."""
        if id_ in self.people:
            return self.dm(id_)
        if id_ not in self.channels:
            raise SlackSays("channel_not_found")
        return self.channels[id_]

    def joined(self, id_: str) -> Channel:
        """Give a channel that Clerk is in."""
        channel = self.channel(id_)
        if self.user not in channel.members:
            is_seen = channel.kind == "public"
            raise SlackSays("not_in_channel" if is_seen else "channel_not_found")
        return channel

    def dm(self, user: str) -> Channel:
        """Give the direct messages of Clerk with one person."""
        id_ = f"D{self.id[1:]}{user}"
        return self.channels.setdefault(id_, Channel(id_, "im", {self.user, user}))

    def add_channel(self, id_: str, *members: str, **more: Any) -> Channel:
        """Make a channel that Clerk and `members` are in."""
        return self.channels.setdefault(id_, Channel(id_, members={self.user, *members}, **more))


@dataclass
class World:
    """All of it: what a server of ours answers from.

    `late` is for how many looks a file that Clerk uploads is not shared yet. `check` tells what
    is wrong with blocks, as an error of Slack's; None: nothing.
    """

    url: str = ""
    teams: dict[str, Team] = field(default_factory=dict)
    late: int = 0
    check: Check = check
    clients: dict[str, str] = field(default_factory=lambda: {"1234.5678": "sample-client-secret"})
    codes: dict[str, str] = field(default_factory=dict)  # of an installation: the team's id
    refreshing: dict[str, str] = field(default_factory=dict)  # refresh token: the team's id
    rotates: bool = False
    app_token: str = "xapp-sample"
    triggers: dict[str, str] = field(default_factory=dict)  # trigger_id: the team's id, once
    _count: int = 0

    def number(self) -> int:
        self._count += 1
        return self._count

    def ts(self) -> str:
        """Give the time of the next message."""
        return f"{1_800_000_000 + self.number()}.{self._count:06d}"

    def new_id(self, letter: str) -> str:
        return f"{letter}0{self.number():08d}"

    def trigger(self, team: Team) -> str:
        """Give what a modal can be opened with, once."""
        trigger = f"{self.number()}.{team.id}.sample"
        self.triggers[trigger] = team.id
        return trigger

    def add_team(self, id_: str = "T0OURS", **more: Any) -> Team:
        """Make a workspace."""
        team = Team(id_, token=f"xoxb-sample-{id_}", **more)
        clerk = Person(team.user, "Clerk", "", is_bot=True)
        team.people[team.user] = clerk
        self.teams[id_] = team
        return team

    def team_of(self, token: str) -> Team:
        """Give the workspace that a token is of."""
        for team in self.teams.values():
            if token and team.token == token:
                if team.revoked:
                    raise SlackSays("token_revoked")
                return team
        raise SlackSays("invalid_auth" if token else "not_authed")


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: who asks, for what."""

    world: World
    team: Team
    args: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Give an argument that must be there."""
        value = self.args.get(name)
        if value in {None, ""}:
            raise SlackSays(
                "invalid_arguments",
                response_metadata={"messages": [f"[ERROR] missing required field: {name}"]},
            )
        return str(value)

    def truth(self, name: str) -> bool:
        return str(self.args.get(name, "")).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        return int(self.args.get(name) or default)

    def need(self, *scopes: str) -> None:
        """Refuse the call unless one of `scopes` was granted."""
        if not self.team.scopes & set(scopes):
            provided = ",".join(sorted(self.team.scopes))
            raise SlackSays("missing_scope", needed=",".join(scopes), provided=provided)
