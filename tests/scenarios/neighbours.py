"""Two companies in one Clerk: people and channels of the same names, and nothing in common."""

import asyncio
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.app import House
from handlers.review_parts import ACTIONS
from handlers.verdicts import Verdict
from tests.doubles.slack import events
from tests.doubles.slack.deliveries import Answered
from tests.doubles.slack.double import SlackDouble
from tests.doubles.slack.gestures import Dropped, buttons
from tests.doubles.slack.state import Json, Message, Team

CHANNEL, BOOKS = "C0INVOICES", "C0BOOKS"
ANN, ACCOUNTANT = "U0ANN", "U0BOOKS"
PATIENCE = 180.0
_FILES = 2  # the JSON, and the picture of where its values stand
_DOCUMENT = re.compile(r"\bD-[A-Z2-7]{10}\b")


class Heard(logging.Handler):
    """Everything that is logged, down to the smallest; what the doubles log is not Clerk's."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "aiohttp.access":
            self.lines.append(f"{record.getMessage()} {record.exc_text or ''} {vars(record)}")


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear all that is logged meanwhile."""
    handler, root = Heard(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield handler
    finally:
        root.setLevel(before)
        root.removeHandler(handler)


@dataclass
class Company:
    """One workspace, and what its people do and see."""

    slack: SlackDouble
    house: House
    team: Team
    told: list[Answered] = field(default_factory=list)

    @classmethod
    def settle(cls, slack: SlackDouble, house: House, team: Team, locale: str) -> "Company":
        """Let its people in: they are named as the neighbours' are."""
        slack.act.join(team, ANN, CHANNEL, locale=locale)
        slack.act.join(team, ACCOUNTANT, CHANNEL, BOOKS, locale=locale)
        return cls(slack, house, team)

    async def send(self, payload: Json) -> Answered:
        """Deliver what happened; Clerk acknowledges it."""
        answered = await self.slack.deliveries.send(payload)
        assert answered.status == 200, answered
        return answered

    async def drop(self, name: str, content: bytes) -> Dropped:
        """Drop a file into the channel."""
        dropped = self.slack.act.drop(self.team, CHANNEL, ANN, [(name, content)])
        await self.send(self.slack.act.told(dropped))
        return dropped

    async def card(self, dropped: Dropped) -> Message:
        """Wait until a file has its whole answer, and give the card."""
        root = dropped.message.ts

        def found() -> Message | None:
            said = [one for one in self.messages() if one.thread == root]
            is_whole = len(said) > _FILES and all(one.files for one in said[1:])
            return said[0] if is_whole and document_in(said[0].blocks) else None

        card: Message = await until(found)
        return card

    def messages(self) -> list[Message]:
        """Give everything that was said in this workspace, in private too."""
        return [one for channel in self.team.channels.values() for one in channel.messages]

    def said(self) -> str:
        """Give what was said in this workspace, and Clerk's files in it."""
        said = [(one.text, one.blocks, one.metadata) for one in self.messages()]
        files = [(one.name, one.title, one.content.decode("latin-1")) for one in self.files()]
        return json.dumps([said, files], ensure_ascii=False, default=str)

    def seen(self) -> str:
        """Give all that anybody of this workspace can see of what Clerk made."""
        return self.said() + json.dumps([self.team.views, self.team.homes], ensure_ascii=False)

    def files(self) -> list[Any]:
        """Give the files of Clerk's in this workspace."""
        return [one for one in self.team.files.values() if one.user == self.team.user]

    async def press(self, message: Message, user: str, verdict: Verdict, value: str) -> None:
        """Press a button of a message, with a value that may be anybody's."""
        payload = self.slack.act.press(self.team, CHANNEL, message, user, ACTIONS[verdict])
        payload["actions"][0]["value"] = value
        await self.send(payload)

    async def command(self, user: str, words: str) -> str:
        """Say `/clerk WORDS`, and give what only this person was told."""
        before = self.told_in_private(user)
        await self.send(self.slack.act.command(self.team, CHANNEL, user, words))
        told = await until(lambda: [one for one in self.told_in_private(user) if one not in before])
        return json.dumps(told, ensure_ascii=False)

    async def home(self, user: str) -> str:
        """Open Clerk's Home, and give what it shows."""
        self.team.homes.pop(user, None)
        await self.send(self.slack.act.open_home(self.team, user))
        view = await until(lambda: self.team.homes.get(user))
        return json.dumps(view, ensure_ascii=False)

    async def tell(self, event: Json) -> None:
        """Deliver an event, in the envelope of this workspace."""
        await self.send(events.envelope(self.slack.world, self.team, event))

    def told_in_private(self, user: str) -> list[Any]:
        """Give the blocks of what only one person was told here, in whichever way."""
        here = f"/{self.team.id}/"
        hooked = [body.get("blocks") for path, body in self.slack.hooked if here in path]
        return [one.blocks for one in self.messages() if one.ephemeral == user] + hooked

    def modals(self) -> list[Json]:
        """Give the modals that were opened here."""
        return [one for one in self.team.views.values() if one["type"] == "modal"]

    def said_under(self, root: str) -> str:
        """Give the words of Clerk's messages in a thread."""
        return "\n".join(one.text for one in self.messages() if one.thread == root)


async def until(look: Callable[[], Any]) -> Any:
    """Wait until something is there."""
    async with asyncio.timeout(PATIENCE):
        while not (found := look()):  # noqa: ASYNC110 - what the double holds rings no bell
            await asyncio.sleep(0.02)
        return found


def document_in(blocks: Any) -> str | None:
    """Give the id of the document that blocks are about."""
    found = _DOCUMENT.search(json.dumps(blocks))
    return None if found is None else found.group()


def value_of(message: Message, verdict: Verdict) -> str:
    """Give the value of a button."""
    named = ACTIONS[verdict]
    [value] = [one["value"] for one in buttons(message.blocks) if named in one["action_id"]]
    return str(value)
