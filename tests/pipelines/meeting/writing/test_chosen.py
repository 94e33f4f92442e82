"""Of many slides a writer is shown some of all of the meeting, those that stood longest."""

import pytest

from pipelines.meeting.model import Slide, Span
from pipelines.meeting.writing.chosen import chosen


def slide(number: int, *shown: tuple[float, float]) -> Slide:
    spans = tuple(Span(start_s=start, end_s=end) for start, end in shown)
    return Slide(number=number, shown=spans, image=f"{number}.jpg", width=1280, height=720)


MINUTES = [slide(n, (60.0 * n, 60.0 * n + (50 if n % 5 == 3 else 20))) for n in range(1, 31)]


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0, ()),
        (1, (3,)),
        (6, (3, 8, 13, 18, 23, 28)),
        (30, tuple(range(1, 31))),
        (99, tuple(range(1, 31))),
    ],
)
def test_evenly_and_the_longest(most: int, expected: tuple[int, ...]) -> None:
    assert chosen(MINUTES, most) == expected


def test_a_slide_that_comes_again_stood_longer() -> None:
    slides = [slide(1, (0, 10)), slide(2, (20, 30), (100, 190)), slide(3, (40, 60))]
    assert chosen(slides, 1) == (2,)


def test_where_a_stretch_shows_none_others_fill_up() -> None:
    slides = [*MINUTES[:10], slide(31, (10_000, 10_010))]
    taken = chosen(slides, 6)
    assert len(taken) == 6
    assert 31 in taken
    assert chosen([], 6) == ()
