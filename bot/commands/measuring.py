"""Documents with truth, read as many at once as there are workers, and scored."""

import asyncio
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.commands.progress import Progress
from bot.commands.results import Key, Outcome, Results
from bot.settings import Settings
from handlers.answers import answer
from handlers.earlier import held_against
from handlers.texts.catalogue import excuse
from pipelines.comparison.folder import Case
from pipelines.comparison.score import Score, score, unread
from pipelines.document.read import Reader
from pipelines.errors import MediaRejected
from pipelines.screening import screen

Outcomes = Mapping[Path, Outcome]


@dataclass(frozen=True)
class Measuring:
    """One reader, and what is needed to have it read documents for an evaluation."""

    settings: Settings
    reader: Reader
    today: date
    results: Results
    progress: Progress

    async def read(self, cases: Sequence[Case]) -> Outcomes:
        """Read the documents; what the results hold already is not read again."""
        found: dict[Path, Outcome] = {}
        queue = iter(cases)
        workers = [asyncio.create_task(self._work(queue, found)) for _ in range(self.settings.jobs)]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        return found

    async def _work(self, queue: Iterator[Case], found: dict[Path, Outcome]) -> None:
        for case in queue:
            found[case.path] = await self._outcome(case)
            self.progress.step()

    async def _outcome(self, case: Case) -> Outcome:
        try:
            digest = await asyncio.to_thread(_digest, case.path)
            key = Key(digest, case.version, self.reader.name, self.today)
            known = self.results.get(key)
            if known is not None:
                return known
            outcome = await self._examine(case.path)
        except OSError as error:  # no digest, no result that could be known again
            return Outcome(None, f"{error.strerror or type(error).__name__}.")
        await self.results.keep(f"{case.folder}/{case.path.name}", key, outcome)
        return outcome

    async def _examine(self, path: Path) -> Outcome:
        try:
            media = await screen(path, limit=self.settings.max_file_mb * 1_000_000)
            return Outcome(await self.reader.read(media, _silently))
        except MediaRejected as refusal:
            return Outcome(None, excuse(refusal, "en"))


def scores(cases: Sequence[Case], outcomes: Outcomes, today: date) -> dict[str, Score]:
    """Score what was read, by folder."""
    readings = {
        (case.path.parent, case.name): reading
        for case in cases
        if (reading := outcomes[case.path].reading) is not None
    }
    found: dict[str, Score] = {}
    for case in cases:
        name = f"{case.folder}/{case.path.name}"
        where = case.path.parent
        reading = readings.get((where, case.name))
        if reading is None:
            one = unread(name, case.truth, outcomes[case.path].error or "nothing")
        else:
            before = {
                other: readings[where, other]
                for other in case.truth.after
                if (where, other) in readings
            }
            said = answer(held_against(reading, before, today), case.path.name)
            one = score(name, case.truth, said)
        found.setdefault(case.folder, Score()).add(one)
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def _silently(page: int, pages: int) -> None:
    """Say nothing about pages: documents are counted."""
