"""Documents read for an evaluation, as many at once as there are workers, and what came of them."""

import asyncio
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.commands.entrants import Entrant
from bot.commands.progress import Progress
from bot.commands.results import Key, Outcome, Results
from bot.reading import egress
from bot.settings import Settings
from handlers.texts.catalogue import excuse
from pipelines.comparison.folder import Paper
from pipelines.document.read import Reader
from pipelines.errors import MediaRejected
from pipelines.screening import screen

Outcomes = Mapping[Path, Outcome]


@dataclass(frozen=True)
class Measuring:
    """Readers, and what is needed to have each of them read documents for an evaluation.

    `edition` is that of this Clerk.
    """

    settings: Settings
    entrants: Sequence[Entrant]
    today: date
    edition: str
    results: Results
    progress: Progress

    async def read(self, papers: Sequence[Paper]) -> Mapping[str, Outcomes]:
        """Have all readers read a document, then the next; what the results hold is known.

        Gives what came of each document, by reader.
        """
        found: dict[str, dict[Path, Outcome]] = {one.name: {} for one in self.entrants}
        queue = iter(papers)
        workers = [asyncio.create_task(self._work(queue, found)) for _ in range(self.settings.jobs)]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        return found

    async def _work(self, queue: Iterator[Paper], found: dict[str, dict[Path, Outcome]]) -> None:
        for paper in queue:
            for entrant in sorted(self.entrants, key=_leaves):
                found[entrant.name][paper.path] = await self._outcome(paper, entrant)
                self.progress.step()

    async def _outcome(self, paper: Paper, entrant: Entrant) -> Outcome:
        try:
            digest = await asyncio.to_thread(_digest, paper.path)
            key = Key(
                digest, paper.version, entrant.name, entrant.model or "", self.edition, self.today
            )
            known = self.results.get(key)
            if known is not None:
                return known
            outcome = await self._examine(paper.path, entrant.reader)
        except OSError as error:  # no digest, no result that could be known again
            return Outcome(None, f"{error.strerror or type(error).__name__}.")
        if outcome.is_for_good:
            await self.results.keep(paper.title, key, outcome)
        return outcome

    async def _examine(self, path: Path, reader: Reader) -> Outcome:
        try:
            media = await screen(path, limit=self.settings.max_file_mb * 1_000_000)
            return Outcome(await reader.read(media, _silently, egress(self.settings)))
        except MediaRejected as refusal:
            return Outcome(None, excuse(refusal, "en"))


def _leaves(entrant: Entrant) -> bool:
    """Put the embedded engine first, as everywhere: what it recognises, the others need not."""
    return entrant.location is not None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def _silently(page: int, pages: int) -> None:
    """Say nothing about pages: documents are counted."""
