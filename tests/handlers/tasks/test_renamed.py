"""Tasks under the names that people gave: owners, and labels that stand in their words."""

from dataclasses import replace

import pytest

from handlers.meetings.records import Meeting
from handlers.tasks.desk import names_of
from tests.fake_minutes import english
from tests.fake_viewing import a_meeting


def heard(**names: str) -> Meeting:
    """Make a meeting whose voices a transcriber numbered: spk_10 first, spk_3, spk_9."""
    known = english()
    assert known.transcript is not None
    said = tuple(
        one.model_copy(update={"speaker": f"spk_{len(one.speaker)}"})
        for one in known.transcript.segments
    )
    speakers = tuple(
        one.model_copy(update={"label": f"spk_{len(one.label)}", "name": f"Speaker {at}"})
        for at, one in enumerate(known.speakers, 1)
    )
    words = known.transcript.model_copy(update={"segments": said, "kind": "recognised"})
    timeline = known.model_copy(update={"transcript": words, "speakers": speakers})
    return replace(a_meeting(timeline=timeline), names=names)


@pytest.mark.parametrize(
    ("names", "written", "told"),
    [
        ({}, "Ask spk_3", "Ask Speaker 2"),
        ({"spk_3": "Bo"}, "Ask spk_3 and Speaker 2", "Ask Bo and Bo"),
        ({"spk_3": "Bo"}, "Ask Speaker 1", "Ask Speaker 1"),
        ({"spk_3": "Bo"}, "Ask Speaker 21", "Ask Speaker 21"),
    ],
)
def test_labels_in_the_words_of_a_task_are_names(
    names: dict[str, str], written: str, told: str
) -> None:
    assert names_of(heard(**names)).within(written) == told


def test_each_of_several_owners_has_a_name() -> None:
    assert names_of(heard(spk_3="Bo")).of("spk_3, spk_10") == "Bo, Speaker 1"
