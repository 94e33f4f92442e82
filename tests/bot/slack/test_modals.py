"""A form as a modal: how each input is asked, what an edit comes to, where mistakes are told."""

from decimal import Decimal
from typing import Any

import pytest

from bot.slack.modals import Unreadable, errors_of, submission_of, view_of
from bot.slack.rendered import Origin
from handlers.chat import Errors, Form, Grid, Input, Language, Place, Submission, Text
from handlers.forms import invoice_of
from handlers.texts.catalogue import texts
from pipelines.document.model import Invoice
from tests.bot.slack.sent import ORIGIN, PLACE, sent
from tests.doubles.slack.limits import view_violations
from tests.handlers.test_forms import INVOICE, asked

COLUMNS = (("description", "Description"), ("qty", "Qty"), ("total", "Total"))
GOODS = (("Bolts", "2", "12.00"), ("Nuts | M8", "", "3.00"), ("Tea\u200b", "1", ""))


def form(*inputs: Input | Grid, title: str = "Edit it", parts: tuple[Text, ...] = ()) -> Form:
    return Form("review.edit", "D-1:3", title, "Save", inputs, parts)


def shown(*inputs: Input | Grid, language: Language = "en") -> list[dict[str, Any]]:
    view = view_of(form(*inputs), ORIGIN, language)
    assert view_violations(view) == []
    return [block for block in view["blocks"] if block["type"] == "input"]


def back(view: Any, **written: str | None) -> Submission:
    filled = {name.replace("__", ":"): text for name, text in written.items()}
    return submission_of(sent(view, filled), tenant="T0HOUSE", user="U0ANNA", language="en")


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (Input("a", "A", "12.50", "amount"), "plain_text_input"),
        (Input("a", "A", "2026-11-22", "date"), "datepicker"),
        (Input("a", "A", "", "date"), "datepicker"),
        (Input("a", "A", "22.11.2026", "date"), "plain_text_input"),
        (Input("a", "A", "2026-02-30", "date"), "plain_text_input"),
        (Input("a", "A", "0226-11-22", "date"), "plain_text_input"),
        (Input("a", "A", "EUR", options=("EUR", "USD")), "plain_text_input"),
        (Input("a", "A", "yes", "choice", True, options=("yes", "no")), "radio_buttons"),
        (Input("a", "A", "1", "choice", options=tuple("1234567")), "static_select"),
        (Input("a", "A", "", "choice", options=()), "plain_text_input"),
        (Input("a", "A", "1", "choice", options=tuple(map(str, range(101)))), "plain_text_input"),
        (Input("a", "A", "x", "choice", options=("x" * 150, "x")), "plain_text_input"),
        (Input("a", "A", "two\nlines", "note"), "plain_text_input"),
        (Input("a", "A", "U0ANNA", "person", True, options=("U0OTTO",)), "users_select"),
        (Input("a", "A", "", "person"), "users_select"),
        (Input("a", "A", "Anna", "person"), "plain_text_input"),
    ],
)
def test_each_kind_is_asked_in_its_own_way(one: Input, kind: str) -> None:
    [block] = shown(one)
    assert block["element"]["type"] == kind
    assert block["element"].get("multiline", False) == (one.kind == "note")
    assert block["optional"] != one.required
    assert back(view_of(form(one), ORIGIN, "en")).values == {"a": one.value}


def test_what_was_read_is_seen_although_it_is_no_option() -> None:
    [block] = shown(Input("a", "A", "perhaps", "choice", True, options=("yes", "no")))
    element = block["element"]
    assert element["initial_option"]["text"]["text"] == "perhaps"
    assert [one["value"] for one in element["options"]] == ["=yes", "=no", "=perhaps"]


def test_a_person_is_picked_and_may_be_nobody_again() -> None:
    view = view_of(form(Input("who", "Who", "U0ANNA", "person")), ORIGIN, "en")
    assert view["blocks"][0]["element"]["initial_user"] == "U0ANNA"
    assert back(view, input__who="U0OTTO").values == {"who": "U0OTTO"}
    assert back(view, input__who=None).values == {"who": ""}


def test_a_choice_that_need_not_be_made_can_be_taken_back() -> None:
    view = view_of(form(Input("a", "A", "yes", "choice", options=("yes", "no"))), ORIGIN, "zh")
    [block] = view["blocks"]
    assert [one["text"]["text"] for one in block["element"]["options"]] == ["yes", "no", "（无）"]
    assert back(view, input__a="=").values == {"a": ""}
    assert back(view, input__a="=no").values == {"a": "no"}
    assert back(view, input__a=None).values == {"a": ""}


def test_what_cannot_be_seen_is_written_out_and_read_back() -> None:
    view = view_of(form(Input("iban", "IBAN", "DE12\u202e34")), ORIGIN, "en")
    [block] = view["blocks"]
    assert block["element"]["initial_value"] == r"DE12\u202e34"
    assert "cannot be seen" in block["hint"]["text"]
    assert back(view).values == {"iban": "DE12\u202e34"}
    assert back(view, input__iban="DE1234").values == {"iban": "DE1234"}
    assert back(view, input__iban=None).values == {"iban": ""}


