"""`eval voice`: models on loopback are talked with in real time, the simulator beside."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.arguments import parser
from bot.commands.eval import evaluate
from bot.commands.faults import UsageFault
from bot.settings import Settings
from pipelines.huddle import tones
from tests.bot.commands.test_conversing import recorded
from tests.doubles.voice.openai_realtime import PATH, Realtime
from tests.doubles.voice.stage import Part, Stage

KEY = "sk-of-a-test"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    recorded(tmp_path / "question.wav")
    path = tmp_path / "script.yaml"
    path.write_text(
        "turns:\n- wav: question.wav\n  pause_s: 0.1\n  expects: [Paris, Rome]\n  within_s: 60\n"
    )
    return path


async def run(settings: dict[str, str], *arguments: str | Path) -> int:
    written = ["eval", "voice", *map(str, arguments)]
    asked = await asyncio.to_thread(lambda: parser().parse_args(written))
    return await evaluate(Settings.model_validate(settings), asked)


async def test_a_model_is_measured_and_the_simulator_beside_it(
    script: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tones, "_WORD_S", 0.05)  # the simulator need not take its time
    part = Part(says="It is Paris.", lasts_s=0.3, key=KEY)
    async with Stage({PATH: Realtime}, part) as stage:
        written = {"OPENAI_BASE_URL": stage.url, "OPENAI_API_KEY": KEY}
        assert await run(written, script, "--models", "gpt", "--json") == 0
    said = capsys.readouterr()
    assert "gpt: 1 turns go to 127.0.0.1 (your own), to gpt-realtime-2.1" in said.err
    told = json.loads(said.out)
    assert "load" in told["machine"]
    gpt, simulator = told["models"]
    assert (gpt["name"], gpt["found"], gpt["expected"], gpt["errors"]) == ("gpt", 1, 2, [])
    assert gpt["delay_p50_s"] == gpt["delay_p99_s"] > 0
    assert simulator["is_reference"]
    assert (simulator["found"], float(simulator["cost_usd_of_10_minutes"])) == (0, 0)


@pytest.mark.parametrize(
    ("settings", "models", "why"),
    [
        ({}, "gpt", "OPENAI_API_KEY"),
        ({}, "clippy", "BOT_VOICE_MODELS"),
    ],
)
async def test_whoever_cannot_be_asked_is_said(
    script: Path, settings: dict[str, str], models: str, why: str
) -> None:
    with pytest.raises(Exception, match=why):
        await run(settings, script, "--models", models)


async def test_a_script_that_is_none_is_said(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    await asyncio.to_thread(path.write_text, "turns: []")
    with pytest.raises(UsageFault, match="turns: "):
        await run({}, path)
