"""Values of a document are bounded by their types, whoever says them."""

from decimal import Decimal

import pytest

from pipelines.document.findings import Finding
from pipelines.document.model import Evidence, Invoice, LineItem
from pipelines.document.values import MOST_TEXT


def test_text_is_cut_where_nobody_would_read_on() -> None:
    long = "x" * (MOST_TEXT + 1)
    cut = "x" * (MOST_TEXT - 1) + "…"
    assert Invoice(vendor=long, buyer=long[1:]).vendor == cut
    assert Invoice(vendor=long[1:]).vendor == long[1:]
    assert LineItem(description=long).description == cut
    place = Evidence(source="xml", path=long, text=long)
    assert (place.path, place.text) == (cut, cut)
    facts = {"found": long}
    assert Finding(rule="invalid_date", severity="error", facts=facts).facts == {"found": cut}


@pytest.mark.parametrize(
    "absurd", ["1E+999999", "1E-999999", "9" * 19, "1E+18", "1E-31", f"{10**18}.1"]
)
def test_an_absurd_number_is_no_amount(absurd: str) -> None:
    assert Invoice(total=Decimal(absurd)).total is None
    assert LineItem(qty=Decimal(absurd)).qty is None


@pytest.mark.parametrize(
    "sane", ["0", "-12.50", "9" * 18, f"-{'9' * 18}.{'9' * 30}", "1E+17", "1E-30"]
)
def test_a_sane_number_stays_as_it_is_written(sane: str) -> None:
    assert str(Invoice(total=Decimal(sane)).total) == sane
