"""A file of a meeting arrives: it is paired, and people are asked before anything is fetched."""

from handlers.cards import failed_card
from handlers.chat import Card, Place
from handlers.drops import drop_of
from handlers.meetings.cards import is_late
from handlers.meetings.desk import Books, Desk
from handlers.meetings.jobs import role_in, run_job
from handlers.meetings.records import Meeting, Policy, State
from handlers.meetings.telling import CLERK, Telling
from handlers.ports import Drop, Facts, Job, Postponed, Steps
from handlers.texts.catalogue import texts
from handlers.waiting import Waiting

# So long a file that a run came too early for waits before it is looked whether that is over.
_LATER = 5.0
_BEGINS: tuple[State, ...] = ("asked", "done", "failed")
STARTED = "meeting.started"


class Consent:
    """Deals with arrivals, in three checkpointed steps: arrive, ask, begin."""

    def __init__(self, books: Books, desk: Desk, telling: Telling) -> None:
        self._meetings = books.meetings
        self._policies = books.policies
        self._archive = books.archive
        self._audit = books.audit
        self._queue = desk.queue
        self._replies = desk.replies
        self._terms = desk.terms
        self._clock = desk.clock
        self._telling = telling

    async def policy(self, place: Place) -> Policy:
        """Give what is to be done with recordings of a channel."""
        return await self._policies.policy(place) or self._terms.policy

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Pair a file with its meeting, and ask; where nobody need be asked, begin."""
        drop = drop_of(job)
        waiting = Waiting(steps, drop.received_at, self._clock)
        arrived = await waiting.commit("arrive", lambda: self._arrive(job, drop))
        if "meeting" not in arrived:
            if job.payload["addressed"]:
                await waiting.run("leave", lambda: self._leave(drop))
            return
        tenant, id_ = drop.place.tenant, str(arrived["meeting"])
        await waiting.run("ask", lambda: self._ask(tenant, id_))
        if arrived["policy"] == "auto":
            await waiting.run("begin", lambda: self._begin(drop, id_))

    async def on_failed(self, job: Job, fault: str) -> None:
        """Say that Clerk failed on a file before it could ask, or that this was called off."""
        drop = drop_of(job)
        meeting = await self._meetings.of_drop(drop)
        if meeting is not None:
            await self._telling.show(meeting.tenant, meeting.id)
            return
        await self._archive.arrived(drop, None)
        card = failed_card(fault, drop.name, drop.language, job.key)
        await self._replies.show(drop.place, card, key=f"{drop.key}:card", job=drop.key)

    async def begin(self, meeting: Meeting, by: str, when: tuple[State, ...]) -> Meeting | None:
        """Let a run begin, if the meeting is in one of the states `when`; None: it is not."""
        begun = await self._meetings.choose(meeting, "running", by=by, when=when)
        if begun is None:
            return None
        detail: Facts = {"run": begun.run}
        await self._audit.append(
            begun.tenant, actor=by, action=STARTED, subject=begun.id, detail=detail
        )
        await self.put(begun)
        return begun

    async def put(self, meeting: Meeting) -> None:
        """Keep the job of the run that is under way; where it is kept, nothing changes."""
        await self._queue.put(run_job(meeting, self._clock.now()))

    async def _arrive(self, job: Job, drop: Drop) -> Facts:
        policy = await self.policy(drop.place)
        if policy == "off":
            if job.payload["addressed"]:
                await self._archive.arrived(drop, None)
            return {"policy": policy}
        await self._archive.arrived(drop, None)
        meeting = await self._meetings.arrived(drop, role_in(job))
        return {"policy": policy, "meeting": meeting.id}

    async def _leave(self, drop: Drop) -> Facts:
        """Say that recordings are left alone here: whoever addressed Clerk waits for an answer."""
        card = Card(texts(drop.language).meetings.off)
        await self._replies.post(drop.place, card, key=f"{drop.key}:card", job=drop.key)
        return {}

    async def _ask(self, tenant: str, meeting_id: str) -> Facts:
        await self._telling.show(tenant, meeting_id)
        return {}

    async def _begin(self, drop: Drop, meeting_id: str) -> Facts:
        """Begin by itself, once a run that came too early for this file is over."""
        meeting = await self._meetings.get(drop.place.tenant, meeting_id)
        if meeting is None or not any(
            is_late(one) for one in meeting.pieces if one.drop.key == drop.key
        ):
            return {}
        if meeting.state == "running":
            await self.put(meeting)  # a crash may have kept it from being put
            raise Postponed(_LATER)
        if await self.begin(meeting, CLERK, _BEGINS) is not None:
            await self._telling.show(meeting.tenant, meeting_id)
        return {}
