"""How the scenario of recordings is put together, and what it needs is opened."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.settings import Settings
from bot.transcribers import open_transcribers
from bot.writers import open_writers
from handlers.intake import ForgetUpload, Intake
from handlers.meetings.acts import Acts, Forget
from handlers.meetings.consent import Consent
from handlers.meetings.desk import Books, Desk, Sequel
from handlers.meetings.fetching import Fetching
from handlers.meetings.filing import Filing
from handlers.meetings.keeping import Forget as Over
from handlers.meetings.keeping import Keeping, Spans, Sweep
from handlers.meetings.looking import Looking
from handlers.meetings.naming import Naming
from handlers.meetings.pace import Pace, Pause
from handlers.meetings.scenario import Recordings
from handlers.meetings.sound import Sound
from handlers.meetings.telling import Telling
from handlers.meetings.terms import Terms
from handlers.meetings.viewing import Viewing
from handlers.meetings.work import Work
from handlers.meetings.writing import Minuting, Pens
from handlers.spending import Spending
from pipelines.media import RECORDINGS, TRANSCRIPTS, MediaType
from pipelines.meeting.hearing import Hearing
from pipelines.meeting.recording import SandboxedStudio
from pipelines.meeting.studio import Studio
from pipelines.meeting.writing.writing import Writing

# Gives what takes files in, of some types and of so many megabytes.
Intakes = Callable[[frozenset[MediaType], int], Intake]


@dataclass(frozen=True, slots=True)
class Tools:
    """Who looks into recordings, writes down what is said, and writes minutes; None: nobody."""

    studio: Studio
    hearing: Hearing | None = None
    writing: Writing | None = None


@asynccontextmanager
async def open_tools(settings: Settings, scratch: Path) -> AsyncIterator[Tools]:
    """Open the studio and whoever may transcribe or write; files lie in `scratch` meanwhile.

    Children start when they are needed. Raises ModelsFault.
    """
    longest_s = settings.max_recording_hours * 3600.0
    async with (
        SandboxedStudio(scratch=scratch, longest_s=longest_s) as studio,
        open_transcribers(settings, scratch) as hearing,
        open_writers(settings) as writing,
    ):
        yield Tools(studio, hearing, writing)


def terms(settings: Settings, tools: Tools) -> Terms:
    """Say what people are told of recordings before they agree."""
    hearing, writing = tools.hearing, tools.writing
    return Terms(
        policy=settings.recordings,
        engines=lambda: () if hearing is None else hearing.engines(),
        recording_days=spans(settings).recording.days,
        slides_days=spans(settings).pictures.days,
        transcript_days=settings.keep_transcripts_days,
        writers=lambda: () if writing is None else writing.engines(),
    )


def spans(settings: Settings) -> Spans:
    """Say for how long what is kept: nothing of a meeting for longer than what was said in it."""
    most = settings.keep_transcripts_days
    return Spans(
        recording=timedelta(days=min(settings.keep_recordings_days, most)),
        pictures=timedelta(days=min(settings.keep_slides_days, most)),
        all=timedelta(days=most),
    )


@dataclass(frozen=True, slots=True)
class Ways:
    """How files of meetings come in, what hearing them is paid by, and who looks at them.

    `forget` has one forgotten for somebody, `over` once it was kept for long enough; `uploads`
    erase what was dropped on platforms that are Clerk's own; `sequel` takes what came of a meeting;
    `sweeps` let go of what platforms keep for a time.
    """

    intakes: Intakes
    spending: Spending
    forget: Forget
    viewing: Viewing
    over: Over
    uploads: Mapping[str, ForgetUpload]
    sequel: Sequel
    sweeps: Sequence[Sweep] = ()


def recordings(
    settings: Settings,
    books: Books,
    desk: Desk,
    tools: Tools,
    ways: Ways,
    pause: Pause = asyncio.sleep,
) -> Recordings:
    """Wire what happens about recordings in a conversation."""
    fetching = Fetching(
        books,
        {
            "recording": ways.intakes(RECORDINGS, settings.max_recording_mb),
            "transcript": ways.intakes(TRANSCRIPTS, settings.max_file_mb),
        },
    )
    viewing = ways.viewing
    telling = Telling(books, desk, Pace(desk.clock, pause), viewing.button)
    consent = Consent(books, desk, telling)
    acts = Acts(books, desk, telling, consent, ways.forget)
    sound = Sound(books, desk, ways.spending, tools.hearing)
    looking = Looking(tools.studio, fetching, sound)
    pens = Pens(tools.writing, settings.writer_slides)
    minuting = Minuting(books, desk, ways.spending, looking, ways.sequel, pens)
    keeping = Keeping(
        meetings=books.meetings,
        archive=books.archive,
        store=books.store,
        audit=books.audit,
        replies=desk.replies,
        clock=desk.clock,
        spans=spans(settings),
        forget=ways.over,
        uploads=ways.uploads,
        sweeps=ways.sweeps,
    )
    return Recordings(
        books=books,
        desk=desk,
        telling=telling,
        consent=consent,
        acts=acts,
        naming=Naming(books, desk, acts),
        # A run takes long: one of the places for jobs is left to all others.
        work=Work(books, desk, telling, looking, minuting, most=max(settings.jobs - 1, 1)),
        filing=Filing(books, desk, tools.studio, viewing.links.times),
        viewing=viewing,
        keeping=keeping,
        sequel=ways.sequel,
    )
