"""Rows of goods that a model copied, beside the rows of the page that say them."""

from decimal import Decimal

import pytest

from pipelines.document.grounding.goods import lay
from pipelines.document.grounding.values import Grounds, Value
from pipelines.document.page.evidence import Place
from pipelines.document.question.wire import Goods
from tests.pipelines.document.sheets import printed

PAGE = (
    "Item|Qty|Price|Amount",
    "Red pens|2|20.00|40.00",
    "Blue cups, dishwasher proof|1|40.00|40.00",
    "and very large",
    "Subtotal|||80.00",
)


def goods(*rows: tuple[str, str, str, str]) -> list[Goods]:
    return [Goods(description=d, qty=q, unit_price=p, total=t) for d, q, p, t in rows]


def test_each_value_stands_in_its_own_row() -> None:
    laid = lay(
        goods(("Red pens", "2", "20.00", "40.00"), ("Blue cups", "1", "", "40.00")),
        Grounds(printed(*PAGE)),
    )  # fmt: skip
    assert [one.total for one in laid.items] == [Decimal("40.00"), Decimal("40.00")]
    assert laid.lost == []
    first, second = (laid.evidence[f"line_items.{at}.total"][0] for at in range(2))
    assert first.box is not None
    assert second.box is not None
    assert first.box.y0 < second.box.y0
    assert "line_items.1.unit_price" not in laid.evidence


def test_a_description_over_two_rows_is_found() -> None:
    row = ("Blue cups, dishwasher proof and very large", "1", "40.00", "40.00")
    laid = lay(goods(row), Grounds(printed(*PAGE)))
    assert laid.lost == []
    assert laid.evidence["line_items.0.description"]


def test_what_stands_nowhere_is_told() -> None:
    laid = lay(goods(("Green hats", "2", "21.00", "41.00")), Grounds(printed(*PAGE)))
    assert {one.field for one in laid.lost} == {
        "line_items.0.description", "line_items.0.unit_price", "line_items.0.total",
    }  # fmt: skip
    assert {(one.rule, one.severity) for one in laid.lost} == {("missing_evidence", "error")}


def test_the_same_row_again_stands_in_the_next_row_that_says_it() -> None:
    row = ("Red pens", "2", "20.00", "40.00")
    laid = lay(goods(row, row, row), Grounds(printed(*[PAGE[1]] * 3)))
    tops = [laid.evidence[f"line_items.{at}.total"][0].box for at in range(3)]
    assert None not in tops
    assert laid.lost == []


class Counting(Grounds):
    """Counts how often all rows are looked through."""

    searches = 0

    def places(self, name: str, value: Value) -> tuple[Place, ...]:
        self.searches += 1
        return super().places(name, value)


@pytest.mark.parametrize("name", ["Red pens", "", "Red pens {at}", "Quills {at}", "Red"], ids=str)
def test_thousands_of_rows_are_not_looked_through_for_each_of_hundreds(name: str) -> None:
    grounds = Counting(printed(*["Red pens|1|1.00|1.00"] * 2_000))
    rows = goods(*((name.format(at=at), "1", "1.00", "1.00") for at in range(500)))
    assert len(lay(rows, grounds).items) == 500
    assert grounds.searches <= 100


def test_empty_rows_are_none_and_pages_without_words_say_nothing() -> None:
    assert lay(goods(("", "", "", "")), Grounds(printed(*PAGE))).items == ()
    bare = lay(goods(("Pens", "2", "20.00", "40.00")), Grounds(printed()))
    assert (len(bare.items), bare.evidence, bare.lost) == (1, {}, [])
