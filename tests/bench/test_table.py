"""Tables of figures are Markdown that reads well."""

import asyncio
import sys

from tests.bench.meter import processor_seconds, resident_megabytes, watched
from tests.bench.table import Table, machine


def test_figures_keep_three_digits_that_count() -> None:
    table = Table("Reading", ("path", "CPU ms", "pages"), [("a|b", 0.012345, 1200)], ("note",))
    assert str(table).splitlines() == [
        "## Reading",
        "",
        "| path | CPU ms | pages |",
        "| --- | ---: | ---: |",
        "| a\\|b | 0.0123 | 1,200 |",
        "",
        "note",
    ]


def test_large_figures_are_written_whole() -> None:
    assert "| 1,243 |" in str(Table("t", ("x", "y"), [("row", 1242.6)]))


def test_the_machine_says_how_busy_it_is() -> None:
    assert "load" in machine()


async def test_a_child_that_works_and_ends_is_counted() -> None:
    before = processor_seconds()
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", busy)
    await child.wait()
    assert processor_seconds() - before >= 0.25


async def test_the_peak_sees_memory_that_is_given_back() -> None:
    async with watched() as peak:
        block = bytearray(b"x" * 64_000_000)
        await asyncio.sleep(0.1)
        del block
    assert peak.most - peak.start > 40
    assert resident_megabytes() < peak.most
