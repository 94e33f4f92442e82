"""What was heard is known again for a while, and forgotten in time."""

import pytest

from bot.once import Once


def test_a_name_is_new_once_within_its_time() -> None:
    now = [0.0]
    once = Once(lambda: now[0], seconds=10)
    assert once.first("a")
    assert not once.first("a")
    assert "a" in once
    now[0] = 10
    assert "a" not in once
    assert once.first("a")


def test_of_very_many_names_the_oldest_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.once._MOST", 3)
    once = Once(lambda: 0.0)
    for name in "abcd":
        once.first(name)
    assert [name in once for name in "abcd"] == [False, True, True, True]
