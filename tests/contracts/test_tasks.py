"""What every Tasks keeps, and gives back."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from handlers.chat import Place
from handlers.tasks.records import State, Task
from pipelines.meeting.minutes import Doubt
from tests.contracts.conftest import Ledger
from tests.contracts.recorded import a_task, begun
from tests.fake_ledger import MORNING

FRIDAY = date(2026, 11, 27)
PROPOSED: tuple[State, ...] = ("proposed",)


async def kept(ledger: Ledger, task: Task) -> Task:
    """Propose a task beside those there are, and give it as it is kept."""
    known = await ledger.tasks.of_meeting(task.tenant, task.meeting_id)
    await ledger.tasks.propose(task.tenant, task.meeting_id, [*known, task])
    found = await ledger.tasks.get(task.tenant, task.id)
    assert found
    return found


async def confirmed(ledger: Ledger, task: Task) -> Task:
    """Propose a task and confirm it."""
    proposed = await kept(ledger, task)
    decided = replace(proposed, state="confirmed")
    done = await ledger.tasks.change(decided, by="local:eva", when=PROPOSED)
    assert done
    return done


async def test_a_task_is_kept_whole(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    task = a_task(
        meeting, doubts=(Doubt.OWNER, Doubt.DUE), owner="安娜", user="U1", due=FRIDAY,
        at=time(17, 30), due_words="by Friday, half past five", language="zh", start_s=61.25,
        cites=("S0001", "S0002"),
    )  # fmt: skip
    decision = a_task(meeting, "T-D", kind="decision")
    await ledger.tasks.propose("t1", meeting.id, [task, decision])
    assert await ledger.tasks.get("t1", task.id) == task
    assert await ledger.tasks.of_meeting("t1", meeting.id) == [decision, task]
    assert await ledger.tasks.get("t2", task.id) is None
    assert await ledger.tasks.get("t1", "T-OTHER") is None
    assert await ledger.tasks.of_meeting("t2", meeting.id) == []


async def test_nothing_is_proposed_of_what_was_forgotten(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    task = a_task(meeting)
    await ledger.tasks.propose("t1", "M-OTHER", [task])
    await ledger.tasks.propose("t2", meeting.id, [task])
    assert await ledger.tasks.get("t1", task.id) is None


async def test_a_run_proposes_in_place_of_the_one_before(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    first, second = a_task(meeting, "T-A", 1), a_task(meeting, "T-B", 2)
    for _ in range(2):
        await ledger.tasks.propose("t1", meeting.id, [first, second])
    assert await ledger.tasks.of_meeting("t1", meeting.id) == [first, second]
    second = replace(second, number=1, text="Ship it now", revision=1)
    await ledger.tasks.propose("t1", meeting.id, [second, replace(second, text="twice")])
    assert await ledger.tasks.get("t1", first.id) is None
    assert await ledger.tasks.of_meeting("t1", meeting.id) == [second]
    third = replace(second, text="Ship it at last", revision=2)
    await ledger.tasks.propose("t1", meeting.id, [third])
    assert await ledger.tasks.of_meeting("t1", meeting.id) == [third], "nobody decided on it"
    shown = replace(second, state="confirmed")
    assert await ledger.tasks.change(shown, by="local:eva", when=PROPOSED) is None


@pytest.mark.parametrize("state", ["confirmed", "dropped", "done", "proposed"])
async def test_what_people_decided_on_stays(ledger: Ledger, state: State) -> None:
    meeting = await begun(ledger)
    first, second = a_task(meeting, "T-A", 1), a_task(meeting, "T-B", 2)
    await ledger.tasks.propose("t1", meeting.id, [first, second])
    changed = replace(second, state=state, text="Ship it all")
    decided = await ledger.tasks.change(changed, by="local:eva", when=PROPOSED)
    assert decided
    other = a_task(meeting, "T-C", 3)
    await ledger.tasks.propose("t1", meeting.id, [other, second])
    assert await ledger.tasks.of_meeting("t1", meeting.id) == [decided, other]


async def test_of_many_who_press_one_is_first(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    task = await kept(ledger, a_task(meeting, since=MORNING - timedelta(days=1)))
    states: tuple[State, ...] = ("confirmed", "dropped", "confirmed")
    pressed = await asyncio.gather(
        *(
            ledger.tasks.change(replace(task, state=state), by=f"local:{n}", when=PROPOSED)
            for n, state in enumerate(states)
        )
    )
    [first] = filter(None, pressed)
    assert first.revision == task.revision + 1
    assert first.by
    assert first.since > task.since
    assert await ledger.tasks.get("t1", task.id) == first
    as_it_was = replace(task, state="done")
    assert await ledger.tasks.change(as_it_was, by="x", when=("confirmed", "dropped")) is None
    assert await ledger.tasks.change(first, by="x", when=PROPOSED) is None
    foreign = replace(first, tenant="t2")
    assert await ledger.tasks.change(foreign, by="x", when=(first.state,)) is None
    assert await ledger.tasks.get("t1", task.id) == first


async def test_open_tasks_are_listed_by_their_day(ledger: Ledger) -> None:
    meeting, other = await begun(ledger), await begun(ledger, "F2", "t2")
    days = {
        "T-A": (None, None), "T-B": (FRIDAY, None), "T-C": (FRIDAY, time(9)),
        "T-D": (FRIDAY - timedelta(days=1), None), "T-E": (FRIDAY + timedelta(days=1), None),
    }  # fmt: skip
    for number, (id_, (day, at)) in enumerate(days.items(), 1):
        await confirmed(ledger, a_task(meeting, id_, number, due=day, at=at, user="U1"))
    await confirmed(ledger, a_task(other, "T-X", due=FRIDAY, user="U1"))
    await confirmed(ledger, a_task(meeting, "T-Y", kind="decision", due=FRIDAY, user="U1"))
    await kept(ledger, a_task(meeting, "T-Z", 9, due=FRIDAY, user="U1"))
    whole = [f"T-{letter}-{meeting.id}" for letter in "DCBEA"]
    thread = meeting.place
    here = [replace(thread, thread=None), replace(thread, thread="another")]
    for place in here:
        assert [one.id for one in await ledger.tasks.of_channel(place)] == whole
    for place in (Place("slack", "t1", thread.channel), Place("local", "t1", "elsewhere")):
        assert await ledger.tasks.of_channel(place) == []
    assert [one.id for one in await ledger.tasks.of_user("local", "t1", "U1")] == whole
    for who in (("slack", "t1", "U1"), ("local", "t1", "U2"), ("local", "t3", "U1")):
        assert await ledger.tasks.of_user(*who) == []
    due = [one.id for one in await ledger.tasks.due(FRIDAY)]
    assert due == [*whole[:3], f"T-X-{other.id}"]
    assert [one.id for one in await ledger.tasks.due(FRIDAY - timedelta(days=2))] == []


async def test_what_was_decided_in_a_channel_is_found_once_it_is_confirmed(ledger: Ledger) -> None:
    meeting, other = await begun(ledger), await begun(ledger, "F2", "t2")
    await confirmed(ledger, a_task(meeting, "T-A", kind="decision"))
    await confirmed(ledger, a_task(meeting, "T-B", 2, kind="decision"))
    await kept(ledger, a_task(meeting, "T-C", 3, kind="decision"))
    await confirmed(ledger, a_task(meeting, "T-D"))
    await confirmed(ledger, a_task(other, "T-E", kind="decision"))
    found = await ledger.tasks.decided(replace(meeting.place, thread=None))
    assert [one.id for one in found] == [f"T-{letter}-{meeting.id}" for letter in "BA"]
    for place in (Place("slack", "t1", meeting.place.channel), Place("local", "t1", "elsewhere")):
        assert await ledger.tasks.decided(place) == []


async def test_what_is_done_is_open_no_more(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    task = await confirmed(ledger, a_task(meeting, due=FRIDAY, user="U1"))
    done = await ledger.tasks.change(replace(task, state="done"), by="x", when=("confirmed",))
    assert done
    assert await ledger.tasks.of_channel(meeting.place) == []
    assert await ledger.tasks.of_user("local", "t1", "U1") == []
    assert await ledger.tasks.due(FRIDAY) == []
    assert await ledger.tasks.of_meeting("t1", meeting.id) == [done]


async def test_what_people_changed_lately_is_known(ledger: Ledger) -> None:
    meeting, other = await begun(ledger), await begun(ledger, "F2", "t2")
    first = await confirmed(ledger, a_task(meeting))
    second = await confirmed(ledger, a_task(other, "T-X"))
    await kept(ledger, a_task(meeting, "T-Z", 9))
    changed = {one.id for one in await ledger.tasks.changed(min(first.since, second.since))}
    assert changed == {first.id, second.id}
    later = max(first.since, second.since) + timedelta(microseconds=1)
    assert await ledger.tasks.changed(later) == []
