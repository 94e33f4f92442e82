"""Live tests run when they are asked for and can be, and never else."""

from collections.abc import Sequence

import pytest

from tests.live.choosing import WANTED, Marked, is_asked, unasked


class Item:
    def __init__(self, provider: str | None) -> None:
        self.provider = provider

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        mark = pytest.mark.live(self.provider).mark
        return mark if self.provider and name == "live" else None


@pytest.mark.parametrize(
    ("marks", "key", "asked"),
    [
        ("live", "sk-1", True),
        ("live and not slow", "sk-1", True),
        ("", "sk-1", False),
        ("alive", "sk-1", False),
        ("live", "", False),
        ("live", None, False),
    ],
)
def test_a_provider_is_asked_with_a_key_and_on_demand(
    marks: str, key: str | None, asked: bool
) -> None:
    environment = {"GEMINI_API_KEY": "sk-2"} | ({} if key is None else {"OPENAI_API_KEY": key})
    assert is_asked(marks, "gpt", environment) == asked


def test_only_what_asks_somebody_is_left_out() -> None:
    plain, claude, qwen = Item(None), Item("claude"), Item("qwen")
    items: Sequence[Marked] = (plain, claude, qwen)

    assert unasked(items, "", {}) == {"claude": [claude], "qwen": [qwen]}
    given = {WANTED["qwen"]: "http://127.0.0.1:8000/v1"}
    assert unasked(items, "live", given) == {"claude": [claude]}


async def test_a_test_without_the_mark_reaches_nobody() -> None:
    import socket

    with socket.socket() as plug, pytest.raises(AssertionError, match="a test reached for"):
        plug.connect(("192.0.2.1", 443))
