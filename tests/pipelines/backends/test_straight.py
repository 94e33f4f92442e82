"""How a page lies, told by lines and edges that are where a camera would see them."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipelines.backends.lines import Floats, Quads, lines_of
from pipelines.backends.paper import Pixels, outline
from pipelines.backends.straight import Upright, upright
from tests.drawn.camera import View, seen

PAGE = (900, 1200)
TEXT = [
    (x, 150 + 60 * row, 140 + 40 * ((row + x) % 3)) for row in range(14) for x in (80, 330, 650)
]
VIEWS = (
    View(3), View(-10), View(28), View(-30), View(0, 20), View(0, 0, 25), View(10, 20, 10),
    View(-15, -25, 12),
)  # fmt: skip


def photographed(view: View) -> tuple[Pixels, Quads, Floats]:
    """Give a photo of a page, the lines on it as a detector would find them, and the matrix."""
    page = Image.new("L", PAGE, 235)
    pen = ImageDraw.Draw(page)
    for x, y, width in TEXT:
        pen.rectangle((x, y, x + width, y + 20), 40)
    photo, matrix = seen(page, view)
    pixels = np.repeat(np.asarray(photo, dtype=np.uint8)[:, :, None], 3, axis=2)
    return pixels, np.array([_quad(one, matrix) for one in TEXT], dtype=np.float32), matrix


def _quad(line: tuple[int, int, int], matrix: Floats) -> Floats:
    """Give a line as a detector does: an oblong along its middle, whatever the perspective."""
    x, y, width = line
    ends = _seen(np.array([(x, y + 10), (x + width, y + 10), (x, y), (x, y + 20)]), matrix)
    along = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
    half = np.array([-along[1], along[0]]) * np.linalg.norm(ends[3] - ends[2]) / 2
    return np.array([ends[0] - half, ends[1] - half, ends[1] + half, ends[0] + half])


def _seen(points: Floats, matrix: Floats) -> Floats:
    found = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(found[:, :2] / found[:, 2:])


def _askew(laid: Upright, quads: Quads) -> float:
    """Give the slope of the line that is the least level, in degrees."""
    runs = laid.laid(quads)[:, 1] - laid.laid(quads)[:, 0]
    return float(np.degrees(np.abs(np.arctan2(runs[:, 1], runs[:, 0])).max()))


def _columns(laid: Upright, quads: Quads) -> float:
    """Give by how much of the page's width the beginnings of lines in a column differ."""
    lefts = laid.laid(quads)[:, [0, 3], 0].mean(axis=1).reshape(-1, 3)
    return float((lefts.max(axis=0) - lefts.min(axis=0)).max() / laid.size[0])


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_paper_on_a_table_is_set_upright_by_its_edges(view: View) -> None:
    pixels, quads, matrix = photographed(view)
    laid = upright(pixels, quads)
    assert laid is not None
    corners = _seen(np.array([(0, 0), (PAGE[0], 0), PAGE, (0, PAGE[1])], dtype=float), matrix)
    assert np.abs(laid.corners() - corners).max() < 0.01 * max(pixels.shape)
    assert _askew(laid, quads) < 0.7
    assert _columns(laid, quads) < 0.01


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_page_without_edges_is_set_upright_by_its_lines(view: View) -> None:
    pixels, quads, _ = photographed(View(view.skew, view.aside, view.above, ground=235))
    laid = upright(pixels, quads)
    if view == View(0, 0, 25):  # its lines are level, and it shows no edge: it stays
        assert laid is None
        return
    assert laid is not None
    assert _askew(laid, quads) < 1.2
    assert _columns(laid, quads) < 0.04


def test_no_page_lies_far_beside_its_raster() -> None:
    pixels, quads, _ = photographed(View(20, -45, -40, ground=235))
    laid = upright(pixels, quads)
    assert laid is not None
    corners = laid.corners() / (pixels.shape[1], pixels.shape[0])
    assert (np.abs(corners - 0.5) <= 1.5).all()


def test_the_pixels_of_a_page_are_laid_as_its_lines_are() -> None:
    pixels, quads, _ = photographed(View(12, 15, 10))
    laid = upright(pixels, quads)
    assert laid is not None
    flat = laid.warped(pixels)
    for x, y in laid.laid(quads).mean(axis=1).round().astype(int):
        assert flat[y, x, 0] < 100
    assert flat[0:3].mean() > 150  # from edge to edge it is paper


@pytest.mark.parametrize(
    ("view", "far"), [(View(4), False), (View(15), True), (View(2, 30), True), (View(0, 12), False)]
)
def test_what_lies_far_askew_is_worth_another_look(view: View, far: bool) -> None:
    pixels, quads, _ = photographed(view)
    laid = upright(pixels, quads)
    assert laid is not None
    assert laid.is_far(pixels) is far
    small = np.full((4000, 4000, 3), 120, dtype=np.uint8)
    assert laid.is_far(small)
    assert laid.back(laid.laid(quads)) == pytest.approx(quads, abs=0.1)


@pytest.mark.parametrize("ground", [120, 235])
def test_a_straight_page_stays_as_it_is(ground: int) -> None:
    pixels, quads, _ = photographed(View(0.3, ground=ground))
    assert upright(pixels, quads) is None


def test_too_few_lines_tell_nothing() -> None:
    pixels, quads, _ = photographed(View(10))
    assert upright(pixels, quads[:3]) is None
    assert upright(pixels, quads[:0]) is None
    assert lines_of(quads[:, [1, 2, 3, 0]], PAGE) is None  # all of them stand


def test_a_receipt_that_curls_stays_as_it_is() -> None:
    pixels, quads, _ = photographed(View(ground=235))
    middle = quads.mean(axis=1)
    bent = np.radians(14) * np.sin(middle[:, 1] / 110)
    for quad, centre, angle in zip(quads, middle, bent, strict=True):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        quad[:] = (quad - centre) @ turn.T + centre
    assert upright(pixels, quads) is None


def test_paper_that_is_cut_off_or_does_not_hold_the_text_is_no_outline() -> None:
    pixels, quads, _ = photographed(View(5))
    whole = outline(pixels, quads)
    assert whole is not None
    below = np.array([0, 500], dtype=np.float32)
    assert outline(np.ascontiguousarray(pixels[500:]), quads - below) is None
    assert outline(pixels, quads + below) is None


def test_a_leaf_with_round_edges_is_no_outline() -> None:
    disc = Image.new("L", (800, 800), 90)
    ImageDraw.Draw(disc).ellipse((40, 40, 760, 760), 240)
    pixels = np.repeat(np.asarray(disc, dtype=np.uint8)[:, :, None], 3, axis=2)
    middle = np.array([[[380, 390], [420, 390], [420, 410], [380, 410]]], dtype=np.float32)
    assert outline(pixels, middle) is None
