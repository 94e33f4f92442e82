"""Each backend reads one invoice for real: python -m pytest -m live tests/live -k claude."""

import asyncio
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.live.asking import check, drawn, read_by
from tests.live.choosing import READING


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.live(name), id=name) for name in READING]
)
async def test_a_backend_reads_an_invoice(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = await asyncio.to_thread(Settings)
    path, truth = drawn(tmp_path)

    reading = await read_by(name, settings, path)

    with capsys.disabled():
        for one in reading.consulted:
            print(f"\n{one.name} ({one.model} at {one.host}): {one.fault or one.bar or 'read it'},")
            print(f"  {one.usage}")
    check(reading, truth)
