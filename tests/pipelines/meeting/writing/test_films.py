"""Who watches is given the film, and it is taken back after the attempt, whatever came of it."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault
from pipelines.meeting.model import Lack
from pipelines.ports import Film, Prompt
from tests.fake_model import Said
from tests.fake_writer import WIDE, FakeWriter, listed
from tests.pipelines.meeting.writing.told import (
    ENGLISH_BRIEF,
    TRUE,
    a_brief,
    with_a_lie,
    written,
)

FILM = Film(Path("film.mp4"), "video/mp4", 900.0, "clerk-1")
WATCHED = replace(ENGLISH_BRIEF, film=FILM)
WATCHES = replace(WIDE, film_s=3600.0)
GONE = {
    "number": 1, "withdrawn": True, "text": "", "owner": None, "due": None, "cites": [],
    "quote": "",
}  # fmt: skip
WITHDRAWN = json.dumps({"items": [GONE]})
TIMEOUT = BackendUnavailable(Fault.TIMEOUT)


async def test_it_is_watched_once_and_taken_back() -> None:
    """The transcript goes along; for what failed the film is not paid for again."""
    video, gpt = FakeWriter(with_a_lie(TRUE), WITHDRAWN), FakeWriter(TRUE)
    came = await written(
        listed("gemini-video", video, limits=WATCHES), listed("gpt", gpt), about=WATCHED
    )
    assert came.minutes is not None
    assert came.minutes.writer == "gemini-video"
    assert [one.prompt.film for one in video.asked] == [FILM, None]
    assert "S0001|0:00|Alice Chen|" in video.asked[0].prompt.text
    assert (video.gone, gpt.gone) == ([FILM], [])


async def test_whoever_reads_is_given_none() -> None:
    gpt = FakeWriter(TRUE)
    await written(listed("gpt", gpt), about=WATCHED)
    assert (gpt.asked[0].prompt.film, gpt.gone) == (None, [])


@pytest.mark.parametrize("fault", [BackendRefused(Fault.REJECTED), TIMEOUT, "no JSON"])
async def test_it_is_taken_back_before_the_next_one_writes(fault: Said) -> None:
    video, gpt = FakeWriter(fault), FakeWriter(TRUE)
    came = await written(
        listed("gemini-video", video, limits=WATCHES), listed("gpt", gpt), about=WATCHED
    )
    assert came.minutes is not None
    assert (came.minutes.writer, video.gone) == ("gpt", [FILM])


async def test_a_film_that_is_too_long_is_not_sent() -> None:
    video = FakeWriter(TRUE)
    few = replace(WATCHES, film_s=899.0)
    came = await written(listed("gemini-video", video, limits=few), about=WATCHED)
    assert (came.lack, video.asked, video.gone) == (Lack.TOO_LONG_TO_WRITE, [], [])
    (told,) = came.consulted
    assert (told.fault, told.saw) == (Fault.TOO_LARGE, False)


async def test_of_a_film_no_parts_are_written() -> None:
    """Each would be watched, and paid for."""
    about = replace(a_brief(*[("Ana", "All that is said. " * 20)] * 400), film=FILM)
    video = FakeWriter(TRUE)
    narrow = replace(WATCHES, input_tokens=26_000)
    came = await written(listed("gemini-video", video, limits=narrow), about=about)
    assert (came.lack, video.asked) == (Lack.TOO_LONG_TO_WRITE, [])


async def test_where_there_is_no_film_it_reads() -> None:
    video = FakeWriter(TRUE)
    came = await written(listed("gemini-video", video, limits=WATCHES))
    assert came.minutes is not None
    assert (video.asked[0].prompt.film, video.gone) == (None, [])


@pytest.mark.parametrize("error", [TIMEOUT, BackendRefused(Fault.KEY)])
async def test_that_it_could_not_be_taken_back_spoils_nothing(error: BackendError) -> None:
    video = FakeWriter(TRUE, letting=error)
    came = await written(listed("gemini-video", video, limits=WATCHES), about=WATCHED)
    assert came.minutes is not None


async def test_whoever_stops_it_ends_the_call_and_the_film_goes() -> None:
    begun, for_ever = asyncio.Event(), asyncio.Event()

    def never(_: Prompt) -> asyncio.Event:
        begun.set()
        return for_ever

    video = FakeWriter(never, TRUE)
    chain = listed("gemini-video", video, limits=WATCHES)
    task = asyncio.create_task(written(chain, about=WATCHED))
    await asyncio.wait_for(begun.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert video.gone == [FILM]
    assert len(asyncio.all_tasks()) == 1


async def test_whoever_stops_it_while_the_film_goes_waits_for_that() -> None:
    asked, may = asyncio.Event(), asyncio.Event()

    class Slow(FakeWriter):
        async def let_go(self, film: Film, *, seconds: float) -> None:
            asked.set()
            assert seconds <= 10
            await may.wait()
            await super().let_go(film, seconds=seconds)

    video = Slow(TRUE)
    task = asyncio.create_task(
        written(listed("gemini-video", video, limits=WATCHES), about=WATCHED)
    )
    await asyncio.wait_for(asked.wait(), 10)
    task.cancel()
    asyncio.get_running_loop().call_later(0.01, may.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert video.gone == [FILM]
