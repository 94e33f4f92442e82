"""The sound of a recording, written down window by window: each a durable step of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from handlers.meetings.desk import Books, Desk
from handlers.meetings.passages import basis_of, transcript_of, written
from handlers.meetings.progress import Progress
from handlers.meetings.records import Passage
from handlers.ports import Facts, Postponed
from handlers.spending import Spending
from handlers.waiting import Away, Waiting
from pipelines.consulted import Consulted
from pipelines.errors import Fault, MediaRejected
from pipelines.meeting.abreast import abreast
from pipelines.meeting.hearing import Hearing, Transcribed
from pipelines.meeting.model import Transcript
from pipelines.meeting.studio import Recording, Window

# So long it is waited for transcribers that do not answer, then there is what there is.
PATIENCE, _MARGIN = timedelta(hours=1), timedelta(minutes=1)
_LATER = frozenset({Fault.CONNECTION, Fault.TIMEOUT, Fault.BUSY, Fault.FAILING})
# How much of a run is hearing, in per cent: from here, to here.
_FROM, _TO = 10, 90


# Names of whoever was asked, with the fault or the bar that each gave.
Reasons: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The recording that is listened to: of which meeting and run, and the hash of its bytes."""

    tenant: str
    meeting: str
    run: int
    sha256: str
    recording: Recording


@dataclass(frozen=True, slots=True)
class Lost:
    """Sound that nobody wrote down: how much of it, and who was asked, with what came of it.

    `why` are names of transcribers with the fault or the bar that each gave.
    """

    seconds: float
    why: Reasons


class Sound:
    """Has the sound of recordings written down; `hearing` is None where nobody does."""

    def __init__(
        self, books: Books, desk: Desk, spending: Spending, hearing: Hearing | None
    ) -> None:
        self._meetings = books.meetings
        self._clock = desk.clock
        self._spending = spending
        self._hearing = hearing

    @property
    def is_heard(self) -> bool:
        """Whether anybody is there to write it down."""
        return self._hearing is not None

    async def hear(
        self, source: Source, waiting: Waiting, since: datetime, progress: Progress
    ) -> tuple[Transcript | None, Lost | None]:
        """Write down what is said in a recording, and tell what could not be."""
        hearing = self._hearing
        if hearing is None:
            return None, None
        await waiting.commit("plan", lambda: self._plan(source, hearing))
        planned = await self._passages(source)
        spoken = [one for one in planned if one.speech_s > 0]
        listening = _Listening(sum(one.speech_s for one in spoken), progress)
        late = list[Postponed]()

        async def work(passage: Passage) -> None:
            if late:
                return
            action = partial(self._hear, source, hearing, passage.number, since)
            try:
                facts = await waiting.commit(f"window {passage.number}", action)
            except Postponed as postponed:
                # Those under way are paid for: they come to their end, and no other is begun.
                late.append(postponed)
            else:
                await listening.done(passage, facts)

        await abreast(spoken, hearing.at_once, work)
        if late:
            raise late[0]
        return transcript_of(await self._passages(source)), listening.lost()

    async def _passages(self, source: Source) -> Sequence[Passage]:
        return await self._meetings.passages(source.tenant, source.meeting, source.run)

    async def _plan(self, source: Source, hearing: Hearing) -> Facts:
        windows = await source.recording.windows(hearing.longest_s)
        planned = [Passage(one.number, one.start_s, one.end_s, one.speech_s) for one in windows]
        basis = basis_of(source.sha256, hearing.engines())
        kept = await self._meetings.plan(
            source.tenant, source.meeting, source.run, planned, basis=basis
        )
        return {"windows": len(kept)}

    async def _hear(self, source: Source, hearing: Hearing, number: int, since: datetime) -> Facts:
        """Have one window written down, unless it is; `lost` and who was asked, where it is not."""
        passage = next((one for one in await self._passages(source) if one.number == number), None)
        if passage is None or passage.said is not None:
            return {}
        window = Window(number, passage.start_s, passage.end_s, passage.speech_s)
        try:
            audio = await source.recording.audio(window)
        except MediaRejected as refusal:
            return {"lost": True, "0": f"- {refusal.reason.value}"}
        permit = await self._spending.permit(source.tenant, self._clock.now())
        transcribed = await hearing.hear(audio, language=None, egress=permit.egress)
        said = written(transcribed)
        job = f"{source.meeting}:{source.run}:{number}"
        until = since + PATIENCE
        is_early = self._clock.now() < until - _MARGIN
        if said is None and is_early and _may_answer_later(transcribed):
            await self._spending.bill_apart(permit, job, source.meeting, transcribed.consulted)
            raise Away("transcriber", until)
        if said is not None:
            kept = replace(passage, said=said)
            await self._meetings.heard(source.tenant, source.meeting, source.run, kept)
        await self._spending.bill(permit, job, source.meeting, transcribed.consulted)
        return {} if said is not None else _lost(transcribed.consulted)


class _Listening:
    """Adds up what was heard and what was not, and shows it."""

    def __init__(self, seconds: float, progress: Progress) -> None:
        self._all = seconds
        self._progress = progress
        self._done = 0.0
        self._lost = 0.0
        self._why = dict[tuple[str, str], None]()

    async def done(self, passage: Passage, facts: Facts) -> None:
        """Count a window; of its step only what it answered is known after a crash."""
        self._done += passage.speech_s
        if facts.get("lost"):
            self._lost += passage.end_s - passage.start_s
            self._why.update(dict.fromkeys(reasons_in(facts)))
        share = self._done / self._all if self._all else 1.0
        await self._progress.at("hearing", _FROM + int(share * (_TO - _FROM)))

    def lost(self) -> Lost | None:
        return Lost(self._lost, tuple(self._why)) if self._lost else None


def _may_answer_later(transcribed: Transcribed) -> bool:
    return any(one.fault in _LATER or one.bar == "resting" for one in transcribed.consulted)


def _lost(consulted: Sequence[Consulted]) -> Facts:
    return {"lost": True, **reasons(consulted)}


def reasons(consulted: Sequence[Consulted]) -> Facts:
    """Write down for a checkpoint who was asked, and what came of it."""
    return {
        str(number): f"{one.name} {one.bar or (one.fault.value if one.fault else '')}"
        for number, one in enumerate(consulted)
    }


def reasons_in(facts: Facts) -> Reasons:
    """Give back what `reasons` wrote down."""
    told = [str(value).partition(" ") for name, value in facts.items() if name.isdigit()]
    return tuple((who, why) for who, _, why in told)
