"""What meetings stand on: the books they are written in, and the desk that is worked at."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from handlers.meetings.records import Meeting, Meetings, Policies
from handlers.meetings.terms import Terms
from handlers.people import Directory
from handlers.ports import Archive, Audit, Clock, Queue, Store
from handlers.replies import Replies
from pipelines.meeting.minutes import Action, Minutes
from pipelines.meeting.outcome import Standing

# Gives what people decided about what was found in a meeting, by tenant and meeting.
Decided = Callable[[str, str], Awaitable[Sequence[Standing]]]


async def undecided(_tenant: str, _meeting_id: str) -> Sequence[Standing]:
    """Give what is decided where nobody can decide."""
    return ()


@dataclass(frozen=True, slots=True)
class Books:
    """Where meetings, their files and what became of them are kept."""

    meetings: Meetings
    policies: Policies
    archive: Archive
    store: Store
    audit: Audit


@dataclass(frozen=True, slots=True)
class Sequel:
    """What becomes of what a meeting decided, in rooms that this one knows nothing of.

    `propose` keeps what a run found (minutes or, where nobody wrote any, what rules found), in the
    transaction of its step. `offer` lets the thread tell of it, by tenant and meeting.
    """

    propose: Callable[[Meeting, Minutes | Sequence[Action]], Awaitable[None]]
    offer: Callable[[str, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Desk:
    """By what is worked and spoken, who people are, and what the operator decided."""

    queue: Queue
    replies: Replies
    directory: Directory
    terms: Terms
    clock: Clock
    zone: tzinfo
    decided: Decided = undecided
