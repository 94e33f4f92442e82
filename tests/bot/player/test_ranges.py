"""Which bytes a browser gets for what it asks."""

import pytest

from bot.player.ranges import Stretch, Unsatisfiable, is_known, stretch

ETAG = '"abc"'


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, 100),
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=10-", 10, 100),
        ("bytes=99-", 99, 100),
        ("bytes=90-200", 90, 100),
        ("bytes=-1", 99, 100),
        ("bytes=-100", 0, 100),
        ("bytes=-500", 0, 100),
        ("Bytes = 1 - 2", 1, 3),
    ],
)
def test_a_stretch(asked: str, start: int, end: int) -> None:
    assert stretch({"Range": asked}, ETAG, 100) == Stretch(start, end, 100)


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=20-10", "bytes=0-1,3-4", "lines=1-2",
     "bytes=٣-٤", "bytes=-1-2", f"bytes={'9' * 40}-"],
)  # fmt: skip
def test_what_is_no_single_range_gets_all_of_it(asked: str) -> None:
    assert stretch({"Range": asked}, ETAG, 100) is None


@pytest.mark.parametrize(
    ("asked", "size"),
    [("bytes=100-", 100), ("bytes=100-200", 100), ("bytes=-0", 100), ("bytes=0-", 0),
     ("bytes=-5", 0)],
)  # fmt: skip
def test_what_is_not_there_cannot_be_given(asked: str, size: int) -> None:
    with pytest.raises(Unsatisfiable):
        stretch({"Range": asked}, ETAG, size)


@pytest.mark.parametrize(
    ("condition", "is_part"),
    [(ETAG, True), ('"old"', False), ("W/" + ETAG, False),
     ("Sat, 21 Nov 2026 08:00:00 GMT", False)],
)  # fmt: skip
def test_a_stretch_on_condition_of_a_version(condition: str, is_part: bool) -> None:
    given = stretch({"Range": "bytes=1-2", "If-Range": condition}, ETAG, 100)
    assert (given is not None) == is_part


@pytest.mark.parametrize(
    ("said", "known"),
    [("", False), (ETAG, True), ("*", True), (f'"x", W/{ETAG}', True), ('"x"', False)],
)
def test_what_the_browser_has(said: str, known: bool) -> None:
    assert is_known({"If-None-Match": said}, ETAG) == known


def test_a_stretch_names_itself() -> None:
    assert Stretch(10, 20, 100).content_range == "bytes 10-19/100"
    assert Stretch(10, 20, 100).length == 10
