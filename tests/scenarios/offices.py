"""A running Clerk and everybody in it, on each of the platforms: who they are, and where."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Literal

import aiohttp
import pytest
import sqlalchemy as sa

from bot.app import House, build
from bot.local.roster import TENANT
from bot.settings import Settings
from tests.doubles.slack.deliveries import SECRET
from tests.doubles.slack.double import slack_double
from tests.doubles.teams.double import teams_double
from tests.scenarios.bills import bill
from tests.scenarios.local_people import LocalPerson
from tests.scenarios.people import PATIENCE, Room, Somebody
from tests.scenarios.slack_people import ROOMS, SlackPerson
from tests.scenarios.teams_people import Hall, TeamsPerson

Platform = Literal["local", "slack", "teams"]
PLATFORMS: tuple[Platform, ...] = ("local", "slack", "teams")
PUBLIC = "https://clerk.example.com"
NUMBERS = count(1)
# Everybody, and who decides. Wei is an employee who speaks Chinese.
NAMES = {
    "lena": "Lena Brandt",
    "arun": "Arun Mehta",
    "mei": "Mei Lin",
    "sofia": "Sofia Rossi",
    "wei": "Wei Chen",
}
_LOCAL_IDS = {"lena": "employee", "arun": "accountant-1", "mei": "accountant-2", "sofia": "admin"}


@dataclass
class Office:
    """A running Clerk and everybody in it.

    Lena and Wei drop; Arun and Mei decide, and so does Sofia, who is an admin: those three read
    #accounting. `given` are the settings that Clerk runs by, `platform` is where all this is.
    """

    platform: Platform
    tenant: str
    house: House
    given: Mapping[str, Any]
    people: Mapping[str, Somebody] = field(repr=False)

    @property
    def lena(self) -> Somebody:
        return self.people["lena"]

    @property
    def wei(self) -> Somebody:
        return self.people["wei"]

    @property
    def arun(self) -> Somebody:
        return self.people["arun"]

    @property
    def mei(self) -> Somebody:
        return self.people["mei"]

    @property
    def sofia(self) -> Somebody:
        return self.people["sofia"]

    @property
    def data_dir(self) -> Path:
        return Path(self.given["BOT_DATA_DIR"])

    async def dropped(
        self,
        net: str = "100.00",
        *,
        off: str = "1.00",
        who: Somebody | None = None,
        room: Room = "invoices",
    ) -> str:
        """Let an invoice be dropped and read; gives the id of its document."""
        number = f"R-{next(NUMBERS)}"
        content = bill(number, net, off=off)
        return await self.dropped_as(content, f"{number}.xml", who=who, room=room)

    async def dropped_as(
        self,
        content: bytes,
        name: str,
        *,
        who: Somebody | None = None,
        room: Room = "invoices",
    ) -> str:
        """Let a file be dropped and read; gives the id of its document."""
        person = who or self.lena
        head = await person.drop((name, content), room=room)
        return (await person.answered(head, room, files=2)).document

    async def waiting(self, who: Somebody, view: str = "all") -> set[str]:
        """Give the documents that somebody's queue lists, on all of its pages."""
        seen = await who.asks(f"queue {view}")
        found = seen.listed
        while more := [one for one in seen.buttons if one.label.startswith("More")]:
            answer = await who.push(seen, more[0])
            assert answer.seen is not None, answer
            seen = answer.seen
            found |= seen.listed
        return found

    async def settled(self) -> None:
        """Wait until the cards tell all that was decided."""
        async with asyncio.timeout(PATIENCE):
            while await self.house.ledger.kept.reviews.unshown():  # noqa: ASYNC110 - in the database
                await asyncio.sleep(0.05)

    async def jobs(self) -> int:
        """Count what was ever dropped here and taken."""
        query = sa.text("SELECT count(*) FROM workflow_status WHERE workflow_uuid LIKE :key")
        async with self.house.ledger.database.session() as session:
            return int(await session.scalar(query, {"key": f"{self.platform}:%"}) or 0)

    async def audited(self, document: str) -> list[str]:
        """Give what the audit log has of a document, in order."""
        query = sa.text("SELECT action FROM audit WHERE subject = :subject")
        async with self.house.ledger.database.session() as session:
            return [*await session.scalars(query, {"subject": document})]

    async def vouched(self) -> bool:
        """Tell whether the audit log is as it was written."""
        return (await self.house.ledger.audit.verify()).broken is None


# Opens a Clerk where people and what they were told are; it may be opened there again.
Opens = Callable[[], AbstractAsyncContextManager[Office]]


@asynccontextmanager
async def office(platform: Platform, folder: Path, **more: object) -> AsyncIterator[Office]:
    """Open a whole Clerk on a platform, with settings besides those that it needs there."""
    async with site(platform, folder, **more) as opens, opens() as opened:
        yield opened


