"""The long lines of a page: in which direction they run, and how far the page leans beside them."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Quads: TypeAlias = NDArray[np.float32]  # (N, 4, 2): corners clockwise from the top left, in pixels
Floats: TypeAlias = NDArray[np.float64]

_LEAST = 4
_LONG = 4.0  # times as long as high: a line whose direction can be measured
_MOST = 0.75  # share of the lines, by length, that has to run as they are said to
_OFF = 0.02  # radians from which a line counts less when a common direction is looked for
_ROUNDS = 6
_PARALLEL = 0.02  # how strongly lines are held to be parallel until they show that they are not
_LEANS = np.linspace(-0.45, 0.45, 37)
_KEYSTONES = np.linspace(-0.4, 0.4, 33)
_BETTER = 0.8  # share of the ragged ends that a lean must leave to be believed


@dataclass(frozen=True)
class Lines:
    """Long lines in half-lengths of their raster, from its middle: ends (N, 2, 2), heights (N)."""

    ends: Floats
    heights: Floats

    @property
    def middles(self) -> Floats:
        """Where the lines are, (N, 2)."""
        return np.asarray(self.ends.mean(axis=1))

    @property
    def runs(self) -> Floats:
        """From the left end to the right one, (N, 2)."""
        return np.asarray(self.ends[:, 1] - self.ends[:, 0])

    @property
    def lengths(self) -> Floats:
        """How long the lines are, (N)."""
        return np.asarray(np.linalg.norm(self.runs, axis=1))

    def run_to(self, vanishing: Floats, within: float) -> bool:
        """Tell whether most lines run to a point (x, y, w) of which w may be 0, give or take."""
        towards = vanishing[:2] - vanishing[2] * self.middles
        runs = self.runs
        across = runs[:, 0] * towards[:, 1] - runs[:, 1] * towards[:, 0]
        off = np.abs(across) / np.maximum(self.lengths * np.linalg.norm(towards, axis=1), 1e-9)
        return bool(self.lengths[off < np.sin(within)].sum() > _MOST * self.lengths.sum())

    def vanishing(self) -> Floats:
        """Give the point (x, y, w) that the lines run to; w is near 0 where they are parallel."""
        runs, middles, lengths = self.runs, self.middles, self.lengths
        normals = np.column_stack([-runs[:, 1], runs[:, 0]]) / lengths[:, None]
        rows = np.column_stack([normals, -(normals * middles).sum(axis=1)])
        held = np.array([[0.0, 0.0, _PARALLEL * lengths.sum() / len(lengths)]])
        weights = lengths
        found = np.array([1.0, 0.0, 0.0])
        for _ in range(_ROUNDS):
            found = np.linalg.svd(np.vstack([rows * weights[:, None], held]))[2][-1]
            found = found / max(float(np.linalg.norm(found[:2])), 1e-9)
            weights = lengths / (1 + (np.abs(rows @ found) / _OFF) ** 2)
        return found if found[0] > 0 else -found


def lines_of(quads: Quads, size: tuple[int, int]) -> Lines | None:
    """Choose the long lines among quads on a raster of this size; None where they are too few."""
    across = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    down = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    long = across > _LONG * down
    if long.sum() < _LEAST:
        return None
    chosen = (quads[long].astype(np.float64) - np.array(size) / 2) / (max(size) / 2)
    ends = np.stack([chosen[:, [0, 3]].mean(axis=1), chosen[:, [1, 2]].mean(axis=1)], axis=1)
    return Lines(ends, down[long].astype(np.float64) / (max(size) / 2))


def lean(ends: Floats, height: float) -> tuple[float, float]:
    """Give the lean and the keystone under which the ends of level lines stand in columns best.

    A point (x, y) of an upright column stands at ((x + lean y) / (1 + keystone y), ...) then.
    Both are 0 unless the ends are much less ragged for them.
    """

    def ragged(one: tuple[float, float]) -> float:
        x = (ends[:, :, 0] + one[0] * ends[:, :, 1]) / (1 + one[1] * ends[:, :, 1])
        steps = np.diff(np.sort(x, axis=0), axis=0)
        return float(np.minimum(steps / height, 1.0).sum())

    coarse = ((float(b), float(k)) for b in _LEANS for k in _KEYSTONES)
    best = min(coarse, key=lambda one: ragged(one) + 0.5 * (abs(one[0]) + abs(one[1])))
    return best if ragged(best) < _BETTER * ragged((0.0, 0.0)) else (0.0, 0.0)
