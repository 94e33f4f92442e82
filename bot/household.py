"""The household at home: what voice rooms ask is answered by the scenario of voice rooms."""

import logging
from collections.abc import Awaitable, Callable

from bot.background import HINDRANCES
from bot.bridge.wire import (
    Answer,
    Asked,
    Close,
    Denied,
    Ended,
    Enter,
    Found,
    Join,
    Look,
    Return,
    Said,
    Taken,
    Used,
    Visitor,
    Words,
)
from handlers.huddles.attending import Attending, Denial, Visit
from handlers.huddles.records import Ending, Huddle, Spent
from handlers.huddles.scenario import Huddling
from pipelines.voice import Line

_log = logging.getLogger(__name__)
_NOBODY = Denied(why="room")


class OwnHousehold:
    """Answers what a voice process asks, in the process that keeps everything."""

    def __init__(self, huddling: Huddling) -> None:
        self._huddling = huddling
        self._attending: Attending = huddling.attending

    def follow(self, tell: Callable[[Close], Awaitable[None]]) -> None:
        """Have somebody told of rooms that are to end."""

        async def told(room: str, ending: Ending) -> None:
            await tell(Close(room=room, ending=ending))

        self._huddling.closing.follow(told)

    async def lost(self, known: frozenset[str] = frozenset()) -> None:
        """Have rooms told of that nobody keeps open any more, but for those that are `known`.

        To be called where a voice process begins anew. May raise what a queue or a ledger does.
        """
        await self._attending.lost(known)

    async def ask(self, asked: Asked) -> Answer:
        """Answer one question; what cannot be done now is `away`, and may be asked again."""
        try:
            return await self._answer(asked)
        except HINDRANCES as fault:
            _log.warning("a voice room was not answered (%s)", type(fault).__name__)
            return Denied(why="away")

    async def _answer(self, asked: Asked) -> Answer:
        attending = self._attending
        match asked:
            case Enter():
                return _let_in(await attending.enter(asked.room, asked.token))
            case Return():
                return _let_in(await attending.come_back(asked.room, asked.token))
            case Join():
                return _let_in(await attending.join(asked.room, asked.token))
            case Look():
                return await self._look(asked)
            case Said() | Used() | Ended():
                return await self._taken(await self._kept(asked))

    async def _look(self, look: Look) -> Answer:
        looking = self._huddling.looking
        found = await looking.look(look.room, look.person, look.name, look.arguments)
        return _NOBODY if found is None else Found(text=found)

    async def _kept(self, told: Said | Used | Ended) -> Huddle | None:
        attending = self._attending
        match told:
            case Said():
                return await attending.said(told.room, told.first, [*map(_line, told.lines)])
            case Used():
                spent = Spent(told.number, told.seconds, told.cost_usd)
                return await attending.used(told.room, spent)
            case Ended():
                return await attending.ended(told.room, told.ending)

    async def _taken(self, huddle: Huddle | None) -> Answer:
        if huddle is None:
            return _NOBODY
        return Taken(left_usd=await self._attending.left(huddle))


def _let_in(visit: Visit | Denial) -> Visitor | Denied:
    if not isinstance(visit, Visit):
        return Denied(why=visit)
    huddle = visit.huddle
    return Visitor(
        room=huddle.id,
        tenant=huddle.tenant,
        topic=huddle.topic,
        language=huddle.language,
        person=visit.person,
        name=visit.name,
        token=visit.token,
        may_end=visit.may_end,
        joined=visit.joined,
        left_usd=visit.left_usd,
        lines=visit.lines,
        used=huddle.spent,
        age_s=visit.age_s,
    )


def _line(words: Words) -> Line:
    return Line(words.at_s, words.lasts_s, words.who, words.text)