def test_an_input_that_shows_something_else_is_another_element() -> None:
    [before], [after] = shown(Input("a", "A", "1.00")), shown(Input("a", "A", "2.00"))
    assert before["block_id"] == after["block_id"]
    assert before["element"]["action_id"] != after["element"]["action_id"]


def test_a_long_title_is_cut_and_stands_above_as_a_whole() -> None:
    title = "Edit Northmoor Analytics Ltd · INV-7"
    view = view_of(form(Input("a", "A"), title=title), ORIGIN, "en")
    assert view["title"]["text"] == "Edit Northmoor Analytic…"
    assert view["blocks"][0]["text"]["text"] == title
    assert view_violations(view) == []


def test_a_table_is_a_line_for_each_row() -> None:
    [block] = shown(Grid("goods", "Goods", COLUMNS, GOODS))
    assert block["element"]["initial_value"].split("\n") == [
        "Bolts | 2 | 12.00",
        r"Nuts \| M8 |  | 3.00",
        r"Tea\u200b | 1 |",
    ]
    assert "Description | Qty | Total" in block["hint"]["text"]
    assert block["optional"]


def test_rows_are_changed_added_and_taken_out() -> None:
    view = view_of(form(Grid("goods", "Goods", COLUMNS, GOODS)), ORIGIN, "en")
    assert back(view).rows == {"goods": GOODS}
    assert back(view, grid__goods__0="Bolts | 3 | 18.00\n\nTea|1|2.00\nCups").rows == {
        "goods": (("Bolts", "3", "18.00"), ("Tea", "1", "2.00"), ("Cups", "", ""))
    }
    assert back(view, grid__goods__0=None).rows == {"goods": ()}


def test_an_empty_table_can_be_written_in() -> None:
    view = view_of(form(Grid("goods", "Goods", COLUMNS, ())), ORIGIN, "en")
    assert back(view).rows == {"goods": ()}
    assert back(view, grid__goods__0="Tea | 1 | 2").rows == {"goods": (("Tea", "1", "2"),)}


def test_a_long_table_is_in_several_inputs() -> None:
    rows = tuple((f"Item {at}", "1", "2.00") for at in range(60))
    view = view_of(form(Grid("goods", "Goods", COLUMNS, rows)), ORIGIN, "en")
    labels = [block["label"]["text"] for block in view["blocks"]]
    assert labels == ["Goods: 1–25", "Goods: 26–50", "Goods: 51–60"]
    got = back(view, grid__goods__1="Only | 1 | 2.00").rows["goods"]
    assert got == (*rows[:25], ("Only", "1", "2.00"), *rows[50:])


def test_what_a_modal_has_no_room_for_is_left_out_and_stays_as_it_is() -> None:
    note = Input("note", "Note", "x" * 3001, "note")
    table = Grid("goods", "Goods", COLUMNS, (("x" * 3001, "1", "2"),))
    many = Grid("more", "More", COLUMNS, (("x" * 900, "1", "2"),) * 40)
    view = view_of(form(note, table, many, Input("a", "A", "1")), ORIGIN, "en")
    [said, _] = view["blocks"]
    assert "it stays as it is: Note, Goods, More" in said["text"]["text"]
    got = back(view)
    assert (got.values, got.rows) == ({"a": "1"}, {})
    assert invoice_of(got, Invoice(total=Decimal(1))) == Errors({"": texts("en").review.unchanged})


def test_the_sentences_of_a_form_stand_before_its_inputs() -> None:
    view = view_of(form(Input("a", "A"), parts=(Text("Two checks failed:", "bad"),)), ORIGIN, "en")
    assert [block["type"] for block in view["blocks"]] == ["section", "input"]
    assert view["blocks"][0]["text"]["text"] == "⚠️ Two checks failed:"
    assert view["close"]["text"] == "Cancel"
    assert view_of(form(), ORIGIN, "zh")["close"]["text"] == "取消"


def test_a_form_that_asks_for_nothing_but_a_yes_can_be_sent_off() -> None:
    asked = Form("meeting.delete", "M-1", "Delete it?", "Delete", (), (Text("It goes."),))
    view = view_of(asked, ORIGIN, "en")
    assert view_violations(view) == []
    assert view["submit"]["text"] == "Delete"
    got = back(view)
    assert (got.action, got.value, got.values) == ("meeting.delete", "M-1", {})


def test_a_form_of_which_there_is_nothing_to_fill_in_cannot_be_sent_off() -> None:
    view = view_of(form(Input("note", "Note", "x" * 3001, "note")), ORIGIN, "en")
    assert "submit" not in view


