"""What is proposed of a meeting: which statements, under which names and numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.chat import Place
from handlers.meetings.records import Meeting
from handlers.tasks.finding import Proposing, tasks_of
from handlers.tasks.records import RULES
from pipelines.meeting.minutes import Action, Dated, Doubt, Due, Minutes, Statement
from tests.fake_ledger import StandingClock
from tests.fake_tasks import FakeTasks

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MEETING = Meeting(
    tenant="t1",
    id="M-1",
    place=Place("local", "t1", "general", "one"),
    user="eva",
    language="en",
    received_at=NOW,
    since=NOW,
    state="done",
    pieces=(),
)
SENDS = Action(
    text="Send the draft",
    cites=("S0002",),
    quote="I will send the draft by Friday",
    start_s=61.5,
    owner="Ana",
    due=Due(day=date(2026, 11, 27), words="by Friday"),
)
REVIEWS = SENDS.model_copy(update={"text": "Review the draft", "owner": "Ben", "due": None})
SHIPS = Statement(text="We ship on Monday", cites=("S0001",), quote="We ship Monday", start_s=3)


def minutes(**changes: object) -> Minutes:
    dated = Dated(day=date(2026, 11, 23), by="arrival")
    whole = Minutes(
        writer="gpt", model="m", language="en", dated=dated, decisions=(SHIPS,), actions=(SENDS,)
    )
    return whole.model_copy(update=changes)


def test_decisions_come_first_and_each_kind_has_its_own_numbers() -> None:
    told = tasks_of(MEETING, minutes(decisions=(SHIPS,), actions=(SENDS, REVIEWS)), NOW)
    assert [(one.kind, one.number, one.text, one.owner) for one in told] == [
        ("decision", 1, "We ship on Monday", ""),
        ("action", 1, "Send the draft", "Ana"),
        ("action", 2, "Review the draft", "Ben"),
    ]
    assert {one.found_by for one in told} == {"gpt"}
    assert {(one.state, one.revision, one.user) for one in told} == {("proposed", 0, None)}
    assert (told[1].due, told[1].due_words, told[1].start_s) == (
        date(2026, 11, 27),
        "by Friday",
        61.5,
    )


def test_what_rules_found_is_proposed_as_found_by_rules() -> None:
    [told] = tasks_of(MEETING, (SENDS,), NOW)
    assert (told.kind, told.found_by) == ("action", RULES)


def test_a_task_keeps_its_name_however_its_words_are_written() -> None:
    [first] = tasks_of(MEETING, (SENDS,), NOW)
    again = SENDS.model_copy(
        update={"text": "Send it", "quote": "i will  send the DRAFT by friday", "start_s": 1.0}
    )
    [second] = tasks_of(MEETING, (again,), NOW)
    assert first.id == second.id
    assert first.id.startswith("T-")
    for other in (
        tasks_of(replace(MEETING, id="M-2"), (SENDS,), NOW),
        tasks_of(replace(MEETING, tenant="t2"), (SENDS,), NOW),
        tasks_of(MEETING, (SENDS.model_copy(update={"cites": ("S0003",)}),), NOW),
        tasks_of(MEETING, (SENDS.model_copy(update={"quote": "I will send it"}),), NOW),
    ):
        assert other[0].id != first.id


def test_two_things_that_the_same_words_say_are_two() -> None:
    told = tasks_of(MEETING, (SENDS, REVIEWS), NOW)
    assert len({one.id for one in told}) == 2


def test_what_speaks_to_whoever_writes_is_nobodys_work() -> None:
    doubtful = SENDS.model_copy(update={"doubts": (Doubt.DUE,)})
    ordered = REVIEWS.model_copy(update={"doubts": (Doubt.ORDERED,)})
    [told] = tasks_of(MEETING, minutes(decisions=(), actions=(ordered, doubtful)), NOW)
    assert (told.text, told.number, told.doubts) == ("Send the draft", 1, (Doubt.DUE,))


async def test_a_later_run_keeps_what_was_decided_and_takes_no_number_of_it() -> None:
    tasks = FakeTasks()
    tasks.ledger.meetings["t1", "M-1"] = MEETING
    proposing = Proposing(tasks, StandingClock())
    await proposing.propose(MEETING, minutes(actions=(SENDS, REVIEWS)))
    second = (await tasks.of_meeting("t1", "M-1"))[2]
    confirmed = await tasks.change(
        replace(second, state="confirmed"), by="local:eva", when=("proposed",)
    )
    new = SENDS.model_copy(update={"quote": "I send the slides", "text": "Send the slides"})
    third = new.model_copy(update={"quote": "I book the room", "text": "Book the room"})
    await proposing.propose(MEETING, minutes(decisions=(), actions=(new, third)))
    kept = await tasks.of_meeting("t1", "M-1")
    assert [(one.number, one.text, one.state) for one in kept] == [
        (1, "Send the slides", "proposed"),
        (2, "Review the draft", "confirmed"),
        (3, "Book the room", "proposed"),
    ]
    assert kept[1] == confirmed


async def test_what_is_found_again_and_says_something_else_is_another_revision() -> None:
    tasks = FakeTasks()
    tasks.ledger.meetings["t1", "M-1"] = MEETING
    proposing = Proposing(tasks, StandingClock())
    other = SENDS.model_copy(update={"owner": "Ben"})
    revisions = list[int]()
    for found in (SENDS, SENDS, other, other, SENDS):
        before = (REVIEWS,) if revisions else ()  # another number is nothing else
        await proposing.propose(MEETING, minutes(decisions=(), actions=(*before, found)))
        revisions.append((await tasks.of_meeting("t1", "M-1"))[-1].revision)
    assert revisions == [0, 0, 1, 1, 2]
    [*_, kept] = await tasks.of_meeting("t1", "M-1")
    decided = await tasks.change(replace(kept, state="dropped"), by="x", when=("proposed",))
    await proposing.propose(MEETING, minutes(actions=(other,)))
    assert await tasks.get("t1", kept.id) == decided
