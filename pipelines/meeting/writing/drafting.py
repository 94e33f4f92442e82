"""What one writer answers about a meeting: in one pass where that has room, else part by part."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from pipelines.errors import BackendError, BackendRefused, BadAnswer, Fault
from pipelines.failover import Attempt
from pipelines.meeting.abreast import abreast
from pipelines.meeting.brief import Brief
from pipelines.meeting.draft import Draft
from pipelines.meeting.writing.parts import Line, Part, halves, lines_of, parted
from pipelines.meeting.writing.prompt import Sight, TooMuch
from pipelines.ports import Answer, Prompt, Writer

# Of so many tokens of transcript for each that may be answered minutes are written in one pass;
# what is longer is cut into parts, of which more is told.
_ONE_PASS, _IN_PARTS = 8, 2.5
_MOST_PARTS = 64
# A part that was too much is halved, and its halves again, so often.
_HALVED = 2
_TOO_MUCH = frozenset({Fault.TRUNCATED, Fault.TOO_LARGE})

Told = TypeVar("Told", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was answered about a part of a meeting, and what was asked."""

    part: Part
    prompt: Prompt
    answer: Answer[Draft]


class Drafting:
    """Asks one writer about one meeting; `asked` tells whether a call was begun."""

    def __init__(self, attempt: Attempt[Writer], brief: Brief) -> None:
        self.sight = Sight(brief, attempt.backend.limits)
        self.asked = False
        self._attempt = attempt
        self._brief = brief

    @property
    def at_once(self) -> int:
        """How many calls may run at the same time."""
        return self._attempt.backend.at_once

    async def drafts(self) -> Sequence[Drafted]:
        """Give what is answered about all of the meeting, in its order. Raises BackendError."""
        try:
            parts = await asyncio.to_thread(self._planned)
        except TooMuch:
            raise BackendRefused(Fault.TOO_LARGE) from None
        drafted: dict[int, list[Drafted]] = {}

        async def draft(part: Part) -> None:
            drafted[part.number] = await self._drafted(part)

        await abreast(parts, self.at_once, draft)
        return [one for part in parts for one in drafted[part.number]]

    async def ask(self, prompt: Prompt, shape: type[Told]) -> Answer[Told]:
        """Ask the writer one thing. Raises BackendError."""
        most = self._attempt.backend.limits.output_tokens
        self.asked = True
        return await self._attempt.run(
            lambda writer, seconds: writer.ask(prompt, shape, max_tokens=most, seconds=seconds)
        )

    def _planned(self) -> tuple[Part, ...]:
        """Cut the meeting into parts that the writer has room for. Raises TooMuch."""
        film, room = self.sight.film, self.sight.room
        lines: Sequence[Line] = lines_of(self._brief.transcript.segments)
        answered = self._attempt.backend.limits.output_tokens
        whole = sum(one.tokens for one in lines)
        if whole <= min(room, _ONE_PASS * answered):
            return parted(lines, whole)
        parts = parted(lines, min(room, int(_IN_PARTS * answered)))
        if film is not None or len(parts) > _MOST_PARTS:
            raise TooMuch
        return parts

    async def _drafted(self, part: Part) -> list[Drafted]:
        prompt = await asyncio.to_thread(self.sight.asked, part)
        try:
            return [Drafted(part, prompt, await self.ask(prompt, Draft))]
        except (BadAnswer, BackendRefused) as error:
            pieces = halves(part) if self._helps(error, part) else ()
            if not pieces:
                raise
        return [one for piece in pieces for one in await self._drafted(piece)]

    def _helps(self, error: BackendError, part: Part) -> bool:
        """Tell whether less at once may be answered; of many parts one may just go wrong."""
        slipped = part.of > 1 and isinstance(error, BadAnswer)
        is_bounded = part.halved < _HALVED and self.sight.film is None
        return is_bounded and (error.fault in _TOO_MUCH or slipped)
