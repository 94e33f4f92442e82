"""How a page lies on its raster: askew, or seen from aside; told by its lines and by its edges."""

from dataclasses import dataclass

import cv2
import numpy as np

from pipelines.backends.lines import Floats, Lines, Quads, lean, lines_of
from pipelines.backends.paper import Pixels, outline

_LEVEL = np.radians(0.6)  # a page whose lines are less askew is straight
_SQUARE = np.radians(1.2)  # and so much may the edges of its paper lean
_AGREED = np.radians(1.2)  # how far lines may be off the direction that they agree on
_FAR = np.radians(9.0)  # from which lean of a side on a page is looked at again
_SMALL = 0.6  # and under which share of the raster
# Of the text: so much around it belongs to a page whose edges are not seen, or less where that
# would lie far beside the raster.
_GROWN = (0.25, 0.1, 0.0)
_FARTHEST = 1.0  # of the raster: so far beside it a corner of a page may lie
_LEAST_TURN = 1e-6  # twice the area of the smallest corner of a page
_LEAST_DEPTH = 0.35  # the far end of a page is not smaller beside its middle


@dataclass(frozen=True)
class Upright:
    """How the page set upright lies on its raster.

    `matrix` moves points of the raster to points of the upright page, both in pixels; `size` is
    the upright page's width and height.
    """

    matrix: Floats
    size: tuple[float, float]

    def laid(self, quads: Quads) -> Quads:
        """Give where lines lie on the upright page."""
        points = _moved(quads.reshape(-1, 2).astype(np.float64), self.matrix)
        return points.reshape(-1, 4, 2).astype(np.float32)

    def back(self, quads: Quads) -> Quads:
        """Give where lines of the upright page lie on the raster."""
        inverse = np.asarray(np.linalg.inv(self.matrix), dtype=np.float64)
        points = _moved(quads.reshape(-1, 2).astype(np.float64), inverse)
        return points.reshape(-1, 4, 2).astype(np.float32)

    def is_far(self, pixels: Pixels) -> bool:
        """Tell whether the page lies so far askew, or is so small, that a look at it upright pays.

        The detector sees every raster at one size, and knows level lines best.
        """
        corners = self.corners()
        sides = np.roll(corners, -1, axis=0) - corners
        leaning = np.abs(sides).min(axis=1) / np.maximum(np.abs(sides).max(axis=1), 1e-9)
        longest = np.linalg.norm(sides, axis=1).max()
        return bool(leaning.max() > np.tan(_FAR) or longest < _SMALL * max(pixels.shape))

    def corners(self) -> Floats:
        """Give where the corners of the upright page lie on the raster, from the top left on."""
        width, height = self.size
        flat = np.array([[0.0, 0.0], [width, 0.0], [width, height], [0.0, height]])
        return _moved(flat, np.asarray(np.linalg.inv(self.matrix), dtype=np.float64))

    def is_about(self, raster: tuple[int, int]) -> bool:
        """Tell whether the page lies on a raster of this size, or about it, as a page can."""
        corners = self.corners() / raster
        near = (corners >= -_FARTHEST) & (corners <= 1 + _FARTHEST)
        sides = np.roll(corners, -1, axis=0) - corners
        then = np.roll(sides, -1, axis=0)
        turns = sides[:, 0] * then[:, 1] - sides[:, 1] * then[:, 0]
        return bool(near.all() and (turns > _LEAST_TURN).all())

    def warped(self, pixels: Pixels) -> Pixels:
        """Give the pixels of the upright page."""
        size = (max(round(self.size[0]), 1), max(round(self.size[1]), 1))
        flat = cv2.warpPerspective(
            pixels, self.matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(flat, dtype=np.uint8)


def upright(pixels: Pixels, quads: Quads) -> Upright | None:
    """Tell how a page must be laid for its lines to run level; None where it lies straight.

    None also where too few lines tell, and where they run in no common direction: a receipt
    that curls is better left as it is.
    """
    size = (pixels.shape[1], pixels.shape[0])
    lines = lines_of(quads, size)
    if lines is None:
        return None
    level = lines.run_to(np.array([1.0, 0.0, 0.0]), _LEVEL)
    paper = outline(pixels, quads)
    if paper is not None:
        edges = (paper - np.array(size) / 2) / (max(size) / 2)
        if lines.run_to(_crossing(edges[[0, 1]], edges[[3, 2]]), _AGREED):
            return None if level and _is_square(paper) else _of_paper(paper)
    return None if level else _of_text(lines, quads, size)


def _crossing(one: Floats, other: Floats) -> Floats:
    """Give the point (x, y, w) where two lines cross, each given by two points."""
    lines = [np.cross(np.append(start, 1.0), np.append(end, 1.0)) for start, end in (one, other)]
    found = np.cross(lines[0], lines[1])
    return np.asarray(found / max(float(np.linalg.norm(found[:2])), 1e-9))


def _is_square(paper: Floats) -> bool:
    sides = np.roll(paper, -1, axis=0) - paper
    return bool((np.abs(sides).min(axis=1) < np.tan(_SQUARE) * np.abs(sides).max(axis=1)).all())


def _of_paper(paper: Floats) -> Upright:
    sides = np.linalg.norm(np.roll(paper, -1, axis=0) - paper, axis=1)
    width, height = float(sides[[0, 2]].mean()), float(sides[[1, 3]].mean())
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(paper.astype(np.float32), flat)
    return Upright(np.asarray(matrix, dtype=np.float64), (width, height))


def _of_text(lines: Lines, quads: Quads, size: tuple[int, int]) -> Upright | None:
    vanishing = lines.vanishing()
    if not lines.run_to(vanishing, _AGREED):
        return None
    half = max(size) / 2
    to_half = np.array([[1 / half, 0, -size[0] / 2 / half], [0, 1 / half, -size[1] / 2 / half],
                        [0, 0, 1]])  # fmt: skip
    level = _levelling(vanishing)
    frame = _moved(np.array([[0.0, 0.0], [size[0], 0], size, [0, size[1]]]), to_half)
    if level is None or _depth(frame, level) < _LEAST_DEPTH:
        return None
    ends = _moved(lines.ends.reshape(-1, 2), level).reshape(-1, 2, 2)
    leaning, keystone = lean(ends, float(np.median(lines.heights)))
    flat = np.array([[1, leaning, 0], [0, 1, 0], [0, keystone, 1]]) @ level
    if _depth(frame, flat) < _LEAST_DEPTH:
        flat = level
    matrix = np.diag([half, half, 1]) @ flat @ to_half
    framed = (_framed(matrix, quads, size, grown) for grown in _GROWN)
    return next((one for one in framed if one.is_about(size)), None)


def _levelling(vanishing: Floats) -> Floats | None:
    """Give the matrix that makes lines to a point run level, and leaves the middle as it is."""
    direction = vanishing[:2] / np.linalg.norm(vanishing[:2])
    upwards = np.array([-direction[1], direction[0], 0.0])
    horizon = np.cross(vanishing, upwards)
    if abs(horizon[2]) < 1e-9:
        return None
    rows = np.vstack([direction, upwards[:2]])
    matrix = np.zeros((3, 3))
    matrix[:2, :2] = rows
    matrix[2] = horizon / horizon[2]
    return matrix


def _depth(points: Floats, matrix: Floats) -> float:
    """Give how much smaller than its middle a page is at its far end, at the least."""
    return float((np.column_stack([points, np.ones(len(points))]) @ matrix[2]).min())


def _framed(matrix: Floats, quads: Quads, size: tuple[int, int], grown: float) -> Upright:
    """Choose what belongs to a page of which only the text is known: the text and some more."""
    text = _moved(quads.reshape(-1, 2).astype(np.float64), matrix)
    width, height = size
    raster = _moved(np.array([[0.0, 0.0], [width, 0], [width, height], [0, height]]), matrix)
    more = grown * (text.max(axis=0) - text.min(axis=0)).max()
    low = np.maximum(text.min(axis=0) - more, raster.min(axis=0))
    high = np.minimum(text.max(axis=0) + more, raster.max(axis=0))
    shift = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]])
    return Upright(shift @ matrix, (float(high[0] - low[0]), float(high[1] - low[1])))


def _moved(points: Floats, matrix: Floats) -> Floats:
    found = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(found[:, :2] / found[:, 2:])
