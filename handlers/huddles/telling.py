"""The one message of a voice room: it tells what is true now, whoever had it drawn."""

import asyncio
from contextlib import suppress
from weakref import WeakValueDictionary

from handlers.chat import Card, ChatRefused
from handlers.drops import spoken_key
from handlers.huddles.cards import ended_card, join_card
from handlers.huddles.desk import Desk
from handlers.huddles.records import Huddle


def card_key(huddle: Huddle) -> str:
    """Name the message that heads the thread of a room.

    It is the key of what was said in it, too: whoever forgets that finds this message.
    """
    return spoken_key(huddle.id)


class Telling:
    """Posts and draws the card of a room."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turns = WeakValueDictionary[tuple[str, str], asyncio.Lock]()

    async def post(self, huddle: Huddle) -> Huddle:
        """Have its card stand in its channel, and gives it with the thread that this heads.

        May raise ChatUnavailable and ChatRefused.
        """
        # Who asks meanwhile waits: what is only being said is found by nobody, and said twice.
        async with self._turn(huddle.tenant, huddle.id):
            now = await self._desk.huddles.get(huddle.tenant, huddle.id) or huddle
            if now.place.thread is not None:
                return now
            card, key = await self._card(now), card_key(now)
            message = await self._desk.replies.post(now.place, card, key=key, job=None)
            await self._desk.huddles.headed(now.tenant, now.id, message.id)
            return await self._desk.huddles.get(now.tenant, now.id) or now

    async def show(self, tenant: str, id_: str) -> None:
        """Let the card tell what is true; one that somebody took out of the channel stays away.

        May raise ChatUnavailable.
        """
        async with self._turn(tenant, id_):
            huddle = await self._desk.huddles.get(tenant, id_)
            if huddle is None:
                return
            sent = await self._desk.replies.sent(tenant, card_key(huddle))
            if sent is not None:
                with suppress(ChatRefused):
                    await self._desk.replies.edit(sent, await self._card(huddle))

    def _turn(self, tenant: str, id_: str) -> asyncio.Lock:
        return self._turns.setdefault((tenant, id_), asyncio.Lock())

    async def _card(self, huddle: Huddle) -> Card:
        if huddle.ended_at is not None:
            lines = await self._desk.huddles.lines(huddle.tenant, huddle.id)
            is_told = huddle.meeting is not None or any(one.text.strip() for one in lines)
            return ended_card(huddle, is_wordless=not is_told)
        who = await self._desk.directory.person(huddle.tenant, huddle.started_by)
        return join_card(huddle, who.name, self._desk.terms)
