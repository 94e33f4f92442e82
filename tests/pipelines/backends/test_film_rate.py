"""How closely a recording is watched: so that it fits, with all that is asked, what is taken."""

import json
from dataclasses import replace

import pytest

from pipelines.backends.gemini_film import FRAME, MOST
from pipelines.errors import BackendRefused
from pipelines.ports import Image, Prompt
from tests.pipelines.backends.watching import LIMITS, Stage, stage

__all__ = ["stage"]


async def test_the_rate_is_the_closest_that_fits_what_is_counted(stage: Stage) -> None:
    await stage.ask()
    assert stage.rate == MOST
    stage.films.frame = 1000
    await stage.ask()
    room = LIMITS.input_tokens * 0.95
    used = 3600 * (32 + stage.rate * 1000)
    assert 0.9 * room < used <= room
    assert stage.rate < MOST


async def test_a_smaller_context_is_watched_more_slowly(stage: Stage) -> None:
    await stage.watcher(replace(LIMITS, input_tokens=180_000))
    await stage.ask()
    assert stage.rate == pytest.approx((171_000 - 3600 * 32) / 3600 / FRAME, rel=0.01)
    assert stage.films.stages.count("count") == 1


async def test_pictures_and_words_leave_less_of_it(stage: Stage) -> None:
    await stage.watcher(replace(LIMITS, input_tokens=180_000))
    await stage.ask()
    alone = stage.rate
    slides = tuple(Image(b"\x89PNG", "image/png") for _ in range(10))
    await stage.ask(Prompt("Write.", slides, "S0001 We ship. " * 1000, film=stage.film))
    assert stage.rate < alone * 0.75
    counted = [one for one in stage.double.calls if one.path.endswith(":countTokens")]
    assert not any("inlineData" in json.dumps(one.body) for one in counted)


async def test_what_is_too_long_is_not_even_uploaded(stage: Stage) -> None:
    await stage.watcher(replace(LIMITS, input_tokens=100_000))
    with pytest.raises(BackendRefused, match="too_large"):
        await stage.ask()
    assert stage.films.stages == []


async def test_what_turns_out_too_long_is_refused(stage: Stage) -> None:
    stage.films.seconds = 100_000
    with pytest.raises(BackendRefused, match="too_large"):
        await stage.ask()
    assert "generate" not in stage.films.stages
    assert stage.films.stages.count("count") <= 3


async def test_what_is_only_heard_has_no_rate(stage: Stage) -> None:
    await stage.ask(Prompt("Write.", (), "S0001", film=replace(stage.film, type="audio/mpeg")))
    film, _ = stage.films.asked[0]["contents"][0]["parts"]
    assert film.keys() == {"fileData"}
    assert film["fileData"]["mimeType"] == "audio/mp3"
