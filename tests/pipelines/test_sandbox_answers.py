"""What a parent takes over from a child: strictly read, of bounded size, and not for ever."""

import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.sandbox import wire
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox

MODULE = "tests.pipelines.sandbox_tasks"


@pytest.mark.parametrize("name", ["reason", "self"])
def test_a_figure_cannot_take_the_place_of_the_reason(name: str) -> None:
    with pytest.raises(wire.Garbled):
        wire.rejection({"rejected": "damaged", "figures": {name: 1}})


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": "\xed\xa0\x80"}',
        '{"a": "text"}'.encode("utf-16"),
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a": 1e999}',
        b'{"a": [-1e999]}',
    ],
    ids=["a lone surrogate", "UTF-16", "a mark", "infinite", "infinite, negative"],
)
def test_what_json_lets_pass_and_we_do_not(content: bytes) -> None:
    with pytest.raises(wire.Garbled):
        wire.parse(content)


def test_a_long_message_is_read_as_a_short_one_is() -> None:
    message = {"a": [{"b": 1.5}] * (wire.LONG // 4)}
    content = json.dumps(message).encode()
    assert len(content) > wire.LONG
    assert wire.parse(content) == message


async def test_a_long_answer_is_taken_apart_in_a_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse, ran_in = wire.parse, []

    def watched(content: bytes) -> Any:
        ran_in.append(threading.current_thread() is threading.main_thread())
        return parse(content)

    async with Sandbox(MODULE, limits=Limits(), workers=1, scratch=tmp_path) as sandbox:
        await sandbox.warm()
        monkeypatch.setattr(wire, "parse", watched)
        for count in (10, wire.LONG):
            answer: Any = await sandbox.call("echo", args={"long": "x" * count})
            assert len(answer.value["args"]["long"]) == count
            assert answer.size > count
    assert ran_in == [True, False]


async def test_a_child_is_replaced_after_its_calls(tmp_path: Path) -> None:
    limits = replace(Limits(), calls=3)
    async with Sandbox(MODULE, limits=limits, workers=1, scratch=tmp_path) as sandbox:
        pids = [str((await sandbox.call("pid")).value) for _ in range(6)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3]
