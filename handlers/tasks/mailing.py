"""What one person is told alone: a task of theirs, and that it is due."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from handlers.chat import Card, ChatRefused, MessageRef, Place
from handlers.drops import key_of
from handlers.meetings.cards import name_of
from handlers.meetings.records import Meeting
from handlers.meetings.telling import card_key, home
from handlers.people import person_id
from handlers.tasks.cards import owner_card, reminder_title
from handlers.tasks.desk import Desk, called, names_of
from handlers.tasks.jobs import Before
from handlers.tasks.records import Task
from handlers.tasks.saying import Seen, today


class Mailing:
    """Keeps what people were told of their tasks true, and takes back what is theirs no more."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._replies = desk.replies
        self._people = desk.people

    async def seen(self, task: Task, meeting: Meeting) -> Seen:
        """Give a task with the names that people are told with it."""
        people, platform = self._people, task.place.platform
        user = await people.owner(task, meeting)
        reached = task.user is not None and await self.reached(task, meeting, task.user)
        return Seen(
            task=replace(task, text=names_of(meeting).within(task.text)),
            today=today(self._desk.clock.now(), self._desk.zone),
            owner=called(task, meeting),
            name=await people.named(task.tenant, user and person_id(platform, user)),
            who=await people.named(task.tenant, task.by),
            reached=reached,
            title=title_of(meeting),
        )

    async def reached(self, task: Task, meeting: Meeting, user: str) -> bool:
        """Tell whether somebody was told that a task is theirs."""
        return await self._latest(task, meeting, user) is not None

    async def tell(self, task: Task, meeting: Meeting, before: Before) -> None:
        """Let its owner know what is true of a task, and of what was `before`.

        Who confirms what is theirs is told nothing: they have just said it themselves. Whoever
        cannot be reached is not told. Of another day there is another reminder.
        """
        if before.due != task.due:
            await self._unremind(replace(task, due=before.due), meeting)
        if before.user not in {None, task.user}:
            await self._take_back(task, meeting, str(before.user))
        if task.state in {"confirmed", "done"}:
            await self._show(task, meeting)
        elif task.user is None:
            await self._unremind(task, meeting)
        else:
            await self._take_back(task, meeting, task.user)

    async def remind(self, task: Task, meeting: Meeting) -> None:
        """Say once that a task is due, or overdue, to its owner or, where there is none, to all."""
        seen = await self.seen(task, meeting)
        card = _reminder(seen, await self._link(meeting))
        key = next(iter(_reminder_keys(task, meeting, seen.today)))
        if not await self._post(task, meeting, card, key):
            job = home(meeting).key
            await self._replies.post(task.place, card, key=_in_thread(key), job=job)

    async def _show(self, task: Task, meeting: Meeting) -> None:
        """Let what was said of a task be true, and its owner be told where nothing was."""
        if task.is_open and task.user is not None and not await self._reads(task):
            await self._take_back(task, meeting, task.user)
            return
        seen = await self.seen(task, meeting)
        link = await self._link(meeting)
        await self._renew_reminders(seen, meeting, link)
        if task.user is None:
            return
        card = owner_card(seen, task.language, link)
        sent = await self._latest(task, meeting, task.user)
        if sent is not None and await self._edited(sent, card):
            return
        is_own = task.by == person_id(task.place.platform, task.user)
        if task.is_open and (sent is not None or not is_own):
            key = _owner_key(task, meeting, task.user, task.revision)
            await self._post(task, meeting, card, key)

    async def _post(self, task: Task, meeting: Meeting, card: Card, key: str) -> bool:
        """Say something to the owner alone; False: there is none, or no way to them."""
        place = await self._way(task)
        if place is None:
            return False
        try:
            await self._replies.post(place, card, key=key, job=home(meeting).key)
        except ChatRefused:
            return False
        return True

    async def _way(self, task: Task) -> Place | None:
        """Give where the owner is told: whoever reads the channel no more is told nothing of it."""
        if task.user is None or not await self._reads(task):
            return None
        try:
            return await self._people.direct(task.place, task.user)
        except ChatRefused:
            return None

    async def _reads(self, task: Task) -> bool:
        """Tell whether the owner reads the channel."""
        person = person_id(task.place.platform, task.user or "")
        return await self._people.directory.sees(task.tenant, person, task.place)

    async def _latest(self, task: Task, meeting: Meeting, user: str) -> MessageRef | None:
        for revision in range(task.revision, -1, -1):
            key = _owner_key(task, meeting, user, revision)
            sent = await self._replies.sent(task.tenant, key)
            if sent is not None:
                return sent
        return None

    async def _take_back(self, task: Task, meeting: Meeting, user: str) -> None:
        """Take back all that somebody was told of a task."""
        for revision in range(task.revision + 1):
            await self._retracted(task.tenant, _owner_key(task, meeting, user, revision))
        await self._unremind(task, meeting)

    async def _unremind(self, task: Task, meeting: Meeting) -> None:
        """Take back what was said, to anybody, as the day of a task had come."""
        for key in _reminder_keys(task, meeting):
            await self._retracted(task.tenant, key)
            await self._retracted(task.tenant, _in_thread(key))

    async def _renew_reminders(self, seen: Seen, meeting: Meeting, link: str | None) -> None:
        for key in _reminder_keys(seen.task, meeting):
            for name in (key, _in_thread(key)):
                sent = await self._replies.sent(seen.task.tenant, name)
                if sent is not None:
                    await self._edited(sent, _reminder(seen, link))

    async def _edited(self, message: MessageRef, card: Card) -> bool:
        """Let a message say something else; False: it is not there any more."""
        try:
            await self._replies.edit(message, card)
        except ChatRefused:
            return False
        return True

    async def _retracted(self, tenant: str, key: str) -> None:
        sent = await self._replies.sent(tenant, key)
        if sent is not None:
            with suppress(ChatRefused):
                await self._replies.retract(sent)

    async def _link(self, meeting: Meeting) -> str | None:
        return await self._replies.link(meeting.tenant, card_key(meeting))


def title_of(meeting: Meeting) -> str:
    """Give what a meeting is called: by what is known of it or, before that, by its file."""
    return name_of(meeting) if meeting.timeline is None else meeting.timeline.title


def _reminder(seen: Seen, link: str | None) -> Card:
    language = seen.task.language
    return owner_card(seen, language, link, reminder_title(seen, language))


def _owner_key(task: Task, meeting: Meeting, user: str, revision: int) -> str:
    return f"{home(meeting).key}:{key_of('owner', task.id, user, str(revision))}"


def _in_thread(key: str) -> str:
    """Name a reminder that is said in the thread, as nobody could be told alone."""
    return f"{key}.thread"


def _reminder_keys(task: Task, meeting: Meeting, day: date | None = None) -> Iterator[str]:
    """Name the reminders of a task: that of a day, or both of them; another day, another one."""
    if task.due is None:
        return
    sorts: Iterable[str] = ("due", "overdue")
    if day is not None:
        sorts = ("due",) if day <= task.due else ("overdue",)
    for sort in sorts:
        yield f"{home(meeting).key}:{key_of(sort, task.id, task.due.isoformat())}"
