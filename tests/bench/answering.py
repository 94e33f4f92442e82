"""A model on loopback in a process of its own: python -m tests.bench.answering FILE SECONDS.

FILE holds what it answers, by a mark in the text of the document. It prints its address, and ends
with its standard input.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.conftest import ROOT
from tests.doubles.chat_completions import CHAT
from tests.doubles.copying import copying
from tests.doubles.server import Double


@asynccontextmanager
async def answering(file: Path, seconds: float) -> AsyncIterator[str]:
    """Start it; gives its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.answering", str(file), str(seconds),
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.stdin.close()
        await process.wait()


async def _serve(answers: dict[str, str], seconds: float) -> None:
    async with Double(copying(CHAT, answers), delay=seconds) as double:
        print(double.url, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve(json.loads(Path(sys.argv[1]).read_bytes()), float(sys.argv[2])))
