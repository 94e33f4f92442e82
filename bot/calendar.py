"""Tasks as files: a calendar that Outlook, Google and Apple import, and a table that Excel opens.

A task is an event of its day, or of the time that it is due at, and not a VTODO: Google Calendar
leaves those out when it imports a file, and Outlook does not know what to do with them. An event
stands on no day of its own: what is due on none is in the table only. Times are moments of UTC,
which every calendar shows in the zone of whoever reads it: the rules of a zone, written out as
dates, are what Outlook trips over.

The id of a task is the event's, and the revision its sequence: imported again, what was changed
takes the place of what it was.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from handlers.exports import Cell, Sheet
from handlers.tasks.exporting import Form, Line, Written
from handlers.tasks.records import Task
from pipelines.meeting.marks import clock

if TYPE_CHECKING:
    from icalendar import Event

COLUMNS = (
    "task", "kind", "state", "text", "owner", "due", "time", "due_words", "meeting", "at", "quote",
    "found_by", "doubts", "revision",
)  # fmt: skip
_BY = "-//Clerk//Tasks//EN"
_HALF_AN_HOUR = timedelta(minutes=30)  # an event that takes no time is shown nowhere
_MOST = 2000  # letters of a text


def written(zone: tzinfo) -> Mapping[Form, Written]:
    """Give what writes tasks down; days and times of theirs are those of `zone`."""
    return {"ics": partial(as_ics, zone=zone), "csv": as_table}


def as_ics(lines: Sequence[Line], zone: tzinfo) -> bytes:
    """Write tasks that are due on a day as a calendar."""
    from icalendar import Calendar  # when it is first asked for: the package takes a while to load

    calendar = Calendar()
    calendar.add("prodid", _BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for line in lines:
        if line.task.due is not None:
            calendar.add_component(_event(line, zone))
    return bytes(calendar.to_ical())


def as_table(lines: Sequence[Line]) -> bytes:
    """Write tasks as CSV: UTF-8 with its mark, in which no text is a formula."""
    from bot.spreadsheet import as_csv

    return as_csv(Sheet("Tasks", COLUMNS, tuple(map(_row, lines))))


def _event(line: Line, zone: tzinfo) -> "Event":
    from icalendar import Event

    task, event = line.task, Event()
    event.add("uid", task.id)
    event.add("sequence", task.revision)
    event.add("dtstamp", task.since.astimezone(UTC))
    event.add("last-modified", task.since.astimezone(UTC))
    event.add("summary", _one_line(task.text))
    event.add("description", "\n".join(_about(line)))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # who has something to do by a day is not busy all of it
    _place(event, task, zone)
    return event


def _place(event: "Event", task: Task, zone: tzinfo) -> None:
    """Put a task on its day, or from the time that it is due at."""
    if task.due is None:
        return
    if task.at is None:
        event.add("dtstart", task.due)
        if task.due < date.max:
            event.add("dtend", task.due + timedelta(days=1))
        return
    moment = datetime.combine(task.due, task.at, zone).astimezone(UTC)
    event.add("dtstart", moment)
    event.add("dtend", moment + _HALF_AN_HOUR)


def _about(line: Line) -> Sequence[str]:
    """Tell of a task whose it is, of which meeting, and the words that say so, with their time."""
    task = line.task
    quote = f"\u201c{_one_line(task.quote)}\u201d" if task.quote else ""
    said = f"{clock(task.start_s)} {quote}".strip()
    words = f"({_one_line(task.due_words)})" if task.due_words else ""
    told = (_one_line(task.text), _one_line(line.owner), _one_line(line.meeting), said, words)
    return [one for one in told if one]


def _row(line: Line) -> tuple[Cell, ...]:
    task = line.task
    return (
        task.id,
        task.kind,
        task.state,
        _one_line(task.text),
        _one_line(line.owner),
        task.due,
        None if task.at is None else task.at.strftime("%H:%M"),
        _one_line(task.due_words),
        _one_line(line.meeting),
        clock(task.start_s),
        _one_line(task.quote),
        task.found_by,
        " ".join(task.doubts),
        task.revision,
    )


def _one_line(text: str) -> str:
    """Give a text in one line, without signs that are not seen: nothing in it ends a line."""
    spaced = " ".join(text[:_MOST].split())
    return "".join(sign for sign in spaced if sign.isprintable())
