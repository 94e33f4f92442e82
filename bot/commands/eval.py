"""`python -m bot eval`: how right the readers are on documents, and how far they agree."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bot.commands.edition import edition
from bot.commands.entrants import Entrant, open_entrants
from bot.commands.eval_meetings import evaluate_meetings
from bot.commands.eval_voice import evaluate_voice
from bot.commands.faults import UsageFault
from bot.commands.measuring import Measuring
from bot.commands.plain import visible
from bot.commands.progress import Progress
from bot.commands.read import chosen_readers, temporary
from bot.commands.results import Results
from bot.commands.scoring import agreed, contestant
from bot.commands.yardstick import reference
from bot.settings import Settings
from handlers.answers import as_json
from pipelines.comparison import report
from pipelines.comparison.folder import Case, Found, Paper, find
from pipelines.comparison.report import Comparison

_FORMS = (".md", ".json")


async def evaluate(settings: Settings, asked: Namespace) -> int:
    """Measure a folder of documents, or of meetings, or voice models; gives the exit status."""
    if asked.subject == "meetings":
        return await evaluate_meetings(settings, asked)
    if asked.subject == "voice":
        return await evaluate_voice(settings, asked)
    return await _documents(settings, asked)


async def _documents(settings: Settings, asked: Namespace) -> int:
    """Read the documents of a folder and compare what was read."""
    await asyncio.to_thread(_check, asked)
    settings = await asyncio.to_thread(chosen_readers, settings, asked.readers)
    found = await asyncio.to_thread(find, asked.folder)
    several = len(settings.readers) > 1
    _tell(found, several=several)
    papers = (*found.cases, *(found.untold if several else ()))
    if not papers:
        raise UsageFault(_nothing(asked.folder, several=several))
    today: date = asked.today or datetime.now(UTC).date()
    async with Results(asked.results, resume=asked.resume) as results:
        compared = await _compare(settings, papers, today, results)
    await asyncio.to_thread(_print, compared, asked)
    if asked.report:
        await asyncio.to_thread(_write, asked.report, compared, asked)
    return 2 if found.faults else 0


def _check(asked: Namespace) -> None:
    if not asked.folder.is_dir():
        raise UsageFault(f"{asked.folder}: this is no folder")
    if asked.resume and not asked.results:
        raise UsageFault("--resume goes on with a file: give --results FILE")
    if asked.report and asked.report.suffix not in _FORMS:
        raise UsageFault(f"{asked.report}: a report is a .md or a .json")


def _nothing(folder: Path, *, several: bool) -> str:
    if several:
        return f"{folder}: there is no document"
    return (
        f"{folder}: no document lies beside a NAME.truth.json; without truth give two readers or "
        "more (--readers A,B), to see how far they agree"
    )


def _tell(found: Found, *, several: bool) -> None:
    for fault in found.faults:
        sys.stderr.write(f"{fault}\n")
    done = "only compared" if several else "not measured"
    for paper in found.untold:
        sys.stderr.write(f"{paper.path}: {done}, as there is no {paper.path.stem}.truth.json\n")
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


async def _compare(
    settings: Settings, papers: Sequence[Paper], today: date, results: Results
) -> Comparison:
    clerk = await asyncio.to_thread(edition, settings)
    async with (
        temporary() as scratch,
        open_entrants(settings, scratch, lambda: today) as entrants,
    ):
        _tell_where(entrants.measured, len(papers))
        # First, so that no document waits for a child to start.
        beside = await reference(entrants.local, scratch)
        progress = Progress(len(papers) * len(entrants.measured), sys.stderr)
        measuring = Measuring(settings, entrants.measured, today, clerk, results, progress)
        try:
            found = await measuring.read(papers)
        finally:
            progress.stop()
    cases = [one for one in papers if isinstance(one, Case)]
    contest = {
        one.name: await asyncio.to_thread(contestant, one, cases, found[one.name], today)
        for one in entrants.measured
    }
    return Comparison(contest, await asyncio.to_thread(agreed, papers, found), beside)


def _tell_where(entrants: Sequence[Entrant], documents: int) -> None:
    """Say before the first one leaves which hosts will see documents."""
    for one in entrants:
        if one.location is not None:
            sys.stderr.write(
                f"{one.name}: {documents} documents go to {one.location.host}"
                f"{' (your own)' if one.location.self_hosted else ''}, to be read by {one.model}\n"
            )


def _print(found: Comparison, asked: Namespace) -> None:
    if asked.json:
        sys.stdout.write(as_json(report.values(found), indent=2) + "\n")
    else:
        sys.stdout.write(visible(report.printed(found, verbose=asked.verbose)) + "\n")


def _write(path: Path, found: Comparison, asked: Namespace) -> None:
    if path.suffix == ".json":
        text = as_json(report.values(found), indent=2) + "\n"
    else:
        text = report.markdown(found, f"Documents of {asked.folder.resolve().name}")
    try:
        path.write_text(text, "utf-8", "backslashreplace")
    except OSError as error:
        raise UsageFault(f"{path} cannot be written: {error.strerror}") from error
