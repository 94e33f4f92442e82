"""A total that nothing names is told, and one that anything bears out is not."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.document.decoded import Decoded
from pipelines.document.interpret import interpret
from tests.pipelines.document.sheets import page

UNNAMED = ("Acme Ltd.|INVOICE", "Invoice No: 3001", "Date: 4 March 2026", "Hammer|2|£10.00|£20.00")


@pytest.mark.parametrize(
    ("more", "total", "told"),
    [
        (("Saw|1|£30.00|£30.00",), "30.00", ["total_guessed"]),
        (("Saw|1|£30.00|£30.00", "£50.00"), "50.00", ["total_guessed"]),
        (("£20.00", "In words: twenty pounds only"), "20.00", []),
        (("Saw|1|£30.00|£30.00", "Total|£50.00"), "50.00", []),
    ],
)
def test_a_total_that_nothing_names_is_no_sure_one(
    more: tuple[str, ...], total: str, told: list[str]
) -> None:
    result = interpret(Decoded((page(*UNNAMED, *more),)), today=date(2026, 11, 22))

    assert result.invoice is not None
    assert result.invoice.total == Decimal(total)
    assert [one.rule for one in result.findings] == told
