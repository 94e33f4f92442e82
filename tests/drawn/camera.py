"""A page seen by a camera that is not held straight: askew, from aside, from above."""

from dataclasses import dataclass
from math import radians

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipelines.media import Box
from tests.drawn.sheet import Place, Places

Matrix = NDArray[np.float64]
_FAR = 2.0  # how many heights of the page the lens is away


@dataclass(frozen=True)
class View:
    """How the page lies before the lens, in degrees, and on which grey.

    `skew` turns it clockwise, `aside` around its upright middle, `above` around its level one.
    """

    skew: float = 0.0
    aside: float = 0.0
    above: float = 0.0
    ground: int = 120
    margin: float = 0.04


def seen(image: Image.Image, view: View) -> tuple[Image.Image, Matrix]:
    """Give a picture of a grey page, and the matrix from pixels of the page to those of it."""
    width, height = image.size
    corners = np.array([(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)])
    points = _projected(corners - np.array(image.size) / 2, view, _FAR * max(image.size))
    low, high = points.min(axis=0), points.max(axis=0)
    points = (points - low) + (high - low) * view.margin
    size = ((high - low) * (1 + 2 * view.margin)).round().astype(int)
    matrix = _through(corners, points)
    back = np.linalg.inv(matrix)
    taken = image.transform(
        (int(size[0]), int(size[1])),
        Image.Transform.PERSPECTIVE,
        (back / back[2, 2]).ravel()[:8].tolist(),
        Image.Resampling.BICUBIC,
        fillcolor=view.ground,
    )
    return taken, matrix


def moved(places: Places, matrix: Matrix, page: Image.Image, picture: Image.Image) -> Places:
    """Give where in the picture the places of its page lie."""

    def move(place: Place) -> Place:
        x0, y0, x1, y1 = place.box
        corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]) * page.size
        points = np.column_stack([corners, np.ones(4)]) @ matrix.T
        points = points[:, :2] / points[:, 2:] / picture.size
        low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        return Place(place.page, Box(low[0], low[1], high[0], high[1]))

    return {mark: tuple(move(one) for one in found) for mark, found in places.items()}


def _projected(points: Matrix, view: View, far: float) -> Matrix:
    skew, aside, above = (radians(one) for one in (view.skew, view.aside, view.above))
    x = points[:, 0] * np.cos(aside)
    depth = points[:, 0] * np.sin(aside)
    y = points[:, 1] * np.cos(above) - depth * np.sin(above)
    depth = points[:, 1] * np.sin(above) + depth * np.cos(above)
    lens = far / (far + depth)
    x, y = x * lens, y * lens
    return np.column_stack([
        x * np.cos(skew) - y * np.sin(skew), x * np.sin(skew) + y * np.cos(skew)
    ])  # fmt: skip


def _through(corners: Matrix, points: Matrix) -> Matrix:
    """Give the matrix that moves four corners to four points."""
    rows = []
    for (x, y), (u, v) in zip(corners, points, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    found = np.linalg.solve(np.array(rows), points.ravel())
    return np.append(found, 1.0).reshape(3, 3)
