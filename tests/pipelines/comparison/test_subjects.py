"""How topics are paired by their time, and what share of it a writer has right."""

import pytest

from pipelines.comparison.subjects import Stretch, Subject, compared

PRICE, SHAPE = Subject("Price", ((0, 100),)), Subject("Shape", ((100, 300),))


def told(*spans: Stretch) -> list[Subject]:
    return [Subject(f"{number}", (one,)) for number, one in enumerate(spans)]


@pytest.mark.parametrize(
    ("given", "recall", "precision", "partners"),
    [
        (told((0, 100), (100, 300)), 1, 1, ["0", "1"]),  # perfect
        (told((0, 300)), 200 / 300, 200 / 300, [None, "0"]),  # one topic is everything
        (told((0, 300), (0, 300)), 1, 0.5, ["1", "0"]),  # everything is everything
        (told((0, 300), (0, 300), (0, 300)), 1, 300 / 900, ["1", "0", "2"][:2]),
        (told((100, 300), (0, 100)), 1, 1, ["1", "0"]),  # in another order
        (told((0, 50), (50, 100), (100, 300)), 250 / 300, 250 / 300, ["0", "2"]),  # one in two
        (told((0, 90), (110, 400)), 280 / 300, 280 / 380, ["0", "1"]),
        (told((300, 400)), 0, 0, [None, None]),  # beside all of them
    ],
)
def test_topics_are_paired_one_to_one_by_the_seconds_they_share(
    given: list[Subject], recall: float, precision: float, partners: list[str | None]
) -> None:
    found = compared([PRICE, SHAPE], given)
    assert (found.recall, found.precision) == pytest.approx((recall, precision))
    assert [one.told and one.told.title for one in found.pairs] == partners


def test_stretches_of_a_topic_that_overlap_count_once() -> None:
    again = Subject("Price", ((0, 60), (40, 100), (200, 210)))
    assert again.length_s == 110
    found = compared([again], [Subject("price", ((50, 205), (50, 205)))])
    assert (found.common_s, found.wanted_s, found.told_s) == (55, 110, 155)


def test_who_tells_nothing_finds_nothing_and_has_no_precision() -> None:
    found = compared([PRICE, SHAPE], [])
    assert (found.recall, found.precision) == (0, None)
    assert [one.told for one in found.pairs] == [None, None]


def test_where_there_is_no_truth_there_is_no_figure() -> None:
    found = compared([], told((0, 5)))
    assert (found.recall, found.precision) == (None, None)
