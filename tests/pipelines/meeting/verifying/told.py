"""One thing that a model tells of a small meeting, as a row of a table."""

from dataclasses import dataclass
from typing import Literal

from pipelines.meeting.draft import Claim, Draft, DraftTopic, Point, Task
from pipelines.meeting.minutes import Doubt, Statement
from pipelines.meeting.verifying.verify import verify
from tests.pipelines.meeting.verifying.blind_meetings import BLIND
from tests.pipelines.meeting.verifying.meetings import BRIEFS
from tests.pipelines.meeting.verifying.more_meetings import MORE

ALL = BRIEFS | MORE | BLIND
Kind = Literal["point", "decision", "action", "question"]


@dataclass(frozen=True)
class Told:
    """What is told; `cites` are numbers of segments, `doubt` one that a lie must raise."""

    meeting: str
    kind: Kind
    text: str
    cites: tuple[int, ...]
    quote: str
    owner: str | None = None
    due: str | None = None
    doubt: Doubt | None = None

    def __str__(self) -> str:
        return f"{self.meeting}-{self.kind}-{self.text[:40]}"


def draft(told: Told) -> Draft:
    """Give a draft that holds nothing else."""
    known = ALL[told.meeting].transcript
    cites = tuple(f"S{number:04}" for number in told.cites)
    claim = Claim(text=told.text, cites=cites, quote=told.quote)
    point = Point(text=told.text, cites=cites, quote=told.quote)
    task = Task(text=told.text, owner=told.owner, due=told.due, cites=cites, quote=told.quote)
    ends = known.segments[0].id, known.segments[-1].id
    topic = DraftTopic(title="", first=ends[0], last=ends[1], points=(point,))
    return Draft(
        language=known.language or "en",
        topics=(topic,) if told.kind == "point" else (),
        decisions=(claim,) if told.kind == "decision" else (),
        actions=(task,) if told.kind == "action" else (),
        questions=(claim,) if told.kind == "question" else (),
    )


def verified(told: Told) -> Statement:
    """Give what the verifier makes of it."""
    minutes = verify(draft(told), ALL[told.meeting], writer="fake", model="fake-1")
    found: list[Statement] = [point for topic in minutes.topics for point in topic.points]
    found += [*minutes.decisions, *minutes.actions, *minutes.questions]
    (one,) = found
    return one
