"""The embedded reader as the running process has it, for benchmarks and for floors."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.reading import DECODING, RECOGNISING
from pipelines.backends.ocr import SandboxedRecognizer
from pipelines.document.model import Reading
from pipelines.document.read import LocalReader
from pipelines.media import Media
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from pipelines.screening import screen
from tests.drawn.collection import Drawn

TODAY = date(2026, 11, 20)
_LIMIT = 50_000_000


@dataclass(frozen=True)
class Reader:
    """A reader with one decoding and one recognising child."""

    local: LocalReader
    nothing: Sandbox
    folder: Path

    async def prepare(self, document: Drawn) -> Media:
        """Put a drawn document on the disk and screen it."""
        return await screen(document.write(self.folder), limit=_LIMIT)

    async def read(self, media: Media) -> Reading:
        """Read a screened file; nobody watches the progress."""
        return await self.local.read(media, _unwatched)


async def _unwatched(_page: int, _pages: int) -> None:
    """Nobody waits for a page."""


@asynccontextmanager
async def open_reader(
    folder: Path, today: Callable[[], date] = lambda: TODAY, *, workers: int = 1
) -> AsyncIterator[Reader]:
    """Open the reader; `folder` holds the documents and the scratch of the children.

    So many `workers` recognise pages of one document at once.
    """
    scratch = folder / "scratch"
    async with (
        Sandbox(
            "pipelines.document.child", limits=DECODING, workers=1, scratch=scratch
        ) as decoding,
        Sandbox(
            "pipelines.backends.ocr_child", limits=RECOGNISING, workers=workers, scratch=scratch
        ) as recognising,
        Sandbox("tests.bench.nothing", limits=Limits(), workers=1, scratch=scratch) as nothing,
    ):
        recognizer = SandboxedRecognizer(recognising)
        local = LocalReader(decoding, recognizer, max_pages=50, today=today, at_once=workers)
        yield Reader(local, nothing, folder)
