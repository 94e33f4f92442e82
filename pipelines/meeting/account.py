"""All that is certain of one recording, in one go: its words from the best source, its slides."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from pipelines.consulted import Consulted
from pipelines.egress import Egress
from pipelines.errors import MediaRejected
from pipelines.media import Media
from pipelines.meeting.heard import together
from pipelines.meeting.hearing import Hearing
from pipelines.meeting.model import Lack, Timeline, Transcript
from pipelines.meeting.studio import Recording, Shown, Studio, Window
from pipelines.meeting.timeline import timeline
from pipelines.ports import Heard

_NOTHING = Shown((), {})


class Sources(NamedTuple):
    """The files of a meeting: a recording, a transcript, or both."""

    recording: Media | None
    transcript: Media | None = None


class SourceRefused(Exception):
    """One of the files cannot be read: which, and why."""

    def __init__(self, source: Media, refusal: MediaRejected) -> None:
        super().__init__(refusal.reason.value)
        self.source = source
        self.refusal = refusal


class Account(NamedTuple):
    """What is known, the slides that were found, and who was asked to write down what is said.

    `recorded_at` is when the recording says that it was made.
    """

    timeline: Timeline
    shown: Shown
    consulted: tuple[Consulted, ...]
    recorded_at: datetime | None = None


@dataclass
class _Found:
    transcript: Transcript | None = None
    shown: Shown = _NOTHING
    lacks: list[Lack] = field(default_factory=list)
    consulted: list[Consulted] = field(default_factory=list)


@dataclass
class Accountant:
    """Looks and listens; a window that nobody wrote down is missing, and all else stands.

    `hearing` is None where nobody transcribes; `heard(done, of)` is told of each window.
    """

    studio: Studio
    hearing: Hearing | None
    egress: Egress
    heard: Callable[[int, int], None]

    async def tell(self, title: str, language: Literal["en", "zh"], sources: Sources) -> Account:
        """Tell all that is certain. Raises SourceRefused where a file cannot be read."""
        found = _Found()
        async with AsyncExitStack() as stack:
            recording = length = None
            if sources.recording is not None:
                with _about(sources.recording):
                    opened = self.studio.open(sources.recording)
                    recording = await stack.enter_async_context(opened)
                length = recording.probe
            if sources.transcript is not None:
                seconds = None if length is None else length.duration_s
                with _about(sources.transcript):
                    found.transcript = await self.studio.transcript(sources.transcript, seconds)
            if recording is not None and sources.recording is not None:
                with _about(sources.recording):
                    await self._through(recording, found)
        known = await asyncio.to_thread(
            timeline, title, language, length, found.transcript, found.shown.slides, found.lacks
        )
        recorded_at = None if length is None else length.recorded_at
        return Account(known, found.shown, tuple(found.consulted), recorded_at)

    async def _through(self, recording: Recording, found: _Found) -> None:
        """Go through sound and picture at the same time."""
        slides = asyncio.create_task(_slides(recording, found))
        try:
            if found.transcript is None:
                await self._words(recording, found)
            await slides
        finally:
            slides.cancel()
            await asyncio.wait({slides})

    async def _words(self, recording: Recording, found: _Found) -> None:
        try:
            found.transcript = await recording.captions()
        except MediaRejected:  # a track that cannot be read is as good as none
            found.transcript = None
        if found.transcript is not None:
            return
        if recording.probe.audio and self.hearing is None:
            found.lacks.append(Lack.NO_TRANSCRIBER)
        elif recording.probe.audio and self.hearing is not None:
            await self._listen(recording, self.hearing, found)

    async def _listen(self, recording: Recording, hearing: Hearing, found: _Found) -> None:
        windows = [one for one in await recording.windows(hearing.longest_s) if one.speech_s > 0]
        heard: dict[int, tuple[str, Heard]] = {}
        places, done = asyncio.Semaphore(hearing.at_once), 0

        async def hear(window: Window) -> None:
            nonlocal done
            async with places:
                one = await self._hear(recording, hearing, window, found)
            if one is not None:
                heard[window.number] = one
            done += 1
            self.heard(done, len(windows))

        await _all(hear(one) for one in windows)
        apart = len(windows) == 1
        found.transcript = together([heard[one] for one in sorted(heard)], told_apart=apart)
        found.lacks += _unheard(len(windows), len(heard), found.transcript)
        if not apart and any(said.speaker for _, one in heard.values() for said in one.said):
            found.lacks.append(Lack.VOICES_PER_PASSAGE)

    async def _hear(
        self, recording: Recording, hearing: Hearing, window: Window, found: _Found
    ) -> tuple[str, Heard] | None:
        try:
            audio = await recording.audio(window)
        except MediaRejected:
            return None
        asked = await hearing.hear(audio, language=None, egress=self.egress)
        found.consulted += asked.consulted
        return None if asked.heard is None else (asked.by or "", asked.heard)


@contextmanager
def _about(source: Media) -> Iterator[None]:
    """Say of which file it is that it cannot be read."""
    try:
        yield
    except MediaRejected as refusal:
        raise SourceRefused(source, refusal) from refusal


async def _slides(recording: Recording, found: _Found) -> None:
    if not recording.probe.video:
        return
    try:
        found.shown = await recording.slides()
    except MediaRejected:
        found.lacks.append(Lack.SLIDES_FAILED)
        return
    if found.shown.left_out:
        found.lacks.append(Lack.SLIDES_LEFT_OUT)


def _unheard(windows: int, heard: int, transcript: Transcript | None) -> list[Lack]:
    """Say why there are no words, or not all of them."""
    if windows and not heard:
        return [Lack.TRANSCRIBER_FAILED]
    nobody = [Lack.NO_SPEECH] if transcript is None else []
    return [*nobody, Lack.PASSAGES_MISSING] if heard < windows else nobody


async def _all(work: Iterable[Coroutine[object, object, None]]) -> None:
    """Do all of it at the same time; none goes on once one failed."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
