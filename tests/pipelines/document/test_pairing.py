"""Rows of a table are known again, whatever a person did to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.document.pairing import Row, origins
from tests.steps import growth

PEN: Row = ("pen", 2, 1)
CUP: Row = ("cup", 3, 4)
TEA: Row = ("tea", 5, 6)
JAM: Row = ("jam", 7, 8)
ROWS = st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.integers(0, 3)), max_size=6)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], ()),
        ([PEN, CUP], [PEN, CUP], (0, 1)),
        ([PEN, CUP, TEA], [PEN, TEA], (0, 2)),
        ([PEN, TEA], [PEN, CUP, TEA], (0, None, 1)),
        ([PEN, CUP, TEA], [TEA, PEN, CUP], (2, 0, 1)),
        ([PEN, CUP], [PEN, ("mug", 3, 4)], (0, 1)),
        ([PEN, CUP, TEA], [("mug", 3, 4), TEA], (1, 2)),  # one taken out, the next one changed
        ([PEN, CUP], [("mug", 3, 4), ("nib", 2, 1)], (1, 0)),  # both changed and moved
        ([PEN], [JAM], (0,)),  # all of it changed, where it was
        ([PEN, CUP], [TEA], (0,)),
        ([PEN], [PEN, JAM], (0, None)),
        ([PEN, PEN], [("nib", 2, 1), PEN], (0, 1)),  # twins stay where they were
        ([PEN, PEN], [PEN], (0,)),
        ([(None, None, 1)], [(None, None, 2)], (0,)),
        ([(None, None, 3), PEN], [PEN, (None, None, 4)], (1, None)),  # nothing is in common
    ],
)
def test_a_row_is_known_again(
    before: list[Row], after: list[Row], expected: tuple[int | None, ...]
) -> None:
    assert origins(before, after) == expected


@settings(deadline=None)
@given(before=ROWS, after=ROWS)
def test_each_row_comes_from_one_at_most_and_equal_ones_are_found(
    before: list[Row], after: list[Row]
) -> None:
    found = origins(before, after)
    known = [one for one in found if one is not None]
    assert len(found) == len(after)
    assert len(set(known)) == len(known)
    assert set(known) <= set(range(len(before)))
    equal = sum(1 for at, one in enumerate(found) if one is not None and before[one] == after[at])
    rest = list(before)
    for row in after:
        if row in rest:
            rest.remove(row)
    assert equal == len(before) - len(rest)


@settings(deadline=None)
@given(rows=ROWS)
def test_rows_that_nobody_touched_are_themselves(rows: list[Row]) -> None:
    assert origins(rows, rows) == tuple(range(len(rows)))


def test_very_many_rows_are_paired_in_their_order() -> None:
    def paired(count: int) -> tuple[int | None, ...]:
        before: list[Row] = [(f"item {number}", number) for number in range(count)]
        after: list[Row] = [(f"thing {number}", number) for number in range(count)]
        return origins(before, after)

    assert paired(5000) == tuple(range(5000))
    assert growth(paired, 1000) < 8
