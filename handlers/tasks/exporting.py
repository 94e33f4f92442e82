"""Tasks as files: a calendar, a table; sent to whoever asks, in their conversation with Clerk."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.chat import (
    Attachment,
    Card,
    ChatRefused,
    Language,
    Outcome,
    Place,
    Press,
    Text,
    Told,
)
from handlers.meetings.records import Meeting
from handlers.meetings.telling import home
from handlers.people import person_id
from handlers.ports import Facts, Job, Steps
from handlers.tasks.cards import ACTIONS
from handlers.tasks.desk import called
from handlers.tasks.gate import Gate, refusal, refused_card
from handlers.tasks.jobs import export_job, since_of
from handlers.tasks.listing import Listing
from handlers.tasks.mailing import title_of
from handlers.tasks.records import Task
from handlers.tasks.subjects import Subject, read
from handlers.texts.catalogue import texts
from handlers.waiting import Waiting

Form = Literal["ics", "csv"]
FORMS: Mapping[str, Form] = {ACTIONS["ics"]: "ics", ACTIONS["csv"]: "csv"}
_TYPES: Mapping[Form, str] = {"ics": "text/calendar", "csv": "text/csv"}


@dataclass(frozen=True, slots=True)
class Line:
    """A task with what people are told with it: its owner, and what its meeting is called.

    `home` is the arrival that the messages of its meeting hang on.
    """

    task: Task
    owner: str
    meeting: str
    home: str


# Writes tasks down in one form.
Written = Callable[[Sequence[Line]], bytes]


class Exporting:
    """Sends files of tasks, by jobs; they are taken back with each of the meetings they are of."""

    def __init__(self, gate: Gate, listing: Listing, written: Mapping[Form, Written]) -> None:
        self._gate = gate
        self._desk = gate.desk
        self._listing = listing
        self._written = written

    async def on_press(self, press: Press) -> Outcome:
        """Have a file sent to the person who asks."""
        subject, language = read(press.value), press.language
        if subject is None:
            await self._gate.refused(press, "unseen")
            return refusal("unseen", language)
        if subject.meeting and await self._gate.meeting(press, subject) is None:
            return refusal("unseen", language)
        form = FORMS[press.action]
        tasks = await self._tasks(press.place, press.user, subject)
        if lacking := self._lacking(form, tasks):
            return refusal(lacking, language)
        said = texts(language).tasks
        try:
            await self._desk.people.direct(press.place, press.user)
        except ChatRefused:
            return Told(Card(said.refused, (Text(said.no_direct),), tone="bad"))
        made = self._desk.clock.now(), language
        await self._desk.queue.put(export_job(press.place, press.user, form, subject, made))
        return Told(Card(said.sending, (Text(said.sending_why),)))

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Write a file, and send it."""

        async def send() -> Facts:
            return await self._send(job)

        await Waiting(steps, since_of(job), self._desk.clock).run("send", send)

    async def _send(self, job: Job) -> Facts:
        given = {name: str(value) for name, value in job.payload.items()}
        place = Place(given["platform"], given["tenant"], given["channel"])
        subject, form = read(given["subject"]), FORMS[f"task.{given['form']}"]
        tasks = await self._tasks(place, given["user"], subject or Subject(""))
        lines = [one async for one in self._lines(tasks)]
        direct = await self._desk.people.direct(place, given["user"])
        if lacking := self._lacking(form, [one.task for one in lines]):
            return await self._say(job, direct, lacking)
        content = await asyncio.to_thread(self._written[form], lines)
        said = texts(_language(job)).tasks
        alt = said.file_alt.format(count=len(lines))
        file = Attachment(said.files[form], _TYPES[form], content, alt)
        try:
            await self._give(job, direct, file, dict.fromkeys(one.home for one in lines))
        except ChatRefused:
            if await self._are_there(lines):
                raise
            return await self._say(job, direct, "deleted")
        await self._note(given, form, lines)
        return {"tasks": len(lines)}

    async def _give(self, job: Job, direct: Place, file: Attachment, homes: Iterable[str]) -> None:
        """Send a file that goes with each of the arrivals it is about."""
        first, *others = homes
        replies = self._desk.replies
        message = await replies.send_file(direct, file, key=f"{first}:{job.key}", job=first)
        for one in others:
            await replies.bind(message, key=f"{one}:{job.key}", job=one)

    async def _are_there(self, lines: Sequence[Line]) -> bool:
        """Tell whether no meeting of a file was deleted while it was written."""
        return len([one async for one in self._lines([one.task for one in lines])]) == len(lines)

    async def _say(self, job: Job, direct: Place, why: str) -> Facts:
        """Tell who asked that no file comes: they were told that one does."""
        card = refused_card(why, _language(job))
        await self._desk.replies.post(direct, card, key=f"{job.key}:none", job=None)
        return {}

    def _lacking(self, form: Form, tasks: Sequence[Task]) -> str | None:
        """Say why there is nothing to write; a calendar holds what is due on a day."""
        if not tasks:
            return "nothing"
        return "undated" if form == "ics" and all(one.due is None for one in tasks) else None

    async def _tasks(self, place: Place, user: str, subject: Subject) -> Sequence[Task]:
        """Give what is exported: of a meeting all that was confirmed, else what a list shows."""
        if not subject.meeting:
            return await self._listing.tasks(place, user, subject.view)
        found = await self._desk.tasks.of_meeting(place.tenant, subject.meeting)
        reads = await self._listing.read(place.tenant, person_id(place.platform, user), found)
        return [one for one in reads if one.state in {"confirmed", "done"}]

    async def _lines(self, tasks: Sequence[Task]) -> AsyncIterator[Line]:
        """Give the tasks whose meetings are there; what is known of one is long, and read once."""
        meeting: Meeting | None = None
        for task in tasks:
            if meeting is None or meeting.id != task.meeting_id:
                meeting = await self._desk.meeting(task.tenant, task.meeting_id)
            if meeting is not None:
                yield await self._line(task, meeting)

    async def _line(self, task: Task, meeting: Meeting) -> Line:
        people, platform = self._desk.people, task.place.platform
        user = task.user and person_id(platform, task.user)
        owner = await people.named(task.tenant, user) or called(task, meeting)
        return Line(task, owner, title_of(meeting), home(meeting).key)

    async def _note(self, given: Mapping[str, str], form: Form, lines: Sequence[Line]) -> None:
        await self._desk.audit.append(
            given["tenant"],
            actor=person_id(given["platform"], given["user"]),
            action="task.exported",
            subject=form,
            detail={"tasks": len(lines)},
        )


def _language(job: Job) -> Language:
    return "zh" if job.payload["language"] == "zh" else "en"
