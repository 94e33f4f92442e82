"""`/voice`: somebody opens a voice room for a channel, or is shown the one that is open there."""

import base64
import secrets
from collections.abc import Callable
from dataclasses import replace

from handlers.cards import NAME_SHOWN
from handlers.chat import Card, ChatRefused, Command, Place
from handlers.huddles.budget import left_usd
from handlers.huddles.cards import link_card, open_card, refusal_card
from handlers.huddles.desk import Desk
from handlers.huddles.records import Huddle
from handlers.huddles.telling import Telling, card_key
from handlers.people import person_id
from handlers.texts.catalogue import texts


def a_name() -> str:
    """Name a room as no other, so that nobody guesses it."""
    return f"H-{base64.b32encode(secrets.token_bytes(10)).decode()}"


class Starting:
    """Opens rooms; `name` gives the id of the next."""

    def __init__(self, desk: Desk, telling: Telling, name: Callable[[], str] = a_name) -> None:
        self._desk = desk
        self._telling = telling
        self._name = name

    async def start(self, command: Command, topic: str) -> Card:
        """Open a room, or find the one that is open; gives what whoever asked is told alone.

        May raise ChatUnavailable.
        """
        place, language = replace(command.place, thread=None), command.language
        person = person_id(place.platform, command.user)
        why = await self._hindrance(place, person)
        if why is not None:
            return refusal_card(why, language)
        wanted = Huddle(
            tenant=place.tenant,
            id=self._name(),
            place=place,
            topic=_tidy(topic),
            started_by=person,
            language=language,
            started_at=self._desk.clock.now(),
        )
        huddle = await self._desk.huddles.begin(wanted)
        is_new = huddle.id == wanted.id
        if is_new:
            await self._note(huddle, person)
        try:
            huddle = await self._telling.post(huddle)
        except ChatRefused:
            # Nobody could ever join it: there is no card of it.
            await self._desk.huddles.erase(huddle.tenant, huddle.id)
            return refusal_card("channel", language)
        return await (self._begun if is_new else self._open)(huddle, person, command)

    async def _hindrance(self, place: Place, person: str) -> str | None:
        """Say what keeps a room from being opened; None: nothing does."""
        desk = self._desk
        if not await desk.directory.sees(place.tenant, person, place):
            return "unseen"
        if not desk.links.lead_in(place.platform):
            return "address"
        if not desk.terms.listeners():
            return "models"
        left = await left_usd(desk, place.tenant)
        return "money" if left is not None and left <= 0 else None

    async def _begun(self, huddle: Huddle, person: str, command: Command) -> Card:
        said, links = texts(command.language).huddles, self._desk.links
        url = links.personal(huddle, person) or ""
        return link_card(said.began, url, links, command.language, said.ready_again)

    async def _open(self, huddle: Huddle, _: str, command: Command) -> Card:
        who = await self._desk.directory.person(huddle.tenant, huddle.started_by)
        address = await self._desk.replies.link(huddle.tenant, card_key(huddle))
        return open_card(huddle, who.name, address, command.language)

    async def _note(self, huddle: Huddle, person: str) -> None:
        place = huddle.place
        detail = {"platform": place.platform, "channel": place.channel}
        await self._desk.audit.append(
            huddle.tenant, actor=person, action="huddle.started", subject=huddle.id, detail=detail
        )


def _tidy(topic: str) -> str:
    """Give the topic in one line that fits a title; what cannot be printed is no word of it."""
    line = " ".join("".join(one if one.isprintable() else " " for one in topic).split())
    return line[: 2 * NAME_SHOWN]
