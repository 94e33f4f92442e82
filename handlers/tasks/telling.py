"""The one card of what was found in a meeting, and pages of it for whoever asks."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from handlers.chat import Card, Language, Text
from handlers.meetings.records import Meeting
from handlers.meetings.telling import home
from handlers.tasks.cards import PAGED, Found, alone_card, arranged, found_card, page_of
from handlers.tasks.desk import Desk
from handlers.tasks.mailing import Mailing, title_of
from handlers.tasks.records import Task
from handlers.tasks.saying import named
from handlers.tasks.subjects import View
from handlers.texts.catalogue import texts


def card_key(meeting: Meeting) -> str:
    """Name the message that proposes what was found in a meeting."""
    return f"{home(meeting).key}:tasks"


class Telling:
    """Draws what is true of the tasks of meetings."""

    def __init__(self, desk: Desk, mailing: Mailing) -> None:
        self._desk = desk
        self._replies = desk.replies
        self.mailing = mailing
        self._turns = WeakValueDictionary[tuple[str, str], asyncio.Lock]()

    async def offer(self, tenant: str, meeting_id: str) -> None:
        """Let the card in the thread tell what is true; of a meeting without tasks there is none.

        May raise ChatUnavailable and ChatRefused.
        """
        async with self._turn(tenant, meeting_id):
            meeting = await self._desk.meeting(tenant, meeting_id)
            if meeting is None:
                return
            tasks = await self._desk.tasks.of_meeting(tenant, meeting_id)
            key = card_key(meeting)
            if tasks or await self._replies.sent(tenant, key):
                card = await self._card(meeting, tasks, View(), meeting.language)
                job = home(meeting).key
                await self._replies.show(meeting.place, card, key=key, job=job)

    async def page(self, tenant: str, meeting_id: str, view: View, language: Language) -> Card:
        """Make a page of what was found in a meeting, for one person."""
        meeting = await self._desk.meeting(tenant, meeting_id)
        if meeting is None:
            return Card(texts(language).tasks.refusals["unseen"], tone="bad")
        tasks = await self._desk.tasks.of_meeting(tenant, meeting_id)
        return await self._card(meeting, tasks, view, language)

    async def alone(self, task: Task, language: Language) -> Card:
        """Make the card of one task, for one person."""
        meeting = await self._desk.meeting(task.tenant, task.meeting_id)
        if meeting is None:
            return Card(texts(language).tasks.refusals["unseen"], tone="bad")
        return alone_card(await self.mailing.seen(task, meeting), language)

    async def leave(self, task: Task) -> None:
        """Say in the thread that somebody says that a task is not theirs."""
        meeting = await self._desk.meeting(task.tenant, task.meeting_id)
        if meeting is None:
            return
        who = await self._desk.people.named(task.tenant, task.by)
        said = texts(task.language).tasks.not_theirs
        note = Card(said.format(kind=named(task, task.language), who=who), (Text(task.text),))
        key = f"{card_key(meeting)}.left.{task.id}.{task.revision}"
        await self._replies.post(task.place, note, key=key, job=home(meeting).key)

    async def _card(
        self, meeting: Meeting, tasks: Sequence[Task], view: View, language: Language
    ) -> Card:
        tasks = arranged(tasks)
        page = page_of(tasks, view)
        shown = tasks[page.offset : page.offset + PAGED]
        seen = [await self.mailing.seen(one, meeting) for one in shown]
        return found_card(Found(meeting.id, title_of(meeting), tasks, seen, page), language)

    @asynccontextmanager
    async def _turn(self, *which: str) -> AsyncIterator[None]:
        """Let one at a time draw the same: the last to draw is then the one that looked last."""
        tenant, id_ = which
        lock = self._turns.setdefault((tenant, id_), asyncio.Lock())
        async with lock:
            yield
