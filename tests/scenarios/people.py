"""What people do with Clerk and what they see of it, on whichever platform they are."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from handlers.review_parts import LINK
from tests.scenarios.looking import Looks

Room = Literal["invoices", "general", "accounting", "alone"]
Kind = Literal["none", "told", "form", "errors"]
PATIENCE = 180  # seconds
_DOCUMENT = re.compile(r"\bD-[A-Z2-7]{10}\b")


@dataclass(frozen=True, slots=True)
class Offer:
    """A button; `raw` is what the platform knows it as."""

    action: str
    value: str
    label: str
    raw: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of Clerk's as somebody sees it: a card, or a file (`file` is its name).

    What is told to them in a chat of theirs stands in the room `alone`.

    `words` are all that can be read on it, in order. `thread` is the message that heads its
    thread; None where it stands in none. `is_busy`: Clerk is at it. `live` is what a client makes
    more of than words: links, and calls to people. `raw` is the platform's own.
    """

    id: str
    room: Room
    thread: str | None
    words: str
    buttons: tuple[Offer, ...] = ()
    file: str = ""
    is_busy: bool = False
    live: tuple[str, ...] = ()
    raw: Any = field(default=None, repr=False)

    @property
    def actions(self) -> set[str]:
        """What can be done on it; a link to another message is nothing to be done."""
        return {one.action for one in self.buttons} - {LINK}

    @property
    def document(self) -> str:
        """The document that it is about: the last one that it names."""
        found = _DOCUMENT.findall(self.words)
        return str(found[-1]) if found else ""

    @property
    def listed(self) -> set[str]:
        """The documents that there is something to be done with on it."""
        return {found for one in self.buttons for found in _DOCUMENT.findall(one.value)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that somebody is to fill in: what stands in its inputs, by their names."""

    action: str
    inputs: Mapping[str, str]
    words: str
    message: Seen
    raw: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody gets for a press or a form; `seen` is what only they are shown."""

    kind: Kind
    words: str = ""
    form: Asked | None = None
    seen: Seen | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


class Somebody(ABC):
    """One person in their client, `id` as their platform knows them."""

    def __init__(self, name: str, id_: str) -> None:
        self.name = name
        self.id = id_

    @abstractmethod
    async def drop(
        self, *files: tuple[str, bytes], room: Room = "invoices", thread: str | None = None
    ) -> str:
        """Drop files with one message, in a thread or to head one; gives what heads it."""

    @abstractmethod
    async def say(self, words: str, room: Room = "invoices") -> None:
        """Say something to Clerk, as a command."""

    @abstractmethod
    async def read(self, room: Room = "invoices") -> list[Seen]:
        """Give what Clerk said to everybody in a room, oldest first; nothing: it is not theirs."""

    @abstractmethod
    async def alone(self) -> list[Seen]:
        """Give what Clerk said to this person alone, wherever, oldest first."""

    @abstractmethod
    async def push(self, seen: Seen, offer: Offer) -> Answer:
        """Press a button of a message."""

    @abstractmethod
    async def submit(
        self,
        form: Asked,
        values: Mapping[str, str],
        rows: Mapping[str, Sequence[Sequence[str]]] | None = None,
    ) -> Answer:
        """Send a form off as it is, with some of its inputs changed."""

    @abstractmethod
    async def fetch(self, seen: Seen) -> bytes:
        """Get a file of Clerk's."""

    @abstractmethod
    async def retell(self, head: str) -> None:
        """Have Clerk told again of what was dropped, as platforms do that heard no answer."""

    @abstractmethod
    async def delete(self, head: str) -> None:
        """Delete the message that a file was dropped with."""

    async def press(self, seen: Seen, action: str, *, on: str = "") -> Answer:
        """Press the button of an action; `on`: the one whose value begins like this."""
        found = [one for one in seen.buttons if one.action == action and one.value.startswith(on)]
        assert found, f"no {action} {on} among {seen.buttons} of {seen.words}"
        return await self.push(seen, found[0])

    async def form(self, seen: Seen, action: str) -> Asked:
        """Press a button that asks for something."""
        answer = await self.press(seen, action)
        assert answer.form is not None, answer
        return answer.form

    async def decide(self, card: Seen, verdict: str, reason: str) -> Answer:
        """Press a button that may ask for a reason, and give one; gives what comes of it."""
        answer = await self.press(card, f"review.{verdict}")
        if answer.form is None:
            return answer
        return await self.submit(answer.form, {"reason": reason})

    async def cards(self, document: str, room: Room = "invoices") -> list[Seen]:
        """Give the cards of a document: one that only names it is none."""
        seen = await self.read(room)
        return [one for one in seen if not one.file and one.document == document]

    async def card(
        self,
        document: str,
        room: Room = "invoices",
        *,
        until: Callable[[Seen], bool] = lambda _: True,
    ) -> Seen:
        """Wait for the one card of a document in a room to be as it should."""
        async with looking(f"the card of {document} in {room}") as told:
            while True:
                told.seen = await self.cards(document, room)
                if len(told.seen) == 1 and until(told.seen[0]):
                    return told.seen[0]
                await told.looks.again()

    async def gone(self, document: str, room: Room = "invoices") -> None:
        """Wait until no card of a document is in a room."""
        async with looking(f"the end of {document} in {room}") as told:
            while seen := await self.cards(document, room):
                told.seen = seen
                await told.looks.again()

    async def below(self, thread: str | None, room: Room = "invoices") -> list[Seen]:
        """Give what Clerk said in a thread."""
        return [one for one in await self.read(room) if one.thread == thread]

    async def answered(
        self,
        thread: str,
        room: Room = "invoices",
        *,
        until: Callable[[Seen], bool] = lambda _: True,
        files: int = 0,
    ) -> Seen:
        """Wait for the one card of a thread, no placeholder any more, with so many files."""
        async with looking(f"the answer to {thread} in {room}") as told:
            while True:
                told.seen = await self.below(thread, room)
                cards = [one for one in told.seen if not one.file]
                is_whole = len(told.seen) - len(cards) >= files
                if len(cards) == 1 and not cards[0].is_busy and is_whole and until(cards[0]):
                    return cards[0]
                await told.looks.again()

    async def files(self, card: Seen, many: int) -> list[str]:
        """Wait until so many files stand in the thread that a card heads; gives their names."""
        async with looking(f"{many} files under {card.id}") as told:
            while True:
                told.seen = await self.below(card.id, card.room)
                names = [one.file for one in told.seen if one.file]
                if len(names) >= many:
                    return names
                await told.looks.again()

    async def said(self, thread: str | None, words: str, room: Room = "invoices") -> Seen:
        """Wait for the one message of a thread (None: of any, or none) that says this."""
        async with looking(f"{words!r} in {room}") as told:
            while True:
                told.seen = await self.read(room)
                found = [
                    one for one in told.seen if words in one.words and thread in {None, one.thread}
                ]
                if found:
                    [message] = found
                    return message
                await told.looks.again()

    async def told(self, *words: str, since: Sequence[Seen] = ()) -> Seen:
        """Wait until they alone are told all of this, and not before `since`; gives the last."""
        before = {one.id for one in since}
        async with looking(f"{words} to {self.name}") as told:
            while True:
                told.seen = await self.alone()
                for one in reversed(told.seen):
                    if one.id not in before and all(word in one.words for word in words):
                        return one
                await told.looks.again()

    async def asks(self, command: str, *words: str) -> Seen:
        """Say a command, and wait to be told something alone."""
        before = await self.alone()
        await self.say(command)
        return await self.told(*words, since=before)


@dataclass
class Looking:
    """What was looked for, and what was seen in its place."""

    looks: Looks
    seen: Sequence[Seen] = ()


@asynccontextmanager
async def looking(what: str) -> AsyncIterator[Looking]:
    """Look until the block is left, for as long as patience lasts."""
    told = Looking(Looks())
    try:
        async with asyncio.timeout(PATIENCE):
            yield told
    except TimeoutError:
        seen = "\n---\n".join(f"{one.thread} {one.file or one.words}" for one in told.seen)
        raise AssertionError(f"{what} never came; what did:\n{seen}") from None


def says(*words: str) -> Callable[[Seen], bool]:
    """Give what waits for a message that says all of this."""
    return lambda seen: all(one in seen.words for one in words)


def offers(*actions: str) -> Callable[[Seen], bool]:
    """Give what waits for a message on which all of this can be done."""
    return lambda seen: seen.actions >= set(actions)
