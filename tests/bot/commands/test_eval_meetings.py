"""`eval meetings` on small recordings: what is measured, what is told, and how it ends."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.arguments import parser
from bot.commands import eval_meetings as command
from bot.commands.eval import evaluate
from bot.commands.faults import UsageFault
from bot.settings import Settings
from pipelines.egress import Location
from pipelines.errors import BackendRefused, Fault
from pipelines.failover import Failover
from pipelines.meeting.hearing import Hearing
from tests.drawn.screen import TINY, screen_share
from tests.drawn.screen_plan import write_truth
from tests.fake_transcriber import FakeTranscriber, listed

VTT = (
    "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann Lee>We ship.\n\n"
    "00:02.000 --> 00:03.000\n<v Bo>Yes.\n"
)
FAR, HERE = Location("api.example", "eu"), Location("", None, self_hosted=True)
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording with slides and sound, a transcript, and the truth of both."""
    folder = tmp_path_factory.mktemp("meetings")
    share = screen_share(folder / "talk.mp4", seconds=30.0, style=TINY, voices=True)
    write_truth(folder / "talk.slides.json", list(share.displays))
    (folder / "talk.txt").write_text("We ship on Friday.")
    (folder / "names.vtt").write_text(VTT)
    (folder / "names.gold.json").write_text('{"speakers": ["Ann Lee", "Cy"]}')
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with transcribers of the test's; gives status and what was printed."""

    async def go(*arguments: str | Path, ears: FakeTranscriber | None = None) -> Any:
        @asynccontextmanager
        async def opened(settings: Settings, _scratch: Path) -> AsyncIterator[Hearing | None]:
            if ears is None:
                yield None
                return
            named = settings.transcribers or ("local",)
            where = {"gpt": FAR, "local": HERE}
            chain = [listed(one, ears, location=where[one]) for one in named]
            clock = Failover(chain, clock=lambda: datetime.now(UTC), rest_seconds=30.0)
            yield Hearing(clock)

        monkeypatch.setattr(command, "open_transcribers", opened)
        written = ["eval", "meetings", *map(str, arguments)]
        asked = await asyncio.to_thread(lambda: parser().parse_args(written))
        status = await evaluate(await asyncio.to_thread(Settings), asked)
        return status, *capsys.readouterr()

    return go


async def test_words_slides_and_speakers_are_measured(filmed: Path, run: Run) -> None:
    ears = FakeTranscriber(lambda _: "We ship Friday!")
    status, out, err = await run(filmed, "--json", ears=ears)
    told = json.loads(out)
    assert status == 0
    [words] = told["words"]
    assert (words["meeting"], words["transcriber"], words["unit"]) == ("talk", "local", "word")
    assert (words["errors"], words["said"], words["wrong"]) == (1, 4, [["on", ""]])
    [slides] = told["slides"]
    assert slides["recall"] >= 0.9
    assert slides["precision"] >= 0.9
    assert slides["shown"] > 3
    assert slides["length_s"] == pytest.approx(30, abs=0.5)
    [speakers] = told["speakers"]
    assert (speakers["wanted"], speakers["given"]) == (["Ann Lee", "Cy"], ["Ann Lee", "Bo"])
    assert speakers["right"] == 1
    for one in (words, slides, speakers):
        assert 0 < one["cpu_s"] < 60  # of the children too: decoding is theirs
        assert one["memory_mb"] > 20
    assert "3 of 3" in err


async def test_each_transcriber_is_measured_alone_and_told_of_first(
    filmed: Path, run: Run, tmp_path: Path
) -> None:
    for name in ("talk.mp4", "talk.txt"):
        (tmp_path / name).symlink_to(filmed / name)
    status, out, err = await run(
        tmp_path, "--transcribers", "local,gpt", "--verbose", ears=FakeTranscriber()
    )
    assert status == 0
    assert "gpt: 1 recordings go to api.example" in err
    assert "local:" not in err
    rows = [line.split() for line in out.splitlines() if line.startswith("talk")]
    assert [row[1] for row in rows[:2]] == ["local", "gpt"]
    assert rows[0][2:4] == ["WER", "0.000"]


async def test_who_hears_nothing_is_no_figure(filmed: Path, run: Run, tmp_path: Path) -> None:
    for name in ("talk.mp4", "talk.txt"):
        (tmp_path / name).symlink_to(filmed / name)
    deaf = FakeTranscriber(lambda _: BackendRefused(Fault.KEY))
    status, out, _ = await run(tmp_path, ears=deaf)
    assert status == 2
    assert "talk, local: not transcribed by local" in out


async def test_what_is_odd_is_a_line_and_the_rest_is_measured(
    filmed: Path, run: Run, tmp_path: Path
) -> None:
    for name in ("names.vtt", "names.gold.json", "talk.txt"):
        (tmp_path / name).symlink_to(filmed / name)
    (tmp_path / "talk.mp4").write_bytes(b"no recording")
    (tmp_path / "other.wav").write_bytes(b"")
    (tmp_path / "lost.slides.json").write_text("[]")
    status, out, err = await run(tmp_path, "--verbose", ears=FakeTranscriber())
    assert status == 2
    assert "lost.slides.json: there is no recording beside it" in err
    assert "other.wav: not measured" in err
    assert "names        1/2" in out
    assert "expected  Ann Lee, Cy" in out
    assert "talk, local: " in out


async def test_without_transcribers_words_are_left(filmed: Path, run: Run) -> None:
    status, out, err = await run(filmed, "--json")
    assert (status, json.loads(out)["words"]) == (0, [])
    assert "Nobody transcribes: see BOT_TRANSCRIBERS." in err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["nowhere"], "this is no folder"),
        (["."], "there is nothing to measure"),
        ([".", "--transcribers", "sphinx"], "BOT_TRANSCRIBERS"),
    ],
)
async def test_what_cannot_be_begun_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if "sphinx" in arguments:
        (tmp_path / "a.vtt").write_text(VTT)
        (tmp_path / "a.gold.json").write_text('{"speakers": []}')
    with pytest.raises(UsageFault, match=why):
        await run(*arguments, ears=FakeTranscriber())
