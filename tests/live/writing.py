"""The minutes of one small meeting by one writer, as the settings at hand say."""

import asyncio
from dataclasses import replace
from pathlib import Path

from bot.settings import Settings
from bot.writers import open_writers
from pipelines.egress import Egress
from pipelines.meeting.brief import Written
from pipelines.ports import Film
from tests.pipelines.meeting.filmed import Heard, Seen, film, hum
from tests.pipelines.meeting.writing.told import ENGLISH_BRIEF

SECONDS = 20


async def written_by(name: str, settings: Settings, folder: Path) -> Written:
    """Have the minutes written; who watches is given a recording of a slide and a hum."""
    about = ENGLISH_BRIEF
    if name == "gemini-video":
        path = folder / "meeting.mp4"
        await asyncio.to_thread(film, path, Seen(seconds=SECONDS), Heard(hum(SECONDS)))
        about = replace(about, film=Film(path, "video/mp4", float(SECONDS), f"live {folder}"))
    chosen = settings.model_copy(update={"writers": (name,), "writer_seconds": 300})
    async with open_writers(chosen) as writing:
        assert writing is not None
        return await writing.write(about, egress=Egress(settings.route, settings.region))


def check(written: Written) -> None:
    """Hold the minutes against what is said in the meeting."""
    [asked] = written.consulted
    assert asked.answered, f"{asked.name} at {asked.host} gave nothing: {asked.fault or asked.bar}"
    assert asked.usage is not None
    assert asked.usage.tokens.input > 0, "it does not say how many tokens it was given"
    minutes = written.minutes
    assert minutes is not None
    assert minutes.language == "en"
    decided = [one for one in minutes.decisions if one.is_verified]
    assert any("S0003" in one.cites for one in decided), "that the beta ships was not verified"
    promised = [one for one in minutes.actions if one.is_verified]
    assert any("Bob" in one.owner and one.due for one in promised), "nor what Bob does by Friday"
