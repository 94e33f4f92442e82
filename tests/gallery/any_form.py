"""Any form there could be, of every kind of input and table."""

from hypothesis import strategies as st

from handlers.chat import Form, Grid, Input, Text

names = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
texts = st.text(max_size=60) | st.sampled_from(
    [
        "2026-11-22",
        "0001-01-01",
        "a\u202eb",
        "U0ANNA",
        "line\nline",
        " ",
        "x" * 2999,
        "yes",
        "é" * 5,
        "|\\n",
    ]
)
inputs = st.builds(
    Input, name=names, label=texts, value=texts, required=st.booleans(),
    kind=st.sampled_from(["text", "amount", "date", "note", "choice", "person"]),
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
