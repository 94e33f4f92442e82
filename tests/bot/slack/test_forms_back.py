"""Any form that comes back as it was sent says what it said; what was written is what changes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.inputs import INPUT
from bot.slack.modals import submission_of, view_of
from handlers.chat import Form, Grid, Input
from tests.bot.slack.sent import ORIGIN, PLACE, sent
from tests.gallery.any_form import forms, languages


@settings(deadline=None, max_examples=40)
@given(form=forms, language=languages)
def test_a_form_that_nobody_touched_comes_back_as_it_was(form: Form, language: str) -> None:
    view = view_of(form, ORIGIN, "zh" if language == "zh" else "en")
    got = submission_of(sent(view), tenant="T0HOUSE", user="U0ANNA", language="en")
    assert (got.place, got.message, got.user) == (PLACE, ORIGIN.message, "U0ANNA")
    assert (got.action, got.value) == (form.action, form.value)
    assert got.values == {one.name: one.value for one in form.inputs if isinstance(one, Input)}
    assert got.rows == {one.name: one.rows for one in form.inputs if isinstance(one, Grid)}


@settings(deadline=None, max_examples=40)
@given(form=forms, text=st.text(max_size=20), data=st.data())
def test_what_is_written_changes_its_own_input_only(
    form: Form, text: str, data: st.DataObject
) -> None:
    typed = [one for one in form.inputs if isinstance(one, Input) and one.kind == "note"]
    if not typed:
        form = replace(form, inputs=(*form.inputs, Input("new_note", "Note", kind="note")))
        typed = [form.inputs[-1]]  # type: ignore[list-item]  # the one just made
    one = data.draw(st.sampled_from(typed))
    before = view_of(form, ORIGIN, "en")
    got = submission_of(
        sent(before, {f"{INPUT}{one.name}": text}), tenant="T0HOUSE", user="U0ANNA", language="en"
    )
    kept = {one.name: one.value for one in form.inputs if isinstance(one, Input)}
    assert {**got.values, one.name: ""} == {**kept, one.name: ""}
    if not one.value or one.value.isascii():
        assert got.values[one.name] == text
