"""What reading with a slow model loses against its calls alone: python -m tests.bench.models.

The model is a server on loopback that takes 2.5 s to answer, asked through the openai SDK; the
rest is as in the running Clerk: local reading, pictures of the pages, grounding and checks.
"""

import argparse
import asyncio
import json
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from pydantic import BaseModel

from bot.models import open_models
from bot.reading import open_reader
from bot.settings import Settings
from pipelines.document.model import Reading
from pipelines.egress import Egress
from pipelines.media import Media
from pipelines.ports import Answer, Model, Prompt
from pipelines.screening import screen
from tests.bench.answering import answering
from tests.bench.meter import processor_seconds
from tests.bench.table import Cell, Table, machine
from tests.doubles.copying import bill_of
from tests.drawn import bill as bills
from tests.drawn import invoices, pdf

DOCUMENTS, AT_ONCE, SECONDS = 200, 16, 2.5
AIM = 1.10
_COLUMNS = ("what", "documents", "read by the model", "wall s", "x ideal", "CPU s a document")
_NOTES = (
    "Ideal: the calls alone, so many at once, with no machine in between. No-op: a call with a",
    "word instead of a document. CPU is Clerk's and its children's; the model has a process of its",
    "own on the same machine.",
)
_LIMIT = 50_000_000


class Nothing(BaseModel):
    """What the no-op asks for."""

    kind: str


@dataclass(frozen=True)
class Task:
    """So many documents, so many calls at once, and the seconds of each."""

    documents: int
    at_once: int
    seconds: float

    @property
    def ideal(self) -> float:
        """Wall seconds of the calls alone."""
        return math.ceil(self.documents / self.at_once) * self.seconds


@dataclass(frozen=True)
class Pace:
    """What it took: wall and processor seconds, and how many answers were the model's."""

    wall: float
    cpu: float
    answered: int


def draw(folder: Path, count: int) -> dict[str, str]:
    """Draw invoices of one page; gives what the model says of each, by its number."""
    answers = {}
    for at in range(count):
        rng = Random(f"{at} throughput")
        bill = replace(
            bills.invoice(rng, rng.choice(("en", "de"))), number=f"RE-2026-{10_000 + at}"
        )
        content, _ = pdf.write(invoices.draw(bill, rng, at))
        (folder / f"{at}.pdf").write_bytes(content)
        assert bill.number is not None
        answers[bill.number] = bill_of(bills.truth(bill))
    return answers


async def _measured(steps: Sequence[Callable[[], Awaitable[bool]]], at_once: int) -> Pace:
    """Run steps, so many at once; each says whether the model answered."""
    queue = iter(steps)

    async def work() -> int:
        return sum([await step() for step in queue])

    wall, cpu = time.perf_counter(), processor_seconds()
    answered = await asyncio.gather(*(work() for _ in range(at_once)))
    return Pace(time.perf_counter() - wall, processor_seconds() - cpu, sum(answered))


async def _calls(settings: Settings, task: Task) -> Pace:
    """Make the calls alone."""
    async with open_models(settings) as models:
        assert models is not None
        [backend] = models.backends

        async def call() -> bool:
            return bool(await _ask(backend.asked))

        await call()
        return await _measured([call] * task.documents, task.at_once)


async def _ask(model: Model) -> Answer[Nothing]:
    prompt = Prompt("Say what it is.", (), "RE-2026-10000")
    return await model.ask(prompt, Nothing, max_tokens=100, seconds=60)


async def _readings(settings: Settings, folder: Path, task: Task) -> Pace:
    """Read the documents, more of them at once than there are calls: some are being prepared."""
    media = [await screen(path, limit=_LIMIT) for path in sorted(folder.glob("*.pdf"))]
    async with open_reader(settings, folder / "scratch") as reader:

        async def read(one: Media) -> bool:
            reading = await reader.read(one, _unwatched, Egress())
            return _is_read(reading)

        def step(one: Media) -> Callable[[], Awaitable[bool]]:
            return lambda: read(one)

        await read(media[0])
        return await _measured([step(one) for one in media], settings.jobs)


def _is_read(reading: Reading) -> bool:
    return any(one.answered for one in reading.consulted)


async def _unwatched(_page: int, _pages: int) -> None:
    """Nobody waits for a page."""


async def table(task: Task) -> Table:
    """Measure the calls alone, then whole readings."""
    with TemporaryDirectory() as drawn:
        folder = Path(drawn)
        answers = folder / "answers.json"
        answers.write_text(json.dumps(draw(folder, task.documents)), "utf-8")
        async with answering(answers, task.seconds) as url:
            settings = _settings(f"{url}/v1", task)
            alone = await _calls(settings, task)
            whole = await _readings(settings, folder, task)
    rows: list[list[Cell]] = [
        ["ideal", task.documents, task.documents, task.ideal, 1, 0],
        _row("no-op calls", alone, task),
        _row("PDF with text layer, a page each", whole, task),
    ]
    aim = f"Aim: at most {AIM:.2f} of the ideal, with {task.at_once} calls at once."
    return Table("Models: throughput", _COLUMNS, rows, (*_NOTES, aim, "", f"Machine: {machine()}."))


def _settings(url: str, task: Task) -> Settings:
    return Settings.model_validate({
        "QWEN_VL_URL": url, "BOT_DOCUMENT_READERS": "local,qwen", "BOT_DOCUMENT_MODELS": "always",
        "BOT_MODEL_CALLS": task.at_once, "BOT_JOBS": min(2 * task.at_once, 64),
    })  # fmt: skip


def _row(name: str, pace: Pace, task: Task) -> list[Cell]:
    times = round(pace.wall / task.ideal, 3)
    return [name, task.documents, pace.answered, pace.wall, times, pace.cpu / task.documents]


async def run() -> Table:
    """Measure as the aim says."""
    return await table(Task(DOCUMENTS, AT_ONCE, SECONDS))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.models", description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--at-once", type=int, default=AT_ONCE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked = parser.parse_args()
    print(asyncio.run(table(Task(asked.documents, asked.at_once, asked.seconds))))


if __name__ == "__main__":
    main()
