"""Whether two looks show the same: cells of the screen compared, without those that always move."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.metrics import structural_similarity

from pipelines.meeting.slides.looks import HEIGHT, WIDTH, Grid, Look

_CELL = 10  # pixels of a look; a cell is a 32nd of the width
_ACROSS, _DOWN = WIDTH // _CELL, HEIGHT // _CELL
_LEVEL = 7  # mean difference of brightness from which on a cell has changed
_LEAST = 4  # cells that hang together; a line of text has more
_BELONGS = 0.4  # of its cells move: it is part of what moves
_POINTER = 3  # cells, each way: what fits in is a pointer
_ALIKE = 0.995  # similarity of structure that no change survives
_SURE = 0.1  # of the cells changed: similarity need not be asked
_MUCH = 0.25  # of the cells changed: nothing else need be asked
_OFTEN, _OFTEN_NEAR, _OFTEN_LATE = 0.12, 0.4, 0.3
_OFTEN_UNTOLD = 0.3  # where bursts are not known, slides may change between any two looks
_PARTS = 9  # of a film: what always moves does so in most of them
_SOON_S = 1.2
_NEAR, _FEWEST = 10, 4  # pairs around a moment, and how many it takes to say something
_ALL = 0.4  # of the cells: more than that is no motion within a slide
_STIRS, _LIVES = 0.1, 0.6  # mean difference of what hardly ever rests, and of people in it
_RESTS = 35  # per cent of pairs in which even a person may sit still
_TILES = 0.25  # of the cells: more than that is no tile, but what is read or played
_GRAIN = 4.0  # times what an ordinary cell of the screen differs: more than the film's own noise

Cells = NDArray[np.bool_]


def changed(one: Grid, other: Grid) -> Cells:
    """Tell which cells differ."""
    apart = cv2.resize(cv2.absdiff(one, other), (_ACROSS, _DOWN), interpolation=cv2.INTER_AREA)
    return np.asarray(apart > _LEVEL, np.bool_)


def differ(one: Grid, other: Grid, moving: Cells) -> bool:
    """Tell whether something else is shown, by more than a pointer's worth of cells.

    What hangs together with cells that move belongs to them: another face in the webcam's tile.
    """
    cells = changed(one, other)
    if (cells & ~moving).mean() > _MUCH:
        return True
    count, places, boxes, _ = cv2.connectedComponentsWithStats(
        cells.astype(np.uint8), connectivity=8
    )
    inside = np.bincount(places.ravel(), weights=moving.ravel(), minlength=count)
    return any(
        box[4] - held >= _LEAST
        and held < _BELONGS * box[4]
        and not (box[2] <= _POINTER and box[3] <= _POINTER)
        for box, held in zip(boxes[1:], inside[1:], strict=True)
    )


def confirmed(one: Grid, other: Grid, moving: Cells) -> bool:
    """Ask the structural similarity whether it is another picture, what moves left out.

    Where much of it changed, there is nothing to ask.
    """
    if changed(one, other).mean() > _SURE:
        return True
    still = ~cv2.resize(
        moving.astype(np.uint8), (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST
    ).astype(bool)
    alike = structural_similarity(
        np.where(still, one, 0), np.where(still, other, 0), data_range=255
    )
    return float(alike) < _ALIKE


class Motion:
    """The cells that move although the slide stays: webcams, clocks, films within a slide.

    It is learned from looks shortly after one another: slides hardly ever change there. An encoder
    repeats what rests bit by bit, so the whole tile of a webcam stands out by its grain, its walls
    too, however little the talker moves. What differs between later looks moves as well where it
    hangs together with those cells.
    """

    def __init__(self, looks: Sequence[Look]) -> None:
        at, soon, late, apart = [], [], [], []
        for one, other in pairwise(looks):
            cells = changed(one.grid, other.grid)
            if cells.mean() > _ALL or one.stretch != other.stretch:
                continue
            if other.at - one.at <= _SOON_S:
                at.append(one.at)
                soon.append(cells)
                apart.append(_apart(one.grid, other.grid))
            else:
                late.append(cells)
        self._at, self._soon = np.array(at), np.array(soon, np.bool_)
        self._late = _often(np.array(late, np.bool_), _OFTEN_LATE)
        told = len(looks) > 0 and looks[-1].stretch > 0
        often = _throughout(self._at, self._soon) if told else _often(self._soon, _OFTEN_UNTOLD)
        self._always = often | _stirring(np.array(apart, np.float32))
        self._known: dict[int, Cells] = {}

    def around(self, at: float) -> Cells:
        """Give the cells that move around a second, or all the time."""
        place = int(np.searchsorted(self._at, at)) // 2 * 2
        if place not in self._known:
            near = self._soon[max(0, place - _NEAR // 2) : place + _NEAR // 2]
            self._known[place] = self._grown(self._always | _often(near, _OFTEN_NEAR))
        return self._known[place]

    def _grown(self, core: Cells) -> Cells:
        both = (core | self._late).astype(np.uint8)
        _, places = cv2.connectedComponents(both, connectivity=8)
        touched = np.isin(places, np.unique(places[core])) & (both > 0)
        return np.asarray(cv2.dilate(touched.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)


def _apart(one: Grid, other: Grid) -> NDArray[np.float32]:
    """Give the mean difference of brightness of each cell, however small."""
    apart = cv2.absdiff(one, other).astype(np.float32)
    return np.asarray(cv2.resize(apart, (_ACROSS, _DOWN), interpolation=cv2.INTER_AREA))


def _stirring(apart: NDArray[np.float32]) -> Cells:
    """Give the cells that hardly ever rest, be it by their grain alone, around what lives."""
    nothing = np.zeros((_DOWN, _ACROSS), np.bool_)
    if len(apart) < _FEWEST:
        return nothing
    usual = np.percentile(apart, _RESTS, axis=0)
    stirs = usual > max(_STIRS, _GRAIN * float(np.median(usual)))
    if stirs.mean() > _TILES:
        return nothing
    _, places = cv2.connectedComponents(stirs.astype(np.uint8), connectivity=8)
    return np.asarray(np.isin(places, np.unique(places[stirs & (usual > _LIVES)])) & stirs)


def _throughout(at: NDArray[np.float64], moved: NDArray[np.bool_]) -> Cells:
    """Tell which cells move in most parts of the film, however many looks fell into each."""
    if len(moved) < _FEWEST:
        return _often(moved, _OFTEN)
    part = (at * _PARTS / (at[-1] + 1.0)).astype(int)
    means = [moved[part == one].mean(axis=0) for one in np.unique(part)]
    return np.asarray(np.median(means, axis=0) > _OFTEN, np.bool_)


def _often(moved: NDArray[np.bool_], often: float) -> Cells:
    if len(moved) < _FEWEST:
        return np.zeros((_DOWN, _ACROSS), np.bool_)
    return np.asarray(moved.mean(axis=0) > often, np.bool_)
