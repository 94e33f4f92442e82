"""Nothing that a lying model tells is verified, and it is told why."""

import pytest

from tests.pipelines.meeting.verifying import blind_lies, lies, more_lies
from tests.pipelines.meeting.verifying.told import Told, verified

ALL = [*lies.ENGLISH, *lies.CHINESE, *more_lies.ENGLISH, *more_lies.CHINESE]
ALL += [*blind_lies.ENGLISH, *blind_lies.CHINESE, *blind_lies.GERMAN]


def test_there_are_enough_of_each_language() -> None:
    assert len(lies.ENGLISH) >= 20
    assert len(lies.CHINESE) >= 20


@pytest.mark.parametrize("lie", ALL, ids=str)
def test_a_lie_raises_its_doubt(lie: Told) -> None:
    assert lie.doubt in verified(lie).doubts
