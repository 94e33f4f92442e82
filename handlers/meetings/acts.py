"""What people press on the card of a meeting: start, not now, stop, delete; each one once."""

import hashlib
from collections.abc import Awaitable, Callable

from handlers.chat import Card, Form, Language, Outcome, Place, Press, Submission, Text, Told
from handlers.meetings.cards import DECLINE, DELETE, START, STOP
from handlers.meetings.consent import Consent
from handlers.meetings.desk import Books, Desk
from handlers.meetings.records import Meeting, State, run_key, show_key
from handlers.meetings.telling import Telling
from handlers.people import person_id
from handlers.ports import Facts
from handlers.texts.catalogue import texts

# Has a meeting forgotten for somebody: where they asked, who, which one, and in what language.
Forget = Callable[[Place, str, str, Language], Awaitable[None]]

_Deed = Callable[[Press, Meeting], Awaitable[Outcome]]
_STARTS: tuple[State, ...] = ("asked", "declined", "done", "failed", "stopped")


class Acts:
    """Lets people act on meetings of channels that they read; whatever comes of it is audited."""

    def __init__(
        self, books: Books, desk: Desk, telling: Telling, consent: Consent, forget: Forget
    ) -> None:
        self._meetings = books.meetings
        self._audit = books.audit
        self._directory = desk.directory
        self._queue = desk.queue
        self._terms = desk.terms
        self._telling = telling
        self._consent = consent
        self._forget = forget

    async def admitted(self, said: Press | Submission, value: str) -> Meeting | None:
        """Give the meeting of a press, for whoever may act on it; None: they may not."""
        place, person = said.place, _person(said)
        meeting = await self._meetings.get(place.tenant, value)
        is_here = meeting is not None and _is_in_channel(meeting, place)
        if is_here and await self._directory.sees(place.tenant, person, place):
            return meeting
        digest = hashlib.sha256(value.encode(errors="surrogatepass")).hexdigest()
        await self._note(said, "meeting.refused", digest, {"what": said.action})
        return None

    async def on_press(self, press: Press) -> Outcome:
        """Do what a button says."""
        id_, _, more = press.value.partition(":")
        meeting = await self.admitted(press, id_)
        if meeting is None or (more and press.action not in {START, STOP}):
            return refusal("unseen", press.language)
        deeds: dict[str, _Deed] = {
            START: self._start,
            DECLINE: self._decline,
            STOP: self._stop,
            DELETE: self._ask_to_delete,
        }
        deed = deeds.get(press.action)
        return refusal("unseen", press.language) if deed is None else await deed(press, meeting)

    async def on_submit(self, submission: Submission) -> Outcome:
        """Have a meeting forgotten, once somebody said so again."""
        meeting = await self.admitted(submission, submission.value)
        if meeting is None or submission.action != DELETE:
            return refusal("unseen", submission.language)
        if not await self._may_delete(submission, meeting):
            return refusal("delete", submission.language)
        await self._note(submission, "meeting.deleted", meeting.id, {"run": meeting.run})
        stopped = await self._meetings.choose(
            meeting, "stopped", by=_person(submission), when=("running",)
        )
        if stopped is not None:
            await self._queue.forget([run_key(stopped.id, stopped.run)])
        language = submission.language
        await self._forget(submission.place, submission.user, meeting.id, language)
        return Told(Card(texts(language).meetings.deleting))

    async def _start(self, press: Press, meeting: Meeting) -> Outcome:
        # Nobody agreed to a writer that is listed since, nor to a file that came since.
        _, _, agreed = press.value.partition(":")
        if meeting.state in _STARTS and agreed and agreed != self._terms.version(meeting):
            await self._telling.show(meeting.tenant, meeting.id)
            return refusal("changed", press.language)
        begun = await self._consent.begin(meeting, _person(press), _STARTS)
        if begun is None:
            return await self._late(press, meeting)
        await self._telling.show(begun.tenant, begun.id)
        return None

    async def _decline(self, press: Press, meeting: Meeting) -> Outcome:
        return await self._choose(press, meeting, "declined", ("asked",))

    async def _stop(self, press: Press, meeting: Meeting) -> Outcome:
        # An older card, which may stand somewhere yet, stops the run that it tells of, or none.
        _, _, run = press.value.partition(":")
        if run and run != str(meeting.run):
            return await self._late(press, meeting)
        return await self._choose(press, meeting, "stopped", ("running",))

    async def _choose(
        self, press: Press, meeting: Meeting, state: State, when: tuple[State, ...]
    ) -> Outcome:
        chosen = await self._meetings.choose(meeting, state, by=_person(press), when=when)
        if chosen is None:
            return await self._late(press, meeting)
        await self._note(press, f"meeting.{state}", meeting.id, {"run": chosen.run})
        if state == "stopped":
            await self._queue.forget([run_key(chosen.id, chosen.run)])
        await self._telling.show(chosen.tenant, chosen.id)
        return None

    async def _late(self, press: Press, meeting: Meeting) -> Outcome:
        """Tell somebody who was too late what it is now, and who was first."""
        now = await self._meetings.get(meeting.tenant, meeting.id)
        if now is None:
            return refusal("unseen", press.language)
        if now.state == "running":
            await self._consent.put(now)  # a crash may have kept it from being put
        if now.state == "done":
            # Its drawing may have failed: then the card is behind, and the files are lacking.
            await self._queue.retry(show_key(now.id, now.revision))
        await self._telling.show(now.tenant, now.id)
        if now.chosen_by == _person(press):
            return None  # pressed twice: the card says it
        detail: Facts = {"what": press.action, "state": now.state}
        await self._note(press, "meeting.refused", now.id, detail)
        return refusal(now.state, press.language, await self._telling.who(now))

    async def _ask_to_delete(self, press: Press, meeting: Meeting) -> Outcome:
        if not await self._may_delete(press, meeting):
            return refusal("delete", press.language)
        said = texts(press.language).meetings
        return Form(
            DELETE,
            meeting.id,
            said.delete_title,
            said.delete,
            inputs=(),
            parts=(Text(said.delete_ask),),
            tone="bad",
        )

    async def _may_delete(self, said: Press | Submission, meeting: Meeting) -> bool:
        """Tell whether somebody dropped it, or its recording, or is an administrator."""
        person, recording = _person(said), meeting.piece("recording")
        users = {meeting.user, *([recording.drop.user] if recording else [])}
        if person in {person_id(meeting.place.platform, user) for user in users}:
            return True
        if (await self._directory.person(meeting.tenant, person)).role == "admin":
            return True
        detail: Facts = {"what": said.action, "why": "role"}
        await self._note(said, "meeting.refused", meeting.id, detail)
        return False

    async def _note(
        self, said: Press | Submission, action: str, subject: str, detail: Facts
    ) -> None:
        await self._audit.append(
            said.place.tenant, actor=_person(said), action=action, subject=subject, detail=detail
        )


def refusal(why: str, language: Language, who: str = "") -> Told:
    """Tell somebody why nothing came of a press."""
    said = texts(language).meetings
    sentence = said.refusals[why].format(who=who)
    return Told(Card(said.refused, (Text(sentence),), tone="bad"))


def _person(said: Press | Submission) -> str:
    return person_id(said.place.platform, said.user)


def _is_in_channel(meeting: Meeting, place: Place) -> bool:
    home = meeting.place
    return (home.platform, home.channel) == (place.platform, place.channel)
