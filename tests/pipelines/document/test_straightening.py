"""Boxes on a page that lies askew come back to where they were."""

from itertools import pairwise
from math import cos, hypot, radians, sin

import pytest

from pipelines.document.straightening import Slant, inverse, is_outline, slant, slants
from pipelines.document.turning import turned
from pipelines.media import Box, Corners

BOXES = (Box(0.1, 0.1, 0.3, 0.12), Box(0.8, 0.9, 0.95, 0.93), Box(0.02, 0.5, 0.9, 0.6))
ASIDE: Corners = ((0.1, 0.05), (0.9, 0.2), (0.8, 0.9), (0.02, 0.97))
KEYSTONE: Corners = ((0.3, 0.1), (0.7, 0.1), (0.95, 0.9), (0.05, 0.9))


def askew(degrees: float) -> Corners:
    c, s = 0.35 * cos(radians(degrees)), 0.35 * sin(radians(degrees))
    a, b, d, e = (
        (0.5 + x * c - y * s, 0.5 + x * s + y * c) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    )
    return (a, b, d, e)


@pytest.mark.parametrize(
    "corners", [*(askew(one) for one in (0, 3, -12, 30, 95, 178, 265)), ASIDE, KEYSTONE]
)
@pytest.mark.parametrize("box", BOXES)
def test_a_box_comes_back(corners: Corners, box: Box) -> None:
    lies = Slant(corners)
    assert lies.upright(lies.filed(box)) == pytest.approx(box, abs=1e-4)


def test_a_box_of_a_page_at_45_degrees_comes_back_to_its_middle() -> None:
    lies = Slant(askew(45))
    found = lies.upright(lies.filed(BOXES[0]))
    assert (found.x0 + found.x1) / 2 == pytest.approx(0.2)
    assert (found.y0 + found.y1) / 2 == pytest.approx(0.11)


def test_the_box_around_reaches_to_all_corners() -> None:
    found = Slant(ASIDE).filed(Box(0, 0, 1, 1))
    assert found == pytest.approx((0.02, 0.05, 0.9, 0.97))


def test_what_was_cut_off_stays_on_the_page() -> None:
    lies = Slant(((-0.2, 0.0), (0.8, 0.0), (0.8, 1.0), (-0.2, 1.0)))
    assert lies.filed(Box(0.1, 0.4, 0.3, 0.5)) == pytest.approx((0.0, 0.4, 0.1, 0.5))
    assert lies.upright(Box(0.0, 0.4, 0.1, 0.5)) == pytest.approx((0.2, 0.4, 0.3, 0.5))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turn_is_a_slant_too(turn: int) -> None:
    lies = slant(turn, None)
    assert lies is not None
    assert is_outline(lies.corners)
    for box in BOXES:
        assert lies.filed(box) == pytest.approx(turned(box, 360 - turn))
    assert lies.size(600, 800) == ((600, 800) if turn == 180 else (800, 600))


def test_a_page_that_stands_upright_has_no_slant() -> None:
    assert slant(0, None) is None
    found = slants({1: 90, 2: 0}, {3: ASIDE})
    assert set(found) == {1, 3}
    assert found[3].corners == ASIDE


def test_the_size_is_that_of_the_paper() -> None:
    width, height = Slant(askew(30)).size(1000, 1000)
    assert (width, height) == pytest.approx((700, 700))


def test_a_pixel_of_the_upright_page_is_found_on_the_filed_one() -> None:
    a, b, c, d, e, f, g, h = Slant(ASIDE).pixels((300, 400), (1000, 2000))
    x, y = 300, 0  # the top right corner
    depth = g * x + h * y + 1
    found = ((a * x + b * y + c) / depth, (d * x + e * y + f) / depth)
    assert found == pytest.approx((900, 400))


def test_a_projection_leads_back() -> None:
    there = Slant(ASIDE).projection
    back = inverse(there)
    rows = [there[at : at + 3] for at in (0, 3, 6)]
    columns = [back[at::3] for at in range(3)]
    product = [[sum(a * b for a, b in zip(row, one, strict=True)) for one in columns]
               for row in rows]  # fmt: skip
    assert product[0][0] == pytest.approx(product[1][1]) == pytest.approx(product[2][2])
    assert hypot(product[0][1], product[1][2], product[2][0]) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    "corners",
    [
        ((0, 0), (0, 1), (1, 1), (1, 0)),  # seen from behind
        ((0, 0), (1, 1), (1, 0), (0, 1)),  # crossed
        ((0, 0), (1, 0), (0.2, 0.2), (0, 1)),  # dented
        ((0, 0), (1, 0), (1, 0), (0, 0)),  # without height
        ((0.5, 0.5),) * 4,
    ],
)
def test_no_page_has_such_corners(corners: Corners) -> None:
    assert not is_outline(corners)


def test_every_page_on_its_way_around_has_corners() -> None:
    for one, other in pairwise(range(0, 361, 15)):
        assert is_outline(askew(one)), other
