"""The scenario of tasks among fakes: a meeting that was read, and people who decide on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from handlers.chat import (
    Attachment,
    Button,
    Buttons,
    Card,
    Command,
    Entry,
    Language,
    MessageRef,
    Outcome,
    Place,
    Press,
    Submission,
    Text,
)
from handlers.meetings.records import Meeting, Piece
from handlers.people import Person
from handlers.ports import Drop, Job, Steps
from handlers.replies import Replies
from handlers.tasks.acts import Acts
from handlers.tasks.desk import Desk, People
from handlers.tasks.exporting import Exporting, Form, Line, Written
from handlers.tasks.finding import Found, Proposing
from handlers.tasks.gate import Gate
from handlers.tasks.listing import Listing
from handlers.tasks.mailing import Mailing
from handlers.tasks.records import Task
from handlers.tasks.reminding import REMIND, Reminding
from handlers.tasks.scenario import Agenda
from handlers.tasks.telling import Telling
from pipelines.meeting.minutes import Action, Dated, Doubt, Due, Minutes, Statement
from pipelines.meeting.model import Timeline
from tests.fake_chat import FakeChat
from tests.fake_directory import FakeDirectory
from tests.fake_ledger import FakeAudit, FakeLedger, StandingClock
from tests.fake_meetings import FakeMeetings
from tests.fake_queue import InMemoryQueue
from tests.fake_tasks import FakeTasks

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
FRIDAY = date(2026, 11, 27)
PLACE = Place("local", "t1", "general", "thread")
ELSEWHERE = Place("local", "t1", "elsewhere")
SENDS = Action(
    text="Send the draft",
    cites=("S0002",),
    quote="I will send the draft by Friday",
    start_s=61.5,
    owner="Ana",
    due=Due(day=FRIDAY, words="by Friday"),
)
BOOKS = Action(
    text="Book the room", cites=("S0003",), quote="Somebody must book the room", start_s=70
)
LIES = Action(
    text="Pay the bill",
    cites=("S0004",),
    quote="We pay it all",
    start_s=80,
    owner="Ben",
    doubts=(Doubt.NOT_SAID,),
)
SHIPS = Statement(text="We ship on Monday", cites=("S0001",), quote="We ship Monday", start_s=3)


def minutes(*actions: Action, decisions: Sequence[Statement] = (SHIPS,)) -> Minutes:
    """Make minutes of a writer."""
    dated = Dated(day=date(2026, 11, 23), by="arrival")
    return Minutes(
        writer="gpt", model="m", language="en", dated=dated,
        decisions=tuple(decisions), actions=actions or (SENDS, BOOKS, LIES),
    )  # fmt: skip


def a_meeting(language: Language = "en", tenant: str = "t1") -> Meeting:
    """Make a meeting that was read, whose first label people named."""
    place = replace(PLACE, tenant=tenant)
    drop = Drop(f"local:{tenant}:general:R1", place, "eva", "R1", "weekly.mp4", NOW)
    known = Timeline(title="Weekly", language=language, duration_s=100, transcript=None)
    return Meeting(
        tenant=tenant, id="M-1", place=place, user="eva", language=language, received_at=NOW,
        since=NOW, state="done", pieces=(Piece("recording", drop),), timeline=known,
    )  # fmt: skip


@dataclass
class Bureau:
    """Eva, Ben, Ana Lopez and Sofia read the channel; Oscar does not."""

    language: Language = "en"
    zone: tzinfo = UTC
    clock: StandingClock = field(default_factory=lambda: StandingClock(NOW))
    chat: FakeChat = field(default_factory=FakeChat)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    audit: FakeAudit = field(default_factory=FakeAudit)
    redrawn: list[tuple[str, str]] = field(default_factory=list)
    written: list[Sequence[Line]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.meetings = FakeMeetings(self.ledger, self.clock)
        self.tasks = FakeTasks(self.ledger, self.clock)
        self.people = FakeDirectory(platform="local")
        known = {"eva": "Eva Berg", "ben": "Ben", "ana": "Ana Lopez", "sofia": "Sofia"}
        readers = [Person(f"local:{id_}", name, "employee") for id_, name in known.items()]
        self.people.know(readers, channels=["general"])
        self.people.know([Person("local:oscar", "Oscar", "employee")], channels=["elsewhere"])
        self.queue = InMemoryQueue(self._work, self._failed)
        people = People(self.people, self.chat.direct)
        self.desk = Desk(
            tasks=self.tasks,
            meeting=self.meetings.get,
            people=people,
            audit=self.audit,
            queue=self.queue,
            replies=Replies(self.chat, self.ledger),
            clock=self.clock,
            zone=self.zone,
        )
        mailing = Mailing(self.desk)
        telling, listing, gate = Telling(self.desk, mailing), Listing(self.desk, mailing), None
        gate = Gate(self.desk)
        written: dict[Form, Written] = {"ics": self._write, "csv": self._write}
        self.agenda = Agenda(
            desk=self.desk,
            telling=telling,
            mailing=mailing,
            acts=Acts(gate, telling, listing),
            listing=listing,
            exporting=Exporting(gate, listing, written),
            reminding=Reminding(self.desk, mailing),
            redraw=self._redraw,
        )

    async def propose(self, found: Found | None = None, tenant: str = "t1") -> None:
        """Let a run have found something in the meeting, and offer it."""
        meeting = a_meeting(self.language, tenant)
        self.ledger.meetings.setdefault((tenant, meeting.id), meeting)
        drop = meeting.pieces[0].drop
        self.ledger.drops.setdefault((tenant, drop.key), (drop, None))
        await Proposing(self.tasks, self.clock).propose(meeting, found or minutes())
        await self.agenda.telling.offer(tenant, meeting.id)

    async def press(
        self, what: str, user: str = "eva", on: Card | None = None, place: Place = PLACE, **at: int
    ) -> Outcome:
        """Let somebody press a button of a card: the first, or the n-th (`nth`), of that sort."""
        nth = at.get("nth", 0)
        button = buttons(on or self.card, what)[nth]
        return await self.pressed(button, user, place)

    async def pressed(self, button: Button, user: str = "eva", place: Place = PLACE) -> Outcome:
        """Let somebody press a button, and everything be done that follows."""
        press = Press(place, user, button.action, button.value, self.language)
        outcome = await self.agenda.on_press(press)
        await self.queue.settle()
        return outcome

    async def submit(self, value: str, user: str = "eva", **values: str) -> Outcome:
        """Let somebody fill in the form of a task."""
        said = Submission(PLACE, user, "task.edit", value, values, language=self.language)
        outcome = await self.agenda.on_submit(said)
        await self.queue.settle()
        return outcome

    async def listed(self, user: str = "ana", rest: str = "", place: Place = PLACE) -> Card | None:
        """Let somebody say `/clerk tasks`."""
        said = Command(place, user, f"tasks {rest}", self.language)
        return await self.agenda.on_command(said, rest)

    async def morning(self, day: date, hour: int = 9) -> None:
        """Let the slot of a day come."""
        slot = datetime(day.year, day.month, day.day, hour, tzinfo=self.zone).astimezone(UTC)
        self.clock.time = slot
        key = f"{REMIND}:{day}"
        await self.queue.put(Job(REMIND, key, {"slot": slot.isoformat()}))
        await self.queue.settle()

    @property
    def card(self) -> Card:
        """Give the card of proposals."""
        return self.chat.cards(PLACE)[0]

    def told(self, user: str) -> list[Card]:
        """Give what somebody was told alone, as it is now."""
        return self.chat.cards(Place("local", "t1", f"direct-{user}"))

    def files(self, user: str) -> list[Attachment]:
        """Give the files that somebody was sent alone."""
        return self.chat.attachments(Place("local", "t1", f"direct-{user}"))

    async def states(self) -> list[tuple[str, str]]:
        """Give all tasks, and how they stand."""
        return [(one.text, one.state) for one in await self.tasks.of_meeting("t1", "M-1")]

    async def task(self, text: str) -> Task:
        """Give a task by its text."""
        [found] = [one for one in await self.tasks.of_meeting("t1", "M-1") if one.text == text]
        return found

    def acts(self) -> list[tuple[str, str]]:
        """Give who did what, as the audit has it."""
        return [(actor, action) for _, actor, action, _, _ in self.audit.links]

    async def later(self, **past: float) -> None:
        """Let time pass."""
        self.clock.time += timedelta(**past)

    async def _work(self, job: Job, steps: Steps) -> None:
        await self.agenda.on_job(job, steps)

    async def _failed(self, job: Job, fault: str) -> None:
        raise AssertionError((job.kind, fault))

    async def _redraw(self, tenant: str, meeting: str) -> None:
        self.redrawn.append((tenant, meeting))

    def _write(self, lines: Sequence[Line]) -> bytes:
        self.written.append(lines)
        return "\n".join(one.task.text for one in lines).encode()


def buttons(card: Card, what: str | None = None) -> list[Button]:
    """Give what can be pressed on a card, of one sort or of all."""
    found: list[Button] = []
    for part in card.parts:
        if isinstance(part, Buttons):
            found += part.row
        if isinstance(part, Entry) and part.button is not None:
            found.append(part.button)
    return [one for one in found if what in {None, one.action.removeprefix("task.")}]


def words(card: Card) -> str:
    """Give what a card says, all of it."""
    said = [card.title, card.footer or ""]
    for part in card.parts:
        if isinstance(part, Text):
            said.append(part.text)
        if isinstance(part, Entry):
            said += [part.title, part.detail]
    return "\n".join(said)


def ref_of(chat: FakeChat, key: str) -> MessageRef | None:
    """Give the message whose key ends so."""
    return next((one.ref for one in chat.said if (one.key or "").endswith(key)), None)
