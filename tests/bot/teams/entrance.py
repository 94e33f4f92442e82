"""The gate of a Clerk in Teams, at which a Teams of ours calls; what it hears is written down."""

import functools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.book import Conversation
from bot.settings import Settings
from bot.teams.adapter import Adapter
from bot.teams.clouds import Cloud, cloud_of
from bot.teams.credentials import Tokens, tokens_of
from bot.teams.gateway import Gateway, Playground, Signed
from bot.teams.guard import Guard, Keys
from bot.teams.sending import Sender
from bot.teams.session import TeamsSession
from bot.teams.shapes import Answer, Json
from bot.teams.wire import Pace, Wire
from bot.web.listener import Listener
from tests.doubles.teams.connector import BOT
from tests.doubles.teams.double import TeamsDouble, teams_double
from tests.doubles.teams.world import APP, Person, Tenant

_NONE: Mapping[str, str] = {}
_ANYWHERE = "http://127.0.0.1:1"


class Watch:
    """A clock that is set; whoever waits on it notes for how long, and it goes on."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@dataclass
class Means:
    """What speaks to a Teams of ours."""

    teams: TeamsDouble
    tenant: Tenant
    settings: Settings
    session: TeamsSession
    watch: Watch
    cloud: Cloud = field(init=False)
    tokens: Tokens = field(init=False)
    wire: Wire = field(init=False)

    def __post_init__(self) -> None:
        self.cloud = cloud_of(self.settings)
        self.tokens = tokens_of(self.settings, self.cloud, self.watch)
        sender = Sender(self.session.http, self.tokens, self.cloud.scope)
        self.wire = Wire(self.cloud, sender, Pace(self.watch.sleep, lambda: 0.5))

    def personal(self, person: Person) -> Conversation:
        """Give the conversation with somebody, as Clerk knows it."""
        found = self.tenant.personal(person)
        return Conversation(
            self.tenant.id, found.id, "personal", self.service_url, BOT, user=person.id
        )

    @property
    def service_url(self) -> str:
        return self.teams.world.service_url(self.tenant)


@asynccontextmanager
async def means(told: Mapping[str, str] = _NONE, *, has_app: bool = True) -> AsyncIterator[Means]:
    """Give what speaks to a Teams of ours; `told` are settings besides its own."""
    async with teams_double() as teams:
        tenant, session = teams.world.tenant(), TeamsSession()
        given = teams.environment(tenant) if has_app else {"BOT_TEAMS_PLAYGROUND": "on"}
        settings = _settings({**given, **told}, teams.url)
        try:
            yield Means(teams, tenant, settings, session, Watch())
        finally:
            await session.close()


def _settings(given: Mapping[str, str], url: str) -> Settings:
    """Give settings of a Teams at an address: to read them takes longer than to open it."""
    anywhere = {name: value.replace(url, _ANYWHERE) for name, value in given.items()}
    found = _read(tuple(sorted(anywhere.items())))
    said = {name: value for name, value in found if isinstance(value, str) and _ANYWHERE in value}
    return found.model_copy(
        update={name: value.replace(_ANYWHERE, url) for name, value in said.items()}
    )


@functools.cache
def _read(given: tuple[tuple[str, str], ...]) -> Settings:
    return Settings.model_validate(dict(given))


@dataclass
class Entrance(Means):
    """With a gate at `url`; `heard` is what came in by it, answered with `answer` or `fault`."""

    url: str = ""
    heard: list[Json] = field(default_factory=list)
    answer: Answer | None = None
    fault: Exception | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self.keys = Keys(self.session.http, self.cloud.openid, self.watch)
        self.ann = self.tenant.person("Ann")

    async def hear(self, activity: Json) -> Answer | None:
        self.heard.append(activity)
        if self.fault is not None:
            raise self.fault
        return self.answer

    def gateway(self) -> Gateway:
        tenants, adapter = self.settings.teams_tenants, Adapter(self.wire)
        if self.settings.teams_app_id is None:
            return Gateway(Playground(self.cloud, tenants), adapter, self.hear, self.watch)
        guard = Guard(APP, self.cloud, self.keys, tenants or (self.tenant.id,))
        return Gateway(Signed(guard), adapter, self.hear, self.watch)

    def said(self, **changes: Any) -> dict[str, Any]:
        """Give an activity: Ann wrote something, but for what is changed."""
        at = self.tenant.personal(self.ann)
        told = self.teams.told.envelope(self.tenant, at, self.ann)
        return {**told, "type": "message", "text": "hello"} | changes

    async def send(self, activity: Json | None = None, token: str | None = None) -> int:
        """Deliver an activity, with a token of its own unless one is given; gives the status."""
        answered = await self.teams.deliveries.send(dict(activity or self.said()), token=token)
        return answered.status


@asynccontextmanager
async def entrance(
    told: Mapping[str, str] = _NONE, *, has_app: bool = True
) -> AsyncIterator[Entrance]:
    """Open a gate to a Teams of ours; without an app, that of a Clerk for the Playground."""
    async with means(told, has_app=has_app) as given:
        gate = Entrance(given.teams, given.tenant, given.settings, given.session, given.watch)
        listener = Listener(gate.gateway().routes(), host="127.0.0.1", port=0)
        await listener.start()
        gate.url = gate.teams.deliveries.url = f"{listener.url}/teams/messages"
        try:
            yield gate
        finally:
            await listener.stop()
            await gate.keys.close()
