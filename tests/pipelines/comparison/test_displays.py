"""What counts as a slide that was found, and found in time."""

import pytest

from pipelines.comparison.displays import Display, compared

SHOWN = (Display(0, 30, 1), Display(30, 60, 2), Display(60, 90, 1), Display(90, 94, 3))


def told(*some: tuple[float, int]) -> list[Display]:
    return [Display(at, at + 10, slide) for at, slide in some]


@pytest.mark.parametrize(
    ("found", "timely", "right"),
    [
        (told((0, 7), (31, 8), (62, 7), (90, 9)), 4, 4),  # numbers are the finder's own
        (told((0, 7), (31, 8), (62, 5), (90, 9)), 4, 4),  # come again as another: told, in time
        (told((0, 7), (31, 7), (62, 7), (90, 9)), 4, 3),  # two slides taken for one
        (told((0, 7), (36, 8), (60, 7)), 2, 2),  # six seconds late
        (told((0, 7), (1, 7), (30, 8)), 2, 2),  # the same display twice
        (told((93, 7)), 1, 1),
        (told((95, 7)), 0, 0),  # gone by then
        (told((26, 8)), 1, 1),  # four seconds early
        ([], 0, 0),
    ],
)
def test_a_display_is_found_within_5_s(found: list[Display], timely: int, right: int) -> None:
    score = compared(SHOWN, found)
    assert (score.timely, score.right) == (timely, right)
    assert score.recall == timely / 4
    assert len(score.missed) == 4 - timely
    assert len(score.vain) == len(found) - right


def test_of_nothing_all_is_right() -> None:
    assert (compared((), ()).recall, compared((), ()).precision) == (1.0, 1.0)
    assert compared((), told((3, 1))).precision == 0.0
