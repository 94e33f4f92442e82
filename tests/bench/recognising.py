"""What recognising costs by workers, and by how a page lies: python -m tests.bench.recognising."""

import asyncio
import io
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PIL import Image

from pipelines.document.files.barcodes import codes_in
from tests.bench.meter import processor_seconds
from tests.bench.reading import Reader, open_reader
from tests.bench.table import Cell, Table, machine
from tests.drawn import bill as bills
from tests.drawn import invoices, pdf, photo
from tests.drawn.askew import Snapshot, photographed
from tests.drawn.camera import View
from tests.drawn.collection import Drawn

PAGES = 8
WORKERS = (1, 2)
_COLUMNS = ("OCR workers", "pages", "pages a minute", "x 1 worker", "CPU s a page", "x 1 worker",
            "cores busy")  # fmt: skip
_NOTES = (
    "One document of many scanned pages, read warm: first by one worker, then by two. CPU is that",
    "of parent and children; cores busy: CPU over wall time.",
)
_LYING = (
    ("straight", View(ground=255, margin=0.0)),
    ("askew by 4 degrees", View(4)),
    ("askew by 15 degrees", View(15)),
    ("from aside, by 25 degrees", View(3, 25, 8)),
)
_LYING_NOTES = (
    "The same bill, a page each; what lies askew by 9 degrees or more is looked at twice. Codes:",
    "processor time to look for square codes on the same raster, in this process.",
)


@dataclass(frozen=True)
class Pace:
    """Wall and processor seconds of so many pages."""

    pages: int
    wall: float
    cpu: float


def scanned(seed: int, pages: int) -> Drawn:
    """Draw a document of scanned pages, each of another bill."""
    pictures = []
    for page in range(pages):
        rng = Random(f"{seed} {page} scanned")
        sheet = invoices.draw(bills.invoice(rng, "de", 6, 1), rng, page)
        pictures += photo.scan(sheet, rng)[0][:1]
    return Drawn("scanned", "scan", pdf.bind(pictures), {}, {}, pages)


async def _pace(reader: Reader, drawn: Drawn) -> Pace:
    """Read a document twice, for the workers to be warm, and measure the second time."""
    media = await reader.prepare(drawn)
    await reader.read(media)
    wall, cpu = time.perf_counter(), processor_seconds()
    await reader.read(media)
    return Pace(drawn.pages, time.perf_counter() - wall, processor_seconds() - cpu)


async def _by_workers(seed: int) -> Table:
    drawn = scanned(seed, PAGES)
    paces = []
    for workers in WORKERS:
        with TemporaryDirectory() as folder:
            async with open_reader(Path(folder), workers=workers) as reader:
                paces.append(await _pace(reader, drawn))
    first = paces[0]
    rows: list[list[Cell]] = [
        [
            str(workers),
            one.pages,
            60 * one.pages / one.wall,
            round(first.wall / one.wall, 2),
            one.cpu / one.pages,
            round(one.cpu / first.cpu, 2),
            round(one.cpu / one.wall, 2),
        ]
        for workers, one in zip(WORKERS, paces, strict=True)
    ]
    return Table("Documents: recognising at once", _COLUMNS, rows, (*_NOTES, "", _where()))


async def _by_lie(seed: int) -> Table:
    rows: list[list[Cell]] = []
    costs: list[float] = []
    with TemporaryDirectory() as folder:
        async with open_reader(Path(folder)) as reader:
            for name, view in _LYING:
                drawn = photographed(Snapshot("bill", view, "de", 1), seed)
                if isinstance(drawn, str):
                    continue  # the typeface is not here
                costs.append((await _pace(reader, drawn)).cpu)
                rows.append([
                    name, costs[-1], round(costs[-1] / costs[0], 2), _codes(drawn.content) * 1e3
                ])  # fmt: skip
    columns = ("a page that lies", "CPU s", "x straight", "codes CPU ms")
    return Table("Documents: pages that lie askew", columns, rows, (*_LYING_NOTES, "", _where()))


def _codes(content: bytes, rounds: int = 10) -> float:
    picture = Image.open(io.BytesIO(content)).convert("L")
    begun = time.process_time()
    for _ in range(rounds):
        codes_in(picture)
    return (time.process_time() - begun) / rounds


def _where() -> str:
    return f"Machine: {machine()}."


async def run(seed: int = 1) -> Sequence[Table]:
    """Measure workers, then ways to lie."""
    return [await _by_workers(seed), await _by_lie(seed)]


def main() -> None:
    for table in asyncio.run(run()):
        print(table, end="\n\n")


if __name__ == "__main__":
    main()
