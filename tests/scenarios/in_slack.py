"""A whole Clerk in a Slack of ours, by either way: what people do there, and what they see."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import sqlalchemy as sa

from bot.app import House, build
from bot.settings import Settings
from tests.doubles.slack.deliveries import SECRET, Answered
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.doubles.slack.gestures import Dropped, buttons
from tests.doubles.slack.state import Json, Message, Team

INVOICES, ACCOUNTING = "C0INVOICES", "C0ACCOUNTING"
ANN, BOB, CAT = "U0ANN", "U0BOB", "U0CAT"  # an employee, and two accountants
Way = Literal["socket", "http"]
Found = TypeVar("Found")
PATIENCE = 180.0
# Under which name Slack tells what is in an element, and under which it was put there.
_STATES = {
    "radio_buttons": ("selected_option", "initial_option"),
    "static_select": ("selected_option", "initial_option"),
    "datepicker": ("selected_date", "initial_date"),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Clerk, a Slack with one workspace, and its people."""

    house: House
    slack: SlackDouble
    team: Team

    async def drop(self, *files: tuple[str, bytes], user: str = ANN) -> Dropped:
        """Drop files in #invoices; Slack tells Clerk of it."""
        dropped = self.slack.act.drop(self.team, INVOICES, user, files)
        await self.tell(self.slack.act.told(dropped))
        return dropped

    async def tell(self, payload: Json) -> Answered:
        """Deliver what happened; it must be acknowledged."""
        answer = await self.slack.deliveries.send(payload)
        assert answer.status == 200, answer
        return answer

    async def press(self, message: Message, user: str, action: str) -> None:
        """Press a button on a message of #invoices."""
        await self.tell(self.slack.act.press(self.team, INVOICES, message, user, action))

    async def submit(self, view: Json, user: str, **values: str) -> Answered:
        """Send a modal off, with some of its inputs filled in."""
        filled = {name: _written(view, name, value) for name, value in values.items()}
        left = {one["block_id"]: _left(one) for one in view["blocks"] if one["type"] == "input"}
        state = left | {f"input:{name}": said for name, said in filled.items()}
        return await self.tell(self.slack.act.submit(self.team, view, user, state))

    def answers(self, dropped: Dropped) -> list[Message]:
        """Give what everybody sees of Clerk's in the thread of a drop."""
        return [
            one
            for one in self.team.channels[dropped.channel].messages
            if one.thread == dropped.message.ts and one.ephemeral is None
        ]

    def cards(self, dropped: Dropped) -> list[Message]:
        """Give the cards in the thread of a drop."""
        return [one for one in self.answers(dropped) if not one.files]

    async def card(self, dropped: Dropped, until: Callable[[Message], bool]) -> Message:
        """Wait for the one card of a drop to be as it should."""

        def found() -> Message | None:
            cards = self.cards(dropped)
            return cards[0] if len(cards) == 1 and until(cards[0]) else None

        return await self.until(found)

    async def whole(self, dropped: Dropped) -> Message:
        """Wait for the whole answer: a card that is no placeholder, and its two files."""

        def found() -> Message | None:
            cards, all_ = self.cards(dropped), self.answers(dropped)
            is_whole = len(cards) == 1 and len(all_) - len(cards) == 2
            return cards[0] if is_whole else None

        return await self.until(found)

    async def modal(self) -> list[Json]:
        """Wait for a modal to be open, and give the last one, alone in a list."""
        return await self.until(lambda: [*self.team.views.values()][-1:])

    def whispers(self, user: str) -> list[str]:
        """Give what only one person was told in #invoices."""
        said = self.team.channels[INVOICES].messages
        return [one.text for one in said if one.ephemeral == user]

    async def until(self, found: Callable[[], Found | None]) -> Found:
        """Wait until something is there, and give it."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if one := found():
                    return one
                await asyncio.sleep(0.02)


def actions(message: Message) -> list[str]:
    """Give what can be pressed on a message."""
    return [one["action_id"].partition("#")[0] for one in buttons(message.blocks)]


def _left(block: Json) -> Json:
    """Give an input as a person left it: as Slack tells of what nobody touched."""
    element = block["element"]
    state, initial = _STATES.get(element["type"], ("value", "initial_value"))
    return {element["action_id"]: {"type": element["type"], state: element.get(initial)}}


def _written(view: Json, name: str, value: str) -> Json:
    [block] = [one for one in view["blocks"] if one.get("block_id") == f"input:{name}"]
    element = block["element"]
    return {element["action_id"]: {"type": element["type"], "value": value}}


def settings(slack: SlackDouble, team: Team, folder: Path, way: Way, **more: object) -> Settings:
    """Give the settings of a Clerk in that workspace."""
    given: dict[str, object] = {
        "BOT_DATA_DIR": folder,
        "BOT_WEB_PORT": 0,
        "BOT_DIGEST_AT": "off",
        "BOT_ACCOUNTANTS": f"slack:{team.id}:{BOB},slack:{team.id}:{CAT}",
        "BOT_ACCOUNTING_CHANNELS": f"slack:{team.id}:{ACCOUNTING}",
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": team.token,
    }
    if way == "socket":
        given["SLACK_APP_TOKEN"] = slack.world.app_token
    else:
        given |= {"SLACK_SIGNING_SECRET": SECRET, "BOT_PUBLIC_URL": "https://clerk.example.com"}
    return Settings.model_validate(given | more)


def inhabited(slack: SlackDouble) -> Team:
    """Make a workspace with its people."""
    team = slack.world.add_team()
    slack.act.join(team, ANN, INVOICES)
    slack.act.join(team, BOB, INVOICES, ACCOUNTING)
    slack.act.join(team, CAT, INVOICES, ACCOUNTING, locale="zh-CN")
    return team


@asynccontextmanager
async def opened(slack: SlackDouble, given: Settings) -> AsyncIterator[House]:
    """Run a Clerk; by HTTP, Slack delivers to it."""
    async with build(given) as house:
        listener = house.platforms.listener
        assert listener is not None
        is_http = given.slack_app_token is None
        slack.deliveries.url = f"{listener.url}/slack/events" if is_http else None
        yield house


@asynccontextmanager
async def in_slack(folder: Path, way: Way) -> AsyncIterator[Scene]:
    """Run both."""
    async with slack_double() as slack:
        team = inhabited(slack)
        async with opened(slack, settings(slack, team, folder, way)) as house:
            yield Scene(house, slack, team)


async def jobs(house: House, file: str) -> int:
    """Count the durable jobs of a file."""
    query = "SELECT count(*) FROM workflow_status WHERE workflow_uuid LIKE :key"
    async with house.ledger.database.session() as session:
        found = await session.scalar(sa.text(query), {"key": f"slack:%:{file}"})
    return int(found or 0)
