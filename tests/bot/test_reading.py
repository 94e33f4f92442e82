"""The embedded reader, opened: how many children there are."""

import pytest

from bot.reading import decoders


@pytest.mark.parametrize(
    ("jobs", "cores", "children"),
    [(1, 8, 1), (2, 1, 2), (8, 1, 2), (8, 4, 4), (64, 16, 16), (16, 16, 16)],
)
def test_no_more_children_take_files_apart_than_there_are_cores_for(
    jobs: int, cores: int, children: int
) -> None:
    assert decoders(jobs, cores) == children
