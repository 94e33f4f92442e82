"""What came of a conversation: figures that are right, or absent."""

from decimal import Decimal

import pytest

from pipelines.comparison.talks import Talk, Turned, missing, percentile, printed, values


def turned(delay: float | None, expected: int = 0, lacks: tuple[str, ...] | None = ()) -> Turned:
    return Turned("Ada", delay, "Yes." if delay is not None else "", expected, lacks)


def test_words_are_found_whatever_their_spelling() -> None:
    said = "PARIS, of course; about two million people. 答案是巴黎。"
    assert missing(("paris", "one million|two  Million", "巴黎"), said) == ()
    assert missing(("Pari", "lion", "three"), said) == ("Pari", "lion", "three")


def test_percentiles_are_of_what_was_measured() -> None:
    assert percentile([], 50) is None
    assert percentile([1.0, 2.0, 3.0], 50) == 2.0
    assert percentile([1.0, 2.0, 3.0], 99) == 3.0
    assert percentile([float(one) for one in range(1, 201)], 99) == 198.0


def test_a_table_shows_what_was_measured_and_what_was_not() -> None:
    good = Talk(
        "gpt", "g-1", [turned(0.5, 2), turned(0.7, 1, ("Paris",))], 120.0, Decimal("0.1"), 1,
        ["timeout", "timeout"],
    )  # fmt: skip
    bad = Talk("gemini", "g-2", [turned(None), turned(None, 1, None)], 0.0, None, is_reference=True)
    head, first, second, *_ = printed([good, bad], "a machine").splitlines()
    assert head.split("  ")[0] == "model"
    assert first.split() == [
        "gpt", "(g-1)", "2/2", "0.50", "s", "0.70", "s", "2/3", "0.5000", "1", "timeout", "x2",
    ]  # fmt: skip
    assert second.split() == [
        "gemini", "(g-2),", "for", "reference", "0/2", "-", "-", "-", "-", "0", "0",
    ]  # fmt: skip


def test_plain_values_hold_every_turn() -> None:
    told = values([Talk("gpt", "g", [turned(0.5, 2, ("x",))], 60.0, Decimal(0))], "m")
    one = told["models"][0]
    assert (one["expected"], one["found"], one["cost_usd_of_10_minutes"]) == (2, 1, 0)
    assert one["turns"][0]["missing"] == ["x"]


@pytest.mark.parametrize(("cost", "seconds"), [(None, 60.0), (Decimal(1), 0.0)])
def test_nobody_says_a_cost_that_is_not_known(cost: Decimal | None, seconds: float) -> None:
    assert Talk("a", "b", [], seconds, cost).per_ten_minutes is None
