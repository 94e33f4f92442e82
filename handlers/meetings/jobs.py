"""What is done about meetings, as durable jobs: a file arrived, a run, and showing what is true."""

from dataclasses import replace
from datetime import datetime

from handlers.chat import Upload
from handlers.drops import job_of
from handlers.meetings.records import KIND, RUN, SHOW, Meeting, Role, run_key, show_key
from handlers.ports import Job


def arrival_job(upload: Upload, role: Role, received_at: datetime) -> Job:
    """Make the job of a file that may be a meeting's; its key is that of any dropped file."""
    job = job_of(upload, received_at)
    payload = {**job.payload, "role": role, "addressed": upload.addressed}
    return replace(job, kind=KIND, payload=payload)


def role_in(job: Job) -> Role:
    """Give back as what a file arrived."""
    return "transcript" if job.payload["role"] == "transcript" else "recording"


def run_job(meeting: Meeting, at: datetime) -> Job:
    """Make the job of the run that a meeting was let into, as of `at`."""
    return Job(
        kind=RUN,
        key=run_key(meeting.id, meeting.run),
        payload={
            "tenant": meeting.tenant,
            "meeting": meeting.id,
            "run": meeting.run,
            "at": at.isoformat(),
        },
    )


def since_of(job: Job) -> datetime:
    """Give when a run, or a drawing, was asked for."""
    return datetime.fromisoformat(str(job.payload["at"]))


def show_job(meeting: Meeting, at: datetime) -> Job:
    """Make the job that lets a meeting's card and files tell what is true, as of `at`."""
    return Job(
        kind=SHOW,
        key=show_key(meeting.id, meeting.revision),
        payload={"tenant": meeting.tenant, "meeting": meeting.id, "at": at.isoformat()},
    )
