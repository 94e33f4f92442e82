"""The films of shared screens are what their truth says, and the same again for the same seed."""

import itertools
import json
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from tests.drawn.screen import TINY, Share, screen_share
from tests.drawn.screen_plan import scrolled, talk, write_truth
from tests.drawn.screen_voices import captions

BRIEF = replace(TINY, size=(320, 180), pace=2.0)


def _film(folder: Path, suffix: str = ".mp4", *, seed: int = 4) -> Share:
    path = folder / f"share{suffix}"
    return screen_share(path, seed=seed, seconds=6, style=BRIEF, voices=True)


@pytest.mark.parametrize("suffix", [".mp4", ".webm", ".mkv"])
def test_a_film_holds_pictures_and_voices_for_as_long_as_it_says(
    tmp_path: Path, suffix: str
) -> None:
    share = _film(tmp_path, suffix)
    with av.open(str(share.path)) as film:
        assert film.duration is not None
        assert abs(film.duration / 1e6 - share.seconds) < 0.2
        video = film.streams.video[0]
        assert (video.width, video.height) == (320, 180)
        assert video.average_rate == 10
        assert len(film.streams.audio) == 1
        assert sum(frame.samples for frame in film.decode(audio=0)) > 0


def test_the_same_seed_makes_the_same_film_and_another_one_does_not(tmp_path: Path) -> None:
    one, again, other = (
        _film(_folder(tmp_path, str(number)), seed=seed) for number, seed in enumerate((4, 4, 5))
    )
    assert one.path.read_bytes() == again.path.read_bytes()
    assert one.displays == again.displays
    assert one.displays != other.displays


def test_the_picture_changes_where_the_truth_says_so(tmp_path: Path) -> None:
    share = _film(tmp_path)
    with av.open(str(share.path)) as film:
        seen = [frame.to_ndarray(format="gray")[:140, :250] for frame in film.decode(video=0)]
    changed = [
        number / BRIEF.fps
        for number in range(1, len(seen))
        if np.mean(np.abs(seen[number].astype(int) - seen[number - 1]) > 40) > 0.002
    ]
    for display in share.displays[1:]:
        assert any(abs(display.first_s - at) <= 0.2 for at in changed)


def test_a_talk_has_builds_and_slides_that_come_again() -> None:
    shown = talk(2, (160, 90), 3600, 38)
    numbers = [one.slide for one in shown.displays]
    assert 50 < len(set(numbers)) < len(numbers)
    assert all(one.first_s < one.last_s for one in shown.displays)
    assert shown.displays[-1].last_s == 3600
    assert all(a != b for a, b in itertools.pairwise(numbers))


def test_a_reader_scrolls_within_the_page() -> None:
    offsets = list(scrolled(1, 3000, 360, 3000, 10))
    assert len(offsets) >= 3000
    assert 0 <= min(offsets) <= max(offsets) <= 3000
    assert max(offsets) > 360


def test_truth_and_captions_are_written_as_others_read_them(tmp_path: Path) -> None:
    share = _film(tmp_path)
    write_truth(tmp_path / "share.slides.json", list(share.displays))
    rows = json.loads((tmp_path / "share.slides.json").read_text())
    assert [set(row) for row in rows] == [{"slide", "first_s", "last_s"}] * len(share.displays)
    assert captions(list(share.lines)).startswith("WEBVTT\n\n00:00:0")
    assert "<v Ada Example>" in captions(list(share.lines))


def _folder(parent: Path, name: str) -> Path:
    (folder := parent / name).mkdir()
    return folder
