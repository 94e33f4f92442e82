"""Which of two runs found more of a meeting."""

import pytest

from handlers.meetings.lacking import is_poorer
from pipelines.meeting.model import Lack, Timeline
from tests.contracts.recorded import MINUTES, TIMELINE
from tests.fake_studio import a_transcript

OTHER = a_transcript(("Ana", "We ship on Friday."))
PARTIAL = (Lack.PASSAGES_MISSING,)


def known(**changes: object) -> Timeline:
    return TIMELINE.model_copy(update=changes)


@pytest.mark.parametrize(
    ("told", "kept", "poorer"),
    [
        (known(), known(), False),
        (known(transcript=None), known(), True),
        (known(transcript=None), known(transcript=None), False),
        (known(), known(transcript=None), False),
        (known(slides=()), known(), True),
        (known(), known(slides=()), False),
        (known(transcript=OTHER, slides=()), known(), False),
        (known(transcript=OTHER, lacks=PARTIAL), known(), True),
        (known(transcript=OTHER, lacks=PARTIAL), known(lacks=PARTIAL), False),
        (known(), known(minutes=MINUTES), True),
        (known(transcript=OTHER), known(minutes=MINUTES), False),
        (known(minutes=MINUTES), known(), False),
        (known(minutes=MINUTES, slides=()), known(), False),
        (known(minutes=MINUTES, slides=()), known(minutes=MINUTES), True),
        (known(minutes=MINUTES), known(minutes=MINUTES), False),
    ],
)
def test_words_count_before_minutes_and_those_before_slides(
    told: Timeline, kept: Timeline, poorer: bool
) -> None:
    assert is_poorer(told, kept) is poorer
