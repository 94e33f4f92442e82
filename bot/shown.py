"""Noting which messages to single persons show a document or a task: they go when that does.

That is of messages that a platform keeps: direct ones, and not what only one sees in a channel.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from handlers.chat import Button, Buttons, Card, Entry, MessageRef, Place
from handlers.meetings.records import Meeting
from handlers.meetings.telling import home
from handlers.ports import Drop, Outbox

# What the actions of buttons begin with whose values name a document, or a meeting, first.
_ABOUT = ("review.", "task.")


class Arrivals(Protocol):
    """Knows how documents came."""

    async def arrivals(self, tenant: str, document_id: str) -> tuple[Drop, ...]:
        """Give how a document arrived, the first arrival first."""
        ...


class Found(Protocol):
    """Knows meetings."""

    async def get(self, tenant: str, meeting_id: str) -> Meeting | None:
        """Give a meeting; None: there is none, or it was deleted."""
        ...


class Noting:
    """Writes into the outbox, under an arrival of each document and meeting, what shows it."""

    def __init__(self, outbox: Outbox, archive: Arrivals, meetings: Found) -> None:
        self._outbox = outbox
        self._archive = archive
        self._meetings = meetings

    async def note(self, message: MessageRef, card: Card) -> bool:
        """Note a message, once for each it shows; False: one of those was forgotten meanwhile.

        Then the message has to go.
        """
        place = message.place
        for subject in sorted(subjects_on(card)):
            job = await self._arrival(place.tenant, subject)
            if job is None:
                return False
            key = f"{job}:told:{place.channel}:{message.id}"
            try:
                await self._outbox.opening(place, key, job)
                await self._outbox.done(key, message)
            except KeyError:
                return False
        return True

    async def _arrival(self, tenant: str, subject: str) -> str | None:
        """Give the key of an arrival of a document or a meeting; None: there is no such thing."""
        for one in await self._archive.arrivals(tenant, subject):
            return one.key
        meeting = await self._meetings.get(tenant, subject)
        return None if meeting is None else home(meeting).key


class Copies:
    """Notes what shows the same as a message does, somewhere else: it goes when that goes."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    async def opening(self, original: MessageRef, place: Place, what: str) -> tuple[str, ...]:
        """Note that a copy is about to be said; gives its keys, none where it is about no file.

        It goes with each of the arrivals that the original is about. There is one copy of a sort in
        a place: `what` names the sort. Raises KeyError where what it shows was forgotten.
        """
        jobs = await self._outbox.jobs_of(original)
        keys = tuple(f"{job}:copy:{place.channel}:{what}" for job in jobs)
        for key, job in zip(keys, jobs, strict=True):
            await self._outbox.opening(place, key, job)
        return keys

    async def earlier(self, place: Place, keys: Sequence[str]) -> set[MessageRef]:
        """Give the copies that were said under some keys."""
        sent = [await self._outbox.sent(place.tenant, key) for key in keys]
        return {one for one in sent if one is not None}

    async def done(self, keys: Sequence[str], copy: MessageRef) -> bool:
        """Note that a copy was said; False: what it shows was forgotten, and it has to go."""
        try:
            for key in keys:
                await self._outbox.done(key, copy)
        except KeyError:
            return False
        return True


def subjects_on(card: Card) -> set[str]:
    """Give the documents, and the meetings of the tasks, that are pressed about on a card."""
    about = (one for one in _buttons(card) if one.action.startswith(_ABOUT))
    # What turns to a whole list is about none of them.
    return {one.value.partition(":")[0] for one in about} - {""}


def _buttons(card: Card) -> Iterator[Button]:
    for part in card.parts:
        if isinstance(part, Buttons):
            yield from part.row
        elif isinstance(part, Entry) and part.button is not None:
            yield part.button
