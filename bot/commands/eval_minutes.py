"""Has each writer write about the meetings that are measured, and weighs what it told."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.commands.writing import Secretary, chosen_writers, where
from bot.noting import writers
from bot.reading import egress
from bot.settings import Settings
from bot.writers import open_writers
from handlers.texts.catalogue import excuse
from pipelines.comparison import statements, subjects
from pipelines.comparison.meetings import Meeting
from pipelines.comparison.statements import Told
from pipelines.comparison.subjects import Subject
from pipelines.comparison.writers import Essay, Minuted
from pipelines.consulted import Consulted, sum_of
from pipelines.errors import MediaRejected
from pipelines.media import RECORDINGS, TRANSCRIPTS, Media, MediaType
from pipelines.meeting.account import Account, Accountant, SourceRefused, Sources
from pipelines.meeting.brief import Written
from pipelines.meeting.minutes import Doubt, Minutes, Statement
from pipelines.meeting.model import Transcript
from pipelines.meeting.recording import SandboxedStudio
from pipelines.meeting.writing.writing import Writing
from pipelines.screening import screen
from pipelines.usage import NO_TOKENS

Authors = list[tuple[str, Writing]]


@asynccontextmanager
async def open_authors(settings: Settings, asked: Namespace) -> AsyncIterator[Authors]:
    """Open each of `--writers` alone, or of those that are listed. Raises UsageFault."""
    named = writers(await asyncio.to_thread(chosen_writers, settings, asked.writers))
    async with _each(settings, named) as opened:
        yield opened


@asynccontextmanager
async def _each(settings: Settings, names: Iterable[str]) -> AsyncIterator[Authors]:
    name, *rest = [*names, ""]
    if not name:
        yield []
        return
    alone = await asyncio.to_thread(chosen_writers, settings, name)
    # Whoever failed on one meeting is asked about the next one all the same: nobody else is.
    alone = alone.model_copy(update={"model_rest_seconds": 0})
    async with open_writers(alone) as one, _each(settings, rest) as more:
        yield [*([] if one is None else [(name, one)]), *more]


def is_written_about(one: Meeting) -> bool:
    """Tell whether minutes of a meeting are measured: there is a transcript with its truth."""
    return one.speakers is not None


def tell_where_minutes_go(meetings: Iterable[Meeting], authors: Authors) -> None:
    """Say before the first one leaves who will be given how many transcripts, and what else."""
    mine = [one for one in meetings if is_written_about(one)]
    if not mine:
        return
    if not authors:
        sys.stderr.write("Nobody writes: see BOT_MEETING_WRITERS. Minutes are not measured.\n")
    filmed = sum(one.recording is not None for one in mine)
    for _, writing in authors:
        for one in writing.engines():
            goes = [f"{len(mine)} transcripts"]
            goes += [f"slides of {filmed} recordings"] if filmed else []
            goes += [f"{filmed} whole recordings"] if filmed and one.watches else []
            sys.stderr.write(f"{one.name}: {', '.join(goes)} go to {where(one)}\n")


@dataclass(frozen=True, slots=True)
class Examination:
    """Has one writer write about one meeting after the other."""

    settings: Settings
    scratch: Path

    async def essay(self, one: Meeting, name: str, writing: Writing) -> Essay:
        """Have it written, and weigh it."""
        longest = self.settings.max_recording_hours * 3600.0
        async with SandboxedStudio(scratch=self.scratch, longest_s=longest) as studio:
            try:
                sources = await self._sources(one)
                accountant = Accountant(studio, None, egress(self.settings), lambda *_: None)
                account = await accountant.tell(Path(one.name).name, "en", sources)
            except SourceRefused as refused:
                return Essay(one.name, name, None, why=excuse(refused.refusal, "en"))
            except MediaRejected as refusal:
                return Essay(one.name, name, None, why=excuse(refusal, "en"))
            transcript = account.timeline.transcript
            if transcript is None or not transcript.segments:
                return Essay(one.name, name, None, why="nothing is said in its transcript")
            secretary = Secretary(self.settings, writing, studio)
            written = await self._written(secretary, account, sources, transcript)
        return _essay(one, name, written, transcript)

    async def _written(
        self, by: Secretary, account: Account, sources: Sources, transcript: Transcript
    ) -> Written:
        brief = await by.brief(account, sources, transcript)
        return await by.writing.write(brief, egress=egress(self.settings))

    async def _sources(self, one: Meeting) -> Sources:
        recording = None
        if one.recording is not None:
            recording = await self._screened(one.recording, RECORDINGS)
        return Sources(recording, await self._screened(one.transcript or Path(), TRANSCRIPTS))

    async def _screened(self, path: Path, wanted: frozenset[MediaType]) -> Media:
        limit = self.settings.max_recording_mb * 1_000_000
        return await screen(path, limit=limit, wanted=wanted)


def _essay(one: Meeting, name: str, written: Written, transcript: Transcript) -> Essay:
    used = [each.usage for each in written.consulted if each.usage is not None]
    minutes = written.minutes
    return Essay(
        meeting=one.name,
        writer=name,
        score=None if minutes is None else weighed(minutes, transcript, one.subjects),
        seconds=sum(each.seconds for each in used),
        tokens=sum((each.tokens for each in used), NO_TOKENS),
        cost=sum_of([each.cost_usd for each in used]),
        why="" if minutes is not None else _why(written.consulted),
        wanted=one.subjects or (),
    )


def _why(asked: Iterable[Consulted]) -> str:
    faults = (f"{one.name} ({one.fault or one.bar or 'no minutes'})" for one in asked)
    return f"no minutes by {', '.join(faults) or 'anybody'}"


def weighed(
    minutes: Minutes, transcript: Transcript, wanted: tuple[Subject, ...] | None
) -> Minuted:
    """Hold minutes against the transcript, and their topics against those of the truth."""
    said = [(one.id, one.text) for one in transcript.segments]
    actions = minutes.actions
    return Minuted(
        statements=statements.weighed([*_told(minutes)], said),
        spans=None if wanted is None else subjects.compared(wanted, _subjects(minutes)),
        counts=(
            len(minutes.topics),
            len(minutes.decisions),
            len(actions),
            sum(bool(one.owner) for one in actions),
            sum(one.due is not None for one in actions),
            len(minutes.questions),
        ),
    )


def _subjects(minutes: Minutes) -> list[Subject]:
    """Give what was talked about, from the first to the last segment that each topic cites."""
    cited = (one for one in minutes.topics if one.cites)
    return [Subject(one.title, ((one.start_s, one.end_s),)) for one in cited]


def _told(minutes: Minutes) -> Iterator[Told]:
    for one in minutes.topics:
        yield Told("topic", one.title, one.cites, None, one.doubts)
    sorts: Iterable[tuple[str, Iterable[Statement]]] = (
        ("point", (said for one in minutes.topics for said in one.points)),
        ("decision", minutes.decisions),
        ("action", minutes.actions),
        ("question", minutes.questions),
    )
    yield from (_statement(sort, one) for sort, some in sorts for one in some)


def _statement(sort: str, one: Statement) -> Told:
    # Of ids that there are none of, minutes keep that there were some.
    lost = ("",) if Doubt.NO_SUCH_PLACE in one.doubts else ()
    return Told(sort, one.text, (*one.cites, *lost), one.quote, one.doubts)
