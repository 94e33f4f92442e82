"""Any form that comes back as it was sent says what it said; what was written is what changes."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams.drawing import MOST_BYTES
from bot.teams.elements import size_of
from bot.teams.forms import form_card
from bot.teams.submissions import submission_of
from handlers.chat import Form, Grid, Input, Language, Place, Submission
from tests.bot.teams.filled import inputs, sent
from tests.bot.teams.inert import faults
from tests.doubles.teams.cards import violations
from tests.gallery.any_form import forms, languages

PLACE = Place("teams", "t1", "a:1")


def spoken(language: str) -> Language:
    return "zh" if language == "zh" else "en"


def read(data: Any) -> Submission:
    return submission_of(data, place=PLACE, user="u1", language="en")


def values_of(form: Form) -> dict[str, str]:
    return {one.name: one.value for one in form.inputs if isinstance(one, Input)}


@settings(deadline=None, max_examples=25)
@given(form=forms, language=languages, empty=st.booleans())
def test_a_form_that_nobody_touched_comes_back_as_it_was(
    form: Form, language: str, empty: bool
) -> None:
    shown = form_card(form, spoken(language))
    assert size_of(shown) <= MOST_BYTES
    assert not [*faults(shown), *violations(shown)]
    data = sent(shown, empty=empty)
    got = read(data)
    assert (got.action, got.value) == (form.action, form.value)
    assert got.values == values_of(form)
    assert got.rows == {one.name: one.rows for one in form.inputs if isinstance(one, Grid)}
    again = form_card(form, spoken(language), filled=data, errors=dict.fromkeys(got.values, "No."))
    assert read(sent(again, empty=empty)) == got


@settings(deadline=None, max_examples=25)
@given(form=forms, text=st.text(max_size=20), data=st.data())
def test_what_is_written_changes_its_own_input_only(
    form: Form, text: str, data: st.DataObject
) -> None:
    typed = [one for one in form.inputs if isinstance(one, Input) and one.kind == "note"]
    if not typed:
        typed = [Input("new_note", "Note", kind="note")]
        form = replace(form, inputs=(*form.inputs, *typed))
    one = data.draw(st.sampled_from(typed))
    shown = form_card(form, "en")
    [id_] = {f"i.{one.name}", f"e.{one.name}"} & set(inputs(shown))
    got = read(sent(shown, {id_: text}))
    assert {**got.values, one.name: ""} == {**values_of(form), one.name: ""}
    if id_.startswith("i."):
        assert got.values[one.name] == text


def test_half_a_sign_is_none_and_only_texts_are_read() -> None:
    asked = {"i": ["note", "other"], "g": {"rows": [1, 0]}}
    typed = {"i.note": "a\ud800", "i.other": ["b"], "r.rows": "\\ud800 \udfff"}
    got = read({"a": "act", "v": "D-1\ud800", "f": asked, **typed})
    assert (got.value, got.values) == ("D-1?", {"note": "a?", "other": ""})
    assert got.rows == {"rows": (("\\ud800 ?",),)}
