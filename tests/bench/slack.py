"""How soon Slack is acknowledged, and whether anything is lost: python -m tests.bench.slack.

A Slack of ours tells Clerk over signed HTTP what happens, at a steady pace and then in a burst;
an application that does nothing is told the same at the same moments.
"""

import argparse
import asyncio
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import psutil

from tests.bench.acknowledging import acknowledging
from tests.bench.meter import processor_seconds
from tests.bench.slack_world import TOKEN, World, world
from tests.bench.table import Cell, Table, machine
from tests.conftest import ROOT
from tests.doubles.slack.deliveries import body_of, signed
from tests.doubles.slack.state import Json

PATH = "/slack/events"
SECRET = "signing-secret-of-a-benchmark"
LIMIT = 3.0  # seconds, that Slack waits
PATIENCE = 900  # seconds, for the last card
RETRY = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
_COLUMNS = (
    "told", "of what", "p50 ms", "p99 ms", "max ms", "x no-op p50", "over 3 s", "refused"
)  # fmt: skip


@dataclass(frozen=True)
class Task:
    """So many events a second for so many seconds, then so many invoices in one second.

    Of the steady events one in `share` begins a drop: the message with its file, the file once
    more by its id, and the message again as a retry. All others are messages without files.
    """

    rate: int = 50
    seconds: int = 60
    burst: int = 500
    share: int = 20

    @property
    def drops(self) -> int:
        """How many files are dropped at the steady pace."""
        return self.rate * self.seconds // self.share

    @property
    def messages(self) -> int:
        """How many events are messages without files."""
        return self.rate * self.seconds - 3 * self.drops


@dataclass
class Answers:
    """Seconds until each acknowledgement, and how many were none."""

    seconds: list[float] = field(default_factory=list)
    refused: int = 0

    def row(self, name: str, what: str, beside: "Answers") -> list[Cell]:
        """Write it down, beside what the no-op did."""
        half, noop = statistics.median(self.seconds), statistics.median(beside.seconds)
        return [
            name, what, half * 1e3, _percentile(self.seconds, 99) * 1e3, max(self.seconds) * 1e3,
            half / noop, sum(one > LIMIT for one in self.seconds), self.refused,
        ]  # fmt: skip


