"""What is kept of a meeting, and the ports it is kept by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from handlers.chat import Language, Place
from handlers.drops import key_of
from handlers.ports import Drop
from pipelines.meeting.minutes import Minutes
from pipelines.meeting.model import Timeline

KIND = "meeting"  # the job of an arrival
RUN = "meeting-run"  # the job that reads a meeting
SHOW = "meeting-show"  # the job that draws what is true of a meeting

# Off: nothing is said or done. Ask: nothing is fetched before somebody said so. Auto: it begins.
Policy: TypeAlias = Literal["ask", "auto", "off"]
Role: TypeAlias = Literal["recording", "transcript"]
# Asked: nobody chose yet. Declined: "Not now", it may still be started. Done, failed and stopped:
# a run came to that end. A meeting that was deleted is not there any more.
State: TypeAlias = Literal["asked", "declined", "running", "done", "failed", "stopped"]
# What of a meeting is kept for a time of its own: "all" is that there is one at all.
Kept: TypeAlias = Literal["recording", "pictures", "all"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a meeting: how it arrived, and, once it was fetched, what it is.

    `sha256` is what the store holds of it; None: nothing yet, or nothing any more.
    """

    role: Role
    drop: Drop
    sha256: str | None = None
    media_type: str | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A slide's picture in the store, by the name that the slide gives it."""

    image: str
    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: a recording, its transcript, or both.

    `id` is M- and letters, made of the arrival that began it; `place` names the thread. `run` is
    the number of the run that is under way or was last, 0 before the first; `revision` counts what
    people may see change. `chosen_by` is who started or declined it, as a person id. `names` is
    what people said who the speakers are: label to name. `since` is when somebody last chose, or
    a file arrived: from then on things are kept for as long as they are.
    """

    tenant: str
    id: str
    place: Place
    user: str
    language: Language
    received_at: datetime
    since: datetime
    state: State
    pieces: tuple[Piece, ...]
    run: int = 0
    revision: int = 0
    chosen_by: str | None = None
    names: dict[str, str] = field(default_factory=dict)
    timeline: Timeline | None = None
    pictures: tuple[Picture, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether a run found something; that stands, whatever comes of the next one."""
        known = self.timeline
        return known is not None and (known.transcript is not None or known.duration_s > 0)

    def piece(self, role: Role) -> Piece | None:
        """Give its file of a role, the newest of several."""
        return next((one for one in reversed(self.pieces) if one.role == role), None)


def run_key(meeting_id: str, run: int) -> str:
    """Give the key of the job that reads a meeting for the so-many-th time."""
    return key_of(RUN, meeting_id, str(run))


def show_key(meeting_id: str, revision: int) -> str:
    """Give the key of the job that lets a meeting's card and files tell what people changed."""
    return key_of(SHOW, meeting_id, str(revision))


def jobs_of(meeting_id: str, run: int, revision: int) -> list[str]:
    """Give the keys of all jobs that ever read a meeting, or let its card tell what changed."""
    runs = [run_key(meeting_id, number) for number in range(1, run + 1)]
    shows = [show_key(meeting_id, number) for number in range(revision + 1)]
    return [*runs, *shows]


@dataclass(frozen=True, slots=True)
class Passage:
    """What was made of one window of the sound; `said` is JSON of what was heard, None: not yet."""

    number: int
    start_s: float
    end_s: float
    speech_s: float
    said: str | None = None


class Meetings(Protocol):
    """Meetings of a tenant. What writes joins the transaction of the step that it is called in."""

    async def arrived(self, drop: Drop, role: Role) -> Meeting:
        """Keep an arrival: with the meeting of its thread that has no such file, or a new one.

        The same arrival again gives the meeting that it went to.
        """
        ...

    async def get(self, tenant: str, meeting_id: str) -> Meeting | None:
        """Give a meeting; None: there is none, or it was deleted."""
        ...

    async def of_drop(self, drop: Drop) -> Meeting | None:
        """Give the meeting that an arrival went to."""
        ...

    async def of_thread(self, place: Place) -> Sequence[Meeting]:
        """Give the meetings with a file in a thread, the earliest first."""
        ...

    async def choose(
        self, meeting: Meeting, state: State, *, by: str, when: Sequence[State]
    ) -> Meeting | None:
        """Let a meeting be in another state, if it is in one of `when`; None: it is not.

        None as well where its run is not that of `meeting` any more. Into "running" it is the next.
        """
        ...

    async def ended(self, tenant: str, meeting_id: str, run: int, state: State) -> bool:
        """Let the run be over; False: it is not that run, or not running any more."""
        ...

    async def fetched(self, tenant: str, meeting_id: str, piece: Piece) -> bool:
        """Note what the store holds of a file; False: the meeting is not there any more."""
        ...

    async def plan(
        self, tenant: str, meeting_id: str, run: int, passages: Sequence[Passage], *, basis: str
    ) -> Sequence[Passage]:
        """Keep into which windows the sound is cut, for one run, and give them as they are kept.

        `basis` names the recording (its hash) and who transcribes it: what an earlier run on the
        same basis heard in the same window is heard already. A run that has a plan keeps it. None
        are given where the meeting is not there any more.
        """
        ...

    async def passages(self, tenant: str, meeting_id: str, run: int) -> Sequence[Passage]:
        """Give the windows of a run, in order."""
        ...

    async def heard(self, tenant: str, meeting_id: str, run: int, passage: Passage) -> None:
        """Keep what was said in one window."""
        ...

    async def wrote(self, tenant: str, meeting_id: str, run: int, minutes: Minutes) -> bool:
        """Keep what a run wrote, in place of what it wrote before.

        False: it is not that run, or not running any more.
        """
        ...

    async def minutes(self, tenant: str, meeting_id: str, run: int) -> Minutes | None:
        """Give what a run wrote; None: nothing, or it was forgotten."""
        ...

    async def pictured(self, tenant: str, meeting_id: str, pictures: Sequence[Picture]) -> bool:
        """Note what the store is to hold of its slides, so that whoever forgets it finds them.

        False: no run is under way; what it was read from may have been taken back.
        """
        ...

    async def tell(
        self, tenant: str, meeting_id: str, timeline: Timeline, pictures: Sequence[Picture]
    ) -> Meeting | None:
        """Keep what is known of a meeting, and which pictures are its slides.

        None: it is not there any more.
        """
        ...

    async def rename(
        self, tenant: str, meeting_id: str, names: dict[str, str], *, revision: int
    ) -> Meeting | None:
        """Keep who the speakers are; None: somebody was faster, or it is not there any more."""
        ...

    async def over(self, kept: Kept, before: datetime) -> Sequence[Meeting]:
        """Give the meetings, of all tenants, that are the same since `before` and keep this.

        They come without their timelines, which are long.
        """
        ...

    async def drop_recording(self, tenant: str, meeting_id: str) -> Sequence[str]:
        """Note that the store is to hold no recording any more; gives the hashes of what it did."""
        ...

    async def drop_pictures(self, tenant: str, meeting_id: str) -> Sequence[str]:
        """Keep no pictures of slides any more; gives the hashes of what the store holds of them."""
        ...


class Policies(Protocol):
    """What people said Clerk is to do with recordings, channel by channel."""

    async def policy(self, place: Place) -> Policy | None:
        """Give what was said for a channel; None: nothing."""
        ...

    async def set(self, place: Place, policy: Policy, *, by: str) -> None:
        """Keep what somebody says for a channel."""
        ...
