"""Things of meetings, and of platforms, are kept for a time: what is over goes, day by day."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from handlers.chat import ChatRefused
from handlers.intake import ForgetUpload
from handlers.meetings.records import Kept, Meeting, Meetings
from handlers.meetings.telling import sheet_key
from handlers.ports import Archive, Audit, Clock, Facts, Job, Steps, Store
from handlers.replies import Replies
from handlers.waiting import Waiting

KEEPING = "keeping"  # the job of a day
CLERK = "clerk"  # who does it
PLATFORMS = timedelta(days=30)  # for how long platforms keep what they need to answer people
_LONGEST_RUN = timedelta(days=2)  # one that is under way for longer than that is not

# Has a meeting forgotten that was kept for long enough, with what was said of it.
Forget = Callable[[Meeting], Awaitable[None]]
# Lets go of what a platform keeps from before a time; gives how much there was.
Sweep = Callable[[datetime], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Spans:
    """For how long what is kept; a recording for no time at all: until it was read.

    With `all` the meeting goes as a whole: its transcript, its report and what was said of it.
    """

    recording: timedelta
    pictures: timedelta
    all: timedelta

    def of(self, kept: Kept) -> timedelta:
        """Give how long one sort of thing is kept."""
        return {"recording": self.recording, "pictures": self.pictures, "all": self.all}[kept]


@dataclass(frozen=True, slots=True)
class Keeping:
    """Lets go of recordings, of slides, and in the end of meetings, in checkpointed steps.

    `uploads` erase what was dropped on platforms that are Clerk's own, by platform: a recording
    lies with Clerk there, too. `sweeps` are of platforms that keep something to answer people.
    """

    meetings: Meetings
    archive: Archive
    store: Store
    audit: Audit
    replies: Replies
    clock: Clock
    spans: Spans
    forget: Forget
    uploads: Mapping[str, ForgetUpload] = field(default_factory=dict)
    sweeps: Sequence[Sweep] = ()

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Let go of all that is over by the time of a slot."""
        due = datetime.fromisoformat(str(job.payload["slot"]))
        steps = Waiting(steps, due, self.clock)
        found = await steps.run("look", lambda: self._look(due))
        for number, one in found.items():
            kept, tenant, meeting_id = json.loads(str(one))
            if kept == "all":
                await steps.run(f"end {number}", partial(self._end, tenant, meeting_id))
            else:
                await self._let_go(steps, kept, (tenant, meeting_id), number)
        await steps.run("sweep", lambda: self._sweep(due - PLATFORMS))

    async def after(self, steps: Steps, tenant: str, meeting_id: str) -> None:
        """Let go of a recording that was read, where it is not kept for longer than that."""
        if self.spans.recording:
            return
        meeting = await self.meetings.get(tenant, meeting_id)
        if meeting is not None and not _is_read(meeting, self.clock.now()):
            await self._let_go(steps, "recording", (tenant, meeting_id), "read")

    async def _look(self, due: datetime) -> Facts:
        over = dict[tuple[str, str, str], None]()
        ended = set[tuple[str, str]]()
        every: tuple[Kept, ...] = ("all", "recording", "pictures")
        for kept in every:
            for one in await self.meetings.over(kept, due - self.spans.of(kept)):
                which = (one.tenant, one.id)
                if which not in ended and not _is_read(one, due):
                    over[kept, *which] = None
                    ended |= {which} if kept == "all" else set()
        return {str(number): json.dumps(one) for number, one in enumerate(over)}

    async def _sweep(self, before: datetime) -> Facts:
        return {str(n): await sweep(before) for n, sweep in enumerate(self.sweeps)}

    async def _end(self, tenant: str, meeting_id: str) -> Facts:
        meeting = await self.meetings.get(tenant, meeting_id)
        if meeting is not None:
            await self._note(meeting.tenant, meeting.id, {"what": "all"})
            await self.forget(meeting)
        return {}

    async def _let_go(self, steps: Steps, kept: Kept, which: tuple[str, str], name: str) -> None:
        held = await steps.commit(f"drop {kept} {name}", partial(self._drop, kept, *which))
        if held:
            files = tuple(map(str, held.values()))
            await steps.run(f"release {kept} {name}", partial(self._release, kept, which, files))

    async def _drop(self, kept: Kept, tenant: str, meeting_id: str) -> Facts:
        """Take it out of the rows; gives what the store held of it."""
        drop = self.meetings.drop_pictures
        if kept == "recording":
            drop = self.meetings.drop_recording
        held = await drop(tenant, meeting_id)
        if held:
            await self._note(tenant, meeting_id, {"what": kept, "files": len(held)})
        return {str(number): sha256 for number, sha256 in enumerate(held)}

    async def _release(self, kept: Kept, which: tuple[str, str], files: tuple[str, ...]) -> Facts:
        """Take files out of the store, unless something else needs them, and where else they are.

        A recording may lie on a platform that is Clerk's own, slides were put on a picture.
        """
        tenant, _ = which
        for sha256 in files:
            if not await self.archive.holds(tenant, sha256):
                await self.store.remove(tenant, sha256)
        meeting = await self.meetings.get(*which)
        if meeting is None:
            return {}
        if kept == "pictures":
            await self._take_back(meeting)
        piece = meeting.piece("recording")
        forget = self.uploads.get(meeting.place.platform)
        if kept == "recording" and piece is not None and forget is not None:
            await forget(tenant, piece.drop.file)
        return {}

    async def _take_back(self, meeting: Meeting) -> None:
        """Take back the pictures of all slides that were ever put in the thread."""
        for run in range(1, meeting.run + 1):
            sent = await self.replies.sent(meeting.tenant, f"{sheet_key(meeting)}.{run}")
            if sent is not None:
                with suppress(ChatRefused):
                    await self.replies.retract(sent)

    async def _note(self, tenant: str, meeting_id: str, detail: Facts) -> None:
        await self.audit.append(
            tenant, actor=CLERK, action="meeting.over", subject=meeting_id, detail=detail
        )


def _is_read(meeting: Meeting, now: datetime) -> bool:
    """Tell whether somebody reads it just now: what it is read from is needed."""
    return meeting.state == "running" and now - meeting.since < _LONGEST_RUN