def site(platform: Platform, folder: Path, **more: object) -> AbstractAsyncContextManager[Opens]:
    """Give what opens a Clerk, one after another: the folder and the platform outlive each."""
    at = {"local": _local, "slack": _slack, "teams": _teams}[platform]
    # The digest of today may be due at this very moment, or not: it has tests of its own.
    return at({"BOT_DATA_DIR": folder, "BOT_DIGEST_AT": "off", **more})


@asynccontextmanager
async def _local(given: dict[str, Any]) -> AsyncIterator[Opens]:
    given["BOT_LOCAL_PORT"] = 0
    settings = Settings.model_validate(given)

    @asynccontextmanager
    async def opens() -> AsyncIterator[Office]:
        async with build(settings) as house, aiohttp.ClientSession() as session:
            people: dict[str, Somebody] = {
                one: LocalPerson(id_, house, session) for one, id_ in _LOCAL_IDS.items()
            }
            people["wei"] = LocalPerson(_LOCAL_IDS["lena"], house, session, "zh")
            yield Office("local", TENANT, house, given, people)

    yield opens


@asynccontextmanager
async def _slack(given: dict[str, Any]) -> AsyncIterator[Opens]:
    async with slack_double() as slack:
        team = slack.world.add_team()
        ids = {one: f"U0{one.upper()}" for one in NAMES}
        for one, id_ in ids.items():
            rooms = [room for room in ROOMS if room != "accounting" or one not in {"lena", "wei"}]
            locale = "zh-CN" if one == "wei" else "en-US"
            slack.act.join(team, id_, *(ROOMS[room] for room in rooms), name=NAMES[one])
            team.people[id_].locale = locale
        # As it is to be: everybody in a workspace may read a channel that is public.
        team.channels[ROOMS["accounting"]].kind = "private"
        here = f"slack:{team.id}"
        given |= {
            "BOT_WEB_PORT": 0,
            "BOT_PUBLIC_URL": PUBLIC,
            "BOT_ACCOUNTANTS": f"{here}:{ids['arun']},{here}:{ids['mei']}",
            "BOT_ADMINS": f"{here}:{ids['sofia']}",
            "BOT_ACCOUNTING_CHANNELS": f"{here}:{ROOMS['accounting']}",
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": team.token,
            "SLACK_SIGNING_SECRET": SECRET,
        }

        @asynccontextmanager
        async def opens() -> AsyncIterator[Office]:
            async with build(Settings.model_validate(given)) as house:
                assert house.platforms.listener is not None
                slack.deliveries.url = f"{house.platforms.listener.url}/slack/events"
                people = {
                    one: SlackPerson(NAMES[one], slack, team, id_, house)
                    for one, id_ in ids.items()
                }
                yield Office("slack", team.id, house, given, people)

        yield opens


@asynccontextmanager
async def unhurried() -> AsyncIterator[None]:
    """Let people in Teams wait for an answer for as long as a machine takes that is busy.

    That they are told after seconds that it takes longer has tests of its own, in virtual time.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.teams.answers.SECONDS", PATIENCE)
        patch.setattr("bot.teams.hearing._MEETING_SECONDS", PATIENCE)
        yield


@asynccontextmanager
async def _teams(given: dict[str, Any]) -> AsyncIterator[Opens]:
    async with teams_double() as teams:
        ours = teams.world.tenant()
        everybody = {
            one: ours.person(name, locale="zh-CN" if one == "wei" else "en-US")
            for one, name in NAMES.items()
        }
        hall = Hall.of(ours, everybody)
        here = f"teams:{ours.id}"
        given |= {
            **teams.environment(ours),
            "BOT_WEB_PORT": 0,
            "BOT_PUBLIC_URL": PUBLIC,
            "BOT_TEAMS_GRAPH": "on",
            "BOT_ACCOUNTANTS": f"{here}:{everybody['arun'].id},{here}:{everybody['mei'].id}",
            "BOT_ADMINS": f"{here}:{everybody['sofia'].id}",
            "BOT_ACCOUNTING_CHANNELS": f"{here}:{hall.rooms['accounting'].id}",
        }
        for one in hall.rooms.values():
            one.has_clerk = False

        @asynccontextmanager
        async def opens() -> AsyncIterator[Office]:
            async with unhurried(), build(Settings.model_validate(given)) as house:
                assert house.platforms.listener is not None
                teams.deliveries.url = f"{house.platforms.listener.url}/teams/messages"
                for one in hall.rooms.values():
                    if not one.has_clerk:
                        await teams.act.install(one, everybody["arun"])
                people = {
                    one: TeamsPerson(teams, hall, person) for one, person in everybody.items()
                }
                yield Office("teams", ours.id, house, given, people)

        yield opens
