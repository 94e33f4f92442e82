"""How far a run is, on the card of its meeting: one edit each few seconds at most."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from handlers.chat import ChatError, Language
from handlers.meetings.cards import Point
from handlers.meetings.telling import Telling
from handlers.texts.catalogue import texts
from handlers.waiting import Awaited

# What a run is at that waits for somebody.
_STAGES: Mapping[Awaited, str] = {"transcriber": "hearing", "writer": "writing"}


class Progress:
    """Tells how far the run of one meeting is, in a language and a zone."""

    def __init__(
        self, telling: Telling, meeting: tuple[str, str], about: tuple[Language, tzinfo]
    ) -> None:
        self._telling = telling
        self._meeting = meeting
        self._language, self._zone = about

    async def at(self, stage: str, percent: int) -> None:
        """Show the stage and how much of all is done, unless the card was drawn just now."""
        if self._telling.pace.is_due(self._meeting):
            await self._show(Point(stage, percent))

    async def wait(self, what: Awaited, until: datetime) -> None:
        """Show what gives no answer, and until when it is asked again."""
        await self._telling.pace.wait(self._meeting)
        said = texts(self._language).meetings.waits[what]
        when = f"{until.astimezone(self._zone):%H:%M %Z}"
        stage = _STAGES.get(what, "waiting")
        await self._show(Point(stage, hindrance=said.format(until=when)))

    async def _show(self, point: Point) -> None:
        try:
            await self._telling.show(*self._meeting, at=point)
        except ChatError:
            return  # a courtesy: the run goes on, and what comes of it is told on its own
