"""The one message of a meeting: it tells what is true now, whoever had it drawn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import assert_never
from weakref import WeakValueDictionary

from handlers.chat import Button, Card, Language
from handlers.meetings.cards import (
    WAITS,
    Point,
    asking_card,
    declined_card,
    failed_card,
    running_card,
    stopped_card,
)
from handlers.meetings.desk import Books, Desk
from handlers.meetings.pace import Pace
from handlers.meetings.pairing import meeting_id
from handlers.meetings.records import Meeting
from handlers.meetings.results import lacks_said, result_card
from handlers.ports import Drop
from handlers.texts.catalogue import texts

CLERK = "clerk"  # who starts what nobody started


def home(meeting: Meeting) -> Drop:
    """Give the arrival that a meeting's messages hang on: the one that began it, while it is there.

    A file that came before another one may be looked at after it.
    """
    drops = [one.drop for one in meeting.pieces]
    return next((one for one in drops if meeting_id(one) == meeting.id), drops[0])


def card_key(meeting: Meeting) -> str:
    """Name the message that tells of a meeting in its thread."""
    return f"{home(meeting).key}:meeting"


# Gives the button that leads into the player of a meeting; None: there is none.
WayIn = Callable[[Meeting, Language], Button | None]


def sheet_key(meeting: Meeting) -> str:
    """Name, but for its number, the picture of all slides in its thread."""
    return f"{home(meeting).key}:slides"


class Telling:
    """Draws the card of a meeting."""

    def __init__(self, books: Books, desk: Desk, pace: Pace, way_in: WayIn) -> None:
        self._way_in = way_in
        self.pace = pace
        self._meetings = books.meetings
        self._replies = desk.replies
        self._directory = desk.directory
        self._terms = desk.terms
        self._decided = desk.decided
        self._turns = WeakValueDictionary[tuple[str, str], asyncio.Lock]()
        # How far the runs are that are under way, by meeting: the number of the run, and the point.
        self._reached = dict[tuple[str, str], tuple[int, Point]]()

    async def show(
        self, tenant: str, meeting_id: str, *, at: Point | None = None, why: tuple[str, ...] = ()
    ) -> None:
        """Let the card tell what is true now; nothing, where the meeting is not there any more.

        `at` is how far a run is that is under way (None: as far as it was shown last), `why` what
        kept one that failed.
        """
        self.pace.note((tenant, meeting_id))
        async with self._turn(tenant, meeting_id):
            meeting = await self._meetings.get(tenant, meeting_id)
            reached = self._note((tenant, meeting_id), meeting, at)
            if meeting is not None:
                card = await self._card(meeting, reached, why)
                key, job = card_key(meeting), home(meeting).key
                await self._replies.show(meeting.place, card, key=key, job=job)

    def _note(self, which: tuple[str, str], meeting: Meeting | None, at: Point | None) -> Point:
        """Remember how far a run is, for as long as it is under way; gives how far that is."""
        run, point = self._reached.pop(which, (0, WAITS))
        if meeting is None or meeting.state != "running":
            return WAITS
        if at is not None or run != meeting.run:
            point = at or WAITS
        self._reached[which] = meeting.run, point
        return point

    async def who(self, meeting: Meeting) -> str:
        """Name the person who chose last."""
        return (await self._directory.person(meeting.tenant, meeting.chosen_by or CLERK)).name

    async def _card(self, meeting: Meeting, at: Point, why: tuple[str, ...]) -> Card:
        match meeting.state:
            case "asked":
                card = asking_card(meeting, self._terms)
            case "declined":
                card = declined_card(meeting, await self.who(meeting), self._terms)
            case "running":
                alone = meeting.chosen_by == CLERK
                who = None if alone else await self.who(meeting)
                card = running_card(meeting, who, self._terms, at)
            case "stopped":
                who = await self.who(meeting)
                card = stopped_card(meeting, who, self._terms)
                if meeting.is_told:
                    said = texts(meeting.language).meetings
                    card = await self._result(meeting, said.stopped_by.format(who=who))
            case "failed":
                card = await self._failed(meeting, why)
            case "done":
                card = await self._result(meeting)
            case _:
                assert_never(meeting.state)
        return card

    async def _failed(self, meeting: Meeting, why: tuple[str, ...]) -> Card:
        known = meeting.timeline
        if meeting.is_told:
            return await self._result(meeting, texts(meeting.language).meetings.failed_again, *why)
        lacks = lacks_said(known.lacks, known.language) if known else ()
        return failed_card(meeting, why or lacks, self._terms)

    async def _result(self, meeting: Meeting, *ended: str) -> Card:
        """Say what was found; `ended` says how a later run ended, of which nothing came."""
        if ended:
            ended = (*ended, texts(meeting.language).meetings.earlier)
        opening = self._way_in(meeting, meeting.language)
        standings = await self._decided(meeting.tenant, meeting.id)
        return result_card(meeting, self._terms, opening, ended, standings)

    @asynccontextmanager
    async def _turn(self, *what: str) -> AsyncIterator[None]:
        """Let one at a time draw the same: the last to draw is then the one that looked last."""
        tenant, id_ = what
        lock = self._turns.setdefault((tenant, id_), asyncio.Lock())
        async with lock:
            yield
