"""Promises that rules found are things to do: word for word, whose they are, and until when."""

from datetime import date
from zoneinfo import ZoneInfo

from pipelines.meeting.minutes import Dated, Due
from pipelines.meeting.promised import promised
from pipelines.meeting.timeline import timeline
from tests.pipelines.meeting.spoken import transcript

ZONE = ZoneInfo("Europe/Berlin")
HELD = Dated(day=date(2026, 12, 30), by="name")  # a Wednesday


def test_a_promise_is_its_speakers_and_due_when_the_words_say_so() -> None:
    said = transcript(
        (0, 6, "Ann", "Hello. I'll send the draft by Friday."),
        (6, 9, "Bob", "I'll get back to you on that."),
        (9, 14, "李雷", "我明天把报告发给大家"),
    )
    found = promised(timeline("Weekly", "en", None, said), HELD, ZONE)
    assert [(one.owner, one.due) for one in found] == [
        ("Ann", Due(day=date(2027, 1, 1), words="Friday")),
        ("Bob", None),
        ("李雷", Due(day=date(2026, 12, 31), words="明天")),
    ]
    assert [one.text for one in found] == [one.quote for one in found]
    for one in found:
        [segment] = [each for each in said.segments if (each.id,) == one.cites]
        assert one.quote in segment.text
        assert segment.start_s <= one.start_s <= segment.end_s
        assert one.is_verified


def test_without_a_transcript_nothing_was_promised() -> None:
    assert promised(timeline("Weekly", "en", 60.0, None), HELD, ZONE) == ()