def test_a_form_comes_back_to_where_it_was_opened() -> None:
    got = back(view_of(form(Input("a", "A")), ORIGIN, "en"))
    assert (got.place, got.message, got.user) == (PLACE, ORIGIN.message, "U0ANNA")
    nowhere = view_of(form(Input("a", "A")), Origin(Place("slack", "T0HOUSE", "D0ANNA")), "en")
    assert (back(nowhere).place.thread, back(nowhere).message) == (None, None)


def test_a_form_of_another_workspace_is_not_read() -> None:
    view = sent(view_of(form(Input("a", "A")), ORIGIN, "en"))
    with pytest.raises(Unreadable, match="another workspace"):
        submission_of(view, tenant="T0OTHER", user="U0ANNA", language="en")


@pytest.mark.parametrize(
    "changed",
    [
        {"private_metadata": ""},
        {"private_metadata": "{}"},
        {"private_metadata": "[]"},
        {"private_metadata": '{"place": 3, "grids": {}}'},
        {"private_metadata": None},
        {"state": None},
        {"state": {}},
        {"state": {"values": {"input:a": {}}}},
        {"state": {"values": {"input:a": None}}},
        {"blocks": [{"type": "input", "block_id": "grid:goods:0"}]},
    ],
)
def test_what_clerk_did_not_send_is_not_read(changed: dict[str, Any]) -> None:
    grid = Grid("goods", "Goods", COLUMNS, GOODS)
    view = sent(view_of(form(Input("a", "A"), grid), ORIGIN, "en"))
    if "blocks" in changed:
        view["state"]["values"].pop("grid:goods:0")
    with pytest.raises(Unreadable):
        submission_of({**view, **changed}, tenant="T0HOUSE", user="U0ANNA", language="en")


def test_a_form_that_says_more_than_can_come_back_is_not_shown() -> None:
    with pytest.raises(ValueError, match=r"review\.edit"):
        view_of(Form("review.edit", "v" * 3000, "t", "s", ()), ORIGIN, "en")


@pytest.mark.parametrize(
    ("mistakes", "told"),
    [
        ({"total": "No."}, {"input:total": "No."}),
        ({"": "Nothing was changed."}, {"input:vendor": "Nothing was changed."}),
        ({"unknown": "No."}, {"input:vendor": "No."}),
        ({"goods": "Too many."}, {"grid:goods:0": "Too many."}),
        ({"goods.0.qty": "No."}, {"grid:goods:0": "Row 1, Qty: No."}),
        ({"goods.24.total": "No."}, {"grid:goods:0": "Row 25, Total: No."}),
        ({"goods.25.total": "No."}, {"grid:goods:1": "Row 26, Total: No."}),
        ({"goods.99.total": "No."}, {"grid:goods:1": "Row 100, Total: No."}),
        ({"goods.0.colour": "No."}, {"grid:goods:0": "Row 1, colour: No."}),
        (
            {f"goods.{at}.qty": "No." for at in range(5)} | {"vendor": "Too\nlong."},
            {
                "grid:goods:0": "Row 1, Qty: No. Row 2, Qty: No. Row 3, Qty: No. … and 2 more.",
                "input:vendor": "Too long.",
            },
        ),
    ],
)
def test_mistakes_are_told_where_they_are(mistakes: dict[str, str], told: dict[str, str]) -> None:
    rows = tuple((f"Item {at}", "1", "2.00") for at in range(30))
    grid = Grid("goods", "Goods", COLUMNS, rows)
    view = view_of(form(Input("vendor", "Seller"), Input("total", "Total"), grid), ORIGIN, "en")
    assert errors_of(Errors(mistakes), sent(view)) == told


def test_a_row_is_found_where_a_person_has_put_it() -> None:
    rows = tuple((f"Item {at}", "1", "2.00") for at in range(30))
    view = view_of(form(Grid("goods", "商品", COLUMNS, rows)), ORIGIN, "zh")
    cut = sent(view, {"grid:goods:0": "Only | 1 | 2.00\n"})
    assert errors_of(Errors({"goods.1.qty": "否"}), cut) == {"grid:goods:1": "第 2 行，Qty：否"}


def test_an_edit_in_a_modal_is_the_edit_of_the_house() -> None:
    view = view_of(asked(), ORIGIN, "en")
    unchanged = invoice_of(back(view), INVOICE)
    assert unchanged == Errors({"": texts("en").review.unchanged})
    found = invoice_of(back(view, input__total="119.00"), INVOICE)
    assert isinstance(found, Invoice)
    assert found == INVOICE.model_copy(update={"total": Decimal("119.00")})
    wrong = invoice_of(
        back(view, input__total="1.234", grid__line_items__0="pens | twelve | | 40.00"), INVOICE
    )
    assert isinstance(wrong, Errors)
    told = errors_of(wrong, sent(view))
    assert told["input:total"].startswith("“1.234” could be read in two ways.")
    assert told["grid:line_items:0"].startswith("Row 1, Qty: “twelve” is not an amount.")
