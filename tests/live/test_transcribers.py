"""Each cloud transcriber hears a recording for real: pytest -m live tests/live -k hears."""

import asyncio
from pathlib import Path

import av
import pytest

from bot.settings import Settings
from bot.transcribers import open_transcribers
from pipelines.egress import Egress
from pipelines.ports import Audio
from tests.live.choosing import HEARING


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.live(name), id=name) for name in HEARING]
)
async def test_a_transcriber_hears(
    name: str, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (await asyncio.to_thread(Settings)).model_copy(update={"transcribers": (name,)})
    pcm = await asyncio.to_thread(decoded, samples / "meetings" / "jfk.flac")

    async with open_transcribers(settings, tmp_path) as hearing:
        assert hearing is not None
        came = await hearing.hear(Audio(pcm, 60.0), language=None, egress=Egress())

    with capsys.disabled():
        for one in came.consulted:
            print(f"\n{one.name} ({one.model} at {one.host}): {one.fault or one.bar or 'heard it'}")
            print(f"  {one.usage}")
    assert came.heard is not None
    assert "country" in " ".join(one.text for one in came.heard.said)
    assert all(60.0 <= one.start_s < one.end_s <= 72.0 for one in came.heard.said)


def decoded(path: Path) -> bytes:
    """Give the samples of a recording as transcribers take them."""
    wanted = av.AudioResampler(format="s16", layout="mono", rate=16_000)
    with av.open(str(path)) as file:
        frames = (one for frame in file.decode(audio=0) for one in wanted.resample(frame))
        return b"".join(one.to_ndarray().tobytes() for one in frames)
