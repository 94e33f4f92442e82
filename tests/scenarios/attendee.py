"""Somebody who drops recordings into a running Clerk, and what comes of them in their threads."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import aiohttp

from tests.scenarios.deciding import Colleague, actions, written
from tests.scenarios.dropping import Message, Visitor
from tests.scenarios.looking import Looks

PATIENCE = 90  # seconds
START, STOP, DELETE, RENAME = (f"meeting.{one}" for one in ("start", "stop", "delete", "rename"))


class Attendee:
    """Somebody with the workspace open, who has been in meetings."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.visitor = Visitor(url, session)
        self.self = Colleague(url, session, "employee")

    async def drop(self, *paths: Path) -> str:
        """Drop files into one thread; gives the message that heads it."""
        first, *others = paths
        head = str((await self.visitor.drop(first))["id"])
        for path in others:
            await self.visitor.drop(path, thread=head)
        return head

    async def below(self, head: str) -> list[Message]:
        """Give what Clerk has said in a thread."""
        messages = await self.self.messages("invoices")
        return [one for one in messages if one["thread"] == head and one["body"]["kind"] != "drop"]

    async def card(self, head: str, is_right: Callable[[Message], bool]) -> Message:
        """Wait until the one card of a meeting is as it should."""
        cards: list[Message] = []
        try:
            async with asyncio.timeout(PATIENCE):
                looks = Looks()
                while True:
                    cards = [one for one in await self.below(head) if is_of_meeting(one)]
                    if len(cards) == 1 and is_right(cards[0]):
                        return cards[0]
                    await looks.again()
        except TimeoutError:
            raise AssertionError(f"not as it should be: {written(cards)}") from None

    async def asked(self, head: str) -> Message:
        """Wait until Clerk asks whether it shall start."""
        return await self.card(head, lambda one: START in actions(one))

    async def start(self, head: str) -> None:
        """Press Start once Clerk asks."""
        assert await self.self.press(await self.asked(head), START) is not None

    async def ended(self, head: str) -> Message:
        """Wait until a run is over; gives the card."""
        return await self.card(head, lambda one: STOP not in actions(one) and is_answer(one))

    async def proposed(self, head: str) -> Message:
        """Wait until Clerk has proposed what was decided; gives that card."""
        async with asyncio.timeout(PATIENCE):
            looks = Looks()
            while True:
                cards = [one for one in await self.below(head) if one["body"]["kind"] == "card"]
                for one in cards:
                    if not is_of_meeting(one):
                        return one
                await looks.again()

    async def files(self, head: str, many: int) -> dict[str, Message]:
        """Wait until so many files stand in a thread; gives their messages by name."""
        async with asyncio.timeout(PATIENCE):
            looks = Looks()
            while True:
                said = await self.below(head)
                found = {one["body"]["name"]: one for one in said if one["body"]["kind"] == "file"}
                if len(found) >= many:
                    return found
                await looks.again()

    async def emptied(self, head: str) -> None:
        """Wait until nothing of Clerk's that could be told of a meeting is in a thread."""
        async with asyncio.timeout(PATIENCE):
            looks = Looks()
            while any(one["body"]["kind"] == "file" or DELETE in actions(one)
                      for one in await self.below(head)):  # fmt: skip
                await looks.again()


def is_answer(card: Message) -> bool:
    """Tell the card of a run from the one that asks: it can be done again, renamed, or deleted."""
    return DELETE in actions(card) and "Press Start," not in written(card)


def is_of_meeting(message: Message) -> bool:
    """Tell whether a message is a meeting's card, and not that of what was decided in it."""
    is_card = message["body"]["kind"] == "card"
    return is_card and not any(one.startswith("task.") for one in actions(message))
