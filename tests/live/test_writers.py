"""Each writer writes the minutes of one small meeting: pytest -m live tests/live -k writes."""

import asyncio
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.live.choosing import WRITING
from tests.live.writing import check, written_by


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.live(name), id=name) for name in WRITING]
)
async def test_a_writer_writes(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = await asyncio.to_thread(Settings)

    written = await written_by(name, settings, tmp_path)

    with capsys.disabled():
        for one in written.consulted:
            print(f"\n{one.name} ({one.model} at {one.host}): {one.fault or one.bar or 'wrote'}")
            print(f"  {one.usage}")
        if written.minutes is not None:
            for said in (*written.minutes.decisions, *written.minutes.actions):
                print(f"  {'ok' if said.is_verified else [*map(str, said.doubts)]}: {said.text}")
    check(written)
