"""Who spoke: people say it in a form, and everything that tells of the meeting says it then."""

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
from handlers.people import person_id
from handlers.texts.catalogue import texts
from pipelines.meeting.model import Speaker

MOST_SPEAKERS = 20  # of a form
MOST_NAME = 80


class Naming:
    """Lets whoever reads the channel of a meeting name who spoke in it."""

    def __init__(self, books: Books, desk: Desk, acts: Acts) -> None:
        self._meetings = books.meetings
        self._audit = books.audit
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
        return rename_form(meeting, press.language)

    async def on_submit(self, submission: Submission) -> Outcome:
        """Keep the names, and have everything drawn again that says them."""
        language, said = submission.language, texts(submission.language).meetings
        id_, _, revision = submission.value.partition(":")
        meeting = await self._acts.admitted(submission, id_)
        if meeting is None:
            return refusal("unseen", language)
        # Of a field that does not come back, as there was no room for it, the name stays.
        given = {
            one.name: submission.values.get(one.name, one.value).strip() for one in _inputs(meeting)
        }
        too_long = said.too_long_name.format(most=MOST_NAME)
        wrong = {field: too_long for field, name in given.items() if len(name) > MOST_NAME}
        if wrong:
            return Errors(wrong)
        if revision != str(meeting.revision):
            return Told(Card(said.refused, (Text(said.renamed_meanwhile),), tone="bad"))
        return await self._keep(submission, meeting, tuple(given.values()))

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


def rename_form(meeting: Meeting, language: Language) -> Form:
    """Ask for a name for each who spoke, those who spoke longest first."""
    said = texts(language).meetings
    inputs = _inputs(meeting, hint=said.rename_hint)
    value = f"{meeting.id}:{meeting.revision}"
    return Form(RENAME, value, said.rename_title, said.rename, inputs)


def _inputs(meeting: Meeting, hint: str | None = None) -> tuple[Input, ...]:
    speakers = _speakers(meeting)
    known = tuple(dict.fromkeys(one.name for one in speakers if one.evidence != "none"))
    return tuple(
        Input(
            name=f"speaker {number}",
            label=one.label,
            value=meeting.names.get(one.label, "" if one.evidence == "none" else one.name),
            hint=hint if number == 0 else None,
            options=known,
        )
        for number, one in enumerate(speakers)
    )


def _speakers(meeting: Meeting) -> tuple[Speaker, ...]:
    known = named(meeting)
    return () if known is None else known.speakers[:MOST_SPEAKERS]
