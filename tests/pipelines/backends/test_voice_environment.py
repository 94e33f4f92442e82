"""A voice's WebSocket goes where it is told, with what it is given, whatever lies about."""

from pathlib import Path

import pytest

from pipelines.backends.openai_realtime import OpenAIRealtime
from pipelines.voice import Answered
from tests.doubles.behaviours import CANARY
from tests.doubles.server import Trap
from tests.doubles.voice.openai_realtime import PATH, Realtime
from tests.doubles.voice.stage import Stage
from tests.pipelines.backends.talking import KEY, talking
from tests.pipelines.backends.test_environment import planted

SENT = {
    "authorization",
    "connection",
    "host",
    "sec-websocket-key",
    "sec-websocket-version",
    "upgrade",
    "user-agent",
}


@pytest.mark.parametrize("key", [KEY, None])
async def test_nothing_of_the_environment_goes_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str | None
) -> None:
    async with Trap() as trap, Stage({PATH: Realtime}) as stage:
        for name, value in planted(trap.url, tmp_path).items():
            monkeypatch.setenv(name, value)
        async with talking(lambda: OpenAIRealtime("m", key=key, address=stage.url)) as talk:
            await talk.say()
            await talk.until(Answered)
        [door] = stage.doors
        assert trap.heard == []
    assert {*door} == (SENT if key else SENT - {"authorization"})
    assert door.get("authorization") == (f"Bearer {KEY}" if key else None)
    assert CANARY not in str(door)


def test_a_key_that_no_header_can_carry_is_refused() -> None:
    with pytest.raises(ValueError, match="copy it again"):
        OpenAIRealtime("m", key="sk-\n", address="http://127.0.0.1:1/v1")
