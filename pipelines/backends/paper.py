"""Where the edges of the paper lie on a photo that shows what it lies on."""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint8]
Quads: TypeAlias = NDArray[np.float32]  # (N, 4, 2): corners clockwise from the top left, in pixels
Floats: TypeAlias = NDArray[np.float64]

_SMALL = 480  # pixels of the longer side: edges need no more
_LEAST = 0.2  # share of the photo that a paper takes up
_SOLID = 0.9  # share of its convex hull that a paper fills
_ALONG = 0.02  # of the photo: so near to an edge a point belongs to it
_STRAIGHT = 0.004  # of the photo: so far, on average, the points of a straight edge may lie off it
_HELD = 0.97  # share of the lines of text that lie on the paper
_RIM = 2  # pixels: what is as near to the rim of the photo was cut off there


def outline(pixels: Pixels, quads: Quads) -> Floats | None:
    """Give the corners of the paper, in pixels, clockwise from the top left.

    None where the paper is not seen as a whole, is not flat, or does not hold the text.
    """
    height, width = pixels.shape[:2]
    scale = min(_SMALL / max(width, height), 1.0)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = cv2.resize(pixels[:, :, 0], size, interpolation=cv2.INTER_AREA)
    middles = quads.mean(axis=1) * scale
    edge = _edge(np.asarray(small, dtype=np.uint8))
    corners = None if edge is None else _corners(edge, size)
    if corners is None or not _holds(corners, middles):
        return None
    return np.asarray(corners / scale)


def _edge(small: Pixels) -> Floats | None:
    """Give the points around the largest light patch."""
    blurred = cv2.GaussianBlur(small, (5, 5), 0)
    _, light = cv2.threshold(blurred, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    light = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(contours, key=cv2.contourArea, default=None)
    if largest is None or cv2.contourArea(largest) < _LEAST * small.size:
        return None
    hull = cv2.convexHull(largest)
    if cv2.contourArea(largest) < _SOLID * cv2.contourArea(hull):
        return None
    return np.asarray(largest, dtype=np.float64).reshape(-1, 2)


def _corners(edge: Floats, size: tuple[int, int]) -> Floats | None:
    """Give the corners of the four straight sides that the points around a paper make."""
    rough = _four(edge)
    if rough is None:
        return None
    sides = [_side(edge, rough[at], rough[(at + 1) % 4], size) for at in range(4)]
    lines = [one for one in sides if one is not None]
    if len(lines) < 4:
        return None
    found = np.array([np.cross(lines[at - 1], lines[at]) for at in range(4)])
    if (np.abs(found[:, 2]) < 1e-9).any():
        return None
    corners: Floats = found[:, :2] / found[:, 2:]
    moved = np.linalg.norm(corners - rough, axis=1)
    return corners if moved.max() < 0.1 * max(size) else None


def _four(edge: Floats) -> Floats | None:
    """Give the four rough corners of the points around a paper, clockwise from the top left."""
    hull = cv2.convexHull(edge.astype(np.float32))
    around = cv2.arcLength(hull, True)
    for share in (0.02, 0.03, 0.045, 0.06):
        found = cv2.approxPolyDP(hull, share * around, True)
        if len(found) == 4:
            points = np.asarray(found, dtype=np.float64).reshape(4, 2)
            return _clockwise(points)
    return None


def _clockwise(points: Floats) -> Floats:
    """Order corners clockwise, from the one that is the most to the top left."""
    off = points - points.mean(axis=0)
    points = points[np.argsort(np.arctan2(off[:, 1], off[:, 0]))]
    return np.roll(points, -int(points.sum(axis=1).argmin()), axis=0)


def _side(edge: Floats, start: Floats, end: Floats, size: tuple[int, int]) -> Floats | None:
    """Fit the line of a side between two rough corners; None where it is bent or cut off."""
    along = end - start
    length = float(np.linalg.norm(along))
    if length < 0.1 * max(size):
        return None
    along /= length
    off = edge - start
    at, away = off @ along, np.abs(off @ np.array([-along[1], along[0]]))
    near = edge[(away < _ALONG * max(size)) & (at > 0.05 * length) & (at < 0.95 * length)]
    if len(near) < 0.5 * length or _is_cut_off(near, size):
        return None
    x, y, px, py = np.ravel(cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01))
    normal = np.array([-y, x])
    if np.abs((near - [px, py]) @ normal).mean() > _STRAIGHT * max(size):
        return None
    return np.array([normal[0], normal[1], -normal @ [px, py]])


def _is_cut_off(points: Floats, size: tuple[int, int]) -> bool:
    low, high = points < _RIM, points > np.array(size) - 1 - _RIM
    return bool((low | high).any(axis=1).mean() > 0.2)


def _holds(corners: Floats, middles: NDArray[np.float32]) -> bool:
    inside = [
        cv2.pointPolygonTest(corners.astype(np.float32), (float(x), float(y)), False) >= 0
        for x, y in middles
    ]
    return bool(np.mean(inside) >= _HELD)
