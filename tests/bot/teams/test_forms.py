"""A form in a card: how each input is asked for, what comes back of it, and what is wrong."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.teams.drawing import MOST_BYTES
from bot.teams.elements import size_of
from bot.teams.forms import NoRoom, form_card
from bot.teams.submissions import Unreadable, submission_of
from bot.teams.verbs import BACK, SUBMIT
from handlers.chat import Form, Grid, Input, MessageRef, Place, Submission, Text
from tests.bot.teams.filled import inputs, objects, of_type, sent, words

PLACE = Place("teams", "t1", "19:abc@thread.tacv2", "1")
MESSAGE = MessageRef(PLACE, "1795346689")
LINES = Grid(
    "lines", "Lines", (("what", "What"), ("total", "Total")), (("Bolts", "12.00"), ("Nuts", ""))
)
FORM = Form(
    "review.edit", "D-1:3", "Edit Invoice 4711", "Save",
    (
        Input("vendor", "Seller", "ACME GmbH", required=True),
        Input("total", "Total", "1,320.00", "amount", hint="does not add up"),
        Input("issue_date", "Date", "2026-03-01", "date"),
        Input("due_date", "Due", "", "date"),
        Input("note", "Note", "one\ntwo", "note"),
        Input("credit", "Credit note", "no", "choice", required=True, options=("yes", "no")),
        LINES,
    ),
    (Text("Its sum is wrong.", "bad"),),
)  # fmt: skip


def read(data: Any) -> Submission:
    return submission_of(data, place=PLACE, user="anna", language="en", message=MESSAGE)


def asked(one: Input) -> dict[str, Any]:
    shown: dict[str, Any]
    [shown] = inputs(form_card(replace(FORM, inputs=(one,)), "en")).values()
    return shown


def back(one: Input | Grid, **written: str) -> Submission:
    return read(sent(form_card(replace(FORM, inputs=(one,)), "en"), written))


@pytest.mark.parametrize("empty", [True, False])
def test_a_form_that_nobody_touched_comes_back_as_it_was(empty: bool) -> None:
    got = read(json.loads(json.dumps(sent(form_card(FORM, "en"), empty=empty))))
    assert (got.place, got.message, got.user) == (PLACE, MESSAGE, "anna")
    assert (got.action, got.value, got.language) == ("review.edit", "D-1:3", "en")
    assert got.values == {one.name: one.value for one in FORM.inputs if isinstance(one, Input)}
    assert got.rows == {"lines": LINES.rows}


def test_a_form_is_sent_off_or_left() -> None:
    shown = form_card(FORM, "zh")
    submit, cancel = of_type(shown, "Action.Execute")
    assert (submit["verb"], submit["title"], submit["style"]) == (SUBMIT, "Save", "positive")
    assert (submit["data"]["a"], submit["data"]["v"]) == ("review.edit", "D-1:3")
    assert (cancel["verb"], cancel["title"]) == (BACK, "取消")
    assert (submit["associatedInputs"], cancel["associatedInputs"]) == ("auto", "none")
    assert words(shown)[:2] == ["Edit Invoice 4711", "⚠️ Its sum is wrong."]
    bad = form_card(replace(FORM, tone="bad", inputs=()), "en")
    assert of_type(bad, "Action.Execute")[0]["style"] == "destructive"
    assert read(sent(bad)).values == {}


def test_words_are_written_in_a_line_or_in_many() -> None:
    assert asked(Input("vendor", "Seller", "ACME", required=True)) == {
        "type": "Input.Text", "id": "i.vendor", "label": "Seller", "value": "ACME",
        "isRequired": True, "errorMessage": "This is needed.",
    }  # fmt: skip
    assert asked(Input("note", "Note", "", "note")) == {
        "type": "Input.Text", "id": "i.note", "label": "Note", "isMultiline": True,
    }  # fmt: skip
    assert back(Input("note", "Note", "", "note"), **{"i.note": "a\nb"}).values == {"note": "a\nb"}


def test_a_day_is_picked_unless_it_is_none() -> None:
    assert asked(Input("day", "Day", "2026-03-01", "date"))["type"] == "Input.Date"
    assert asked(Input("day", "Day", "", "date")).keys() == {"type", "id", "label"}
    for value in ("2026-02-30", "1 March", "0001-01-01"):
        assert asked(Input("day", "Day", value, "date"))["type"] == "Input.Text"
    assert back(Input("day", "Day", "2026-03-01", "date"), **{"i.day": ""}).values == {"day": ""}


def test_one_of_few_is_chosen_and_nothing_may_be() -> None:
    few = Input("credit", "Credit", "", "choice", options=("yes", "no"))
    shown = asked(few)
    assert (shown["type"], shown["style"]) == ("Input.ChoiceSet", "expanded")
    assert [one["title"] for one in shown["choices"]] == ["yes", "no", "(nothing)"]
    nothing = shown["choices"][2]["value"]
    assert nothing == shown["value"] != ""
    assert back(few).values == {"credit": ""}
    assert back(few, **{"i.credit": "yes"}).values == {"credit": "yes"}
    needed = asked(replace(few, required=True))
    assert [one["title"] for one in needed["choices"]] == ["yes", "no"]
    assert "value" not in needed
    many = asked(replace(few, options=tuple(map(str, range(20))), value="7"))
    assert (many["style"], many["value"]) == ("compact", "7")
    assert asked(replace(few, options=("*a*", "b")))["style"] == "compact"
    assert asked(replace(few, options=tuple(map(str, range(200)))))["type"] == "Input.Text"
    assert asked(replace(few, options=()))["type"] == "Input.Text"


def test_what_says_nothing_can_be_what_was_written() -> None:
    one = Input("choice", "Choice", "(nothing)", "choice", options=("a", "(nothing)"))
    assert asked(one)["type"] == "Input.Text"
    assert back(one).values == {"choice": "(nothing)"}


def test_a_person_is_picked_by_the_name() -> None:
    user = "00000000-0000-0000-0000-00000000a11a"
    shown = asked(Input("person", "Who", user, "person", options=("u1",)))
    assert shown["choices.data"]["dataset"] == "graph.microsoft.com/users"
    assert (shown["style"], shown["value"]) == ("filtered", user)
    assert back(Input("person", "Who", user, "person")).values == {"person": user}
    assert asked(Input("person", "Who", "29:anonymous", "person"))["type"] == "Input.Text"


def test_what_cannot_be_seen_is_written_out() -> None:
    one = Input("vendor", "Seller", "AC\u200bME\u202e")
    shown = form_card(replace(FORM, inputs=(one,)), "en")
    assert inputs(shown)["e.vendor"]["value"] == "AC\\u200bME\\u202e"
    assert "Signs that cannot be seen are written out, such as \\u200b." in words(shown)
    assert back(one).values == {"vendor": "AC\u200bME\u202e"}
    assert back(one, **{"e.vendor": "ACME"}).values == {"vendor": "ACME"}


def test_a_small_table_has_an_input_for_each_cell() -> None:
    shown = form_card(replace(FORM, inputs=(LINES,)), "en")
    cells = inputs(shown)
    assert len(cells) == (2 + 2) * 2
    assert cells["c.lines.0.1"] == {
        "type": "Input.Text", "id": "c.lines.0.1", "label": "Total", "value": "12.00",
    }  # fmt: skip
    assert cells["c.lines.1.1"] == {
        "type": "Input.Text", "id": "c.lines.1.1", "placeholder": "Total",
    }  # fmt: skip
    assert "Empty a row to take it out; fill in an empty one to add it." in words(shown)


def test_rows_of_a_small_table_are_added_and_taken_out() -> None:
    added = back(LINES, **{"c.lines.2.0": "Screws", "c.lines.3.1": "3.00"})
    assert added.rows["lines"] == (*LINES.rows, ("Screws", ""), ("", "3.00"))
    out = back(LINES, **{"c.lines.0.0": "", "c.lines.0.1": " "})
    assert out.rows["lines"] == (("Nuts", ""),)
    full = replace(LINES, most=2)
    assert len(inputs(form_card(replace(FORM, inputs=(full,)), "en"))) == 4


@pytest.mark.parametrize(
    "rows",
    [
        (("Bolt", "1.00"),) * 9,
        (("a\u200bb", "1"),),
        (("a\nb", "1"),),
        (("", " "), ("a", "b")),
    ],
    ids=["many", "unseen", "lines", "blank"],
)
def test_other_tables_are_lines(rows: tuple[tuple[str, ...], ...]) -> None:
    grid = replace(LINES, rows=rows)
    shown = form_card(replace(FORM, inputs=(grid,)), "en")
    assert list(inputs(shown)) == ["r.lines"]
    assert any(one.startswith("One line for each row: What | Total.") for one in words(shown))
    assert [tuple(map(str.strip, row)) for row in back(grid).rows["lines"]] == [
        tuple(map(str.strip, row)) for row in rows
    ]
    assert back(grid, **{"r.lines": "Nuts | 2.00\n\nScrews"}).rows["lines"] == (
        ("Nuts", "2.00"), ("Screws", ""),
    )  # fmt: skip


def test_what_is_wrong_is_said_at_the_input_and_what_was_filled_in_stays() -> None:
    data = sent(form_card(FORM, "en"), {
        "i.total": "a lot", "i.vendor": "", "c.lines.0.0": "", "c.lines.0.1": "",
        "c.lines.1.1": "free", "i.note": "so", "i.credit": "yes",
    })  # fmt: skip
    errors = {"": "Not now.", "total": "No amount.", "lines.0.total": "No amount."}
    again = form_card(FORM, "en", filled=data, errors=errors)
    said = words(again)
    assert said[0] == "⚠️ Not now."
    assert "⚠️ Row 1, Total: No amount." in said
    shown = inputs(again)
    assert shown["i.total"]["value"] == "a lot"
    assert "value" not in shown["i.vendor"]
    assert (shown["c.lines.0.0"]["value"], shown["c.lines.0.1"]["value"]) == ("Nuts", "free")
    body = again["body"]
    at = next(at for at, one in enumerate(body) if one.get("id") == "i.total")
    assert words(body[at + 1 : at + 3]) == ["does not add up", "⚠️ No amount."]
    assert read(sent(again)).values == read(data).values
    assert read(sent(again)).rows == read(data).rows


def test_many_mistakes_of_a_table_are_counted() -> None:
    errors = {f"lines.{at}.total": "No." for at in range(5)} | {"lines": "Too many.", "gone": "x"}
    said = words(form_card(FORM, "en", errors=errors))
    assert sum("Total: No." in one for one in said) == 3
    assert "⚠️ … and 3 more." in said
    assert said[0] == "⚠️ x"


def test_a_table_of_much_text_is_lines() -> None:
    wide = replace(LINES, rows=(("x" * 900, "1.00"),) * 8)
    shown = form_card(replace(FORM, inputs=(*FORM.inputs[:6], wide)), "en")
    assert size_of(shown) <= MOST_BYTES
    assert read(sent(shown)).rows == {"lines": wide.rows}


LONG = replace(LINES, rows=tuple((f"{number} {'x' * 900}", "1.00") for number in range(40)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_a_table_there_is_no_room_for_the_first_rows_are_asked_for(language: str) -> None:
    shown = form_card(replace(FORM, inputs=(LONG, *FORM.inputs[:6])), language)  # type: ignore[arg-type]
    assert MOST_BYTES * 0.85 < size_of(shown) <= MOST_BYTES, "what is wrong finds room"
    got = read(sent(shown))
    count = got.shown["lines"]
    assert got.rows == {"lines": LONG.rows[:count]}
    assert len(got.values) == 6
    said = " ".join(words(shown))
    assert all(one in said for one in (f" {count} ", " 40 ", "review edit"))


def test_what_was_filled_in_of_the_first_rows_stays_that_where_it_is_not_taken() -> None:
    form = replace(FORM, inputs=(*FORM.inputs[:6], LONG))
    shown = form_card(form, "en")
    count = read(sent(shown)).shown["lines"]
    lines = inputs(shown)["r.lines"]["value"].split("\n")
    data = sent(shown, {"r.lines": "\n".join(["Bolts | 2.00", *lines[2:]])})
    again = form_card(form, "en", filled=data, errors={"lines.0.total": "No."})
    got = read(sent(again))
    assert (got.rows, got.shown) == (read(data).rows, {"lines": count})
    assert f"Lines: the first {count} of 40 rows." in " ".join(words(again))
    data = sent(shown, {"r.lines": "\n".join(lines * 2)})
    with pytest.raises(NoRoom):  # none of what somebody wrote is cut
        form_card(form, "en", filled=data, errors={"lines.0.total": "No."})


def test_no_row_that_somebody_wrote_is_taken_for_another_to_make_room_for_what_is_wrong() -> None:
    table = replace(LINES, rows=tuple((f"{number} {'x' * 1000}", "1.00") for number in range(12)))
    form = replace(FORM, inputs=(*FORM.inputs[:6], table))
    shown = form_card(form, "en")
    lines = inputs(shown)["r.lines"]["value"].split("\n")
    assert read(sent(shown)).shown == {}, "all of it fits"
    data = sent(shown, {"r.lines": "\n".join(lines[1:])})
    errors = dict.fromkeys((one.name for one in form.inputs), "It is wrong. " * 20)
    with pytest.raises(NoRoom):
        form_card(form, "en", filled=data, errors=errors)


def test_what_there_is_no_room_for_at_all_is_said_to_stay_as_it_is() -> None:
    huge = replace(LINES, rows=(("x" * 20_000, "1.00"),) * 2)
    none = form_card(replace(FORM, inputs=(huge,)), "en", errors={"lines.0.total": "No."})
    assert any("as it is: Lines." in one and "review edit" in one for one in words(none))
    assert words(none)[0] == "⚠️ Lines: Row 1, Total: No."
    assert [one["verb"] for one in objects(none) if "verb" in one] == [BACK]


@pytest.mark.parametrize(
    "change",
    [
        {"a": None},
        {"v": 1},
        {"f": None},
        {"f": {"i": "x", "g": {}}},
        {"f": {"i": [1], "g": {}}},
        {"f": {"i": [], "g": {"lines": [2, 0, -1]}}},
        {"f": {"i": [], "g": {"lines": [2, 0, 1, 1]}}},
        {"f": {"i": ["x"] * 501, "g": {}}},
        {"f": {"i": [], "g": {"lines": [2]}}},
        {"f": {"i": [], "g": {"lines": [2, 10**9]}}},
        {"f": {"i": [], "g": {"lines": ["2", 0]}}},
        {"f": {"i": [], "g": {"lines": [-1, 0]}}},
    ],
    ids=str,
)
def test_what_clerk_did_not_send_is_not_read(change: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        read(sent(form_card(FORM, "en")) | change)


def test_whatever_a_client_makes_of_a_value_is_words() -> None:
    got = read(sent(form_card(FORM, "en")) | {"i.total": 1330, "i.note": None, "i.vendor": True})
    assert (got.values["total"], got.values["note"], got.values["vendor"]) == ("1330", "", "True")
