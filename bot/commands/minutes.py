"""`python -m bot minutes`: what a recording holds, and its minutes, on standard output."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path, PurePath
from typing import NamedTuple

from bot.commands.faults import UsageFault
from bot.commands.progress import Progress
from bot.commands.read import temporary
from bot.commands.writing import Minuted, Secretary, chosen_writers
from bot.reading import egress
from bot.settings import Settings
from bot.transcribers import open_transcribers
from bot.viruses import scanner
from bot.writers import open_writers
from handlers.answers import as_json
from handlers.chat import Language
from handlers.meetings.terms import author
from handlers.texts.catalogue import excuse, texts
from pipelines.consulted import Consulted
from pipelines.errors import MediaRejected
from pipelines.media import RECORDINGS, TRANSCRIPTS, Media, MediaType
from pipelines.meeting.account import Account, Accountant, SourceRefused, Sources
from pipelines.meeting.markdown import report
from pipelines.meeting.recording import SandboxedStudio
from pipelines.meeting.vtt import written
from pipelines.meeting.wording import Wording
from pipelines.meeting.writing.writing import Writing
from pipelines.scanning import ScannerUnavailable
from pipelines.screening import screen

_PICTURES = frozenset({".png", ".jpg", ".jpeg"})


class _Made(NamedTuple):
    """What is found in a recording, what is told of it, its contact sheet, and its report."""

    account: Account
    minuted: Minuted
    sheet: bytes | None
    report: str


async def minutes(settings: Settings, asked: Namespace) -> int:
    """Tell what a recording holds, or its transcript alone; gives the exit status."""
    folder: Path | None = asked.out
    settings = await asyncio.to_thread(chosen_writers, settings, asked.writers)
    sources = await _screened(settings, asked)
    made = await _made(settings, asked, sources)
    if folder is not None:
        await asyncio.to_thread(_leave, folder, made)
    if asked.json:
        known = made.minuted.timeline.model_dump(mode="json")
        asked_all = (*made.account.consulted, *made.minuted.consulted)
        consulted = [one.model_dump(mode="json") for one in asked_all]
        line = as_json({"file": asked.file.name, **known, "consulted": consulted}) + "\n"
    else:
        line = made.report
    sys.stdout.write(line)
    sys.stdout.flush()
    # Who names writers wants minutes; who names none is told what can be told.
    wants = asked.writers is not None and bool(settings.writers)
    return 1 if wants and made.minuted.timeline.minutes is None else 0


async def _screened(settings: Settings, asked: Namespace) -> Sources:
    """Look at the files once they were found clean."""
    language: Language = asked.language
    if asked.transcript is None:
        only = await _let_in(asked.file, settings, language, RECORDINGS | TRANSCRIPTS)
        return Sources(None, only) if only.type in TRANSCRIPTS else Sources(only)
    return Sources(
        await _let_in(asked.file, settings, language, RECORDINGS),
        await _let_in(asked.transcript, settings, language, TRANSCRIPTS),
    )


async def _let_in(
    path: Path, settings: Settings, language: Language, wanted: frozenset[MediaType]
) -> Media:
    """Look at a file once it was found clean. Raises UsageFault, in one line, where it is not."""
    try:
        await scanner(settings).scan(path)
        limit = settings.max_recording_mb * 1_000_000
        return await screen(path, limit=limit, wanted=wanted)
    except MediaRejected as refusal:
        raise _refused(path, refusal, language) from None
    except ScannerUnavailable as silent:
        why = f"not opened: the virus scanner gave no verdict ({silent})"
        raise UsageFault(f"{path}: {why}") from None


async def _made(settings: Settings, asked: Namespace, sources: Sources) -> _Made:
    """Look and listen; a bar on the terminal shows how far that is."""
    language: Language = asked.language
    bar = _Bar()
    async with _tools(settings, bar) as (accountant, writing):
        try:
            account = await accountant.tell(asked.file.stem, language, sources)
        except SourceRefused as refused:
            raise _refused(refused.source.path, refused.refusal, language) from None
        finally:
            bar.stop()
        minuted = Minuted(account.timeline)
        if writing is not None:
            minuted = await Secretary(settings, writing, accountant.studio).write(account, sources)
        sheet = await accountant.studio.contact_sheet(account.shown) if asked.out else None
    wording = texts(language).minutes
    notes = [_where(one, wording) for one in account.consulted if one.answered]
    known, by = minuted.timeline, None
    if known.minutes is not None and writing is not None:
        by = author(known.minutes, writing.engines(), language)
    told = report(known, link=None, wording=wording, notes=list(dict.fromkeys(notes)), author=by)
    return _Made(account, minuted, sheet, told)


@asynccontextmanager
async def _tools(
    settings: Settings, bar: "_Bar"
) -> AsyncIterator[tuple[Accountant, Writing | None]]:
    longest = settings.max_recording_hours * 3600.0
    async with (
        temporary() as scratch,
        open_transcribers(settings, scratch) as hearing,
        open_writers(settings) as writing,
        SandboxedStudio(scratch=scratch, longest_s=longest) as studio,
    ):
        yield Accountant(studio, hearing, egress(settings), bar), writing


class _Bar:
    """Shows how many windows of the sound are written down, once it is known of how many."""

    def __init__(self) -> None:
        self._progress: Progress | None = None

    def __call__(self, _done: int, of: int) -> None:
        self._progress = self._progress or Progress(of, sys.stderr)
        if sys.stderr.isatty():
            self._progress.step()

    def stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()


def _refused(path: Path, refusal: MediaRejected, language: Language) -> UsageFault:
    why = excuse(refusal, language, str(path))
    return UsageFault(why if str(path) in why else f"{path}: {why}")


def _where(one: Consulted, wording: Wording) -> str:
    return wording.there.format(host=one.host) if one.host else wording.here


def _leave(folder: Path, made: _Made) -> None:
    """Write the files of a report; what is there already by these names is replaced."""
    known, shown = made.minuted.timeline, made.account.shown
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(made.report, encoding="utf-8")
    if known.transcript is not None:
        text = written(known.transcript, known.names)
        (folder / "transcript.vtt").write_text(text, encoding="utf-8")
    if made.sheet is not None:
        (folder / "slides.png").write_bytes(made.sheet)
    for one in shown.slides:
        # Named by us: the names come from a child that has seen a stranger's file.
        ending = PurePath(one.image).suffix.lower()
        name = f"slide-{one.number:03}{ending if ending in _PICTURES else '.png'}"
        (folder / name).write_bytes(shown.images[one.image])
