"""What people press and fill in about tasks: each thing once, and the second is told who was."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers.chat import Errors, Outcome, Press, Submission, Told, Turned
from handlers.people import person_id, readers_at_hand
from handlers.tasks.cards import ACTIONS, arranged, digest, sure
from handlers.tasks.desk import called, owner_among
from handlers.tasks.editing import Known, edit_form, edited, unread
from handlers.tasks.gate import Gate, Said, is_owner, refusal
from handlers.tasks.listing import Listing
from handlers.tasks.records import State, Task
from handlers.tasks.subjects import ALONE, CHANNEL, MINE, PAGE, Subject, View, read
from handlers.tasks.telling import Telling

_Deed = Callable[[Press, Task, Subject], Awaitable[Outcome]]


class Acts:
    """Does what is pressed and filled in; everybody's cards are drawn by a job."""

    def __init__(self, gate: Gate, telling: Telling, listing: Listing) -> None:
        self._gate = gate
        self._desk = gate.desk
        self._telling = telling
        self._listing = listing

    async def on_press(self, press: Press) -> Outcome:
        """Do what a button says."""
        subject = read(press.value)
        if press.action == ACTIONS["list"]:
            view = View(MINE) if subject is None else subject.view
            return await self._listed(press, view)
        if press.action == ACTIONS["all"]:
            return await self._confirm_all(press, subject)
        if press.action == ACTIONS["page"]:
            return await self._leaf(press, subject)
        task = await self._gate.task(press, subject)
        deeds: dict[str, _Deed] = {
            ACTIONS["confirm"]: self._confirm,
            ACTIONS["drop"]: self._drop,
            ACTIONS["done"]: self._done,
            ACTIONS["reopen"]: self._reopen,
            ACTIONS["not_mine"]: self._leave,
            ACTIONS["edit"]: self._ask,
            ACTIONS["open"]: self._open,
        }
        if task is None or subject is None:
            return refusal("unseen", press.language)
        return await deeds[press.action](press, task, subject)

    async def on_submit(self, submission: Submission) -> Outcome:
        """Keep a task as somebody filled it in."""
        subject = read(submission.value)
        task = await self._gate.task(submission, subject)
        if task is None or subject is None:
            return refusal("unseen", submission.language)
        if task.revision != subject.revision:
            return await self._gate.late(submission, task, None)
        new = edited(task, submission, await self._known(task))
        if isinstance(new, Errors):
            return new
        return await self._keep(submission, task, new, subject.view)

    async def _keep(self, submission: Submission, task: Task, new: Task, view: View) -> Outcome:
        if new == task:
            return await self._shown(submission, task, view)
        if new.state == "confirmed" and new.owner != task.owner:
            # Who is found by a name that was written down is told, as whoever is picked is.
            new = replace(new, user=await self._owner(new))
        if new.user not in {None, task.user} and not await self._reads(new):
            return unread(submission.language)
        when: tuple[State, ...] = ("proposed", "confirmed")
        changed = await self._gate.change(submission, task, new, when)
        if changed is None:
            return await self._gate.late(submission, task, None)
        return await self._shown(submission, changed, view)

    async def _confirm(self, press: Press, task: Task, subject: Subject) -> Outcome:
        if task.revision != subject.revision:
            return await self._gate.late(press, task, "confirmed")
        new = replace(task, state="confirmed", user=await self._owner(task))
        return await self._change(press, task, new, ("proposed",))

    async def _drop(self, press: Press, task: Task, _: Subject) -> Outcome:
        new = replace(task, state="dropped")
        return await self._change(press, task, new, ("proposed", "confirmed"))

    async def _done(self, press: Press, task: Task, _: Subject) -> Outcome:
        return await self._change(press, task, replace(task, state="done"), ("confirmed",))

    async def _reopen(self, press: Press, task: Task, _: Subject) -> Outcome:
        state: State = "confirmed" if task.state == "done" else "proposed"
        return await self._change(press, task, replace(task, state=state), ("dropped", "done"))

    async def _leave(self, press: Press, task: Task, _: Subject) -> Outcome:
        if not is_owner(press, task):
            await self._gate.refused(press, task.state, task.id)
            return refusal("owner", press.language)
        # Nor is whoever goes by the name asked again: a person says whose it is.
        new = replace(task, state="proposed", owner="", user=None)
        return await self._change(press, task, new, ("confirmed",))

    async def _ask(self, press: Press, task: Task, subject: Subject) -> Outcome:
        is_over = task.state in {"dropped", "done"}
        if task.revision != subject.revision or is_over:
            return await self._gate.late(press, task, None)
        return edit_form(task, subject, await self._known(task), press.language)

    async def _open(self, press: Press, task: Task, _: Subject) -> Outcome:
        return Told(await self._telling.alone(task, press.language))

    async def _confirm_all(self, press: Press, subject: Subject | None) -> Outcome:
        """Confirm all that is verified on a page, as it stood there."""
        meeting = await self._gate.meeting(press, subject)
        if meeting is None or subject is None:
            return refusal("unseen", press.language)
        tasks = await self._desk.tasks.of_meeting(meeting.tenant, meeting.id)
        certain = sure(arranged(tasks), subject.view.offset)
        if digest(certain) != subject.task:
            return refusal("meanwhile", press.language)
        for task in certain:
            new = replace(task, state="confirmed", user=await self._owner(task))
            await self._gate.change(press, task, new, ("proposed",))
        return await self._shown(press, certain[0], subject.view) if certain else None

    async def _leaf(self, press: Press, subject: Subject | None) -> Outcome:
        """Turn to another page of what was found, for one person alone."""
        meeting = await self._gate.meeting(press, subject)
        if meeting is None or subject is None:
            return refusal("unseen", press.language)
        view = View(PAGE, subject.view.offset)
        language = press.language
        return Turned(await self._telling.page(meeting.tenant, meeting.id, view, language))

    async def _listed(self, said: Said, view: View) -> Outcome:
        view = view if view.name == CHANNEL else replace(view, name=MINE)
        return Turned(await self._listing.card(said.place, said.user, view, said.language))

    async def _change(
        self, press: Press, task: Task, new: Task, when: tuple[State, ...]
    ) -> Outcome:
        subject = read(press.value)
        changed = await self._gate.change(press, task, new, when)
        if changed is None:
            return await self._gate.late(press, task, new.state)
        return await self._shown(press, changed, View() if subject is None else subject.view)

    async def _shown(self, said: Said, task: Task, view: View) -> Outcome:
        """Give what the person gets: of what everybody sees, that tells it."""
        language = said.language
        if view.name == ALONE:
            return Turned(await self._telling.alone(task, language))
        if view.name == PAGE:
            card = await self._telling.page(task.tenant, task.meeting_id, view, language)
            return Turned(card)
        return await self._listed(said, view) if view.name in {MINE, CHANNEL} else None

    async def _known(self, task: Task) -> Known:
        meeting = await self._desk.meeting(task.tenant, task.meeting_id)
        if meeting is None or task.kind == "decision":
            return Known(task.owner, task.user)
        readers = await readers_at_hand(self._desk.people.directory, task.place)
        return Known(called(task, meeting), owner_among(task, meeting, readers), readers)

    async def _reads(self, task: Task) -> bool:
        """Tell whether its owner reads the channel: nobody else is told what was said there."""
        owner = person_id(task.place.platform, task.user or "")
        return await self._desk.people.directory.sees(task.tenant, owner, task.place)

    async def _owner(self, task: Task) -> str | None:
        """Give whose a task is, as far as that is known; a decision is nobody's."""
        meeting = await self._desk.meeting(task.tenant, task.meeting_id)
        return task.user if meeting is None else await self._desk.people.owner(task, meeting)
