"""What is true is verified, in whatever words a model tells it."""

import pytest

from tests.pipelines.meeting.verifying import blind_truths, more_truths, truths
from tests.pipelines.meeting.verifying.told import Told, verified

ALL = [*truths.ENGLISH, *truths.CHINESE, *more_truths.ENGLISH, *more_truths.CHINESE]
ALL += [*blind_truths.ENGLISH, *blind_truths.CHINESE, *blind_truths.GERMAN]


def test_there_are_enough_of_each_language() -> None:
    assert len(truths.ENGLISH) >= 20
    assert len(truths.CHINESE) >= 20


@pytest.mark.parametrize("truth", ALL, ids=str)
def test_what_is_true_raises_no_doubt(truth: Told) -> None:
    assert verified(truth).doubts == ()
