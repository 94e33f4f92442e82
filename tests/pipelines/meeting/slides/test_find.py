"""Slides of shared screens: found once, timed truly, pictured sharply, with nothing made up."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from pipelines.errors import MediaRejected
from pipelines.meeting.model import Probe, Slide
from pipelines.meeting.slides.find import Found, find
from tests.drawn.screen import TINY, Share, Style, screen_share
from tests.drawn.screen_plan import Display, talk
from tests.drawn.screen_score import Score, score
from tests.pipelines.meeting.filmed import Heard, Seen, film, hum

LONG_S = 100.0
STYLES = {
    "cut": TINY,
    "fixed": replace(TINY, gop="fixed"),
    "webm": TINY,
    "scroll": replace(TINY, shown="scroll"),
    "head": replace(TINY, shown="head", webcam=False, pointer=False),
}


class Filmed:
    """A film, what was found in it, and where the pictures are."""

    def __init__(self, share: Share, style: Style, folder: Path) -> None:
        self.share, self.style, self.folder = share, style, folder
        self.probe = Probe(
            duration_s=share.seconds, width=style.size[0], height=style.size[1], fps=style.fps
        )
        self.found = self.find(folder)

    def find(self, folder: Path, most: int = 150) -> Found:
        form = "mov" if self.share.path.suffix == ".mp4" else "matroska"
        return find(self.share.path, form, self.probe, folder, most=most)

    def score(self) -> Score:
        return score(self.share.displays, told(self.found.slides))


def told(slides: list[Slide]) -> list[Display]:
    return [Display(one.number, span.start_s, span.end_s) for one in slides for span in one.shown]


def filmed(folder: Path, name: str, seconds: float, seed: int) -> Filmed:
    suffix = ".webm" if name == "webm" else ".mp4"
    style = STYLES[name]
    share = screen_share(folder / f"{name}{suffix}", seed=seed, seconds=seconds, style=style)
    (pictures := folder / name).mkdir()
    return Filmed(share, style, pictures)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Filmed:
    return filmed(tmp_path_factory.mktemp("long"), "cut", LONG_S, 101)


@pytest.mark.parametrize(("name", "seconds"), [("cut", 25), ("fixed", 80), ("webm", 70)])
def test_every_display_is_found_when_it_came_up(tmp_path: Path, name: str, seconds: float) -> None:
    result = filmed(tmp_path, name, seconds, 102).score()
    assert result.displays > 3
    assert result.recall >= 0.9, result
    assert result.precision >= 0.9, result


def test_a_long_film_is_known_by_a_few_looks(long: Filmed) -> None:
    result = long.score()
    assert result.recall >= 0.9, result
    assert result.precision >= 0.95, result


def test_displays_follow_one_another_from_the_start_to_the_end(long: Filmed) -> None:
    spans = sorted(told(long.found.slides), key=lambda one: one.first_s)
    assert spans[0].first_s == 0
    assert spans[-1].last_s == pytest.approx(LONG_S, abs=0.2)
    for one, following in pairwise(spans):
        assert one.last_s == following.first_s


def test_a_picture_that_begins_late_is_told_from_then_on(tmp_path: Path) -> None:
    share = screen_share(tmp_path / "soon.mp4", seed=103, seconds=12)
    path = tmp_path / "late.mkv"
    with av.open(str(share.path)) as soon, av.open(str(path), "w") as late:
        made = late.add_stream_from_template(soon.streams.video[0])
        for packet in soon.demux(video=0):
            if packet.pts is not None and packet.dts is not None and packet.time_base:
                later = round(30 / packet.time_base)
                packet.pts, packet.dts, packet.stream = packet.pts + later, packet.dts + later, made
                late.mux(packet)
    slides = find(path, "matroska", Probe(duration_s=42, width=640, height=360), tmp_path).slides
    shown = sorted(told(slides), key=lambda one: one.first_s)
    assert shown[0].first_s == pytest.approx(30, abs=0.2)
    assert shown[-1].last_s == pytest.approx(42, abs=0.2)


def test_slides_are_numbered_as_they_came_up_and_have_a_picture_in_full_resolution(
    long: Filmed,
) -> None:
    slides = long.found.slides
    assert [one.number for one in slides] == list(range(1, len(slides) + 1))
    starts = [one.shown[0].start_s for one in slides]
    assert starts == sorted(starts)
    assert {path.name for path in long.folder.iterdir()} == {one.image for one in slides}
    for one in slides:
        picture = cv2.imread(str(long.folder / one.image))
        assert picture is not None
        assert picture.shape[:2] == (one.height, one.width) == (360, 640)


def test_a_picture_shows_the_slide_of_its_time(long: Filmed) -> None:
    with av.open(str(long.share.path)) as container:
        frames = {round(one.time, 1): one for one in container.decode(video=0) if one.time}
    for one in long.found.slides:
        middle = round((one.shown[0].start_s + one.shown[0].end_s) / 2, 1)
        shown = frames[middle].to_ndarray(format="bgr24")
        picture = cv2.imread(str(long.folder / one.image))
        assert picture is not None
        apart = np.abs(picture.astype(int) - shown)[: 360 * 3 // 4, : 640 * 3 // 4]
        assert apart.mean() < 6


def test_what_comes_again_is_the_same_slide(tmp_path: Path) -> None:
    again = next(
        seed for seed in range(103, 200)
        if (numbers := [one.slide for one in _planned(seed)]) and len(set(numbers)) < len(numbers)
    )  # fmt: skip
    one = filmed(tmp_path, "fixed", 80, again)
    assert any(len(slide.shown) > 1 for slide in one.found.slides)
    assert one.score().precision >= 0.9


def test_more_slides_than_are_kept_are_counted(long: Filmed, tmp_path: Path) -> None:
    found = long.find(tmp_path, most=3)
    assert len(found.slides) == 3 == len(list(tmp_path.iterdir()))
    assert found.left_out == len(long.found.slides) - 3
    kept = min(_lasted(one) for one in found.slides)
    assert kept >= sorted(_lasted(one) for one in long.found.slides)[-3]


def test_a_talker_is_no_slide(tmp_path: Path) -> None:
    assert filmed(tmp_path, "head", 20, 104).found == Found([], 0)


def test_a_document_that_scrolls_is_a_slide_a_screenful(tmp_path: Path) -> None:
    assert 1 <= len(filmed(tmp_path, "scroll", 60, 105).found.slides) <= 12


def test_a_film_that_was_cut_off_gives_what_is_there(long: Filmed, tmp_path: Path) -> None:
    share = screen_share(tmp_path / "whole.mkv", seed=106, seconds=15)
    whole = share.path.read_bytes()
    (broken := tmp_path / "broken.mkv").write_bytes(whole[: len(whole) * 2 // 3])
    found = find(broken, "matroska", long.probe, tmp_path)
    assert found.slides


def test_sound_without_pictures_has_no_slides(tmp_path: Path) -> None:
    path = film(tmp_path / "sound.m4a", heard=Heard(hum(1.0)), form="ipod")
    assert find(path, "mov", Probe(duration_s=1.0, audio=True), tmp_path) == Found([], 0)


def test_another_format_than_was_said_is_not_tried(long: Filmed, tmp_path: Path) -> None:
    with pytest.raises(MediaRejected):
        find(long.share.path, "matroska", long.probe, tmp_path)


def test_a_picture_is_upright(tmp_path: Path) -> None:
    path = film(tmp_path / "turned.mp4", Seen(seconds=3, size=(128, 96), turn=90))
    found = find(path, "mov", Probe(duration_s=3, width=96, height=128, fps=10), tmp_path)
    assert [(one.width, one.height) for one in found.slides] in ([], [(96, 128)])


def _lasted(slide: Slide) -> float:
    return sum(span.end_s - span.start_s for span in slide.shown)


def _planned(seed: int) -> list[Display]:
    return talk(seed, (64, 36), 80, TINY.pace).displays
