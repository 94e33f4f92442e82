"""What is wrapped says nothing, and opens with its key only."""

import pytest

from bot.secret import Secret
from bot.wrapping import Unreadable, Wrapping

OURS, THEIRS = (Secret(letter * 32).derive("installations") for letter in (b"k", b"j"))
TOKEN = "xoxb-sample-of-a-token"


def test_what_is_wrapped_comes_back_and_is_not_seen() -> None:
    wrapping = Wrapping(OURS)
    wrapped = wrapping.wrap(TOKEN)
    assert TOKEN not in wrapped
    assert wrapping.unwrap(wrapped) == TOKEN
    assert wrapping.wrap(TOKEN) != wrapped


def test_it_opens_with_an_earlier_key_but_is_wrapped_with_the_newest() -> None:
    kept = Wrapping(THEIRS).wrap(TOKEN)
    both = Wrapping(OURS, THEIRS)
    assert both.unwrap(kept) == TOKEN
    assert Wrapping(OURS).unwrap(both.wrap(TOKEN)) == TOKEN


@pytest.mark.parametrize("spoil", [lambda it: it[:-8], lambda it: "", lambda it: "xoxb-sample"])
def test_what_was_changed_does_not_open(spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises(Unreadable):
        Wrapping(OURS).unwrap(spoil(Wrapping(OURS).wrap(TOKEN)))


def test_another_key_does_not_open_it_and_the_complaint_does_not_show_it() -> None:
    wrapped = Wrapping(THEIRS).wrap(TOKEN)
    with pytest.raises(Unreadable) as caught:
        Wrapping(OURS).unwrap(wrapped)
    assert wrapped not in str(caught.value)
    assert caught.value.__cause__ is None
