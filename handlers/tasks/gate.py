"""Who may act on tasks, each change once, and what is written down of it."""

import hashlib
from dataclasses import dataclass

from handlers.chat import Card, Language, Place, Press, Submission, Text, Told
from handlers.meetings.records import Meeting
from handlers.people import person_id
from handlers.ports import Facts
from handlers.tasks.cards import ACTIONS
from handlers.tasks.desk import Desk
from handlers.tasks.jobs import Before, tell_job
from handlers.tasks.records import State, Task
from handlers.tasks.saying import MOST_NAME, cut
from handlers.tasks.subjects import SHARED, Subject, read
from handlers.texts.catalogue import texts

Said = Press | Submission
_PAST = {
    ACTIONS["confirm"]: "task.confirmed",
    ACTIONS["all"]: "task.confirmed",
    ACTIONS["edit"]: "task.edited",
    ACTIONS["drop"]: "task.dropped",
    ACTIONS["done"]: "task.done",
    ACTIONS["reopen"]: "task.reopened",
    ACTIONS["not_mine"]: "task.left",
}
_OWNERS = frozenset({ACTIONS["done"], ACTIONS["not_mine"]})


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets people act on tasks of channels that they read; whatever comes of it is audited.

    Whose a task is may say that it is done, or not theirs, wherever they read.
    """

    desk: Desk

    async def task(self, said: Said, subject: Subject | None) -> Task | None:
        """Give the task that a press is about, for whoever may act on it; None: they may not."""
        task = None
        if subject is not None:
            task = await self.desk.tasks.get(said.place.tenant, subject.task)
        if task is not None and said.action in _OWNERS and is_owner(said, task):
            return task
        if task is not None and await self._reads(said, task.place):
            return task
        await self.refused(said, "unseen")
        return None

    async def meeting(self, said: Said, subject: Subject | None) -> Meeting | None:
        """Give the meeting that a press is about, for whoever may act on its tasks."""
        meeting = None
        if subject is not None:
            meeting = await self.desk.meeting(said.place.tenant, subject.meeting)
        if meeting is not None and await self._reads(said, meeting.place):
            return meeting
        await self.refused(said, "unseen")
        return None

    async def change(
        self, said: Said, task: Task, new: Task, when: tuple[State, ...]
    ) -> Task | None:
        """Keep `new` in place of `task`, write down who did it, and have it told.

        None: somebody was faster, or it is not in one of `when` any more.
        """
        changed = await self.desk.tasks.change(new, by=person(said), when=when)
        if changed is None:
            return None
        detail: Facts = {"revision": changed.revision, "state": changed.state}
        await self._note(said, _PAST[said.action], changed.id, detail)
        left = said.action == ACTIONS["not_mine"]
        before = Before(task.user, task.due)
        job = tell_job(changed, self.desk.clock.now(), before, left=left)
        await self.desk.queue.put(job)
        return changed

    async def late(self, said: Said, task: Task, wanted: State | None) -> Told | None:
        """Tell somebody who was too late what it is now, and who was first.

        None: they themselves have done it already, and the card says it.
        """
        now = await self.desk.tasks.get(task.tenant, task.id)
        if now is None:
            return refusal("unseen", said.language)
        # A crash may have kept it from being told.
        await self.desk.queue.put(tell_job(now, self.desk.clock.now()))
        if now.by == person(said) and now.state == wanted:
            return None
        await self.refused(said, now.state, now.id)
        if now.state == "proposed" or (now.state == "confirmed" and wanted != "confirmed"):
            return refusal("meanwhile", said.language)
        who = await self.desk.people.named(now.tenant, now.by)
        return refusal(now.state, said.language, cut(who, MOST_NAME))

    async def refused(self, said: Said, state: str, subject: str | None = None) -> None:
        """Write down what came to nothing; of what is nobody's task no word is kept."""
        value = said.value.encode(errors="surrogatepass")
        detail: Facts = {"what": said.action, "state": state}
        await self._note(said, "task.refused", subject or hashlib.sha256(value).hexdigest(), detail)

    async def _reads(self, said: Said, home: Place) -> bool:
        """Tell whether somebody reads the channel of a meeting.

        What stands in it is pressed there; who asked for a list acts on it wherever they asked.
        """
        place, subject = said.place, read(said.value)
        is_here = (place.platform, place.channel) == (home.platform, home.channel)
        is_shared = subject is None or subject.view.name == SHARED
        if place.platform != home.platform or (is_shared and not is_here):
            return False
        return await self.desk.people.directory.sees(place.tenant, person(said), home)

    async def _note(self, said: Said, action: str, subject: str, detail: Facts) -> None:
        await self.desk.audit.append(
            said.place.tenant, actor=person(said), action=action, subject=subject, detail=detail
        )


def refusal(why: str, language: Language, who: str = "") -> Told:
    """Tell somebody why nothing came of a press."""
    return Told(refused_card(why, language, who))


def refused_card(why: str, language: Language, who: str = "") -> Card:
    """Say why something was not done."""
    said = texts(language).tasks
    return Card(said.refused, (Text(said.refusals[why].format(who=who)),), tone="bad")


def person(said: Said) -> str:
    """Name who pressed, or filled in, as everything that is kept names people."""
    return person_id(said.place.platform, said.user)


def is_owner(said: Said, task: Task) -> bool:
    """Tell whether it is their own task."""
    return task.user is not None and person(said) == person_id(task.place.platform, task.user)
