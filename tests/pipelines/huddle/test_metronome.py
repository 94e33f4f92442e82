"""The beat of a room keeps to its clock."""

import asyncio

import pytest

from pipelines.huddle.arrivals import Pace
from pipelines.huddle.metronome import keep_time
from pipelines.voice import CHUNK_S
from tests.virtual_time import run


async def beats(lasts: list[float]) -> list[float]:
    """Give when beats began, of which the first last so long."""
    loop = asyncio.get_running_loop()
    began = list[float]()

    async def beat() -> None:
        began.append(loop.time())
        await asyncio.sleep(lasts.pop(0) if lasts else 0.001)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(2.01):
            await keep_time(beat, Pace(loop.time))
    return began


def test_it_does_not_drift_with_what_beats_take() -> None:
    began = run(beats([]))
    assert len(began) == 101
    assert began[100] == pytest.approx(100 * CHUNK_S)


def test_what_came_late_is_made_up_for() -> None:
    began = run(beats([0.001, 0.15]))
    assert len(began) == 101
    assert began[100] == pytest.approx(100 * CHUNK_S)


def test_what_was_missed_while_the_host_stood_still_is_not() -> None:
    began = run(beats([0.001, 1.0]))
    assert len(began) == pytest.approx(52, abs=1)
    assert began[3] - began[2] == pytest.approx(CHUNK_S)
