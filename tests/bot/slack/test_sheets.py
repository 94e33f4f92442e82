"""Cards as modals, and forms that are shown again as somebody left them."""

from typing import Any

from bot.slack.modals import errors_of, submission_of, view_of
from bot.slack.rendered import Origin
from bot.slack.sheets import form_again, sheet_of
from handlers.chat import Button, Buttons, Card, Entry, Errors, Form, Grid, Input, Place, Text

HERE = Place("slack", "T1", "C1", "17.000100")
FORM = Form(
    "review.edit",
    "D-1:2",
    "Edit Acme GmbH · A-1",
    "Save",
    (
        Input("vendor", "Seller", "Acme"),
        Input("total", "Total", "12.00", kind="amount", required=True),
        Input("issue_date", "Date", "2026-11-01", kind="date"),
        Input("currency", "Currency", "EUR", kind="choice", options=("EUR", "USD")),
        Input("paid", "Paid", kind="choice", options=("yes", "no")),
        Input("reason", "Reason", kind="note"),
        Grid("line_items", "Lines", (("what", "What"), ("price", "Price")), (("Bolts", "12"),)),
    ),
    (Text("One check failed."),),
)


def left(view: dict[str, Any], **changes: dict[str, Any]) -> dict[str, Any]:
    """Give a view as it comes back: with what its elements show, and what was changed in them."""
    values: dict[str, dict[str, Any]] = {}
    for block in view["blocks"]:
        element = block.get("element")
        if element is None:
            continue
        state: dict[str, Any] = {"type": element["type"]}
        for name, initial in (
            ("value", "initial_value"),
            ("selected_date", "initial_date"),
            ("selected_option", "initial_option"),
        ):
            if initial in element:
                state[name] = element[initial]
        name = block["block_id"].partition(":")[2]
        if name in changes:
            state |= changes[name]
        values[block["block_id"]] = {element["action_id"]: state}
    return {**view, "state": {"values": values}}


def read(view: dict[str, Any]) -> dict[str, str]:
    submission = submission_of(view, tenant="T1", user="U1", language="en")
    return {**submission.values, **{name: str(rows) for name, rows in submission.rows.items()}}


def test_a_form_is_shown_again_as_it_was_left() -> None:
    view = left(
        view_of(FORM, Origin(HERE), "en"),
        vendor={"value": "Acme GmbH"},
        total={"value": "a lot"},
        issue_date={"selected_date": None},
        currency={
            "selected_option": {"text": {"type": "plain_text", "text": "USD"}, "value": "=USD"}
        },
        reason={"value": "It is another one.\nReally."},
    )
    again = form_again(view, errors_of(Errors({"total": "“a lot” is not an amount."}), view))
    assert again["blocks"][0]["text"]["text"] == "⚠️ Total: “a lot” is not an amount."
    assert read(left(again)) == read(view)
    assert read(view)["currency"] == "USD"
    assert "id" not in again
    assert "state" not in again
    assert {name: again[name] for name in ("type", "title", "submit", "private_metadata")} == {
        name: view[name] for name in ("type", "title", "submit", "private_metadata")
    }


def test_a_sheet_is_a_card_whose_buttons_can_be_pressed() -> None:
    card = Card(
        "Invoice · Acme",
        (
            Text("1 check failed."),
            Entry("A-1", "two days", Button("review.open", "D-1:1", "Open")),
            Buttons((Button("review.approve", "D-1:1", "Approve", "good"),)),
        ),
        "bad",
        "page 1",
    )
    view = sheet_of(card, "zh")
    assert (view["type"], view["close"]["text"]) == ("modal", "关闭")
    assert "submit" not in view
    assert "review.approve#0" in str(view["blocks"])
    assert "review.open#0" in str(view["blocks"])


def test_a_long_card_fits_into_a_sheet() -> None:
    card = Card("x" * 500, tuple(Text("y" * 5000) for _ in range(200)))
    assert len(sheet_of(card, "en")["blocks"]) <= 100
