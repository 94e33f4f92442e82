"""How the scenario of tasks is put together."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.chat import Chat
from handlers.meetings.desk import Desk as MeetingDesk
from handlers.meetings.desk import Sequel
from handlers.meetings.records import Meetings
from handlers.ports import Audit
from handlers.tasks.acts import Acts
from handlers.tasks.desk import Desk, People
from handlers.tasks.exporting import Exporting, Form, Written
from handlers.tasks.finding import Proposing
from handlers.tasks.gate import Gate
from handlers.tasks.listing import Listing
from handlers.tasks.mailing import Mailing
from handlers.tasks.records import Tasks
from handlers.tasks.reminding import Reminding
from handlers.tasks.scenario import Agenda, Redraw
from handlers.tasks.telling import Telling


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where tasks and their meetings are kept, and what is written down of what people do."""

    tasks: Tasks
    meetings: Meetings
    audit: Audit


def desk_of(shelf: Shelf, desk: MeetingDesk, chat: Chat) -> Desk:
    """Give what tasks are worked on with: what meetings are, and a way to one person alone."""
    return Desk(
        tasks=shelf.tasks,
        meeting=shelf.meetings.get,
        people=People(desk.directory, chat.direct),
        audit=shelf.audit,
        queue=desk.queue,
        replies=desk.replies,
        clock=desk.clock,
        zone=desk.zone,
    )


def telling(desk: Desk) -> Telling:
    """Give what draws: one for all, as it draws the same once at a time."""
    return Telling(desk, Mailing(desk))


def sequel(desk: Desk, telling: Telling) -> Sequel:
    """Give what takes what came of a meeting."""
    return Sequel(Proposing(desk.tasks, desk.clock).propose, telling.offer)


def agenda(desk: Desk, telling: Telling, written: Mapping[Form, Written], redraw: Redraw) -> Agenda:
    """Wire what happens about tasks in a conversation."""
    mailing, gate = telling.mailing, Gate(desk)
    listing = Listing(desk, mailing)
    return Agenda(
        desk=desk,
        telling=telling,
        mailing=mailing,
        acts=Acts(gate, telling, listing),
        listing=listing,
        exporting=Exporting(gate, listing, written),
        reminding=Reminding(desk, mailing),
        redraw=redraw,
    )
