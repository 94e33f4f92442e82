"""What is kept of decisions and of things to do, and the port they are kept by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, Protocol, TypeAlias

from handlers.chat import Language, Place
from handlers.drops import key_of
from pipelines.meeting.minutes import Doubt

Kind: TypeAlias = Literal["action", "decision"]
# Proposed: a writer, or a rule, found it. Dropped: somebody said that it is none. Done is the end
# of an action; a decision stays confirmed.
State: TypeAlias = Literal["proposed", "confirmed", "dropped", "done"]
# Who found it: a writer by its name as it is listed, or the rules for promises.
RULES = "rules"
TELL = "task-tell"  # the job that lets messages about a task tell what is true


@dataclass(frozen=True, slots=True)
class Task:
    """One decision, or one thing to do, of a meeting.

    `id` is T- and letters, made of the meeting and of what is cited; `number` its place among
    those of its kind in the meeting, from 1. `place` is the thread of the meeting. `cites`,
    `quote` and `start_s` say where it is from, `doubts` what of it is not verified, `found_by` who
    found it.

    `owner` is a label of the transcript, or a name; "" is nobody. `user` is who that is on the
    platform of `place`, once that is known. `due_words` are the words that said when, "" once
    somebody wrote another day. `by` is who changed it last, as a person id, `since` when.
    """

    tenant: str
    id: str
    meeting_id: str
    place: Place
    language: Language
    kind: Kind
    number: int
    text: str
    cites: tuple[str, ...]
    quote: str
    start_s: float
    found_by: str
    since: datetime
    doubts: tuple[Doubt, ...] = ()
    owner: str = ""
    user: str | None = None
    due: date | None = None
    at: time | None = None
    due_words: str = ""
    state: State = "proposed"
    revision: int = 0
    by: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has yet to do it."""
        return self.kind == "action" and self.state == "confirmed"

    @property
    def is_apart(self) -> bool:
        """Whether it was found without being verified, whatever people made of it since."""
        return bool(self.doubts) or self.found_by == RULES


def tell_key(task_id: str, revision: int) -> str:
    """Give the key of the job that tells of a task as of one of its revisions."""
    return key_of(TELL, task_id, str(revision))


def tells_of(task_id: str, revision: int) -> list[str]:
    """Give the keys of all jobs that ever told of a task."""
    return [tell_key(task_id, number) for number in range(revision + 1)]


class Tasks(Protocol):
    """Tasks of a tenant. What writes joins the transaction of the step that it is called in.

    They go with their meeting: whoever forgets that forgets them.
    """

    async def propose(self, tenant: str, meeting_id: str, found: Sequence[Task]) -> None:
        """Keep what a run found in place of what earlier ones proposed.

        What somebody decided on, or changed, stays as it is, and is not proposed again (the same
        id).
        """
        ...

    async def get(self, tenant: str, task_id: str) -> Task | None:
        """Give a task; None: there is none, or it was forgotten with its meeting."""
        ...

    async def of_meeting(self, tenant: str, meeting_id: str) -> Sequence[Task]:
        """Give all tasks of a meeting: decisions first, each kind by its numbers."""
        ...

    async def of_channel(self, place: Place) -> Sequence[Task]:
        """Give the open tasks of a channel, the next due first, those without a day last."""
        ...

    async def decided(self, place: Place) -> Sequence[Task]:
        """Give what was decided in the meetings of a channel and confirmed, the newest first."""
        ...

    async def of_user(self, platform: str, tenant: str, user: str) -> Sequence[Task]:
        """Give the open tasks of a person, in the same order."""
        ...

    async def change(self, task: Task, *, by: str, when: Sequence[State]) -> Task | None:
        """Keep a task as it is given, as its next revision, changed by somebody just now.

        None: it is not in one of `when` any more, somebody was faster (`revision`), or it was
        forgotten.
        """
        ...

    async def due(self, until: date) -> Sequence[Task]:
        """Give the open tasks, of all tenants, that are due on a day or before."""
        ...

    async def changed(self, since: datetime) -> Sequence[Task]:
        """Give what people changed since a time, of all tenants, in any order."""
        ...
