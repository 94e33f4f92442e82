"""Has the minutes of a meeting written by the first writer that answers, and verified."""

import asyncio
from collections.abc import Mapping, Sequence

from pipelines.consulted import Consulted, consulted
from pipelines.egress import Egress
from pipelines.errors import BackendError, BadAnswer, Fault
from pipelines.failover import Attempt, Failover
from pipelines.meeting.abreast import abreast
from pipelines.meeting.brief import Brief, Written
from pipelines.meeting.draft import Draft
from pipelines.meeting.engine import Engine, engines
from pipelines.meeting.minutes import Minutes
from pipelines.meeting.model import Lack
from pipelines.meeting.writing import repairing, tidying
from pipelines.meeting.writing.drafting import Drafting
from pipelines.meeting.writing.letting_go import let_go
from pipelines.meeting.writing.merging import merged, worded
from pipelines.meeting.writing.parts import on_one_line
from pipelines.meeting.writing.prompt import weight
from pipelines.meeting.writing.repairing import Doubts, Item, Path, Repair
from pipelines.ports import Prompt, Writer


class Writing:
    """Has minutes written, and holds each statement against the transcript."""

    def __init__(
        self,
        writers: Failover[Writer],
        companies: Mapping[str, str] | None = None,
        *,
        seconds: float,
    ) -> None:
        """Remember whom to ask, whose they are by their hosts, and how long all of it may take."""
        self._writers = writers
        self._companies = companies or {}
        self._seconds = seconds

    def engines(self) -> tuple[Engine, ...]:
        """Tell who may be asked, in their order, for people to agree to."""
        return engines(self._writers.backends, self._companies)

    async def write(self, brief: Brief, *, egress: Egress) -> Written:
        """Have the minutes of a meeting written.

        `egress` says who may be told of it. Where nobody writes any, what is given says why:
        nothing is raised.
        """
        if not any(on_one_line(one.text) for one in brief.transcript.segments):
            return Written(None, (), Lack.NOT_WRITTEN)

        async def put(attempt: Attempt[Writer]) -> Minutes:
            return await _put(attempt, brief)

        outcome = await self._writers.first(put, egress=egress, seconds=self._seconds)
        minutes = outcome.result
        asked = tuple(
            consulted(one, None if minutes is None else minutes.model) for one in outcome.tried
        )
        return Written(minutes, asked, None if minutes is not None else _lack(asked))


def _lack(asked: Sequence[Consulted]) -> Lack:
    """Say why there are no minutes: nobody has room for it, or it went wrong, or none was asked."""
    is_too_long = bool(asked) and all(one.fault is Fault.TOO_LARGE for one in asked)
    return Lack.TOO_LONG_TO_WRITE if is_too_long else Lack.NOT_WRITTEN


async def _put(attempt: Attempt[Writer], brief: Brief) -> Minutes:
    """Have one writer write; a film that it was given is taken back. Raises BackendError."""
    drafting = Drafting(attempt, brief)
    try:
        return await _Attempted(drafting, brief, attempt.backend.name).minutes()
    finally:
        if drafting.asked and brief.film is not None and attempt.backend.limits.film_s > 0:
            await let_go(attempt.backend, brief.film)


class _Attempted:
    """What one writer makes of one meeting."""

    def __init__(self, drafting: Drafting, brief: Brief, writer: str) -> None:
        self._drafting = drafting
        self._brief = brief
        self._writer = writer

    async def minutes(self) -> Minutes:
        """Have it drafted, verified, and mended once where that fails. Raises BackendError."""
        drafted = await self._drafting.drafts()
        draft = await asyncio.to_thread(merged, [worded(one.answer.value) for one in drafted])
        if not repairing.items_of(draft):
            raise BadAnswer(Fault.SHAPE)  # a meeting of which there is nothing to tell
        if len(drafted) > 1:
            draft = await self._tidied(draft)
        model = drafted[0].answer.model
        first, doubts = await self._verified(draft, model)
        became = await self._mended(repairing.repairs(draft, doubts, drafted), draft)
        if not became:
            return first
        changed = repairing.rebuilt(draft, repairing.without_withdrawn(became))
        second, still = await self._verified(changed, model)
        final = repairing.rebuilt(draft, repairing.better(became, doubts, still))
        return second if final == changed else (await self._verified(final, model))[0]

    async def _verified(self, draft: Draft, model: str) -> tuple[Minutes, Doubts]:
        """Hold a draft against the transcript; long ones take a while."""

        def verified() -> tuple[Minutes, Doubts]:
            # Imported here, off the loop: its many patterns take a while, and few processes write.
            from pipelines.meeting.verifying.verify import verify

            minutes = verify(draft, self._brief, writer=self._writer, model=model)
            return minutes, repairing.doubts_of(draft, minutes)

        return await asyncio.to_thread(verified)

    async def _tidied(self, draft: Draft) -> Draft:
        """Have what is the same told once, where that is worth a call; it may fail."""
        if not tidying.is_worth(draft):
            return draft
        prompt = tidying.asked(draft)
        if not self._has_room(prompt):
            return draft
        try:
            answer = await self._drafting.ask(prompt, tidying.Tidied)
        except BackendError:
            return draft
        return tidying.tidied(draft, answer.value)

    async def _mended(self, repairs: Sequence[Repair], draft: Draft) -> dict[Path, Item | None]:
        """Ask once about what failed; a call that fails leaves it as it is."""
        became: dict[Path, Item | None] = {}

        async def mend(repair: Repair) -> None:
            prompt = repair.asked(repair.drafted.prompt)
            if not self._has_room(prompt):
                narrow = self._drafting.sight.narrowed(repair.drafted.part, repair.cited(draft))
                prompt = repair.asked(narrow)
            if not self._has_room(prompt):
                return
            try:
                answer = await self._drafting.ask(prompt, repairing.Mending)
            except BackendError:
                return
            became.update(repairing.mended(draft, repair, answer.value))

        await abreast(repairs, self._drafting.at_once, mend)
        return became

    def _has_room(self, prompt: Prompt) -> bool:
        return weight(prompt) <= self._drafting.sight.limits.input_tokens
