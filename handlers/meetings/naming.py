"""Who spoke: people say it in a form, and everything that tells of the meeting says it then.

Each speaker is given a name that is written down, or that of somebody who is picked; of the two,
the one that is new counts, and what is written before what is picked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.chat import (
    Card,
    Errors,
    Form,
    Input,
    Language,
    Outcome,
    Press,
    Submission,
    Text,
    Told,
)
from handlers.meetings.acts import Acts, refusal
from handlers.meetings.cards import RENAME
from handlers.meetings.desk import Books, Desk
from handlers.meetings.drawing import named
from handlers.meetings.jobs import show_job
from handlers.meetings.records import Meeting
from handlers.people import Person, person_id, readers_at_hand
from handlers.texts.catalogue import texts
from pipelines.meeting.model import Speaker

MOST_SPEAKERS = 20  # of a form
MOST_NAME = 80


class Naming:
    """Lets whoever reads the channel of a meeting name who spoke in it."""

    def __init__(self, books: Books, desk: Desk, acts: Acts) -> None:
        self._meetings = books.meetings
        self._audit = books.audit
        self._directory = desk.directory
        self._queue = desk.queue
        self._clock = desk.clock
        self._acts = acts

    async def on_press(self, press: Press) -> Outcome:
        """Ask who spoke."""
        meeting = await self._acts.admitted(press, press.value)
        if meeting is None:
            return refusal("unseen", press.language)
        if not _speakers(meeting):
            return refusal("unnamed", press.language)
        readers = await readers_at_hand(self._directory, meeting.place)
        return rename_form(meeting, readers, press.language)

    async def on_submit(self, submission: Submission) -> Outcome:
        """Keep the names, and have everything drawn again that says them."""
        language, said = submission.language, texts(submission.language).meetings
        id_, _, revision = submission.value.partition(":")
        meeting = await self._acts.admitted(submission, id_)
        if meeting is None:
            return refusal("unseen", language)
        # Of a field that does not come back, as there was no room for it, the name stays.
        given, wrong = dict[str, str](), dict[str, str]()
        for one in _inputs(meeting):
            given[one.name] = submission.values.get(one.name, one.value).strip()
            picked = submission.values.get(_pick(one), "")
            if picked and given[one.name] == one.value:
                name = await self._name(submission, picked)
                given[one.name] = name or ""
                if name is None:
                    wrong[_pick(one)] = said.rename_unread
            if len(given[one.name]) > MOST_NAME:
                wrong[one.name] = said.too_long_name.format(most=MOST_NAME)
        if wrong:
            return Errors(wrong)
        if revision != str(meeting.revision):
            return Told(Card(said.refused, (Text(said.renamed_meanwhile),), tone="bad"))
        return await self._keep(submission, meeting, tuple(given.values()))

    async def _name(self, submission: Submission, user: str) -> str | None:
        """Give the name of somebody who was picked; None: they do not read the channel."""
        place = submission.place
        person = person_id(place.platform, user)
        if not await self._directory.sees(place.tenant, person, place):
            return None
        return (await self._directory.person(place.tenant, person)).name

    async def _keep(
        self, submission: Submission, meeting: Meeting, given: tuple[str, ...]
    ) -> Outcome:
        names = dict(meeting.names)
        for one, name in zip(_speakers(meeting), given, strict=True):
            for label in (one.label, *one.also):
                names.pop(label, None)
                if name and name != label:
                    names[label] = name
        if names == meeting.names:
            return None
        kept = await self._meetings.rename(
            meeting.tenant, meeting.id, names, revision=meeting.revision
        )
        said = texts(submission.language).meetings
        if kept is None:
            return Told(Card(said.refused, (Text(said.renamed_meanwhile),), tone="bad"))
        await self._audit.append(
            meeting.tenant,
            actor=person_id(submission.place.platform, submission.user),
            action="meeting.renamed",
            subject=meeting.id,
            detail={"revision": kept.revision, "names": len(names)},
        )
        await self._queue.put(show_job(kept, self._clock.now()))
        return None


def rename_form(meeting: Meeting, readers: Sequence[Person], language: Language) -> Form:
    """Ask for a name for each who spoke, those who spoke longest first."""
    said = texts(language).meetings
    users = {one.name: one.id.partition(":")[2] for one in readers}
    inputs = list[Input]()
    for number, one in enumerate(_inputs(meeting, tuple(users))):
        hint = said.rename_hint if number == 0 else None
        inputs.append(replace(one, hint=hint))
        if users:
            inputs.append(_picker(one, users, said.rename_pick))
    value = f"{meeting.id}:{meeting.revision}"
    return Form(RENAME, value, said.rename_title, said.rename, tuple(inputs))


def _inputs(meeting: Meeting, more: Sequence[str] = ()) -> tuple[Input, ...]:
    """Give what the names are written in; those that are known, and `more`, are suggested."""
    speakers = _speakers(meeting)
    known = [one.name for one in speakers if one.evidence != "none"]
    return tuple(
        Input(
            name=f"speaker {number}",
            label=one.label,
            value=meeting.names.get(one.label, "" if one.evidence == "none" else one.name),
            options=tuple(dict.fromkeys((*known, *more))),
        )
        for number, one in enumerate(speakers)
    )


def _picker(one: Input, users: Mapping[str, str], label: str) -> Input:
    """Give what somebody of the channel is picked in, in the place of a name."""
    return Input(
        name=_pick(one),
        label=label.format(name=one.label),
        value=users.get(one.value, ""),
        kind="person",
        options=tuple(users.values()),
    )


def _pick(one: Input) -> str:
    """Name the picker beside an input."""
    return f"{one.name} is"


def _speakers(meeting: Meeting) -> tuple[Speaker, ...]:
    known = named(meeting)
    return () if known is None else known.speakers[:MOST_SPEAKERS]
