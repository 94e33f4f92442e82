"""Which slide is on the screen from when to when: each distinct one is registered once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipelines.meeting.slides.cells import Cells, Motion, changed, confirmed, differ
from pipelines.meeting.slides.looks import HEIGHT, Grid, Look
from pipelines.meeting.slides.scrolling import scrolled

_SCREENFUL = 0.8  # of the rows: scrolled so far, it is another slide
_LIVELY, _ALIVE = 0.2, 0.5  # share of cells that move: may be, and is, no slide
_PAPER = 0.25  # share of a slide that has one brightness, more or less
_BLANK = 3.0  # deviation of brightness of a screen that shows nothing
_SOON_S = 1.2


@dataclass(eq=False)
class Display:
    """A slide on the screen, from its first look to its last; `slide` None: no slide is shown."""

    slide: int | None
    first_s: float
    looks: list[Look]
    rows: int = 0
    last_s: float = 0.0

    @property
    def lasted_s(self) -> float:
        """How long it was there."""
        return self.last_s - self.first_s

    @property
    def anchor(self) -> Look:
        """What the next look is compared with: a document that scrolls is no longer as it was."""
        return self.looks[-1] if self.rows else self.looks[0]


@dataclass(eq=False)
class Walk:
    """Goes through looks in the order of time and tells displays apart.

    `soon` gives a look shortly after another, with nothing between; `since` the second at which
    what the second of two looks shows came up.
    """

    motion: Motion
    soon: Callable[[Look], Look | None]
    since: Callable[[Look, Look, Callable[[Look], bool]], float]
    displays: list[Display] = field(default_factory=list)
    slides: list[Look] = field(default_factory=list)

    def through(self, looks: Sequence[Look], start_s: float, end_s: float) -> list[Display]:
        """Give the displays one after the other; each lasts until the next."""
        for number, look in enumerate(looks):
            current = self.displays[-1] if self.displays else None
            if current is not None and not self._changed(current.anchor, look):
                current.looks.append(look)
                continue
            self._enter(look, looks[number + 1] if number + 1 < len(looks) else None)
        for one, following in pairwise(self.displays):
            one.last_s = following.first_s
        if self.displays:
            self.displays[0].first_s = start_s
            self.displays[-1].last_s = end_s
        return self.displays

    def _enter(self, look: Look, following: Look | None) -> None:
        current = self.displays[-1] if self.displays else None
        moving = self.motion.around(look.at)
        twin = following if following and _together(look, following) else self.soon(look)
        moved = changed(look.grid, twin.grid) if twin else np.zeros_like(moving)
        if _is_slide(look.grid, float((moved | moving).mean())):
            if twin is not None and differ(look.grid, twin.grid, moving):
                return  # on its way to something else, or a film within the slide
            slide, rows = self._number(look, current)
        else:
            slide, rows = None, 0
        if current is not None and current.slide == slide:
            current.rows = rows
            current.looks.append(look)
            return
        first_s = look.at
        if current is not None:
            anchor = current.anchor
            first_s = self.since(current.looks[-1], look, lambda one: self._changed(anchor, one))
        self.displays.append(Display(slide, first_s, [look], rows))

    def _number(self, look: Look, current: Display | None) -> tuple[int, int]:
        """Find the slide of a look, or register it; and how far it is scrolled."""
        for number, known in enumerate(self.slides):
            if not differ(known.grid, look.grid, self._moving(known, look)):
                return number, 0
        if current is not None and current.slide is not None:
            before = current.looks[-1]
            rows = scrolled(before.grid, look.grid, self._moving(before, look))
            if rows is not None and abs(current.rows + rows) < _SCREENFUL * HEIGHT:
                return current.slide, current.rows + rows
        self.slides.append(look)
        return len(self.slides) - 1, 0

    def _changed(self, one: Look, other: Look) -> bool:
        moving = self._moving(one, other)
        return differ(one.grid, other.grid, moving) and confirmed(one.grid, other.grid, moving)

    def _moving(self, one: Look, other: Look) -> Cells:
        return self.motion.around(one.at) | self.motion.around(other.at)


def _together(look: Look, following: Look) -> bool:
    """Tell whether a look comes shortly after another, with no burst between them."""
    return following.stretch == look.stretch and following.at - look.at <= _SOON_S


def _is_slide(grid: Grid, lively: float) -> bool:
    """Tell slides from people and from nothing."""
    if float(grid.std()) < _BLANK or lively > _ALIVE:
        return False
    return lively <= _LIVELY or _paper(grid) >= _PAPER


def _paper(grid: Grid) -> float:
    """Give the share of the most frequent brightness and its neighbours."""
    counts = np.bincount(grid.ravel(), minlength=258)
    return float((counts[:-2] + counts[1:-1] + counts[2:]).max() / grid.size)
