"""A company in a Teams of ours whose people do one thing in each of many channels."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.doubles.teams.double import TeamsDouble
from tests.doubles.teams.world import Tenant
from tests.scenarios.bills import bill
from tests.scenarios.gathered import start
from tests.scenarios.people import Seen
from tests.scenarios.standing import Stop, stop
from tests.scenarios.teams_people import Hall, TeamsPerson

PUBLIC = "https://clerk.example.com"
REASON = "as agreed with the seller"
WORDS = b"""WEBVTT

00:01.000 --> 00:05.000
<v Ann Quillfeather>Decided: we ship the beta on Friday.

00:06.000 --> 00:09.000
<v Bea Sandoval>To do: Bea Sandoval sends the release notes to everybody.
"""
_NAMES = {"lena": "Lena Brandt", "arun": "Arun Mehta", "mei": "Mei Lin"}
# Each call that a life may end at, by what it asks for and what stands in it.
_CALLS = {
    "message": ("graph", ""),
    "file": ("download", ""),
    "card": ("update", ""),
    "placeholder": ("post", ""),
    "picture": ("post", ".evidence.png"),
    "json": ("update", ".json"),
    "told": ("post", ""),
    "told card": ("update", ""),
    "gone": ("delete", ""),
    "gone told": ("delete", ""),
    "minutes": ("update", "meeting.rename"),
    "report": ("update", "report.md"),
    "tasks": ("post", "task.confirm"),
}
# What the outbox keeps each message under.
_KEYS = {
    "placeholder": "card",
    "picture": "picture",
    "json": "json",
    "told": "accounting",
    "told picture": "accounting.picture",
    "told json": "accounting.json",
}


@dataclass(frozen=True, slots=True)
class Point:
    """Where a life ends for one thing: at what it is, at which call of it, and when.

    `before` the call does anything; it did, and its answer is `lost`; it was answered and Clerk
    keeps the message, and the outbox does not know: `kept`.
    """

    what: str
    call: str
    moment: str

    def __str__(self) -> str:
        return f"{self.what}: {self.call} {self.moment}"


@dataclass
class Corner:
    """A channel in which one thing happens; `name` begins the names of its files.

    `head` is the message that they were dropped with, `card` and `told` what answered it before
    somebody acted on it, there and with accounting.
    """

    point: Point
    name: str
    teams: TeamsDouble
    hall: Hall
    lena: TeamsPerson
    arun: TeamsPerson
    mei: TeamsPerson
    head: str = ""
    card: Seen | None = field(default=None, init=False)
    told: Seen | None = field(default=None, init=False)

    @property
    def channel(self) -> str:
        return self.hall.rooms["invoices"].id

    @property
    def is_early(self) -> bool:
        """Whether something is to be read first, and acted on then."""
        return self.point.what not in {"document", "meeting"}

    @property
    def is_last(self) -> bool:
        """Whether nothing more can be said to accounting once it is there."""
        return self.point.call == "told" and self.point.moment != "kept"

    @property
    def end(self) -> str:
        """What the outbox never hears, as its process is told."""
        return f"{quote(self.channel, safe='')}={_KEYS[self.point.call]}"

    async def drop(self) -> None:
        """Drop an invoice of its own."""
        content = bill(self.name, off="1.00")
        self.head = await self.lena.drop((f"{self.name}.xml", content))

    async def settle(self) -> None:
        """Wait until it is answered."""
        self.card = await self.lena.answered(self.head, files=2)
        self.told = await self.arun.card(self.card.document, "accounting")
        await self.arun.files(self.told, 2)

    async def act(self) -> None:
        """Do what the life ends in the middle of."""
        match self.point.what:
            case "document":
                await self.drop()
            case "meeting":
                self.head = await self.lena.drop((f"{self.name}.vtt", WORDS))
                if self.point.call not in {"message", "placeholder"}:
                    await start(self.lena, self.head)
            case "withdrawal":
                await self.lena.delete(self.head)
            case verdict:
                await decide(self.arun, self.pressed, verdict)

    @property
    def _is_told(self) -> bool:
        return "told" in self.point.call

    @property
    def pressed(self) -> Seen:
        """The card that somebody presses on."""
        found = self.told if self._is_told else self.card
        assert found is not None
        return found

    def stop(self) -> asyncio.Event | None:
        """Let it come as far as its call; gives what tells so. None: its process does."""
        if self.point.moment == "kept":
            return None
        method, said = _CALLS[self.point.call]
        path = self.channel
        if self._is_told:
            path = self.hall.rooms["accounting"].id if self.told is None else self.pressed.id
        if method == "download" or path == self.hall.rooms["accounting"].id:
            said = self.name
        if self.point.what == "edit":
            said = said and f".2{said}"
        return stop(self.teams, Stop(method, path, said, self.point.moment == "lost"))


async def decide(who: TeamsPerson, card: Seen, verdict: str) -> None:
    """Press what a verdict has on a card, and fill in the form that comes of it, if one does."""
    if verdict != "edit":
        answer = await who.decide(card, verdict, REASON)
    else:
        answer = await who.submit(await who.form(card, "review.edit"), {"total": "119.00"})
    assert answer.kind == "none", answer


def corner(teams: TeamsDouble, tenant: Tenant, point: Point, number: int) -> Corner:
    """Make a channel for a point; #accounting is everybody's."""
    name = f"N-{number:03d}"
    people = {one: tenant.person(full) for one, full in _NAMES.items()}
    hall = Hall.of(tenant, people)
    own = tenant.channel(name, *people.values())
    own.is_heard = True
    hall = Hall(tenant, {**hall.rooms, "invoices": own})
    lena, arun, mei = (TeamsPerson(teams, hall, one) for one in people.values())
    return Corner(point, name, teams, hall, lena, arun, mei)


def given(teams: TeamsDouble, one: Corner) -> Mapping[str, str]:
    """Give the settings of a Clerk that works there, by environment variable."""
    here = f"teams:{one.hall.tenant.id}"
    return {
        **teams.environment(one.hall.tenant),
        "BOT_DIGEST_AT": "off",
        "BOT_WEB_PORT": "0",
        "BOT_PUBLIC_URL": PUBLIC,
        "BOT_TEAMS_GRAPH": "on",
        "BOT_ACCOUNTANTS": f"{here}:{one.arun.id},{here}:{one.mei.id}",
        "BOT_ACCOUNTING_CHANNELS": f"{here}:{one.hall.rooms['accounting'].id}",
    }
