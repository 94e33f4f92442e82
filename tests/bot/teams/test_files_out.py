"""Files of Clerk's all the way to people: by consent and by a link, as Teams has them."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientSession
from yarl import URL

from bot.background import Background
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.outbox import SqlOutbox
from bot.secret import Secret
from bot.settings import Settings
from bot.teams.counter import Kept, counter
from bot.teams.giving import Giving
from bot.teams.hearing import Handlers, Hearing
from bot.teams.offering import Consent
from bot.teams.reach import Reach, reach
from bot.teams.server import teams_of
from bot.web.listener import Listener
from bot.wiring import directory
from handlers.chat import Attachment, Button, Buttons, Card, MessageRef, Outcome, Place, Press
from handlers.people import Role
from tests.doubles.teams.cards import buttons
from tests.doubles.teams.double import TeamsDouble, teams_double
from tests.doubles.teams.world import Conversation, Message, Person, Tenant

REPORT = Attachment("report.md", "text/markdown", "# 纪要\n".encode(), "The report")


async def nothing(_: object) -> None:
    pass


@dataclass
class Watched:
    """Who gives files out; `done` is set once somebody's consent was dealt with."""

    giving: Giving
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def pressed(self, press: Press) -> Outcome:
        return await self.giving.pressed(press)

    async def consented(self, press: Press, consent: Consent) -> None:
        await self.giving.consented(press, consent)
        self.done.set()


@dataclass
class House:
    """A Clerk of which nothing is wired but what gives files out."""

    teams: TeamsDouble
    tenant: Tenant
    ann: Person
    reach: Reach
    background: Background
    giving: Watched
    http: ClientSession
    address: str
    roles: list[Role]

    async def offered(self, held: Conversation) -> Message:
        """Let Clerk be added to a conversation, and offer a file there."""
        await self.teams.act.install(held, self.ann)
        await self.background.settled()
        place = Place("teams", self.tenant.id, held.id)
        found = held.message((await self.reach.chat.send_file(place, REPORT, key="k")).id)
        assert found is not None
        return found

    async def accept(self, asked: Message) -> bytes:
        """Allow, as Ann, that a file is put into her OneDrive; gives what is there then."""
        assert (await self.teams.act.accept(asked, self.ann)).status == 200
        async with asyncio.timeout(20):
            await self.giving.done.wait()
        [upload] = self.teams.world.uploads.values()
        return upload.content

    async def take(self, url: str) -> tuple[int, bytes]:
        """Do what the page of a link does, here."""
        token = URL(url).fragment.removeprefix("k=")
        sent = self.http.post(f"{self.address}/teams/files/take", data={"k": token})
        async with sent as answer:
            return answer.status, await answer.read()


@asynccontextmanager
async def opened(folder: Path, migrated: Path, **told: str) -> AsyncIterator[House]:
    await asyncio.to_thread(shutil.copy, migrated, folder / FILE_NAME)
    database, background = Database(folder / FILE_NAME), Background()
    async with teams_double() as teams, ClientSession() as http:
        tenant = teams.world.tenant()
        told["BOT_ACCOUNTANTS"] = f"teams:{tenant.id}:ann@example.com"
        given = Settings.model_validate(teams.environment(tenant) | told)
        reached = reach(given, database)
        known = directory(given, None, reached).directory
        files = counter(given, reached, Kept(Secret(b"k" * 32), known, SqlOutbox(database)))
        giving = Watched(files.giving)
        roles = list[Role]()

        async def pressed(press: Press) -> None:
            person = await known.person(press.place.tenant, f"teams:{press.user}")
            roles.append(person.role)

        handlers = Handlers(nothing, pressed, nothing, giving)
        hearing = Hearing(reached, handlers, background)
        routes = teams_of(given, reached, hearing.hear, files.routes).routes
        listener = Listener(routes, host="127.0.0.1", port=0)
        await listener.start()
        teams.deliveries.url = f"{listener.url}/teams/messages"
        ann = tenant.person("Ann")
        yield House(teams, tenant, ann, reached, background, giving, http, listener.url, roles)
        await listener.stop()
        await background.close(0)
        await reached.close()
        await database.close()


async def test_in_a_personal_chat_it_is_put_where_somebody_allows_it(
    tmp_path: Path, migrated: Path
) -> None:
    async with opened(tmp_path, migrated) as house:
        alone = house.tenant.personal(house.ann)
        asked = await house.offered(alone)
        assert await house.accept(asked) == REPORT.content
        [shown] = asked.attachments
        assert shown["contentType"] == "application/vnd.microsoft.teams.card.file.info"
        assert shown["name"] == "report.md"
        assert all("authorization" not in one.headers for one in house.teams.asked("upload"))
        said = await house.reach.book.said(
            MessageRef(Place("teams", house.tenant.id, alone.id), asked.id)
        )
        assert said is not None
        assert said.offered is not None
        assert said.offered.content is None


@pytest.mark.parametrize("has_address", [True, False])
async def test_in_a_channel_whoever_reads_it_gets_it_by_a_button(
    tmp_path: Path, migrated: Path, has_address: bool
) -> None:
    told = {"BOT_PUBLIC_URL": "https://clerk.example"} if has_address else {}
    async with opened(tmp_path, migrated, **told) as house:
        eve = house.tenant.person("Eve")
        offered = await house.offered(house.tenant.channel("General", house.ann))
        answer = await house.teams.act.press(offered, house.ann, "Get the file")
        assert answer.kind == "adaptive"
        if has_address:
            [url] = [one["url"] for one in buttons(answer.value) if "url" in one]
            assert url.startswith("https://clerk.example/teams/files/en#k=")
            assert await house.take(url) == (200, REPORT.content)
            assert (await house.take(url))[0] == 403
        else:
            [asked] = house.tenant.personal(house.ann).messages
            assert await house.accept(asked) == REPORT.content
        answer = await house.teams.act.press(offered, eve, "Get the file")
        assert "not offered any more" in str(answer.value)
        assert not any("url" in one for one in buttons(answer.value))


async def test_who_presses_before_they_ever_said_a_word_is_who_they_are(
    tmp_path: Path, migrated: Path
) -> None:
    async with opened(tmp_path, migrated) as house:
        eve = house.tenant.person("Eve")
        held = house.tenant.channel("General", house.ann, eve)
        await house.teams.act.install(held, eve)
        await house.background.settled()
        button = Buttons((Button("review.approve", "D-1:1", "Approve"),))
        place = Place("teams", house.tenant.id, held.id)
        posted = await house.reach.chat.post(place, Card("Invoice", (button,)), key="k")
        message = held.message(posted.id)
        assert message is not None
        await house.teams.act.press(message, house.ann, "Approve")
        await house.teams.act.press(message, eve, "Approve")
        assert house.roles == ["accountant", "employee"]
