"""Tasks as a calendar and as a table: days, times, and that nobody's words break out of a line."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.calendar import COLUMNS, written
from handlers.chat import Place
from handlers.tasks.exporting import Line
from handlers.tasks.records import Task
from pipelines.meeting.minutes import Doubt

BERLIN = ZoneInfo("Europe/Berlin")
TASK = Task(
    tenant="t1",
    id="T-ABCDEFGH",
    meeting_id="M-1",
    place=Place("slack", "t1", "C1", "17.1"),
    language="en",
    kind="action",
    number=1,
    text="Send the draft",
    cites=("S0004",),
    quote="I'll send the draft by Friday.",
    start_s=187.0,
    found_by="gpt",
    since=datetime(2026, 11, 25, 10, tzinfo=UTC),
    doubts=(Doubt.OWNER, Doubt.DUE),
    owner="Ann",
    due=date(2026, 11, 27),
    due_words="by Friday",
    state="confirmed",
    revision=3,
)
HOSTILE = (
    "Pay; now, \\n\r\nEND:VEVENT\r\nBEGIN:VALARM\nATTACH:x\rX\x0bY\x0cZ\x85A\u2028B\u2029C\x00D"
    "\u202eE\ud800 " + "\u957f" * 3000
)


def line(**changes: Any) -> Line:
    return Line(replace(TASK, **changes), "Ann Weber", "Weekly sync", "D-1")


def ics(*lines: Line, zone: ZoneInfo = BERLIN) -> bytes:
    return written(zone)["ics"](lines)


def events(content: bytes) -> Any:
    return Calendar.from_ical(content).walk("VEVENT")


def rows(*lines: Line) -> list[dict[str, str]]:
    content = written(BERLIN)["csv"](lines)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_task_is_an_event_of_all_of_its_day() -> None:
    content = ics(line())
    [event] = events(content)
    assert (event["UID"], event["SEQUENCE"]) == ("T-ABCDEFGH", 3)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (TASK.due, date(2026, 11, 28))
    assert event["SUMMARY"] == "Send the draft"
    assert event["DESCRIPTION"].split("\n") == [
        "Send the draft",
        "Ann Weber",
        "Weekly sync",
        "03:07 \u201cI'll send the draft by Friday.\u201d",
        "(by Friday)",
    ]
    assert b"DTSTART;VALUE=DATE:20261127\r\n" in content
    assert b"VERSION:2.0\r\n" in content
    assert b"VTODO" not in content


@pytest.mark.parametrize(
    ("zone", "day", "at", "moment"),
    [
        ("Europe/Berlin", date(2026, 11, 27), time(15), "2026-11-27T14:00"),
        ("Asia/Shanghai", date(2027, 1, 1), time(0, 30), "2026-12-31T16:30"),
        ("America/Los_Angeles", date(2026, 12, 31), time(18), "2027-01-01T02:00"),
        ("Europe/Berlin", date(2026, 7, 1), time(9), "2026-07-01T07:00"),
        ("Europe/Berlin", date(2027, 3, 28), time(2, 30), "2027-03-28T01:30"),
    ],
)
def test_a_time_is_the_moment_that_it_is_in_the_zone(
    zone: str, day: date, at: time, moment: str
) -> None:
    content = ics(line(due=day, at=at), zone=ZoneInfo(zone))
    [event] = events(content)
    assert event.decoded("DTSTART") == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert event.decoded("DTEND") > event.decoded("DTSTART")
    assert b"VTIMEZONE" not in content


def test_a_day_after_which_there_is_none_has_an_event_too() -> None:
    [event] = events(ics(line(due=date.max)))
    assert event.decoded("DTSTART") == date.max


def test_what_is_due_on_no_day_is_in_the_table_only() -> None:
    undated = line(id="T-NODAY", due=None, due_words="")
    assert [one["UID"] for one in events(ics(undated, line()))] == ["T-ABCDEFGH"]
    assert [one["task"] for one in rows(undated, line())] == ["T-NODAY", "T-ABCDEFGH"]


def test_the_same_tasks_are_the_same_file() -> None:
    assert ics(line()) == ics(line())
    assert b"SEQUENCE:4\r\n" in ics(line(revision=4))


def test_nothing_that_was_said_ends_a_line_or_begins_anything() -> None:
    hostile = Line(
        replace(TASK, text=HOSTILE, quote=HOSTILE, due_words=HOSTILE), HOSTILE, HOSTILE, "D-1"
    )
    content = ics(hostile)
    [event] = events(content)
    assert Calendar.from_ical(content).walk("VALARM") == []
    assert event["SUMMARY"].startswith("Pay; now, \\n END:VEVENT BEGIN:VALARM ATTACH:x X Y Z A B C")
    lines = content.split(b"\r\n")
    assert all(len(one) <= 75 for one in lines)
    assert sum(one.startswith((b"BEGIN", b"END")) for one in lines) == 4
    # Not for those either who end lines at more than RFC 5545 does.
    assert content.decode().splitlines() == content.decode().removesuffix("\r\n").split("\r\n")
    [row] = rows(hostile)
    assert row["text"].count("\n") == 0


def test_a_table_has_a_row_a_task() -> None:
    [row] = rows(line(at=time(15)))
    assert tuple(row) == COLUMNS
    assert row == {
        "task": "T-ABCDEFGH", "kind": "action", "state": "confirmed", "text": "Send the draft",
        "owner": "Ann Weber", "due": "2026-11-27", "time": "15:00", "due_words": "by Friday",
        "meeting": "Weekly sync", "at": "03:07", "quote": "I'll send the draft by Friday.",
        "found_by": "gpt", "doubts": "owner due", "revision": "3",
    }  # fmt: skip


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "x;=1", "＝1"])
def test_no_text_is_a_formula(words: str) -> None:
    [row] = rows(Line(replace(TASK, text=words, quote=words), words, words, "D-1"))
    for name in ("text", "owner", "meeting", "quote"):
        assert "'" in row[name]
        assert not row[name].startswith(("=", "+", "-", "@", "＝"))
