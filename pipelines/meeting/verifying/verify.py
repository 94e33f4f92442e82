"""From what a writer answers to minutes: each thing held against the words that are to say it."""

from pipelines.meeting.brief import Brief
from pipelines.meeting.draft import Claim, Draft, DraftTopic, Point, Task
from pipelines.meeting.minutes import Action, Doubt, Minutes, Statement, Topic
from pipelines.meeting.verifying import bounds, dues, held, owners, titles, twice
from pipelines.meeting.verifying.evidence import Evidence, evidence
from pipelines.meeting.verifying.held import Kind, Room
from pipelines.meeting.verifying.roster import Roster
from pipelines.meeting.verifying.said import Said


def verify(draft: Draft, brief: Brief, *, writer: str, model: str) -> Minutes:
    """Give the minutes that a draft is, with the doubts that each thing in it raises."""
    kept, left_out = bounds.bounded(draft)
    against = _Against(brief)
    return Minutes(
        writer=writer,
        model=model,
        language=against.language(kept),
        dated=brief.dated,
        topics=tuple(map(against.topic, kept.topics)),
        decisions=twice.once([against.decision(one) for one in kept.decisions]),
        actions=twice.once([against.action(one) for one in kept.actions]),
        questions=twice.once([against.question(one) for one in kept.questions]),
        left_out=left_out,
    )


class _Against:
    """What is told, held against one meeting."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._said = Said(brief.transcript.segments)
        self._roster = Roster(brief.transcript, brief.names)

    def language(self, draft: Draft) -> str:
        """Give the language that a writer names; that of the transcript where it names none."""
        written = draft.language.strip().lower()[:2]
        return written if written.isalpha() else self._brief.transcript.language or "en"

    def topic(self, one: DraftTopic) -> Topic:
        """Give a topic with its points; its time is that of the segments it names."""
        title, points = (
            bounds.text(one.title),
            twice.once([self.point(each) for each in one.points]),
        )
        numbers = [self._said.number.get(each) for each in bounds.cites((one.first, one.last))]
        known = [number for number in numbers if number is not None]
        doubts = [Doubt.NO_SUCH_PLACE] if not known or len(known) < len(numbers) else []
        if not known:
            return Topic(
                title=title, start_s=0, end_s=0, cites=(), points=points, doubts=tuple(doubts)
            )
        first, last = (self._said.segments[number] for number in (min(known), max(known)))
        doubts += titles.doubts(title, range(min(known), max(known) + 1), self._said, self._room())
        return Topic(
            title=title,
            start_s=first.start_s,
            end_s=max(first.start_s, last.end_s),
            cites=tuple(dict.fromkeys((first.id, last.id))),
            points=points,
            doubts=tuple(doubts),
        )

    def point(self, one: Point) -> Statement:
        """Give what is told of a topic."""
        return self._statement(one, "point")[0]

    def decision(self, one: Claim) -> Statement:
        """Give what is told as decided."""
        return self._statement(one, "decision")[0]

    def question(self, one: Claim) -> Statement:
        """Give what is told as left open."""
        return self._statement(one, "question")[0]

    def action(self, one: Task) -> Action:
        """Give what somebody is to do; who and when are kept as they were told."""
        told, found = self._statement(one, "action")
        owner, is_owner = owners.borne_out(bounds.name(one.owner), found, self._roster)
        due, words, is_due = dues.borne_out(
            bounds.name(one.due), found, self._brief.dated.day, self._brief.zone
        )
        doubts = [*told.doubts]
        doubts += [] if is_owner else [Doubt.OWNER]
        doubts += [] if is_due else [Doubt.DUE]
        text = told.text if due or not words else dues.kept(told.text, words)
        told = told.model_copy(update={"text": text, "doubts": tuple(doubts)})
        return Action(**told.model_dump(), owner=owner, due=due)

    def _statement(self, one: Point | Claim | Task, kind: Kind) -> tuple[Statement, Evidence]:
        text, quote, cites = bounds.text(one.text), bounds.quote(one.quote), bounds.cites(one.cites)
        found, doubts = evidence(self._said, text, cites, quote)
        doubts += held.doubts(found, kind, self._room())
        segments = [self._said.segments[number] for number in found.cited]
        statement = Statement(
            text=text,
            cites=tuple(one.id for one in segments),
            quote=quote,
            start_s=min((one.start_s for one in segments), default=0),
            doubts=tuple(doubts),
        )
        return statement, found

    def _room(self) -> Room:
        return Room(self._roster, self._brief.dated.day.year)
