"""`python -m bot eval meetings`: how right words, slides, speakers, minutes are, at what cost."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.commands.consumption import metered
from bot.commands.eval_minutes import (
    Authors,
    Examination,
    is_written_about,
    open_authors,
    tell_where_minutes_go,
)
from bot.commands.faults import UsageFault
from bot.commands.plain import visible
from bot.commands.progress import Progress
from bot.commands.read import temporary
from bot.commands.yardstick import machine
from bot.reading import egress
from bot.settings import Settings
from bot.spelling import explain_settings
from bot.transcribers import open_transcribers
from handlers.answers import as_json
from handlers.texts.catalogue import excuse
from pipelines.comparison import displays, words
from pipelines.comparison.displays import Display, Displays
from pipelines.comparison.meeting_report import Findings, Measured, People, printed, values
from pipelines.comparison.meetings import Found, Meeting, find
from pipelines.comparison.words import Words
from pipelines.errors import MediaRejected
from pipelines.media import RECORDINGS, TRANSCRIPTS, Media, MediaType
from pipelines.meeting.hearing import Hearing
from pipelines.meeting.recording import SandboxedStudio
from pipelines.meeting.speakers import speakers
from pipelines.meeting.studio import Recording, Window
from pipelines.meeting.writing.writing import Writing
from pipelines.screening import screen

_WINDOW_S = 300.0
_Score = TypeVar("_Score")
Listeners = list[tuple[str, Hearing]]


class _NotHeard(Exception):
    """Nobody wrote a stretch of sound down; the text says who was asked."""


async def evaluate_meetings(settings: Settings, asked: Namespace) -> int:
    """Measure the meetings of a folder; gives the exit status."""
    if not await asyncio.to_thread(asked.folder.is_dir):
        raise UsageFault(f"{asked.folder}: this is no folder")
    found = await asyncio.to_thread(find, asked.folder)
    _tell(found)
    if not found.meetings:
        raise UsageFault(f"{asked.folder}: {_NOTHING}")
    async with (
        temporary() as scratch,
        _listeners(settings, asked, scratch) as listeners,
        open_authors(settings, asked) as authors,
    ):
        _tell_where(found.meetings, listeners)
        tell_where_minutes_go(found.meetings, authors)
        measuring = _Measuring(settings, scratch, listeners, authors)
        findings = await measuring.all_of(found.meetings)
    told = await asyncio.to_thread(machine)
    if asked.json:
        sys.stdout.write(as_json(values(findings, told), indent=2) + "\n")
    else:
        sys.stdout.write(visible(printed(findings, told, verbose=asked.verbose)) + "\n")
    return 2 if found.faults or findings.failed else 0


_NOTHING = (
    "there is nothing to measure: a recording with its words (NAME.txt) or its slides "
    "(NAME.slides.json), or a transcript (NAME.vtt) with its speakers (NAME.gold.json)"
)


@asynccontextmanager
async def _listeners(
    settings: Settings, asked: Namespace, scratch: Path
) -> AsyncIterator[Listeners]:
    """Open who transcribes: each of `--transcribers` alone, or those that are configured."""
    names = [one.strip() for one in (asked.transcribers or "").split(",") if one.strip()]
    async with AsyncExitStack() as stack:
        opened: Listeners = []
        for name in names or [""]:
            chosen = await asyncio.to_thread(_alone, settings, name) if name else settings
            hearing = await stack.enter_async_context(open_transcribers(chosen, scratch))
            if hearing is not None:
                every = ", ".join(one.name for one in hearing.engines())
                opened.append((name or every, hearing))
        yield opened


def _alone(settings: Settings, name: str) -> Settings:
    chosen = settings.model_dump(by_alias=True) | {"BOT_TRANSCRIBERS": name}
    try:
        return Settings.model_validate(chosen)
    except ValidationError as error:
        raise UsageFault(explain_settings(error)) from None


def _tell(found: Found) -> None:
    for fault in found.faults:
        sys.stderr.write(f"{fault}\n")
    for path in found.untold:
        sys.stderr.write(f"{path}: not measured, as there is no {path.stem}.txt or .slides.json\n")


def _tell_where(meetings: Iterable[Meeting], listeners: Listeners) -> None:
    """Say before the first one leaves which hosts will hear recordings."""
    spoken = sum(one.words is not None for one in meetings)
    if not spoken:
        return
    if not listeners:
        sys.stderr.write("Nobody transcribes: see BOT_TRANSCRIBERS. Words are not measured.\n")
    for name, hearing in listeners:
        for one in hearing.engines():
            if one.host:
                sys.stderr.write(f"{name}: {spoken} recordings go to {one.host}, to {one.model}\n")


class _Measuring:
    """Meetings one after the other: each figure is of one task alone, children included."""

    def __init__(
        self, settings: Settings, scratch: Path, listeners: Listeners, authors: Authors
    ) -> None:
        self._settings = settings
        self._scratch = scratch
        self._listeners = listeners
        self._authors = authors
        self._found = Findings()

    async def all_of(self, meetings: Iterable[Meeting]) -> Findings:
        """Measure what there is a truth for."""
        works = [work for one in meetings for work in self._works(one)]
        progress = Progress(len(works), sys.stderr)
        try:
            for work in works:
                await work()
                progress.step()
        finally:
            progress.stop()
        return self._found

    def _works(self, one: Meeting) -> Iterable[Callable[[], Awaitable[None]]]:
        if one.words is not None:
            for name, hearing in self._listeners:
                yield partial(self._words, one, name, hearing)
        if one.displays is not None:
            yield partial(self._slides, one)
        if one.speakers is not None:
            yield partial(self._speakers, one)
        for name, writing in self._authors if is_written_about(one) else ():
            yield partial(self._minutes, one, name, writing)

    async def _words(self, one: Meeting, name: str, hearing: Hearing) -> None:
        async def look(studio: SandboxedStudio) -> tuple[Words, float]:
            async with studio.open(await self._screened(one.recording, RECORDINGS)) as recording:
                heard = await _heard(recording, hearing, self._settings)
                score = await asyncio.to_thread(words.compared, one.words or "", heard)
                return score, recording.probe.duration_s

        self._found.words.append(await self._measured(one, look, name))

    async def _slides(self, one: Meeting) -> None:
        async def look(studio: SandboxedStudio) -> tuple[Displays, float]:
            async with studio.open(await self._screened(one.recording, RECORDINGS)) as recording:
                shown = await recording.slides()
                told = [
                    Display(span.start_s, span.end_s, slide.number)
                    for slide in shown.slides
                    for span in slide.shown
                ]
                return displays.compared(one.displays or (), told), recording.probe.duration_s

        self._found.slides.append(await self._measured(one, look))

    async def _speakers(self, one: Meeting) -> None:
        async def look(studio: SandboxedStudio) -> tuple[People, float]:
            media = await self._screened(one.transcript, TRANSCRIPTS)
            transcript = await studio.transcript(media)
            named = await asyncio.to_thread(speakers, transcript, {}, "en")
            given = tuple(each.name for each in named if each.evidence == "label")
            length = max((each.end_s for each in transcript.segments), default=0.0)
            return People(one.speakers or (), given), length

        self._found.speakers.append(await self._measured(one, look))

    async def _minutes(self, one: Meeting, name: str, writing: Writing) -> None:
        examination = Examination(self._settings, self._scratch)
        self._found.minutes.append(await examination.essay(one, name, writing))

    async def _measured(
        self,
        one: Meeting,
        look: Callable[[SandboxedStudio], Awaitable[tuple[_Score, float]]],
        by: str = "",
    ) -> Measured[_Score]:
        longest = self._settings.max_recording_hours * 3600.0
        score, length, why = None, 0.0, ""
        async with metered() as meter:
            async with SandboxedStudio(scratch=self._scratch, longest_s=longest) as studio:
                try:
                    score, length = await look(studio)
                except MediaRejected as refusal:
                    why = excuse(refusal, "en")
                except _NotHeard as silent:
                    why = str(silent)
            spent = await asyncio.to_thread(meter.spent)
        return Measured(one.name, score, spent, length, by, why)

    async def _screened(self, path: Path | None, wanted: frozenset[MediaType]) -> Media:
        limit = self._settings.max_recording_mb * 1_000_000
        return await screen(path or Path(), limit=limit, wanted=wanted)


async def _heard(recording: Recording, hearing: Hearing, settings: Settings) -> str:
    """Have all windows in which somebody speaks written down, as many at once as may be."""
    places = asyncio.Semaphore(hearing.at_once)

    async def write(window: Window) -> str:
        async with places:
            audio = await recording.audio(window)
            done = await hearing.hear(audio, language=None, egress=egress(settings))
        if done.heard is None:
            asked = ", ".join(one.name for one in done.consulted)
            raise _NotHeard(f"not transcribed by {asked or 'anybody'}")
        return " ".join(one.text for one in done.heard.said)

    windows = await recording.windows(min(_WINDOW_S, hearing.longest_s))
    try:
        async with asyncio.TaskGroup() as group:
            spoken = [group.create_task(write(one)) for one in windows if one.speech_s > 0]
    except ExceptionGroup as several:
        raise several.exceptions[0] from None
    return " ".join(one.result() for one in spoken)
