"""People in a Teams of ours, who read cards in channels and in the chat that they have with Clerk.

The rooms are channels of one team. Its owners, and an admin, consented to all that Clerk can be
allowed: what is dropped there is had from Graph.
"""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp

from handlers.review_parts import LINK
from tests.doubles.teams import cards
from tests.doubles.teams.connector import BOT
from tests.doubles.teams.deliveries import Answered
from tests.doubles.teams.double import TeamsDouble
from tests.doubles.teams.gestures import NotSent
from tests.doubles.teams.world import Conversation, Json, Message, Person, Tenant
from tests.scenarios.people import Answer, Asked, Offer, Room, Seen, Somebody

PRESS, SUBMIT, BACK, FILE = (f"clerk.{one}" for one in ("press", "submit", "back", "file"))
_LINKED = re.compile(r"https?://[^\s)]+")
BUSY, WRONG = "⏳", "⚠️"
CONSENTS = frozenset(
    {
        "ChannelMessage.Read.Group", "ChatMessage.Read.Chat", "Files.Read.All",
        "ChatSettings.Read.Chat", "GroupMember.Read.All", "OnlineMeeting.ReadBasic.Chat",
        "OnlineMeetingTranscript.Read.All", "OnlineMeetingTranscript.Read.Chat",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Hall:
    """A company's rooms: channels of one team, which Clerk is in."""

    tenant: Tenant
    rooms: Mapping[Room, Conversation]

    @classmethod
    def of(cls, tenant: Tenant, people: Mapping[str, Person]) -> Self:
        """Let everybody in; who only drops does not read #accounting."""
        everybody = [*people.values()]
        deciding = [one for name, one in people.items() if name not in {"lena", "wei"}]
        tenant.consented |= CONSENTS
        rooms: dict[Room, Conversation] = {
            "invoices": tenant.channel("invoices", *everybody),
            "general": tenant.channel("general", *everybody),
            "accounting": tenant.channel("accounting", *deciding),
        }
        for one in rooms.values():
            one.is_heard = True
        return cls(tenant, rooms)

    def name_of(self, conversation: Conversation) -> Room:
        names = {one.id: name for name, one in self.rooms.items()}
        return names.get(conversation.id, "alone")


class TeamsPerson(Somebody):
    """Somebody with Teams open."""

    def __init__(self, teams: TeamsDouble, hall: Hall, person: Person) -> None:
        super().__init__(person.name, person.id)
        self.person = person
        self._teams = teams
        self.hall = hall

    async def drop(
        self, *files: tuple[str, bytes], room: Room = "invoices", thread: str | None = None
    ) -> str:
        held = self.hall.rooms[room]
        root = held.message(thread) if thread else None
        message = await self._teams.act.write(held, self.person, files=files, thread=root)
        return thread or message.id

    async def say(self, words: str, room: Room = "invoices") -> None:
        await self._teams.act.write(self.hall.rooms[room], self.person, words, mention=True)

    async def read(self, room: Room = "invoices") -> list[Seen]:
        held = self.hall.rooms[room]
        return list(self._seen(held)) if self.person.id in held.members else []

    async def alone(self) -> list[Seen]:
        return list(self._seen(self.hall.tenant.personal(self.person)))

    async def push(self, seen: Seen, offer: Offer) -> Answer:
        message: Message = seen.raw
        answered = await self._teams.act.trigger(message, self.person, offer.raw, {})
        return self._answered(seen, answered)

    async def submit(
        self,
        form: Asked,
        values: Mapping[str, str],
        rows: Mapping[str, Sequence[Sequence[str]]] | None = None,
    ) -> Answer:
        message: Message = form.message.raw
        message.shown[self.person.id] = form.raw
        [action] = [one for one in cards.buttons(form.raw) if one.get("verb") == SUBMIT]
        filled = _filled(form.raw, values, rows or {})
        try:
            answered = await self._teams.act.trigger(message, self.person, action, filled)
        except NotSent as error:  # their client says so
            return Answer("errors", errors={str(one).partition(".")[2]: "" for one in error.args})
        return self._answered(form.message, answered, is_again=True)

    async def fetch(self, seen: Seen) -> bytes:
        [offer] = [one for one in seen.buttons if one.action == FILE]
        answered = await self._teams.act.trigger(seen.raw, self.person, offer.raw, {})
        [link] = [one["url"] for one in cards.buttons(answered.value) if "url" in one]
        assert self._teams.deliveries.url is not None
        # What the page of the link does once its button is pressed.
        url = urljoin(self._teams.deliveries.url, "/teams/files/take")
        sent = {"k": urlsplit(link).fragment.removeprefix("k=")}
        async with aiohttp.ClientSession() as session, session.post(url, data=sent) as answer:
            assert answer.status == 200, answer.status
            return await answer.read()

    async def retell(self, head: str) -> None:
        held, message = self._dropped(head)
        told = self._teams.told.message(self.hall.tenant, held, self.person, message)
        answered = await self._teams.deliveries.send(told)
        assert 200 <= answered.status < 300, answered

    async def delete(self, head: str) -> None:
        _, message = self._dropped(head)
        answered = await self._teams.act.delete(message, self.person)
        assert 200 <= answered.status < 300, answered

    def _dropped(self, head: str) -> tuple[Conversation, Message]:
        found = ((held, held.message(head)) for held in self.hall.rooms.values())
        return next((held, message) for held, message in found if message is not None)

    def _answered(self, seen: Seen, answered: Answered, *, is_again: bool = False) -> Answer:
        assert answered.status == 200, answered
        if answered.kind == "error":
            said = str(answered.value["message"])
            return Answer("errors", said, errors={"": said})
        card: Json = answered.value or {}
        words, found = cards.words(card), cards.buttons(card)
        if any(one.get("verb") == SUBMIT for one in found):
            return self._form(seen, card, words, is_again=is_again)
        shown = Seen(seen.id, seen.room, seen.thread, words, tuple(_offers(card)), raw=seen.raw)
        is_told = any(one.get("verb") == BACK for one in found) or _notice(card)
        return Answer("told" if is_told else "none", words, seen=shown)

    def _form(self, seen: Seen, card: Json, words: str, *, is_again: bool) -> Answer:
        errors = dict(_mistakes(card)) if is_again else {}
        inputs = {_name(one): str(one.get("value", "")) for one in cards.inputs(card)}
        [action] = [one for one in cards.buttons(card) if one.get("verb") == SUBMIT]
        form = Asked(str(action["data"]["a"]), inputs, words, seen, card)
        return Answer("errors" if errors else "form", words, form, errors=errors)

    def _seen(self, held: Conversation) -> Iterator[Seen]:
        room = self.hall.name_of(held)
        for one in held.messages:
            if one.author == BOT:
                yield from list(_files(one, room)) or [_message(one, room)]


def _files(one: Message, room: Room) -> Iterator[Seen]:
    """Give the files that a card offers as people think of them: one after the other."""
    for line, name in cards.files(one.card):
        [offer] = _offers(line)
        id_, words = f"{one.id} {offer.value}", cards.words(line)
        yield Seen(id_, room, one.thread, words, (offer,), file=name, raw=one)


def _message(one: Message, room: Room) -> Seen:
    """Give a message as everybody sees it; what asks for a consent is a file, and so is a link."""
    words, offers = cards.words(one.card), tuple(_offers(one.card))
    is_link = any(offer.action == FILE for offer in offers)
    asked = (str(held["name"]) for held in one.attachments if "name" in held)
    file = next(asked, words.partition("\n")[0] if is_link else "")
    is_busy = words.startswith(BUSY)
    live = tuple(_live(one))
    return Seen(
        one.id, room, one.thread, words, offers, file=file, is_busy=is_busy, live=live, raw=one
    )


def _live(message: Message) -> Iterator[str]:
    """Give the links and calls that Teams makes of a message: words in a TextRun are words."""
    activity = message.activity
    for one in (activity.get("entities"), message.card.get("msteams", {}).get("entities")):
        yield from (f"@{entity.get('text')}" for entity in one or ())
    marked = [str(activity.get("text") or "")]
    for one in cards.elements(message.card):
        yield from (str(one["url"]) for _ in range("url" in one))
        marked += [str(one["text"]) for _ in range(one.get("type") == "TextBlock")]
        marked += [str(fact.get("value")) for fact in one.get("facts") or ()]
    for text in marked:
        yield from _LINKED.findall(text)


def _filled(
    card: Json, values: Mapping[str, str], rows: Mapping[str, Sequence[Sequence[str]]]
) -> dict[str, str]:
    """Write into inputs, given by their ids: of a table, into all of its cells, or its lines."""
    ids = {_name(one): str(one["id"]) for one in cards.inputs(card)}
    filled = {ids[name]: value for name, value in values.items()}
    for name, table in rows.items():
        if name in ids:
            filled[ids[name]] = "\n".join(" | ".join(row) for row in table)
            continue
        filled |= {id_: "" for cell, id_ in ids.items() if cell.startswith(f"{name}.")}
        for number, row in enumerate(table):
            filled |= {ids[f"{name}.{number}.{at}"]: value for at, value in enumerate(row)}
    return filled


def _name(element: Json) -> str:
    """Give the name of an input: its id says, before a point, how it is written.

    That of a cell goes on with its row and its column.
    """
    return str(element["id"]).partition(".")[2]


def _mistakes(card: Json) -> Iterator[tuple[str, str]]:
    """Give what is said to be wrong, by the input that it stands under; before all: nothing.

    What is wrong with a table stands above its cells.
    """
    under, said = "", list[str]()
    for one in cards.elements(card):
        if one.get("color") == "Attention" or str(one.get("text")).startswith(WRONG):
            said.append(str(one.get("text")))
            continue
        cells = cards.inputs(one) if one.get("type") == "Container" else []
        at = _name(cells[0]).partition(".")[0] if cells else under
        yield from ((at, mistake) for mistake in said)
        said.clear()
        if str(one.get("type")).startswith("Input."):
            under = _name(one)


def _notice(card: Json) -> bool:
    """Tell whether something is told on top of a card, as only its presser sees it."""
    first: Json = next(iter(card.get("body") or ()), {})
    return first.get("type") == "Container" and "style" in first


def _offers(card: Json) -> Iterator[Offer]:
    for one in cards.buttons(card):
        data = one.get("data") or {}
        if one.get("verb") in {PRESS, FILE}:
            action = str(data.get("a") or one["verb"])
            yield Offer(action, str(data.get("v", "")), str(one.get("title")), copy.deepcopy(one))
        if one.get("type") == "Action.OpenUrl":
            yield Offer(LINK, "", str(one.get("title")), one)
