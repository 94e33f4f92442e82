"""A voice room ends, once: what was said in it is told of by a durable job."""

from datetime import datetime
from typing import get_args

from handlers.huddles.desk import Desk
from handlers.huddles.records import REPORT, Ending, Huddle, report_key
from handlers.ports import Facts, Job


def report_job(huddle: Huddle, ending: Ending, by: str, at: datetime) -> Job:
    """Make the job that ends a room, if that was not done yet, and tells of it.

    `by` is a person id, or whoever noticed that it ended.
    """
    return Job(
        kind=REPORT,
        key=report_key(huddle.id),
        payload={
            "tenant": huddle.tenant,
            "huddle": huddle.id,
            "ending": ending,
            "by": by,
            "at": at.isoformat(),
        },
    )


def since_of(job: Job) -> datetime:
    """Give when a room ended."""
    return datetime.fromisoformat(str(job.payload["at"]))


def ending_of(job: Job) -> Ending:
    """Give why a room ended."""
    known: tuple[Ending, ...] = get_args(Ending)
    return next(one for one in known if one == job.payload["ending"])


class Ends:
    """Ends rooms; one that has ended stays as it is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def end(self, huddle: Huddle, ending: Ending, by: str) -> None:
        """End a room; `by` is a person id, or whoever noticed it.

        May raise QueueUnavailable; then it goes on.
        """
        now = self._desk.clock.now()
        # The job first: a crash in between leaves no room that ended and is never told of. It
        # audits, too, as it may be the first to end the room.
        await self._desk.queue.put(report_job(huddle, ending, by, now))
        await self._desk.huddles.end(huddle.tenant, huddle.id, ending, now)

    async def note(self, huddle: Huddle, job: Job) -> None:
        """Keep in the audit who ended a room, and why."""
        detail: Facts = {"why": ending_of(job), "people": len(huddle.people)}
        await self._desk.audit.append(
            huddle.tenant,
            actor=str(job.payload["by"]),
            action="huddle.ended",
            subject=huddle.id,
            detail=detail,
        )
