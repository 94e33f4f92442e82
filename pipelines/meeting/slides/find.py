"""Find the distinct slides of a recording, and leave a picture of each."""

from pathlib import Path
from typing import NamedTuple

from pipelines.meeting.model import Probe, Slide, Span
from pipelines.meeting.slides.bursts import bursts
from pipelines.meeting.slides.cells import Motion
from pipelines.meeting.slides.changes import Changes
from pipelines.meeting.slides.displays import Display, Walk
from pipelines.meeting.slides.film import Film, film
from pipelines.meeting.slides.looks import everything, telling
from pipelines.meeting.slides.pictures import best, leave

MOST = 150  # slides that are kept of a recording: those that were shown longest
_SHORT_S = 60.0  # so much is decoded as a whole
_FEW = 150  # packets: of fewer, the sizes tell nothing


class Found(NamedTuple):
    """The slides that are kept, and how many distinct ones there were beyond."""

    slides: list[Slide]
    left_out: int


def find(path: Path, form: str, probe: Probe, folder: Path, *, most: int = MOST) -> Found:
    """Give the slides in the order in which they came up; their pictures are left in `folder`.

    `form` is the name of the container's format; no other is tried. A talker who fills the screen
    is no slide, nor is a film that plays; a document that scrolls is a slide a screenful. Raises
    MediaRejected where the file cannot be opened.
    """
    with film(path, form) as opened:
        if opened is None or not len(opened.keys):
            return Found([], 0)
        shown = _by_slide(displays(opened, probe))
        longest = sorted(shown, key=lambda one: -sum(each.lasted_s for each in one))[:most]
        kept = sorted(longest, key=lambda one: one[0].first_s)
        names = leave(opened, [best(one[0].looks) for one in kept], folder)
    pictured = [(one, name) for one, name in zip(kept, names, strict=True) if name]
    slides = [
        Slide(
            number=number,
            shown=tuple(_span(each) for each in one),
            image=name,
            width=probe.width,
            height=probe.height,
        )
        for number, (one, name) in enumerate(pictured, 1)
    ]
    return Found(slides, len(shown) - len(pictured))


def displays(opened: Film, probe: Probe) -> list[Display]:
    """Tell what was on the screen from when to when, whole seconds and their parts."""
    if opened.end_s < _SHORT_S or len(opened.packets.at) < _FEW:
        moments, looks = [], everything(opened)
    else:
        moments = bursts(opened.packets, probe.width * probe.height)
        looks = telling(opened, moments)
    changes = Changes(opened, moments)
    walk = Walk(Motion(looks), changes.soon, changes.since)
    start_s = float(opened.packets.at[0])
    return walk.through(looks, start_s, max(probe.duration_s, opened.end_s))


def _by_slide(shown: list[Display]) -> list[list[Display]]:
    by_number: dict[int, list[Display]] = {}
    for one in shown:
        if one.slide is not None:
            by_number.setdefault(one.slide, []).append(one)
    return list(by_number.values())


def _span(one: Display) -> Span:
    return Span(start_s=round(one.first_s, 3), end_s=round(one.last_s, 3))
