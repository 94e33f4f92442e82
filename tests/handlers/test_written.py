"""Values are written for people with all their digits, however many there are."""

from decimal import Decimal

import pytest

from handlers.texts.written import money, plain, quantity

MOST = f"{'9' * 18}.{'9' * 30}"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        ("2", "2"), ("2.00", "2"), ("1.50", "1.5"), ("1234.500", "1,234.5"), ("-0.10", "-0.1"),
        ("100", "100"), ("1E+3", "1,000"), ("0.000", "0"), ("1E-30", f"0.{'0' * 29}1"),
        (MOST, f"{','.join(['999'] * 6)}.{'9' * 30}"), ("9" * 60, ",".join(["999"] * 20)),
    ],
)  # fmt: skip
def test_a_quantity_has_no_zeros_behind_it(count: str, said: str) -> None:
    assert quantity(Decimal(count)) == said


def test_no_quantity_is_nothing() -> None:
    assert quantity(None) == ""


def test_an_amount_is_written_to_the_last_digit() -> None:
    said = f"{','.join(['999'] * 6)}.{'9' * 30}"
    assert plain(Decimal(MOST)) == said
    assert money(Decimal(f"-{MOST}"), "EUR") == f"-{said} EUR"
    assert plain(Decimal("9" * 17 + ".5")) == f"99,{','.join(['999'] * 5)}.50"
