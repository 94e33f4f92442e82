"""How right the embedded reader is on documents with truth: `python -m tests.bench.accuracy DIR`.

`python -m bot eval documents` measures the same with all that a person may want; here is only what
a benchmark needs: the reader of the benchmarks, chosen folders, and the tables.
"""

import argparse
import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.comparison import report
from pipelines.comparison.folder import Case, find
from pipelines.comparison.score import Answer, Score, score, unread
from pipelines.errors import MediaRejected
from pipelines.screening import screen
from tests.bench.reading import TODAY, open_reader

_SIZE_LIMIT = 50_000_000


async def read_all(cases: Iterable[Case], today: date) -> dict[Path, Answer]:
    """Read every document with the embedded reader; what is refused has no answer."""
    answers: dict[Path, Answer] = {}
    with TemporaryDirectory() as scratch:
        async with open_reader(Path(scratch), lambda: today) as reader:
            for case in cases:
                try:
                    media = await screen(case.path, limit=_SIZE_LIMIT)
                    reading = await reader.read(media)
                except MediaRejected:
                    continue
                answers[case.path] = reading.model_dump(mode="json")
    return answers


def measure(cases: Iterable[Case], answers: Mapping[Path, Answer]) -> dict[str, Score]:
    """Score every case, by folder."""
    scores: dict[str, Score] = {}
    for case in cases:
        answer, name = answers.get(case.path), case.path.name
        one = score(name, case.truth, answer) if answer else unread(name, case.truth, "refused")
        scores.setdefault(case.folder, Score()).add(one)
    return scores


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure DIR and the folders in it that hold truth."""
    parser = argparse.ArgumentParser(prog="tests.bench.accuracy", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="names of folders, comma-separated")
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY)
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    options = parser.parse_args(arguments)
    chosen = options.only.split(",") if options.only else None
    cases = [case for case in find(options.folder).cases if not chosen or case.folder in chosen]
    scores = measure(cases, asyncio.run(read_all(cases, options.today)))
    print(report.text(scores))
    if options.wrong:
        print("\n".join(map(str, report.all_misses(scores))))


if __name__ == "__main__":
    main()
