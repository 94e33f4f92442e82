"""What is Teams' own: a chat with Clerk alone, where files come and go, and a form in a card."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.app import House, build
from bot.settings import Settings
from tests.doubles.teams import cards
from tests.doubles.teams.connector import BOT
from tests.doubles.teams.double import TeamsDouble, teams_double
from tests.doubles.teams.world import Conversation, Message, Person, Tenant
from tests.scenarios.bills import bill
from tests.scenarios.offices import unhurried
from tests.scenarios.people import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Scene:
    """A Clerk in a Teams of ours, without Graph; Ann drops, Ben is an accountant."""

    house: House
    teams: TeamsDouble
    tenant: Tenant
    ann: Person
    ben: Person

    async def said(self, held: Conversation, is_so: Callable[[Message], bool]) -> Message:
        """Wait for the first message of Clerk's that is so."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for one in held.messages:
                    if one.author == BOT and is_so(one):
                        return one
                await asyncio.sleep(0.02)

    async def wants(self, message: Message, name: str) -> None:
        """Press, as Ann, the button of one of the files that a card offers."""
        line = next(line for line, held in cards.files(message.card_for(self.ann)) if held == name)
        [action] = cards.buttons(line)
        assert (await self.teams.act.trigger(message, self.ann, action, {})).status == 200


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    async with teams_double() as teams:
        tenant = teams.world.tenant()
        ann, ben = tenant.person("Ann"), tenant.person("Ben")
        given = teams.environment(tenant) | {
            "BOT_DATA_DIR": str(tmp_path_factory.mktemp("data")),
            "BOT_DIGEST_AT": "off",
            "BOT_WEB_PORT": "0",
            "BOT_ACCOUNTANTS": f"teams:{tenant.id}:{ben.id}",
        }
        async with unhurried(), build(Settings.model_validate(given)) as house:
            assert house.platforms.listener is not None
            teams.deliveries.url = f"{house.platforms.listener.url}/teams/messages"
            yield Scene(house, teams, tenant, ann, ben)


def says(*words: str) -> Callable[[Message], bool]:
    return lambda one: all(word in cards.words(one.card) for word in words)


def gives(name: str) -> Callable[[Message], bool]:
    """Tell the card that has a file among others."""
    return lambda one: name in {held for _, held in cards.files(one.card)}


def offers(name: str) -> Callable[[Message], bool]:
    """Tell a card that asks whether a file may be put into the chat."""
    return lambda one: any(held.get("name") == name for held in one.attachments)


async def test_files_come_and_go_in_a_chat_with_clerk_alone(scene: Scene) -> None:
    act, alone = scene.teams.act, scene.tenant.personal(scene.ann)
    await act.install(alone, scene.ann)
    await act.write(alone, scene.ann, files=[("发票 7.xml", bill("ALONE-1"))])
    await scene.said(alone, says("Norden Papier GmbH", "119.00"))
    files = await scene.said(alone, gives("发票 7.json"))
    await scene.wants(files, "发票 7.json")
    consent = await scene.said(alone, offers("发票 7.json"))
    answered = await act.accept(consent, scene.ann)
    assert answered.status == 200
    async with asyncio.timeout(PATIENCE):
        while not any(one.content for one in scene.teams.world.uploads.values()):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    [file] = scene.teams.world.uploads.values()
    assert json.loads(file.content)["invoice"]["invoice_number"] == "ALONE-1"
    await scene.said(alone, lambda one: one is files and not gives("发票 7.json")(one))
    await scene.wants(files, "发票 7.evidence.png")
    picture = await scene.said(alone, offers("发票 7.evidence.png"))
    assert (await act.decline(picture, scene.ann)).status == 200
    assert len(scene.teams.world.uploads) == 1
    assert sum(gives("发票 7.evidence.png")(one) for one in alone.messages) == 1


async def test_what_is_pasted_is_fetched_with_the_token_of_the_connector(scene: Scene) -> None:
    act, alone = scene.teams.act, scene.tenant.personal(scene.ben)
    await act.write(alone, scene.ben, images=[("pasted.png", b"no picture at all")])
    await scene.said(alone, says("I could not read"))
    [call] = scene.teams.asked("image")
    assert scene.teams.login.token_of(call) is not None
    assert not any("authorization" in one.headers for one in scene.teams.asked("download"))


async def test_words_are_answered_to_whoever_said_them_alone(scene: Scene) -> None:
    group = scene.tenant.group("Bills", scene.ann, scene.ben)
    before = len(group.messages)
    await scene.teams.act.write(group, scene.ben, "status", mention=True)
    alone = scene.tenant.personal(scene.ben)
    await scene.said(alone, says("not configured: files are read unscanned"))
    assert [one.author for one in group.messages[before:]] == [scene.ben.account]