def _percentile(values: Sequence[float], per_cent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[per_cent - 1]


@dataclass
class Load:
    """Both who are told, and what they answered."""

    session: aiohttp.ClientSession
    clerk: str
    noop: str
    answers: tuple[Answers, Answers] = field(default_factory=lambda: (Answers(), Answers()))

    async def tell(self, payload: Json, more: dict[str, str]) -> None:
        """Tell both the same at the same time."""
        body, type_ = body_of(payload)
        headers = {"Content-Type": type_, **signed(body, secret=SECRET), **more}
        ours, theirs = self.answers
        await asyncio.gather(
            self._post(self.clerk, body, headers, ours),
            self._post(self.noop, body, headers, theirs),
        )

    async def _post(self, url: str, body: bytes, headers: dict[str, str], into: Answers) -> None:
        begun = time.perf_counter()
        async with self.session.post(f"{url}{PATH}", data=body, headers=headers) as answer:
            await answer.read()
            into.refused += answer.status != 200
        into.seconds.append(time.perf_counter() - begun)

    async def run(self, payloads: Sequence[tuple[Json, dict[str, str]]], rate: int) -> None:
        """Tell all, so many a second, whether or not the earlier ones are answered."""
        self.answers = (Answers(), Answers())
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for at, (payload, more) in enumerate(payloads):
                await asyncio.sleep(max(0.0, begun + at / rate - time.perf_counter()))
                group.create_task(self.tell(payload, more))


def _steady(slack: World, task: Task) -> list[tuple[Json, dict[str, str]]]:
    """Spread the drops evenly over the messages; what is told thrice is told in a row."""
    messages = iter(slack.messages)
    told: list[tuple[Json, dict[str, str]]] = []
    for shared, file in slack.drops[: task.drops]:
        told += [(shared, {}), (file, {}), (shared, RETRY)]
        told += [(next(messages), {}) for _ in range(task.share - 3)]
    return told


@asynccontextmanager
async def _clerk(data: Path, slack: str) -> AsyncIterator[tuple[psutil.Process, str]]:
    """Start Clerk as an operator does, for Slack over HTTP; gives its process and its address."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "BOT_DATA_DIR": str(data),
        "BOT_WEB_PORT": "0",
        "BOT_PUBLIC_URL": "http://127.0.0.1",
        "BOT_DIGEST_AT": "off",
        "BOT_VOICE": "off",
        "BOT_SLACK_BLOCKS": "classic",
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"{slack}/api/",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        said = (await process.stdout.readline()).decode()
        found = re.search(r"http://[^\s/]+", said)
        assert found, said
        yield psutil.Process(process.pid), found[0]
    finally:
        process.terminate()
        await process.wait()


async def _drained(slack: World, many: int) -> dict[str, tuple[int, int]]:
    """Wait until so many drops have a settled card."""
    async with asyncio.timeout(PATIENCE):
        while await _answered(slack) < many:  # noqa: ASYNC110 - in another process
            await asyncio.sleep(1)
    await asyncio.sleep(3)  # a second card would still come
    return await slack.cards()


async def _answered(slack: World) -> int:
    return sum(settled > 0 for _, settled in (await slack.cards()).values())


async def tables(task: Task) -> list[Table]:
    """Measure one task."""
    with TemporaryDirectory() as drawn:
        folder = Path(drawn)
        connector, limit = aiohttp.TCPConnector(limit=0), aiohttp.ClientTimeout(60)
        async with (
            world(folder, task.drops + task.burst, task.messages) as slack,
            acknowledging() as noop,
            _clerk(folder / "data", slack.url) as (process, clerk),
            aiohttp.ClientSession(connector=connector, timeout=limit) as session,
        ):
            load = Load(session, clerk, noop)
            used = processor_seconds(process)
            await load.run(_steady(slack, task), task.rate)
            steady = load.answers
            await _drained(slack, task.drops)
            begun = time.perf_counter()
            await load.run([(one, {}) for one, _ in slack.drops[task.drops :]], task.burst)
            burst = load.answers
            cards = await _drained(slack, task.drops + task.burst)
            whole = time.perf_counter() - begun
            used = processor_seconds(process) - used
        jobs = _jobs(folder / "data")
    return [_acknowledged(task, steady, burst), _kept(task, cards, jobs, whole, used)]


def _jobs(data: Path) -> int:
    with closing(sqlite3.connect(data / "app.db")) as database:
        return int(database.execute("SELECT count(DISTINCT key) FROM drops").fetchone()[0])


def _acknowledged(
    task: Task, steady: tuple[Answers, Answers], burst: tuple[Answers, Answers]
) -> Table:
    rate = f"{len(steady[0].seconds)} events, {task.rate}/s"
    many = f"{len(burst[0].seconds)} invoices in 1 s"
    rows = [
        steady[1].row("no-op", rate, steady[1]),
        steady[0].row("Clerk", rate, steady[1]),
        burst[1].row("no-op", many, burst[1]),
        burst[0].row("Clerk", many, burst[1]),
    ]
    notes = (
        f"Signed HTTP. Of the steady events {3 * task.drops} are about {task.drops} drops: the",
        "message, its file by id, and the message as a retry; the rest are messages without files.",
        "Both are told at the same moment by one process; Clerk reads what was dropped meanwhile.",
        "Aim: p99 < 300 ms, none over 3 s.", "", f"Machine: {machine()}.",
    )  # fmt: skip
    return Table("Slack: until an event is acknowledged", _COLUMNS, rows, notes)


def _kept(
    task: Task, cards: dict[str, tuple[int, int]], jobs: int, whole: float, used: float
) -> Table:
    lost = sum(settled == 0 for _, settled in cards.values())
    doubled = sum(found > 1 for found, _ in cards.values())
    rows: list[list[Cell]] = [
        [len(cards), jobs, lost, doubled, whole, task.burst / whole, used / len(cards) * 1e3]
    ]
    columns = (
        "invoices dropped", "jobs", "lost", "doubled", "burst read and answered s", "a second",
        "CPU ms an invoice",
    )  # fmt: skip
    notes = (
        "A small XML each. Jobs are counted in the ledger, answers in the threads of that Slack;",
        "CPU is Clerk's and its children's, with that of all other events.",
    )
    return Table("Slack: what comes of the drops", columns, rows, notes)


async def run() -> list[Table]:
    """Measure as the aim says."""
    return await tables(Task())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.slack", description=__doc__)
    for name in ("rate", "seconds", "burst"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Task, name))
    asked = parser.parse_args()
    for table in asyncio.run(tables(Task(asked.rate, asked.seconds, asked.burst))):
        print(table, end="\n\n")


if __name__ == "__main__":
    main()
