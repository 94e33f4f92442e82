"""Any form that comes back as it was sent says what it said; what was written is what changes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.inputs import INPUT
from bot.slack.modals import submission_of, view_of
from handlers.chat import Form, Grid, Input, Text
from tests.bot.slack.sent import ORIGIN, PLACE, sent

names = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
texts = st.text(max_size=60) | st.sampled_from(
    ["2026-11-22", "0001-01-01", "a\u202eb", "line\nline", " ", "x" * 2999, "yes", "é" * 5, "|\\n"]
)
inputs = st.builds(
    Input, name=names, label=texts, value=texts, required=st.booleans(),
    kind=st.sampled_from(["text", "amount", "date", "note", "choice"]),
    hint=st.none() | texts, options=st.lists(texts, max_size=7).map(tuple),
)  # fmt: skip
grids = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Grid,
        name=names,
        label=texts,
        columns=st.just(tuple((f"c{at}", f"Column {at}") for at in range(width))),
        rows=st.lists(st.tuples(*[st.text(max_size=30)] * width), max_size=30).map(tuple),
    )
)
forms = st.builds(
    Form, action=names, value=texts.filter(lambda one: len(one) < 500), title=texts, submit=texts,
    inputs=st.lists(inputs | grids, max_size=8, unique_by=lambda one: one.name).map(tuple),
    parts=st.lists(st.builds(Text, text=texts), max_size=2).map(tuple),
)  # fmt: skip
languages = st.sampled_from(["en", "zh"])


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
