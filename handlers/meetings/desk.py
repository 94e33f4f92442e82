"""What meetings stand on: the books they are written in, and the desk that is worked at."""

from dataclasses import dataclass
from datetime import tzinfo

from handlers.meetings.records import Meetings, Policies
from handlers.meetings.terms import Terms
from handlers.people import Directory
from handlers.ports import Archive, Audit, Clock, Queue, Store
from handlers.replies import Replies


@dataclass(frozen=True, slots=True)
class Books:
    """Where meetings, their files and what became of them are kept."""

    meetings: Meetings
    policies: Policies
    archive: Archive
    store: Store
    audit: Audit


@dataclass(frozen=True, slots=True)
class Desk:
    """By what is worked and spoken, who people are, and what the operator decided."""

    queue: Queue
    replies: Replies
    directory: Directory
    terms: Terms
    clock: Clock
    zone: tzinfo
