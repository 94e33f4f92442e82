"""Readers side by side: seconds, shapes and money, where an unknown price is never nothing."""

from decimal import Decimal

import pytest

from pipelines.comparison.contest import Contestant, Reference, Run, quantile, rows, values
from pipelines.comparison.score import Score, score
from pipelines.comparison.truth import Truth
from tests.pipelines.comparison.sample import LINE, answer, truth

FREE = Run(0.1, Decimal(0))


def _told(*runs: Run, scores: dict[str, Score] | None = None) -> dict[str, str]:
    head, row = rows({"claude": Contestant("claude-x", scores or {}, runs)})
    return dict(zip(head, row, strict=True))


@pytest.mark.parametrize(
    ("costs", "told"),
    [
        (["0.012", "0.010"], "0.011"),
        (["0"], "0"),
        (["0.0000004"], "0"),
        (["0.0000006"], "0.000001"),
        (["1200"], "1200"),
        (["0.01", None], "unknown"),
        ([None], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_document_costs_what_all_cost_or_nobody_knows(costs: list[str | None], told: str) -> None:
    runs = [Run(1.0, None if cost is None else Decimal(cost)) for cost in costs]
    assert _told(*runs)["$ a doc"] == told


def test_an_unknown_price_is_null_in_the_values() -> None:
    assert values(Contestant("m", {}, [Run(1.0, None)]))["cost_usd"] is None
    assert values(Contestant("m", {}, [Run(1.0, Decimal("0.5"))]))["cost_usd"] == Decimal("0.5")


def test_shapes_are_counted_where_a_model_answered() -> None:
    runs = (Run(1.0, Decimal(0), shaped=True), Run(1.0, Decimal(0), shaped=False), FREE)

    assert _told(*runs)["schema"] == "0.500"
    assert _told(FREE)["schema"] == "-"
    assert values(Contestant("m", {}, runs))["schema"] == {"first": 1, "answered": 2}


def test_the_slowest_of_a_hundred_is_not_the_99th() -> None:
    hundred = [float(one) for one in range(1, 101)]
    assert [quantile(hundred, part) for part in (0.5, 0.99, 1)] == [50, 99, 100]
    assert quantile([7.0], 0.5) == quantile([7.0], 0.99) == 7.0


def test_what_was_not_read_is_counted_and_has_no_seconds() -> None:
    told = _told(Run(0.2, Decimal(0)), Run(0.1, Decimal(0)), Run(None, Decimal(0), read=False))

    assert (told["docs"], told["failed"]) == ("3", "1")
    assert (told["p50 s"], told["p99 s"]) == ("0.100", "0.200")
    assert _told(Run(None, Decimal(0), read=False))["p50 s"] == "-"


def test_how_right_a_reader_is_stands_beside_what_it_took() -> None:
    contract = Truth.model_validate({"kind": "contract", "fields": {"parties": ["A"], "term": "x"}})
    terms = {"kind": "contract", "contract": {"parties": ["A"], "term": "y"}, "findings": []}
    told = _told(
        FREE,
        scores={
            "bills": score("a", truth(line_items=[LINE]), answer(total="1.00", line_items=[LINE])),
            "contracts": score("b", contract, terms),
        },
    )

    assert told["accuracy"] == "0.857"
    assert (told["lines F1"], told["passed"], told["right"]) == ("1.000", "1.000", "0.000")
    assert (told["terms"], told["parties F1"]) == ("0.000", "1.000")
    assert (told["reader"], told["model"]) == ("claude", "claude-x")


def test_the_yardstick_says_on_what_it_was_measured() -> None:
    told = str(Reference([0.002, 0.001], "2 cores"))
    assert "p50 0.001 s, p99 0.002 s" in told
    assert told.endswith("Machine: 2 cores.")
