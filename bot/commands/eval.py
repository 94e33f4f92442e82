"""`python -m bot eval`: how right the readers are on documents whose truth is known."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from bot.commands.faults import UsageFault
from bot.commands.measuring import Measuring, scores
from bot.commands.plain import visible
from bot.commands.progress import Progress
from bot.commands.read import chosen_readers, temporary
from bot.commands.results import Results
from bot.reading import open_reader
from bot.settings import Settings
from handlers.answers import as_json
from pipelines.comparison import report
from pipelines.comparison.folder import Case, Found, find
from pipelines.comparison.report import Scores

_FORMS = (".md", ".json")


async def evaluate(settings: Settings, asked: Namespace) -> int:
    """Read the documents of a folder and compare with their truth; gives the exit status."""
    await asyncio.to_thread(_check, asked)
    settings = await asyncio.to_thread(chosen_readers, settings, asked.readers)
    found = await asyncio.to_thread(find, asked.folder)
    _tell(found)
    if not found.cases:
        raise UsageFault(f"{asked.folder}: no document lies beside a NAME.truth.json")
    today: date = asked.today or datetime.now(UTC).date()
    measured: dict[str, Scores] = {}
    async with Results(asked.results, resume=asked.resume) as results:
        for name in settings.readers:
            one = await asyncio.to_thread(chosen_readers, settings, name)
            measured[name] = await _measure(one, found.cases, today, results)
    await asyncio.to_thread(_print, measured, asked)
    if asked.report:
        await asyncio.to_thread(_write, asked.report, measured, asked)
    return 2 if found.faults else 0


def _check(asked: Namespace) -> None:
    if not asked.folder.is_dir():
        raise UsageFault(f"{asked.folder}: this is no folder")
    if asked.resume and not asked.results:
        raise UsageFault("--resume goes on with a file: give --results FILE")
    if asked.report and asked.report.suffix not in _FORMS:
        raise UsageFault(f"{asked.report}: a report is a .md or a .json")


def _tell(found: Found) -> None:
    for fault in found.faults:
        sys.stderr.write(f"{fault}\n")
    for path in found.untold:
        sys.stderr.write(f"{path}: not measured, as there is no {path.stem}.truth.json\n")
    for line in _unknown(found.cases):
        sys.stderr.write(f"{line}\n")


def _unknown(cases: Iterable[Case]) -> Iterable[str]:
    """Name the documents that were to be read before others, and are not there."""
    cases = tuple(cases)
    names = {(case.path.parent, case.name) for case in cases}
    for case in cases:
        for other in case.truth.after:
            if (case.path.parent, other) not in names:
                yield f"{case.path}: `after` names {other}, which has no truth in its folder"


async def _measure(
    settings: Settings, cases: tuple[Case, ...], today: date, results: Results
) -> Scores:
    progress = Progress(len(cases), sys.stderr)
    async with temporary() as scratch, open_reader(settings, scratch, lambda: today) as reader:
        try:
            outcomes = await Measuring(settings, reader, today, results, progress).read(cases)
        finally:
            progress.stop()
    return await asyncio.to_thread(scores, cases, outcomes, today)


def _print(measured: Mapping[str, Scores], asked: Namespace) -> None:
    if asked.json:
        sys.stdout.write(as_json(report.values(measured), indent=2) + "\n")
        return
    parts = []
    for reader, found in measured.items():
        parts += [f"Reader: {reader}"] if len(measured) > 1 else []
        parts.append(report.text(found))
        parts += [report.told(report.all_misses(found))] if asked.verbose else []
    sys.stdout.write(visible("\n\n".join(part for part in parts if part)) + "\n")


def _write(path: Path, measured: Mapping[str, Scores], asked: Namespace) -> None:
    if path.suffix == ".json":
        text = as_json(report.values(measured), indent=2) + "\n"
    else:
        text = report.markdown(measured, f"Documents of {asked.folder.resolve().name}")
    try:
        path.write_text(text, "utf-8", "backslashreplace")
    except OSError as error:
        raise UsageFault(f"{path} cannot be written: {error.strerror}") from error
