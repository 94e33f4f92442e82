"""A recording is opened and looked through: its words from the best source, its slides beside."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from handlers.meetings.fetching import Fetching
from handlers.meetings.progress import Progress
from handlers.meetings.records import Role
from handlers.meetings.sound import Lost, Reasons, Sound, Source
from handlers.ports import Facts
from handlers.waiting import Waiting
from pipelines.errors import MediaRejected
from pipelines.media import Media, MediaType
from pipelines.meeting.model import Lack, Probe, Transcript
from pipelines.meeting.studio import Recording, Shown, Studio
from pipelines.scanning import Scan

NOTHING = Shown((), {})
Fetched = Mapping[Role, Facts]


@dataclass(frozen=True, slots=True)
class Run:
    """One run over a meeting: which, since when, and how its steps wait and tell of themselves."""

    tenant: str
    meeting: str
    number: int
    since: datetime
    waiting: Waiting
    progress: Progress


@dataclass(slots=True)
class Found:
    """What there is in the files of a meeting, and what kept the rest.

    `refused` are files that came in and could not be read after all, by their role; `unseen`:
    there is a picture, and its slides could not be found. `unwritten` is why there are no minutes,
    and who was asked, with what came of it.
    """

    probe: Probe | None = None
    transcript: Transcript | None = None
    shown: Shown = NOTHING
    lost: Lost | None = None
    refused: dict[Role, MediaRejected] = field(default_factory=dict)
    unseen: MediaRejected | None = None
    unwritten: tuple[Lack, Reasons] | None = None


class Looking:
    """Reads what was fetched of a meeting; of a recording, words and slides at the same time."""

    def __init__(self, studio: Studio, fetching: Fetching, sound: Sound) -> None:
        self.studio = studio
        self.fetching = fetching
        self._sound = sound

    @property
    def hears(self) -> bool:
        """Whether anybody is there who writes down what is said."""
        return self._sound.is_heard

    async def look(self, run: Run, fetched: Fetched) -> Found:
        """Read all there is; what cannot be read keeps nothing else back."""
        found = Found()
        async with AsyncExitStack() as stack:
            recording = await self._open(stack, run, fetched["recording"], found)
            found.probe = None if recording is None else recording.probe
            slides = asyncio.create_task(_slides(recording, found))
            try:
                found.transcript = await self._words(run, fetched, recording, found)
                if not slides.done():
                    await run.progress.at("looking", 90)
                found.shown = await slides
            finally:
                slides.cancel()
                await asyncio.wait({slides})
        return found

    async def _open(
        self, stack: AsyncExitStack, run: Run, fetched: Facts, found: Found
    ) -> Recording | None:
        """Lay the recording out and open it, for as long as it is looked at."""
        # What was turned away has no scan; it may well have a type, and a hash.
        if "scan" not in fetched:
            return None
        await run.progress.at("opening", 5)
        try:
            media = await stack.enter_async_context(self.laid_out(run, "recording", fetched))
            return await stack.enter_async_context(self.studio.open(media))
        except MediaRejected as refusal:
            found.refused["recording"] = refusal
            return None

    async def _words(
        self, run: Run, fetched: Fetched, recording: Recording | None, found: Found
    ) -> Transcript | None:
        """Take the words from the best source there is: supplied, in the recording, heard."""
        supplied = await self._supplied(run, fetched["transcript"], recording, found)
        if supplied is not None or recording is None:
            return supplied
        embedded = await _embedded(recording)
        if embedded is not None or not recording.probe.audio:
            return embedded
        sha256 = str(fetched["recording"]["sha256"])
        source = Source(run.tenant, run.meeting, run.number, sha256, recording)
        heard, found.lost = await self._sound.hear(source, run.waiting, run.since, run.progress)
        return heard

    async def _supplied(
        self, run: Run, fetched: Facts, recording: Recording | None, found: Found
    ) -> Transcript | None:
        if "scan" not in fetched:
            return None
        await run.progress.at("reading", 10)
        duration_s = None if recording is None else recording.probe.duration_s
        try:
            async with self.laid_out(run, "transcript", fetched) as media:
                words = await self.studio.transcript(media, duration_s)
        except MediaRejected as refusal:
            found.refused["transcript"] = refusal
            return None
        if fetched.get("spoken"):
            return words.model_copy(update={"kind": "spoken"})
        return words

    @asynccontextmanager
    async def laid_out(self, run: Run, role: Role, fetched: Facts) -> AsyncIterator[Media]:
        """Lay a file that was fetched out on this disk. Raises MediaRejected."""
        scan: Scan = "clean" if fetched["scan"] == "clean" else "not_configured"
        kept = str(fetched["sha256"]), MediaType(str(fetched["type"]))
        async with self.fetching.intakes[role].lay_out(run.tenant, *kept, scan) as (media, _):
            yield media


async def _slides(recording: Recording | None, found: Found) -> Shown:
    if recording is None or not recording.probe.video:
        return NOTHING
    try:
        return await recording.slides()
    except MediaRejected as refusal:
        found.unseen = refusal
        return NOTHING


async def _embedded(recording: Recording) -> Transcript | None:
    """Give the text track; one that cannot be read is as good as none."""
    try:
        return await recording.captions()
    except MediaRejected:
        return None
