"""Lines of goods: what makes two of them one, and that as many as can be are paired."""

from decimal import Decimal
from itertools import permutations
from random import Random

import pytest

from pipelines.comparison.lines import Line, pair
from tests.pipelines.comparison.sample import LINE


@pytest.mark.parametrize(
    ("changed", "right"),
    [
        ({}, True),
        ({"description": "BLUE PENS 12 pc"}, True),
        ({"description": "Red folders"}, False),
        ({"description": None}, False),
        ({"qty": 2, "unit_price": "1.5", "total": Decimal("3.000")}, True),
        ({"qty": "3"}, False),
        ({"qty": None}, False),
        ({"total": "3.01"}, False),
    ],
)
def test_a_line_is_compared_as_the_metric_says(changed: dict[str, object], right: bool) -> None:
    assert pair([LINE], [{**LINE, **changed}]).hits == right


def test_a_line_is_compared_on_what_the_truth_has() -> None:
    assert pair([{"total": "3.00"}], [LINE]).hits == 1
    assert pair([{**LINE, "qty": None}], [LINE]).hits == 0


def test_lines_are_paired_one_to_one_and_as_many_as_can_be() -> None:
    other, loose = {**LINE, "description": "Red folders"}, {"total": "3.00"}

    found = pair([loose, LINE, LINE], [LINE, other])

    assert (found.hits, found.missed, found.surplus) == (2, (LINE,), ())


def _best(wanted: list[Line], given: list[Line]) -> int:
    """Try every order of the given lines."""
    orders = permutations(given, min(len(wanted), len(given)))
    return max(
        sum(pair([w], [g]).hits for w, g in zip(wanted, order, strict=False)) for order in orders
    )


@pytest.mark.parametrize("seed", range(12))
def test_no_other_pairing_has_more(seed: int) -> None:
    rng = Random(seed)
    given: list[Line] = [
        {**LINE, "qty": rng.choice("12"), "total": rng.choice("34")} for _ in range(5)
    ]
    wanted: list[Line] = [
        {key: one[key] for key in rng.sample(["qty", "total"], rng.randint(0, 2))}
        for one in rng.choices(given, k=5)
    ]
    assert pair(wanted, given).hits == _best(wanted, given)


def test_many_lines_that_are_all_the_same_do_not_take_for_ever() -> None:
    assert pair([LINE] * 700, [LINE] * 700).hits == 700
