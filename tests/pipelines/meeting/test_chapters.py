"""Chapters: at changes of slides or after pauses, and no more than one reads."""

from pipelines.meeting.chapters import chapters
from tests.pipelines.meeting.spoken import slide, transcript

HOUR = 3600.0


def test_chapters_begin_where_slides_change() -> None:
    said = transcript((100, 101, "A", "Yes."), (605, 620, "A", "now this is the second part"))
    slides = [slide(1, (0, 600), (1800, 3600)), slide(2, (600, 1800))]
    found = chapters(HOUR, said, slides)
    assert [(one.start_s, one.end_s, one.slide, one.cites) for one in found] == [
        (0, 600, 1, ("S0001",)),
        (600, 1800, 2, ("S0002",)),
        (1800, 3600, 1, ()),
    ]


def test_what_is_too_short_belongs_to_the_one_before() -> None:
    slides = [slide(number, (number * 20.0, number * 20.0 + 20)) for number in range(180)]
    found = chapters(HOUR, None, slides)
    assert 10 <= len(found) <= 20
    assert all(one.end_s - one.start_s >= 180 for one in found)
    assert found[0].start_s == 0
    assert found[-1].end_s == HOUR


def test_a_chapter_names_the_slide_that_is_shown_longest() -> None:
    slides = [slide(1, (0, 10), (25, 100)), slide(2, (10, 25)), slide(3, (200, 300))]
    assert [one.slide for one in chapters(300, None, slides)] == [1, 3]
    assert [one.slide for one in chapters(300, None, [slide(1, (150, 300))])] == [None, 1]


def test_without_slides_they_begin_after_the_longest_pauses() -> None:
    breaks = [400.0, 730.0, 1100.0, 1420.0]
    said, at = [], 0.0
    while at < 1800:
        said.append((at, at + 4, "A", "some five words are said"))
        at += 4.5
        if breaks and at > breaks[0]:
            at = breaks.pop(0) + 12
    found = chapters(1800, transcript(*said), [])
    assert [round(one.start_s) for one in found] == [0, 412, 742, 1112, 1432]


def test_where_nothing_tells_there_are_none() -> None:
    said = [(float(one), one + 1.0, "A", "words of somebody") for one in range(1700)]
    assert chapters(1800, transcript(*said, timed=False), []) == ()
    assert chapters(60, transcript(*said[:60]), []) == ()
    assert chapters(1800, None, []) == ()
    assert len(chapters(1800, transcript(*said), [])) == 5, "pauses that are all alike"
