"""Tokens that open something: signed, for a while, each of its kind, and some of them once."""

from datetime import timedelta

import pytest

from handlers.tokens import Tokens
from tests.fake_ledger import StandingClock

MINUTE = timedelta(minutes=1)


def tokens(key: bytes = b"k" * 32) -> Tokens:
    return Tokens(key, StandingClock())


def test_a_token_says_what_it_was_made_with() -> None:
    ours = tokens()
    for token in (ours.once("file", ["t1", "文件"], MINUTE), ours.lasting("file", ["a"], MINUTE)):
        held = ours.read("file", token)
        assert held is not None
        assert held.said in {("t1", "文件"), ("a",)}
        assert ours.read("link", token) is None
        assert tokens(b"j" * 32).read("file", token) is None


def test_it_runs_out() -> None:
    clock = StandingClock()
    ours = Tokens(b"k" * 32, clock)
    token = ours.once("file", ["a"], MINUTE)
    clock.time += timedelta(seconds=59)
    assert ours.read("file", token) is not None
    clock.time += timedelta(seconds=1)
    assert ours.read("file", token) is None


@pytest.mark.parametrize("is_once", [True, False])
def test_what_is_good_once_is_used_once_and_by_who_made_it(is_once: bool) -> None:
    ours, later = tokens(), tokens()
    make = ours.once if is_once else ours.lasting
    held = ours.read("file", make("file", ["a"], MINUTE))
    assert held is not None
    assert not later.use(held)
    assert [ours.use(held), ours.use(held)] == [is_once, False]
