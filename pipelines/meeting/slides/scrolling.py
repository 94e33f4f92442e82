"""Whether the screen shows the same document, only further down or up."""

import cv2
import numpy as np

from pipelines.meeting.slides.cells import Cells
from pipelines.meeting.slides.looks import WIDTH, Grid

_BAND = 40  # rows of a look that are searched for in the other
_TOPS = (
    70,
    140,
    0,
    105,
    35,
)  # of bands: however far it went, one of the first three is still there
_ALIKE, _ALIKE_ALONE = 0.8, 0.9
_COLUMNS = 160
_ENOUGH = 3  # bands that are nowhere to be found: the picture is another one
_PLAIN = 6.0  # deviation of brightness under which a band shows nothing to find again


def scrolled(one: Grid, other: Grid, moving: Cells) -> int | None:
    """Give by how many rows of a look the picture moved up (down: negative); None: it did not.

    Bands of the one are searched for in the other; those that stay where they are, such as the
    frame of a window, say nothing.
    """
    left, right = _columns(moving)
    right = min(right, left + _COLUMNS)
    moved: list[tuple[float, int]] = []
    stayed = tried = 0
    for top in _TOPS:
        band = one[top : top + _BAND, left:right]
        if float(band.std()) < _PLAIN:
            continue
        if tried - len(moved) - stayed >= _ENOUGH:
            break
        tried += 1
        score = cv2.matchTemplate(other[:, left:right], band, cv2.TM_CCOEFF_NORMED)[:, 0]
        at = int(np.argmax(score))
        if score[top] >= _ALIKE:
            stayed += 1
        elif score[at] >= _ALIKE:
            moved.append((float(score[at]), top - at))
    return _agreed(moved, stayed)


def _agreed(moved: list[tuple[float, int]], stayed: int) -> int | None:
    if not moved:
        return None
    best, rows = max(moved)
    agree = sum(abs(other - rows) <= 1 for _, other in moved)
    if agree <= stayed or agree < len(moved) - 1:
        return None
    return rows if agree > 1 or best >= _ALIKE_ALONE else None


def _columns(moving: Cells) -> tuple[int, int]:
    """Give the widest stretch of columns in which little moves."""
    wide = WIDTH // moving.shape[1]
    quiet = np.flatnonzero(np.append(moving.mean(axis=0) > 0.1, True))
    start, best = 0, (0, WIDTH)
    widest = 0
    for edge in quiet:
        if edge - start > widest:
            widest, best = int(edge - start), (start * wide, int(edge) * wide)
        start = int(edge) + 1
    return best
