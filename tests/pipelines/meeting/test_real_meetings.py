"""Real meetings, where they are at hand: speakers, length, and what comes back of a round trip."""

import json
from functools import cache
from pathlib import Path

import pytest

from pipelines.media import MediaType
from pipelines.meeting.captions import read
from pipelines.meeting.commitments import commitments
from pipelines.meeting.model import Transcript
from pipelines.meeting.speakers import speakers
from pipelines.meeting.timeline import timeline
from pipelines.meeting.vtt import written
from tests.conftest import SAMPLES

MEETINGS = sorted((SAMPLES / "meetings").glob("*.vtt"))

pytestmark = pytest.mark.skipif(
    not MEETINGS, reason="the development set ../shared/data is not here"
)


@cache
def meeting(path: Path) -> Transcript:
    return read(path, MediaType.VTT)


@pytest.mark.parametrize("path", MEETINGS, ids=lambda path: path.stem)
def test_speakers_and_length_are_those_of_the_meeting(path: Path) -> None:
    gold = json.loads(path.with_suffix(".gold.json").read_text())
    known = timeline(path.stem, "en", None, meeting(path))
    assert sorted(one.name for one in known.speakers) == sorted(gold["speakers"])
    assert known.duration_s == pytest.approx(gold["duration_s"], abs=0.5)
    assert sum(one.talk_s for one in known.speakers) <= known.duration_s
    assert 3 <= len(known.chapters) <= 20


@pytest.mark.parametrize("path", MEETINGS, ids=lambda path: path.stem)
def test_every_word_comes_back(path: Path) -> None:
    whole = meeting(path)
    names = {one.label: one.name for one in speakers(whole, {}, "en")}
    assert read(written(whole, names).encode(), MediaType.VTT) == whole


def test_candidates_are_few() -> None:
    found = {path.stem: len(commitments(meeting(path))) for path in MEETINGS}
    assert sum(found.values()) <= 2 * len(found), found
