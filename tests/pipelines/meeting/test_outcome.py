"""What people decided is told of what they decided about, and of nothing else."""

from dataclasses import replace

import pytest

from pipelines.meeting.minutes import Doubt
from pipelines.meeting.outcome import Standing
from tests.fake_minutes import ENGLISH, english
from tests.pipelines.meeting.test_minuting import section, told


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_things_told_of_the_same_words_each_stays_what_it_is(order: int) -> None:
    true = ENGLISH.actions[0]
    lie = true.model_copy(update={"owner": "Alice Chen", "doubts": (Doubt.OWNER,)})
    minutes = ENGLISH.model_copy(update={"actions": (true, lie)[::order]})
    given = [
        Standing("action", one.cites, one.quote, one.start_s, one.text, "confirmed", one.owner,
                 one.due, one.doubts)
        for one in (true, lie)
    ]  # fmt: skip
    text = told(english(minutes=minutes), given)
    actions = [one for one in section(text, "Action items") if "release notes" in one]
    assert len(actions) == 1
    assert "| Bob |" in actions[0]
    assert "edited" not in actions[0]
    [apart] = [one for one in section(text, "Unverified") if "release notes" in one]
    assert "for Alice Chen" in apart
    edited = replace(given[1], text="Send it twice", owner="")
    assert "Send it twice" in "\n".join(
        section(told(english(minutes=minutes), [edited]), "Unverified")
    )


def test_what_another_transcript_said_there_is_nobodys_words_in_this_one() -> None:
    gone = Standing("decision", ("S0003",), "We buy the office", 24.0, "We buy it.", "confirmed")
    [line] = [one for one in section(told(english(), [gone]), "Decisions") if "buy" in one]
    assert line == "- We buy it. (confirmed by a person, in an earlier run) – “We buy the office”"
