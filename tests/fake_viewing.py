"""A meeting to look at: what was said and shown in it, and whoever may see that."""

import hashlib
from dataclasses import dataclass, field

from handlers.chat import Place
from handlers.meetings.links import Door, Links, Visitor
from handlers.meetings.records import Meeting, Picture, Piece
from handlers.meetings.viewing import Viewing
from handlers.people import Person, person_id
from handlers.ports import Drop
from pipelines.meeting.model import (
    Chapter,
    Commitment,
    Segment,
    Slide,
    Span,
    Speaker,
    Timeline,
    Transcript,
)
from tests.fake_directory import FakeDirectory
from tests.fake_ledger import MORNING, FakeAudit, StandingClock

MEETING = "M-ABCDEFGH23"
ADDRESS = "https://clerk.example.com"
SAID = (
    ("Ada", "Good morning, this is the quarterly review."),
    ("Ada", "Revenue grew by nine per cent."),
    ("Ben", "I will send the contract on Friday."),
    ("Ada", "Thank you. And the review of the contract?"),
    ("Ben", "That follows next week."),
)


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def a_timeline(step: float = 1.0) -> Timeline:
    """Make a timeline: a thing is said every `step` seconds, and three slides are shown."""
    segments = tuple(
        Segment(id=f"S{n + 1:04}", start_s=n * step, end_s=(n + 1) * step, text=text, speaker=who)
        for n, (who, text) in enumerate(SAID)
    )
    spans = ((0, 1), (1, 3), (3, 5))
    slides = tuple(
        Slide(
            number=number,
            shown=(Span(start_s=start * step, end_s=end * step),),
            image=f"slide-{number}.png",
            width=64,
            height=36,
        )
        for number, (start, end) in enumerate(spans, 1)
    )
    return Timeline(
        title="Quarterly review",
        language="en",
        duration_s=5 * step,
        transcript=Transcript(segments=segments, kind="supplied", source="vtt"),
        speakers=tuple(
            Speaker(label=who, name=who, talk_s=talk * step, turns=2, evidence="label")
            for who, talk in (("Ada", 3), ("Ben", 2))
        ),
        slides=slides,
        chapters=tuple(
            Chapter(start_s=start * step, end_s=end * step, slide=number)
            for number, (start, end) in enumerate(spans, 1)
        ),
        commitments=(Commitment(cite="S0003", start_s=2 * step, speaker="Ben", quote=SAID[2][1]),),
    )


def a_meeting(
    recording: bytes | None = b"bytes of a recording",
    pictures: dict[int, bytes] | None = None,
    *,
    platform: str = "slack",
    tenant: str = "T1",
    media_type: str = "video/webm",
    timeline: Timeline | None = None,
) -> Meeting:
    """Make a meeting of one recording, with slides by number."""
    place = Place(platform, tenant, "C1", "thread")
    drop = Drop("slack:T1:C1:F1", place, "U1", "F1", "Quarterly review.webm", MORNING)
    kept = None if recording is None else sha(recording)
    piece = Piece("recording", drop, kept, media_type, len(recording or b""))
    return Meeting(
        tenant=tenant,
        id=MEETING,
        place=place,
        user="U1",
        language="en",
        received_at=MORNING,
        since=MORNING,
        state="done",
        pieces=(piece,),
        timeline=timeline or a_timeline(),
        pictures=tuple(
            Picture(f"slide-{number}.png", sha(content), "image/png", len(content))
            for number, content in (pictures or {}).items()
        ),
    )


@dataclass
class Screening:
    """Everything that lets somebody look at one meeting; `meeting` None: it was deleted."""

    meeting: Meeting | None = field(default_factory=a_meeting)
    clock: StandingClock = field(default_factory=StandingClock)
    directory: FakeDirectory = field(default_factory=FakeDirectory)
    audit: FakeAudit = field(default_factory=FakeAudit)
    door: Door = field(default_factory=lambda: Door(ADDRESS, ADDRESS))

    def __post_init__(self) -> None:
        doors = {self.door_of: self.door}
        self.links = Links(b"k" * 32, self.clock, doors)
        self.viewing = Viewing(self.find, self.directory, self.links, self.audit)
        ada = person_id(self.door_of, "U1")
        self.directory.know([Person(ada, "Ada", "employee")], channels=["C1"])
        self.ada = Visitor("T1", MEETING, ada)

    @property
    def door_of(self) -> str:
        return "slack" if self.meeting is None else self.meeting.place.platform

    async def find(self, tenant: str, id_: str) -> Meeting | None:
        one = self.meeting
        return one if one is not None and (one.tenant, one.id) == (tenant, id_) else None

    def token(self, person: str = "slack:U1") -> str:
        """Make a link of somebody's own and give what stands in its fragment."""
        assert self.meeting is not None
        url = self.links.personal(self.meeting, person)
        assert url is not None
        return url.partition("#k=")[2]
