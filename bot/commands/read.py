"""`python -m bot read`: what files say, on standard output."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from bot.commands import operator
from bot.commands.faults import UsageFault
from bot.commands.plain import render
from bot.console import PLATFORM, Immediate
from bot.local.roster import TENANT
from bot.reading import SCRATCH, egress, open_reader
from bot.settings import Settings
from bot.spelling import explain_settings
from bot.viruses import scanner
from handlers.answers import answer, as_json
from handlers.cards import contract_card
from handlers.chat import Language, Place, Upload
from handlers.deadlines import Outlook
from handlers.drops import job_of, part_jobs, part_name, rejected, upload_of
from handlers.intake import Fetched
from handlers.texts.catalogue import excuse, texts
from pipelines.document.model import Reading
from pipelines.document.stretches import told_apart, written
from pipelines.errors import MediaRejected
from pipelines.scanning import Scanner, ScannerUnavailable
from pipelines.screening import screen


@dataclass(frozen=True, slots=True)
class Result:
    """What a file says; `document` is its id where it is kept, `picture` drawn where asked.

    `part` are the pages of one of several documents in it.
    """

    reading: Reading
    document: str | None = None
    picture: bytes | None = None
    part: str = ""


# Gives what each document in a file says, the first one first.
Examine = Callable[[Path], Awaitable[Sequence[Result]]]


async def read(settings: Settings, asked: Namespace) -> int:
    """Read the files in the order given; gives the exit status."""
    if asked.evidence and len(asked.files) > 1:
        raise UsageFault("--evidence draws one picture: give one FILE")
    settings = chosen_readers(settings, asked.readers)
    opened = _remembering if asked.remember else _forgetting
    failed, seen = False, Outlook(datetime.now(settings.zone).date())
    async with opened(settings, asked) as examine:
        for path in asked.files:
            failed |= not await _read_one(path, examine, asked, seen)
    return 2 if failed else 0


async def _read_one(path: Path, examine: Examine, asked: Namespace, seen: Outlook) -> bool:
    """Read and print one file; False when it could not be read."""
    try:
        if not await asyncio.to_thread(path.is_file) and await asyncio.to_thread(path.exists):
            return _could_not(path, "This is no file.", asked)
        results = await examine(path)
    except MediaRejected as refusal:
        return _could_not(path, excuse(refusal, asked.language), asked)
    except ScannerUnavailable as silent:
        why = f"Not opened: the virus scanner gave no verdict ({silent})."
        return _could_not(path, why, asked)
    except OSError as error:
        return _could_not(path, f"{error.strerror or type(error).__name__}.", asked)
    if asked.evidence:
        await _write(asked.evidence, results[0].picture)
    _print(results, path.name, asked, seen)
    return True


async def _write(path: Path, picture: bytes | None) -> None:
    if picture is None:
        sys.stderr.write(f"{path}: not written, as there is no value to show.\n")
        return
    try:
        await asyncio.to_thread(path.write_bytes, picture)
    except OSError as error:
        raise UsageFault(f"{path} cannot be written: {error.strerror}") from error


def _print(results: Sequence[Result], name: str, asked: Namespace, seen: Outlook) -> None:
    language: Language = asked.language
    if asked.json:
        first, *further = (
            answer(one.reading, part_name(name, one.part), language) for one in results
        )
        line = as_json({**first, "further": further} if further else first)
    else:
        cards = (
            contract_card(one.reading, part_name(name, one.part), language, one.document, seen)
            for one in results
        )
        line = "\n\n".join(map(render, cards)) + "\n"
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _could_not(path: Path, why: str, asked: Namespace) -> bool:
    if asked.json:
        sys.stdout.write(as_json({"file": path.name, "error": why}) + "\n")
    else:
        sys.stderr.write(f"{path}: {why}\n")
    return False


def chosen_readers(settings: Settings, readers: str | None) -> Settings:
    """Give the settings with other readers, where some are named."""
    if readers is None:
        return settings
    chosen = settings.model_dump(by_alias=True) | {"BOT_DOCUMENT_READERS": readers}
    try:
        return Settings.model_validate(chosen)
    except ValidationError as error:
        raise UsageFault(explain_settings(error)) from None


@asynccontextmanager
async def _forgetting(settings: Settings, asked: Namespace) -> AsyncIterator[Examine]:
    """Read without keeping anything."""
    wording = texts(asked.language).picture
    viruses = scanner(settings)
    async with temporary() as scratch, open_reader(settings, scratch) as reader:

        async def examine(path: Path) -> Sequence[Result]:
            media, scan = await _let_in(path, viruses, settings)
            reading = await reader.read(media, _silently, egress(settings))
            reading = reading.model_copy(update={"scan": scan})
            picture = await reader.picture(media, reading, wording) if asked.evidence else None
            results = [Result(reading, picture=picture)]
            for pages in reading.parts[1:]:
                further = await reader.read(replace(media, part=pages), _silently, egress(settings))
                further = further.model_copy(update={"scan": scan})
                told = told_apart(further, pages, reading.parts)
                results.append(Result(told, part=written(pages)))
            return results

        yield examine


@asynccontextmanager
async def _remembering(settings: Settings, asked: Namespace) -> AsyncIterator[Examine]:
    """Read and keep, as if the files had been dropped in a channel of their own."""
    # The database takes a second to import, and who remembers nothing needs none.
    from bot.app import open_ledger, open_scratch
    from bot.holdings import Desk, platforms
    from bot.wiring import readings

    async with (
        open_ledger(settings) as ledger,
        open_scratch(settings) as scratch,
        open_reader(settings, settings.data_dir / SCRATCH) as reader,
    ):
        viruses = scanner(settings)

        async def examine(path: Path) -> Sequence[Result]:
            media, _ = await _let_in(path, viruses, settings)
            chat = platforms(settings, ledger, {media.sha256: path})
            taken = readings(settings, ledger, Desk(reader, chat, scratch, viruses))
            place, user = Place(PLATFORM, TENANT, PLATFORM), operator.user()
            upload = Upload(place, user, media.sha256, path.name, asked.language)
            jobs = [job_of(upload, datetime.now(UTC))]
            results: list[Result] = []
            for job in jobs:  # grows by the further documents of the file
                await taken.arrive(job)
                steps = Immediate(ledger.database.transaction)
                outcome = await taken.take_in(job, steps, _silently)
                document = await taken.get(TENANT, str(outcome.get("document")))
                if document is None:
                    raise rejected(outcome) if "rejected" in outcome else FileNotFoundError(path)
                jobs += part_jobs(job, str(outcome.get("parts", "")))
                drawn = asked.evidence and not results
                picture = await taken.picture(document, upload) if drawn else None
                part = upload_of(job).part
                results.append(Result(document.reading, document.id, picture, part))
            return results

        yield examine


async def _let_in(path: Path, viruses: Scanner, settings: Settings) -> Fetched:
    """Look at a file once it was found clean; raises as the scanner and the look do."""
    scan = await viruses.scan(path)
    return Fetched(await screen(path, limit=settings.max_file_mb * 1_000_000), scan)


@asynccontextmanager
async def temporary() -> AsyncIterator[Path]:
    """Give a folder that is gone afterwards."""
    folder = await asyncio.to_thread(TemporaryDirectory, prefix="clerk-")
    try:
        yield Path(folder.name)
    finally:
        await asyncio.to_thread(folder.cleanup)


async def _silently(page: int, pages: int) -> None:
    """Say nothing about progress: standard output is for the answer."""
