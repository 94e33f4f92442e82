"""Buttons on the card of a voice room: somebody joins, who gets a link of their own, or ends it."""

import hashlib

from handlers.chat import Card, Outcome, Press, Told
from handlers.huddles.cards import JOIN, link_card, refusal
from handlers.huddles.desk import Desk
from handlers.huddles.ending import Ends
from handlers.huddles.records import Huddle
from handlers.huddles.telling import Telling
from handlers.people import person_id
from handlers.texts.catalogue import texts


class Joining:
    """Lets in, and ends for, people who read the channel of a room."""

    def __init__(self, desk: Desk, ends: Ends, telling: Telling) -> None:
        self._desk = desk
        self._ends = ends
        self._telling = telling

    async def on_press(self, press: Press) -> Outcome:
        """Answer whoever pressed, alone. May raise ChatUnavailable."""
        person = person_id(press.place.platform, press.user)
        huddle = await self._seen(press, person)
        if huddle is None:
            await self._refused(press, person, "unseen")
            return refusal("unseen", press.language)
        if huddle.ended_at is not None:
            # Its card may stand there as it was: a crash may have kept it from being drawn.
            await self._telling.show(huddle.tenant, huddle.id)
            return refusal("over", press.language)
        deed = self._join if press.action == JOIN else self._end
        return await deed(press, huddle, person)

    async def _seen(self, press: Press, person: str) -> Huddle | None:
        # What one person is told alone may stand in another place than the room's channel.
        huddle = await self._desk.huddles.get(press.place.tenant, press.value)
        if huddle is None:
            return None
        sees = await self._desk.directory.sees(huddle.tenant, person, huddle.place)
        return huddle if sees else None

    async def _join(self, press: Press, huddle: Huddle, person: str) -> Outcome:
        url = self._desk.links.personal(huddle, person)
        if url is None:
            return refusal("address", press.language)
        await self._note(huddle, person, "huddle.invited")
        said = texts(press.language).huddles
        return Told(link_card(said.ready, url, self._desk.links, press.language))

    async def _end(self, press: Press, huddle: Huddle, person: str) -> Outcome:
        if not await may_end(self._desk, huddle, person):
            await self._refused(press, person, "role")
            return refusal("end", press.language)
        # First where people sit: what they say until then is told in time for the report.
        await self._desk.closing.close(huddle.id, "people")
        await self._ends.end(huddle, "people", person)
        await self._telling.show(huddle.tenant, huddle.id)
        return Told(Card(texts(press.language).huddles.ending_now))

    async def _note(self, huddle: Huddle, person: str, action: str) -> None:
        await self._desk.audit.append(
            huddle.tenant, actor=person, action=action, subject=huddle.id, detail={}
        )

    async def _refused(self, press: Press, person: str, why: str) -> None:
        # What was pressed may be anything: no word of it is kept.
        digest = hashlib.sha256(press.value.encode(errors="surrogatepass")).hexdigest()
        await self._desk.audit.append(
            press.place.tenant,
            actor=person,
            action="huddle.refused",
            subject=digest,
            detail={"what": press.action, "why": why},
        )


async def may_end(desk: Desk, huddle: Huddle, person: str) -> bool:
    """Tell whether a person may end a room for all: who opened it, and administrators.

    All others leave it, and it ends once nobody is there any more. May raise ChatUnavailable.
    """
    if person == huddle.started_by:
        return True
    return (await desk.directory.person(huddle.tenant, person)).role == "admin"
