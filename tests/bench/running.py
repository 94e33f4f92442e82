"""What the whole running Clerk costs: idle, a job, and from a drop to its card.

python -m tests.bench.running
"""

import asyncio
import json
import re
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import psutil

from tests.bench.meter import processor_seconds
from tests.bench.table import Cell, Table, machine
from tests.conftest import ROOT
from tests.drawn.collection import Drawn, draw
from tests.scenarios.dropping import Message, Visitor

DROPS = 20
IDLE_SECONDS = 20.0
OCR_IDLE_SECONDS = 5
_MEGABYTE = 1 << 20
_NOTES = (
    "A no-op job is the drop of an empty file: the whole way of a job, with nothing to read. The",
    "card of a photo waits for its OCR; the first photo, which starts the OCR worker, is left out.",
    "CPU is that of Clerk and its children.",
)


@dataclass
class Running:
    """A Clerk in a process of its own, and somebody who listens to its page.

    `heard` is the number of the last change that was listened to.
    """

    process: psutil.Process
    visitor: Visitor
    url: str
    session: aiohttp.ClientSession
    heard: int = 0

    async def drop(self, path: Path) -> float:
        """Drop a file; gives the seconds until its card stands there for good."""
        news = f"{self.url}/api/events?as=employee&after={self.heard}"
        async with self.session.get(news) as events:
            begun = time.perf_counter()
            head = await self.visitor.drop(path)
            async for line in events.content:
                if line.startswith(b"id:"):
                    self.heard = int(line[3:])
                if line.startswith(b"data:") and _is_answer(json.loads(line[5:]), head["id"]):
                    return time.perf_counter() - begun
        raise AssertionError("the workspace went away")

    def memory(self) -> float:
        """Give the memory of Clerk and its children, in megabytes."""
        tree = [self.process, *self.process.children(recursive=True)]
        return sum(float(one.memory_full_info().pss) for one in tree) / _MEGABYTE


def _is_answer(message: Message, thread: str) -> bool:
    body = message.get("body", {})
    is_card = body.get("kind") == "card" and body.get("tone") != "busy"
    return bool(is_card) and message["thread"] == thread


@asynccontextmanager
async def running(data_dir: Path) -> AsyncIterator[Running]:
    """Start Clerk as a person does, with an OCR worker that rests soon."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "BOT_DATA_DIR": str(data_dir),
        "BOT_LOCAL_PORT": "0",
        "BOT_VOICE": "off",
        "BOT_OCR_IDLE_SECONDS": str(OCR_IDLE_SECONDS),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        said = (await process.stdout.readline()).decode()
        found = re.search(r"http://\S+", said)
        assert found, said
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(120)) as session:
            visitor = Visitor(found[0], session)
            yield Running(psutil.Process(process.pid), visitor, found[0], session)
    finally:
        process.terminate()
        await process.wait()


@dataclass(frozen=True)
class Dropped:
    """Seconds until the card of each drop, and the mean processor seconds of one."""

    seconds: list[float]
    cpu: float


async def _drops(clerk: Running, files: list[Path]) -> Dropped:
    await clerk.drop(files[0])
    used = processor_seconds(clerk.process)
    seconds = [await clerk.drop(file) for file in files[1:]]
    await asyncio.sleep(1.0)  # the files that follow the card belong to the job too
    return Dropped(seconds, (processor_seconds(clerk.process) - used) / len(seconds))


def _copies(drawn: Drawn | None, count: int, folder: Path) -> list[Path]:
    """Write files of the same kind with bytes of their own; None writes empty files."""
    paths = []
    for number in range(count):
        suffix = ".xml" if drawn is None else Path(drawn.file).suffix
        path = folder / f"{'empty' if drawn is None else drawn.name}-{number}{suffix}"
        mark = b"<!-- %d -->" if suffix == ".xml" else b"%%%d\n"
        path.write_bytes(b"" if drawn is None else drawn.content + mark % number)
        paths.append(path)
    return paths


async def _idle(clerk: Running) -> tuple[float, float]:
    """Give per cent of a core and megabytes of a Clerk with nothing to do."""
    used, begun = processor_seconds(clerk.process), time.perf_counter()
    await asyncio.sleep(IDLE_SECONDS)
    spent = processor_seconds(clerk.process) - used
    return 100 * spent / (time.perf_counter() - begun), clerk.memory()


async def run(seed: int = 1) -> list[Table]:
    """Start a Clerk, let it idle, drop files into it, let it idle again."""
    documents: dict[str, Drawn] = {
        one.carrier: one for one in draw(seed).documents if not one.truth["must_flag"]
    }
    with TemporaryDirectory() as folder:
        files = Path(folder, "files")
        files.mkdir()
        async with running(Path(folder, "data")) as clerk:
            await asyncio.sleep(3.0)
            fresh = await _idle(clerk)
            ways = [("no-op job", await _drops(clerk, _copies(None, DROPS, files)))]
            for name, carrier, count in (
                ("e-invoice XML", "ubl", DROPS),
                ("PDF with text layer", "text", DROPS),
                ("photo (OCR)", "jpg", 4),
            ):
                copies = _copies(documents[carrier], count, files)
                ways.append((name, await _drops(clerk, copies)))
            warm = clerk.memory()
            await asyncio.sleep(OCR_IDLE_SECONDS + 1.0)
            after = await _idle(clerk)
    return [_drop_table(ways), _idle_table(fresh, warm, after)]


def _drop_table(ways: list[tuple[str, Dropped]]) -> Table:
    noop = ways[0][1]
    rows: list[list[Cell]] = [
        [
            name,
            len(one.seconds),
            statistics.median(one.seconds) * 1e3,
            max(one.seconds) * 1e3,
            statistics.median(one.seconds) / statistics.median(noop.seconds),
            one.cpu * 1e3,
            (one.cpu - noop.cpu) * 1e3,
        ]
        for name, one in ways
    ]
    columns = (
        "dropped", "drops", "to card p50 ms", "max ms", "x no-op job", "CPU ms",
        "CPU ms beyond the no-op job",
    )  # fmt: skip
    notes = (*_NOTES, "", f"Machine: {machine()}.")
    return Table("Documents: from a drop to its card", columns, rows, notes)


def _idle_table(fresh: tuple[float, float], warm: float, after: tuple[float, float]) -> Table:
    rows: list[list[Cell]] = [
        ["just started", *fresh],
        ["OCR worker still warm", "-", warm],
        ["after work, OCR worker at rest", *after],
    ]
    columns = ("Clerk with nothing to do", "CPU % of a core", "memory MB")
    return Table(
        "Idle",
        columns,
        rows,
        (
            "CPU of one core, over 20 s; memory is proportional: shared pages are divided.",
            "",
            f"Machine: {machine()}.",
        ),
    )


def main() -> None:
    for table in asyncio.run(run()):
        print(table, end="\n\n")


if __name__ == "__main__":
    main()
