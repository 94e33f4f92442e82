"""Several pages of one document are recognised at once: bounded, told in order, ended together."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from pipelines.document.read import LocalReader
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Box, Media, MediaType, Recognized, Word
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from tests.pipelines.document.pdfs import drawn_page

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGES = 5
WORD = Word("Total 1.00", Box(0.1, 0.1, 0.3, 0.12), 0.9)


@dataclass
class Gathering:
    """A recogniser that answers nobody before as many pages are with it as it waits for.

    `refused` is the number of the call that it refuses; it counts who went away unanswered.
    """

    wanted: int
    refused: int = 0
    calls: int = 0
    here: int = 0
    most: int = 0
    left: int = 0
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def recognize(self, _raster: bytes) -> Recognized:
        self.calls += 1
        number = self.calls
        self.here += 1
        self.most = max(self.most, self.here)
        if self.here == self.wanted:
            self.enough.set()
        try:
            await self.enough.wait()
            if number == self.refused:
                raise MediaRejected(Reason.EXHAUSTED)
            if self.refused:
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.left += 1
            raise
        finally:
            self.here -= 1
        return Recognized((WORD,))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sandbox]:
    async with Sandbox(
        "pipelines.document.child",
        limits=Limits(memory_mb=1024, cpu_seconds=20, seconds=60.0),
        workers=2,
        scratch=tmp_path_factory.mktemp("scratch"),
    ) as opened:
        yield opened


@pytest.fixture
def scanned(tmp_path: Path) -> Media:
    file = tmp_path / "a.pdf"
    file.write_bytes(drawn_page(b"10 10 m 500 500 l S", pages=PAGES))
    return Media(file, MediaType.PDF, "0" * 64, file.stat().st_size)


def reader(sandbox: Sandbox, recognizer: Gathering, at_once: int) -> LocalReader:
    return LocalReader(
        sandbox, recognizer, max_pages=9, today=lambda: date(2026, 3, 4), at_once=at_once
    )


@pytest.mark.parametrize("at_once", [1, 2, 9])
async def test_pages_are_recognised_at_once_and_told_in_order(
    at_once: int, sandbox: Sandbox, scanned: Media
) -> None:
    recognizer = Gathering(wanted=min(at_once, PAGES))
    told: list[tuple[int, int]] = []

    async def progress(page: int, pages: int) -> None:
        await asyncio.sleep(0)
        told.append((page, pages))

    reading = await reader(sandbox, recognizer, at_once).read(scanned, progress)
    assert recognizer.most == min(at_once, PAGES)
    assert (recognizer.calls, reading.pages) == (PAGES, PAGES)
    assert told == [(page, PAGES) for page in range(1, PAGES + 1)]


async def test_a_page_that_is_refused_ends_the_others(sandbox: Sandbox, scanned: Media) -> None:
    recognizer = Gathering(wanted=3, refused=2)
    with pytest.raises(MediaRejected) as refusal:
        await reader(sandbox, recognizer, 3).read(scanned, _ignored)
    assert refusal.value.reason is Reason.EXHAUSTED
    assert (recognizer.left, recognizer.here, recognizer.calls) == (2, 0, 3)


async def test_whoever_stops_reading_stops_all_pages(sandbox: Sandbox, scanned: Media) -> None:
    recognizer = Gathering(wanted=3, refused=9)
    reading = asyncio.create_task(reader(sandbox, recognizer, 3).read(scanned, _ignored))
    await recognizer.enough.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert (recognizer.left, recognizer.here, recognizer.calls) == (3, 0, 3)


async def test_progress_that_fails_is_told_as_it_is(sandbox: Sandbox, scanned: Media) -> None:
    async def progress(page: int, pages: int) -> None:
        raise LookupError(f"{page} of {pages}")

    with pytest.raises(LookupError, match="1 of 5"):
        await reader(sandbox, Gathering(wanted=1), 2).read(scanned, progress)


async def _ignored(_page: int, _pages: int) -> None:
    return
