"""Values changed by name, as the command line does."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from handlers.chat import Errors
from handlers.filled import Cell
from handlers.forms import changes
from handlers.texts.catalogue import texts
from pipelines.document.model import Invoice, LineItem
from tests.handlers.test_forms import INVOICE

PENS, CUPS = INVOICE.line_items


def changed(assignments: Mapping[str, str]) -> Invoice:
    after = changes(assignments, INVOICE, "en")
    assert isinstance(after, Invoice)
    return after


def test_values_are_named_as_evidence_names_them() -> None:
    after = changed({"vendor": "Adler", "tax": "", "line_items.1.total": "1.061,00"})
    assert (after.vendor, after.tax, after.total) == ("Adler", None, INVOICE.total)
    assert after.line_items == (PENS, CUPS.model_copy(update={"total": Decimal("1061.00")}))


def test_behind_the_last_line_there_is_room_for_one() -> None:
    after = changed({"line_items.2.description": "jam", "line_items.2.total": "5"})
    assert after.line_items[2:] == (LineItem(description="jam", total=Decimal(5)),)


def test_rows_take_the_place_of_all_lines() -> None:
    after = changes({"line_items.0.qty": "3"}, INVOICE, "en", [["jam"], ["tea", "1.234"]])
    assert isinstance(after, Invoice)
    jam, tea = after.line_items
    assert (jam.description, jam.qty, tea.qty) == ("jam", Decimal(3), Decimal("1.234"))


def test_a_number_in_a_row_has_one_reading() -> None:
    rows: list[list[Cell]] = [[Decimal(4711), Decimal("1.125"), Decimal(0)], ["", Decimal(0)]]
    after = changes({}, INVOICE, "en", rows)
    assert isinstance(after, Invoice)
    tea, none = after.line_items
    assert tea == LineItem(description="4711", qty=Decimal("1.125"), unit_price=Decimal(0))
    assert none == LineItem(qty=Decimal(0))
    assert str(tea.qty) == "1.125"


@pytest.mark.parametrize("lost", ["1E+18", "1E-31", "1.125" + "0" * 28])
def test_a_number_of_which_digits_would_be_lost_is_refused(lost: str) -> None:
    found = changes({}, INVOICE, "en", [["tea", Decimal(lost)]])
    assert found == Errors({"line_items.0.qty": f"“{lost}” is not an amount. Write 1234.56."})
    assert isinstance(changes({"total": f"{Decimal(lost):f}"}, INVOICE, "en"), Errors)


@pytest.mark.parametrize(
    "name",
    ["status", "", "line_items", "line_items.0", "line_items.0.price", "line_items.3.qty",
     "line_items.-1.qty", "line_items.x.qty", f"line_items.{'9' * 5000}.qty", "lines.0.qty"],
)  # fmt: skip
def test_there_is_nothing_else_to_change(name: str) -> None:
    found = changes({name: "1", "total": "?"}, INVOICE, "en")
    assert isinstance(found, Errors)
    assert found.by_input[name].startswith(f"There is no “{name[:80]}”. There are: vendor, ")
    assert found.by_input["total"] == "“?” is not an amount. Write 1234.56."


def test_nothing_changed_is_said_of_what_was_named() -> None:
    unchanged = texts("zh").review.unchanged
    assert changes({"tax": "19,00"}, INVOICE, "zh") == Errors({"tax": unchanged})
    assert changes({}, INVOICE, "zh") == Errors({"line_items": unchanged})
    assert changes({"line_items.0.total": "40"}, INVOICE, "zh") == Errors(
        {"line_items.0.total": unchanged}
    )
