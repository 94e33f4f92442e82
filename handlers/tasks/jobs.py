"""What is done about tasks, as durable jobs: telling what is true of one, and sending a file."""

from dataclasses import dataclass
from datetime import date, datetime

from handlers.chat import Language, Place
from handlers.drops import key_of
from handlers.ports import Job
from handlers.tasks.records import TELL, Task, tell_key
from handlers.tasks.subjects import Subject

EXPORT = "task-export"  # the job that sends a file to one person


@dataclass(frozen=True, slots=True)
class Before:
    """Whose a task was before it was changed, as a user, and on which day it was due."""

    user: str | None = None
    due: date | None = None


def tell_job(task: Task, at: datetime, before: Before | None = None, *, left: bool = False) -> Job:
    """Make the job that lets every message about a task tell what is true, as of `at`.

    `left`: who said that it is not theirs.
    """
    was = before or Before()
    return Job(
        kind=TELL,
        key=tell_key(task.id, task.revision),
        payload={
            "tenant": task.tenant,
            "meeting": task.meeting_id,
            "task": task.id,
            "at": at.isoformat(),
            "was": was.user,
            "was_due": None if was.due is None else was.due.isoformat(),
            "left": left,
        },
    )


def before_of(job: Job) -> Before:
    """Give what was true of a task before the change that a job tells of."""
    was, due = job.payload.get("was"), job.payload.get("was_due")
    day = date.fromisoformat(due) if isinstance(due, str) else None
    return Before(was if isinstance(was, str) else None, day)


def export_job(
    place: Place, user: str, form: str, subject: Subject, made: tuple[datetime, Language]
) -> Job:
    """Make the job that sends tasks, as a file of a form, to the person who asked in a place."""
    at, language = made
    whose = (place.platform, place.tenant, user)
    return Job(
        kind=EXPORT,
        key=key_of(EXPORT, *whose, form, subject.meeting, at.isoformat()),
        payload={
            "platform": place.platform,
            "tenant": place.tenant,
            "channel": place.channel,
            "user": user,
            "form": form,
            "subject": subject.value,
            "language": language,
            "at": at.isoformat(),
        },
    )


def since_of(job: Job) -> datetime:
    """Give when a job was asked for."""
    return datetime.fromisoformat(str(job.payload["at"]))
