"""What is proposed of a meeting: its decisions and actions as tasks, whoever found them."""

import base64
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.meetings.records import Meeting
from handlers.ports import Clock
from handlers.tasks.records import RULES, Kind, Task, Tasks
from pipelines.meeting.minutes import Action, Doubt, Minutes, Statement

# What a writer made of minutes, or what the rules for promises found where nobody wrote any.
Found = Minutes | Sequence[Action]
# What speaks to whoever writes the minutes is no work of anybody's in the meeting.
_NO_TASK = frozenset({Doubt.ORDERED})


class Proposing:
    """Keeps what a run found as tasks, beside those that people decided on already."""

    def __init__(self, tasks: Tasks, clock: Clock) -> None:
        self._tasks = tasks
        self._clock = clock

    async def propose(self, meeting: Meeting, found: Found) -> None:
        """Keep what was found; joins the transaction of the step that it is called in."""
        tasks = tasks_of(meeting, found, self._clock.now())
        kept = await self._tasks.of_meeting(meeting.tenant, meeting.id)
        decided = [one for one in kept if one.by is not None]
        undecided = {one.id: one for one in kept if one.by is None}
        fresh = [_following(one, undecided.get(one.id)) for one in numbered(tasks, decided)]
        await self._tasks.propose(meeting.tenant, meeting.id, fresh)


def tasks_of(meeting: Meeting, found: Found, since: datetime) -> tuple[Task, ...]:
    """Give the tasks of a meeting, decisions first, of each kind what is verified first."""
    if isinstance(found, Minutes):
        named, decisions, actions = found.writer, found.decisions, found.actions
    else:
        named, decisions, actions = RULES, (), tuple(found)
    drafts = [
        *_drafts("decision", decisions, meeting, (named, since)),
        *_drafts("action", actions, meeting, (named, since)),
    ]
    verified_first = sorted(drafts, key=lambda one: (one.kind != "decision", one.is_apart))
    return tuple(numbered(verified_first, ()))


def numbered(tasks: Iterable[Task], decided: Sequence[Task]) -> list[Task]:
    """Give tasks their numbers, each kind by itself: those that nothing decided has."""
    known = {one.id for one in decided}
    taken = {(one.kind, one.number) for one in decided}
    counts, given = Counter[Kind](), list[Task]()
    for one in tasks:
        if one.id in known:
            continue
        counts[one.kind] += 1
        while (one.kind, counts[one.kind]) in taken:
            counts[one.kind] += 1
        given.append(replace(one, number=counts[one.kind]))
    return given


def _following(found: Task, earlier: Task | None) -> Task:
    """Give what is proposed again as the next revision, where it says anything else.

    Then nobody confirms it on a card that shows what was said before.
    """
    if earlier is None:
        return found
    same = replace(found, number=earlier.number, since=earlier.since, revision=earlier.revision)
    return replace(found, revision=earlier.revision + (same != earlier))


def task_id(meeting: Meeting, kind: Kind, told: Statement, nth: int = 0) -> str:
    """Name a task by what says it: found again, by whomever, it has the same name.

    `nth` tells several apart that the same words say, from 0.
    """
    said = " ".join(unicodedata.normalize("NFKC", told.quote).casefold().split())
    cites = ",".join(sorted(told.cites))
    named = "\0".join((meeting.tenant, meeting.id, kind, cites, said, *[str(nth)] * bool(nth)))
    digest = hashlib.sha256(named.encode(errors="surrogatepass")).digest()
    return f"T-{base64.b32encode(digest).decode()[:10]}"


def _drafts(
    kind: Kind, told: Sequence[Statement], meeting: Meeting, by: tuple[str, datetime]
) -> Iterator[Task]:
    found_by, since = by
    seen = Counter[str]()
    for one in told:
        if _NO_TASK & set(one.doubts):
            continue
        name = task_id(meeting, kind, one)
        action = one if isinstance(one, Action) else None
        due = None if action is None else action.due
        yield Task(
            tenant=meeting.tenant,
            id=task_id(meeting, kind, one, seen[name]),
            meeting_id=meeting.id,
            place=meeting.place,
            language=meeting.language,
            kind=kind,
            number=0,
            text=one.text,
            cites=one.cites,
            quote=one.quote,
            start_s=one.start_s,
            found_by=found_by,
            since=since,
            doubts=one.doubts,
            owner="" if action is None else action.owner,
            due=None if due is None else due.day,
            at=None if due is None else due.at,
            due_words="" if due is None else due.words,
        )
        seen[name] += 1
