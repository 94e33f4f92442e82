"""What reading a document costs by path, warm: `python -m tests.bench.documents`."""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.meter import processor_seconds, watched
from tests.bench.reading import Reader, open_reader
from tests.bench.table import Cell, Table, machine
from tests.drawn.collection import Drawn, draw

_NOTHINGS = 200
_COLUMNS = (
    "path", "documents", "pages", "CPU ms", "x no-op", "wall ms", "memory at rest MB", "peak MB",
)  # fmt: skip
_NOTES = (
    "CPU and wall: mean over warm readings, parent and children together; OCR counts pages, the",
    "other paths documents. Memory: resident, parent and children together, shared pages counted",
    "for each; the peak is looked for every 10 ms in a run of its own.",
)


@dataclass(frozen=True)
class Way:
    """One way through the reader: which documents take it, and how often to measure them."""

    name: str
    carriers: frozenset[str]
    rounds: int


WAYS = (
    Way("XML (CII, UBL)", frozenset({"cii", "ubl"}), 10),
    Way("PDF with e-invoice inside", frozenset({"facturx"}), 8),
    Way("PDF with text layer", frozenset({"text"}), 4),
    Way("OCR, a page", frozenset({"scan", "jpg", "png"}), 1),
)


@dataclass(frozen=True)
class Cost:
    """Mean processor and wall seconds of one unit, and memory in megabytes."""

    cpu: float
    wall: float
    rest: float
    peak: float


Step = Callable[[], Awaitable[object]]


async def cost(steps: Sequence[Step], units: int, rounds: int = 1) -> Cost:
    """Measure steps that have been run once already, a few rounds; then look at the memory."""
    cpu, wall = processor_seconds(), time.perf_counter()
    for _ in range(rounds):
        for step in steps:
            await step()
    cpu, wall = processor_seconds() - cpu, time.perf_counter() - wall
    async with watched() as peak:
        for step in steps:
            await step()
    return Cost(cpu / units / rounds, wall / units / rounds, peak.start, peak.most)


async def _way(reader: Reader, way: Way, documents: Sequence[Drawn]) -> tuple[int, int, Cost]:
    chosen = [one for one in documents if one.carrier in way.carriers]
    media = [await reader.prepare(one) for one in chosen]
    steps: list[Step] = [partial(reader.read, one) for one in media]
    for step in steps[:3]:
        await step()
    pages = sum(one.pages for one in chosen)
    ocr = sum(one.ocr_pages for one in chosen)
    return len(chosen), pages, await cost(steps, ocr or len(chosen), way.rounds)


async def table(reader: Reader, seed: int) -> Table:
    """Measure every path beside a sandbox call that does nothing."""
    documents = draw(seed).documents
    await reader.nothing.warm()
    noop = await cost([lambda: reader.nothing.call("nothing")] * _NOTHINGS, _NOTHINGS)
    rows = [_row("no-op sandbox call", (_NOTHINGS, 0, noop), noop)]
    rows += [_row(way.name, await _way(reader, way, documents), noop) for way in WAYS]
    return Table("Documents: reading", _COLUMNS, rows, (*_NOTES, "", f"Machine: {machine()}."))


def _row(name: str, measured: tuple[int, int, Cost], noop: Cost) -> list[Cell]:
    count, pages, one = measured
    times = round(one.cpu / noop.cpu, 1)
    return [name, count, pages, one.cpu * 1e3, times, one.wall * 1e3, one.rest, one.peak]


async def run(seed: int = 1) -> Table:
    """Draw, warm up, measure."""
    with TemporaryDirectory() as folder:
        async with open_reader(Path(folder)) as reader:
            return await table(reader, seed)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.documents", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    print(asyncio.run(run(parser.parse_args().seed)))


if __name__ == "__main__":
    main()
