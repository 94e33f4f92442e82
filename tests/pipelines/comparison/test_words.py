"""The distance between what was said and what was heard, by tables."""

import pytest

from pipelines.comparison.words import Unit, compared, units

SENTENCE = "We ship on Friday"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We ship, on FRIDAY.", ["we", "ship", "on", "friday"]),
        ("Don't — it’s well-known!", ["dont", "its", "well", "known"]),
        ("It costs 1,200.50 at 9:30.", ["it", "costs", "1,200.50", "at", "9:30"]),
        ("Room 5, floor 2", ["room", "5", "floor", "2"]),
        ("twenty 20", ["twenty", "20"]),  # numbers are compared as they are written
        ("Ｆｕｌｌ　width Ⅳ", ["full", "width", "iv"]),
        ("über Straße", ["über", "strasse"]),
        ("नमस्ते", ["नमस्ते"]),
        (" \n ", []),
    ],
)
def test_spelling_is_no_matter_and_numbers_are(text: str, wanted: list[str]) -> None:
    assert units(text, "word") == wanted


@pytest.mark.parametrize(
    ("said", "heard", "unit", "errors", "of"),
    [
        (SENTENCE, "we ship on friday.", "word", 0, 4),
        (SENTENCE, "We shipped on Friday", "word", 1, 4),
        (SENTENCE, "We ship Friday", "word", 1, 4),
        (SENTENCE, "So we ship on on Friday", "word", 2, 4),
        (SENTENCE, "", "word", 4, 4),
        ("", "", "word", 0, 0),
        ("", "one two", "word", 2, 0),
        ("我们周五发货。", "我们周五发货", "character", 0, 6),
        ("我们周五发货", "我们周一发货了", "character", 2, 6),
        ("我们用 Clerk 发货", "我们用 clark 发货", "character", 1, 10),
        ("Clerk means 文员 here", "Clerk means 文员 hear", "word", 1, 4),
        ("今天我们一起来用 API 发货", "今天我们一起来用api发货", "character", 0, 13),
    ],
)
def test_errors_are_counted_in_what_was_said(
    said: str, heard: str, unit: Unit, errors: int, of: int
) -> None:
    found = compared(said, heard)
    assert (found.unit, found.errors, found.said) == (unit, errors, of)


@pytest.mark.parametrize(
    ("said", "heard", "rate"),
    [("a b c d", "a b c", 0.25), ("a", "b c d", 3.0), ("", "", 0.0), ("", "b", 1.0)],
)
def test_the_rate_may_be_above_one(said: str, heard: str, rate: float) -> None:
    assert compared(said, heard).rate == rate


def test_what_differs_is_told_and_not_at_length() -> None:
    found = compared("we ship on friday", "we sail on friday " + "really " * 30)
    (first, second), (nothing, long) = found.wrong
    assert (first, second) == ("ship", "sail")
    assert nothing == ""
    assert len(long) == 40
