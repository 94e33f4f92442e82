"""The operator's own companies buy."""

import pytest

from pipelines.document.fields.own import Own
from pipelines.document.fields.parties import read_parties
from tests.pipelines.document.sheets import printed, stated

ROWS = ("Contorra Ltd", "1 High Street, Leeds LS1 4DT", "INVOICE", "Tarn Freight Ltd", "Total|9.00")


@pytest.mark.parametrize(
    ("given", "text", "own"),
    [
        (("Contorra Ltd",), "CONTORRA Limited", True),
        (("Contorra",), "Contorra, Inc.", True),
        (("合肥青禾有限公司",), "合肥青禾有限公司", True),
        (("DE136695976",), "DE 136 695 976", True),
        (("Contorra Ltd",), "Contorra Freight Ltd", False),
        (("Ltd",), "Tarn Ltd", False),
        (("", " "), "", False),
        (("Contorra",), None, False),
    ],
)
def test_a_company_is_known_however_it_is_written(
    given: tuple[str, ...], text: str | None, own: bool
) -> None:
    assert Own(given).has(text) is own


def test_ones_own_company_is_the_buyer_where_another_can_sell() -> None:
    known = read_parties(printed(*ROWS), Own(("Contorra",)))

    assert stated(read_parties(printed(*ROWS)).vendor).value == "Contorra Ltd"
    assert stated(known.vendor).value == "Tarn Freight Ltd"
    assert stated(known.buyer).value == "Contorra Ltd"


def test_ones_own_company_sells_where_nobody_else_does() -> None:
    rows = ("Contorra Ltd", "1 High Street", "INVOICE", "Total|9.00")

    assert stated(read_parties(printed(*rows), Own(("Contorra",))).vendor).value == "Contorra Ltd"
