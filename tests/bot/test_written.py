"""What a person writes into a modal is read as it was meant, and what it showed as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.written import escaped, is_plain, lines_of, rows_in, unescaped

strange = st.text(max_size=8) | st.text(alphabet="\\|nutU20b \n\t\u200b\u0301\u202e", max_size=14)
tables = st.integers(1, 4).flatmap(
    lambda width: st.tuples(st.just(width), st.lists(st.tuples(*[strange] * width), max_size=4))
)


@settings(deadline=None)
@given(text=strange, lines=st.booleans())
def test_what_is_written_out_is_all_seen_and_read_back_exactly(text: str, lines: bool) -> None:
    written = escaped(text, lines=lines)
    assert unescaped(written) == text
    assert is_plain(written, lines=lines)


@settings(deadline=None)
@given(table=tables)
def test_any_table_comes_back_as_it_was(table: tuple[int, list[tuple[str, ...]]]) -> None:
    width, rows = table
    assert list(rows_in("\n".join(lines_of(rows)), width)) == rows


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Bolts | 2 | 12.00 | 24.00", ("Bolts", "2", "12.00", "24.00")),
        ("Bolts|2|12.00|24.00", ("Bolts", "2", "12.00", "24.00")),
        ("Bolts | 2", ("Bolts", "2", "", "")),
        ("Bolts", ("Bolts", "", "", "")),
        ("Bolts | | | 24.00 |", ("Bolts", "", "", "24.00")),
        ("| | | 24.00", ("", "", "", "24.00")),
        (r"A\|B | 2 | 1 | 2", ("A|B", "2", "1", "2")),
        ("A | 2 | 1 | 2 | 7", ("A", "2", "1", "2 | 7")),
        (r"C:\\new | 1 | 2 | 2", ("C:\\new", "1", "2", "2")),
        (r"C:\goods | 1 | 2 | 2", ("C:\\goods", "1", "2", "2")),
        (r"a\u200bb | 1 | 2 | 2", ("a\u200bb", "1", "2", "2")),
        (r"\Uffffffff | 1 | 2 | 2", (r"\Uffffffff", "1", "2", "2")),
        ("螺栓 | 2 | 12.00 | 24.00", ("螺栓", "2", "12.00", "24.00")),
    ],
)
def test_a_line_is_read_as_people_write_it(line: str, row: tuple[str, ...]) -> None:
    assert list(rows_in(f"\n{line}\r\n  \n", 4)) == [row]


def test_what_cannot_be_seen_is_written_out() -> None:
    assert escaped("12\u202e34\u200b\n") == r"12\u202e34\u200b\n"
    assert escaped("\U000e0041") == r"\U000e0041"
    assert escaped("a\nb", lines=True) == "a\nb"
    assert escaped(r"C:\goods") == r"C:\goods"
    assert escaped(" a|b ", is_cell=True) == r"\u0020a\|b\u0020"
