"""What counts as a change of the screen: text does; pointers, other faces and scrolling do not."""

import numpy as np
import pytest

from pipelines.meeting.slides.bursts import bursts
from pipelines.meeting.slides.cells import Cells, Motion, confirmed, differ
from pipelines.meeting.slides.film import Packets
from pipelines.meeting.slides.looks import HEIGHT, WIDTH, Grid, Look
from pipelines.meeting.slides.scrolling import scrolled

STILL: Cells = np.zeros((18, 32), np.bool_)


def page(seed: int = 1, rows: int = HEIGHT) -> Grid:
    """Draw lines of something like words."""
    chance = np.random.default_rng(seed)
    drawn = np.full((rows, WIDTH), 250, np.uint8)
    top = 0
    while (top := top + int(chance.integers(9, 20))) < rows - 8:
        length = int(chance.integers(120, 240))
        drawn[top : top + 6, 20 : 20 + length] = chance.integers(0, 255, (6, length))
    return drawn


def with_block(grid: Grid, top: int, left: int, rows: int, columns: int) -> Grid:
    changed = grid.copy()
    changed[top : top + rows, left : left + columns] = 60
    return changed


def test_a_pointer_is_no_change_and_a_line_is() -> None:
    blank = np.full((HEIGHT, WIDTH), 250, np.uint8)
    assert not differ(blank, blank, STILL)
    assert not differ(blank, with_block(blank, 50, 100, 8, 8), STILL)
    line = with_block(blank, 50, 40, 8, 120)
    assert differ(blank, line, STILL)
    assert confirmed(blank, line, STILL)


def test_another_face_in_the_tile_of_a_webcam_is_no_change() -> None:
    moving = STILL.copy()
    moving[14:17, 27:30] = True
    tile = with_block(page(), 130, 260, 40, 50)
    assert not differ(page(), tile, moving)
    assert differ(page(), tile, STILL)


def test_more_beside_a_tile_than_in_it_is_a_change() -> None:
    moving = STILL.copy()
    moving[13:18, 25:32] = True
    beside = with_block(page(), 80, 220, 100, 100)
    assert differ(page(), beside, moving)


def test_what_moves_is_learned_between_bursts_only() -> None:
    chance = np.random.default_rng(3)
    looks = []
    for number in range(40):
        grid = page(number // 10)
        grid[120:160, 260:310] = chance.integers(0, 255, (40, 50))
        looks.append(Look(number * 0.5, grid, number // 10))
    moving = Motion(looks).around(5.0)
    assert moving[13:15, 27:30].all()
    assert not moving[:10, :20].any()


def test_a_talker_who_hardly_moves_is_known_by_the_grain_of_the_tile() -> None:
    chance = np.random.default_rng(4)

    def with_tile(wall: int) -> Grid:
        grid = page()
        tile = wall + chance.normal(0, 0.6, (40, 60))
        tile[10:35, 20:40] += chance.normal(0, 2.5, (25, 20))
        grid[140:, 260:] = tile.round().astype(np.uint8)
        return grid

    seconds = [20 * number + after for number in range(5) for after in (0.0, 0.5)]
    moving = Motion([Look(at, with_tile(90), 1) for at in seconds]).around(45.0)
    assert not differ(with_tile(90), with_tile(140), moving)
    assert differ(with_tile(90), with_block(with_tile(90), 50, 40, 8, 120), moving)
    assert not moving[:12].any()


def test_a_film_that_is_grainy_all_over_has_no_tile() -> None:
    chance = np.random.default_rng(5)
    looks = []
    for number in range(12):
        grain = chance.normal(0, 3, (HEIGHT, WIDTH))
        looks.append(Look(number * 0.5, (page() * 0.8 + 20 + grain).astype(np.uint8), 1))
    assert not Motion(looks).around(3.0).any()


def test_a_stretch_in_which_much_moves_says_nothing_of_the_rest() -> None:
    # There are bursts in it, and so most of the looks.
    chance = np.random.default_rng(4)
    seconds = [*range(0, 200, 20), *range(200, 280, 2), *range(280, 500, 20)]
    looks = []
    for number, at in enumerate(seconds):
        later = page(7)
        if 200 <= at < 280:
            later[:, 40:160] = chance.integers(0, 255, (HEIGHT, 120))
        looks += [Look(at, page(7), number), Look(at + 0.5, later, number)]
    motion = Motion(looks)
    assert not motion.around(20.0).any()
    assert not motion.around(450.0).any()
    assert motion.around(240.0).any()


@pytest.mark.parametrize("rows", [14, 60, -40])
def test_a_document_that_was_scrolled_is_found_again(rows: int) -> None:
    long = page(2, HEIGHT * 2)
    before, after = (long[top : top + HEIGHT] for top in (60, 60 + rows))
    assert scrolled(before, after, STILL) == rows


def test_another_page_and_one_more_line_are_not_scrolled() -> None:
    assert scrolled(page(4), page(5), STILL) is None
    short = page(6)
    short[100:] = 250
    longer = short.copy()
    longer[104:110, 20:200] = page(6)[104:110, 20:200]
    assert scrolled(short, longer, STILL) is None


def test_large_packets_and_early_key_frames_are_bursts() -> None:
    at = np.arange(0, 60, 0.1)
    size = np.full(len(at), 1000.0)
    key = np.isin(np.arange(len(at)), [0, 100, 200, 300, 333, 433, 533])
    size[key] = 30_000
    size[155] = 9000
    found = bursts(Packets(at, (at * 1000).astype(np.int64), size, key), 640 * 360)
    assert [round(one.at, 1) for one in found] == [15.5, 33.3]


def test_bursts_that_follow_at_once_are_one() -> None:
    at = np.arange(0, 60, 0.1)
    size = np.full(len(at), 1000.0)
    size[[200, 204, 209]] = 8000, 20_000, 8000
    key = np.arange(len(at)) % 100 == 0
    (one,) = bursts(Packets(at, (at * 1000).astype(np.int64), size, key), 640 * 360)
    assert (round(one.at, 1), round(one.until_s, 1)) == (20.4, 20.9)
