"""What somebody has to do: their own, a channel's, a page at a time, and as a file."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.chat import Card, Entry, Place, Told, Turned
from handlers.meetings.records import Meeting, Piece
from handlers.people import Person
from handlers.ports import Drop
from handlers.tasks.exporting import Exporting
from handlers.tasks.finding import Proposing
from handlers.tasks.gate import Gate
from handlers.tasks.jobs import export_job
from handlers.tasks.listing import Listing
from handlers.tasks.mailing import Mailing
from handlers.tasks.subjects import Subject
from pipelines.meeting.minutes import Action, Due
from tests.fake_queue import InMemorySteps
from tests.handlers.tasks.bureau import (
    ELSEWHERE,
    FRIDAY,
    NOW,
    PLACE,
    SENDS,
    Bureau,
    a_meeting,
    buttons,
    minutes,
    words,
)


def an_action(number: int, due: date | None, owner: str = "Ana") -> Action:
    return SENDS.model_copy(
        update={
            "text": f"Do {number}",
            "quote": f"I do {number}",
            "owner": owner,
            "due": due and Due(day=due, words="then"),
        }
    )


async def decided(here: Bureau, *actions: Action) -> None:
    """Let some actions be proposed, and all be confirmed."""
    await here.propose(minutes(*actions, decisions=()))
    for task in await here.tasks.of_meeting("t1", "M-1"):
        new = replace(task, state="confirmed", user="ana" if task.owner == "Ana" else None)
        await here.tasks.change(new, by="local:eva", when=("proposed",))


def entries(card: Card | None) -> list[str]:
    assert card is not None
    return [one.title for one in card.parts if isinstance(one, Entry)]


async def test_ones_own_come_the_next_due_first_and_late_ones_are_marked() -> None:
    here = Bureau()
    late = NOW.date() - timedelta(days=3)
    days = [None, FRIDAY, late, NOW.date()]
    await decided(here, *(an_action(number, day) for number, day in enumerate(days)))
    card = await here.listed()
    assert entries(card) == ["Do 2", "Do 3", "Do 1", "Do 0"]
    assert card is not None
    assert card.title == "4 things for you to do"
    said = words(card)
    assert said.count("overdue") == 1
    assert "Weekly · Action 3" in said
    assert [one.tone for one in card.parts if isinstance(one, Entry)] == [
        "bad", "plain", "plain", "plain",
    ]  # fmt: skip


async def test_a_channel_has_the_tasks_of_all_who_are_in_it() -> None:
    here = Bureau()
    await decided(here, an_action(1, NOW.date()), an_action(2, FRIDAY, owner="Xenia"))
    assert entries(await here.listed("eva")) == []
    card = await here.listed("eva", "channel")
    assert entries(card) == ["Do 1", "Do 2"]
    assert card is not None
    assert "Ana Lopez" in words(card)
    assert "Xenia" in words(card)
    assert entries(await here.listed("eva", "频道")) == ["Do 1", "Do 2"]
    assert await here.listed("eva", "yesterday") is None


async def test_nothing_is_listed_of_a_channel_that_somebody_left() -> None:
    here = Bureau()
    await decided(here, an_action(1, FRIDAY))
    assert entries(await here.listed("ana")) == ["Do 1"]
    here.people.reading["general"].remove("local:ana")
    assert entries(await here.listed("ana")) == []
    assert entries(await here.listed("oscar", "channel")) == []
    outcome = await here.press("csv", user="ana", on=_shown(await here.listed("eva", "channel")))
    assert isinstance(outcome, Told)
    assert "nothing to be put into a file" in words(outcome.card)


def _shown(card: Card | None) -> Card:
    assert card is not None
    return card


async def test_done_in_a_list_turns_to_what_is_left_wherever_it_was_asked_for() -> None:
    here = Bureau()
    await decided(here, an_action(1, NOW.date()), an_action(2, FRIDAY))
    card = await here.listed(place=ELSEWHERE)
    outcome = await here.press("done", user="ana", on=card, place=ELSEWHERE)
    assert isinstance(outcome, Turned)
    assert entries(outcome.card) == ["Do 2"]


@pytest.mark.parametrize("channel", ["general", "19:a:b@thread.tacv2", "allgemein für alle"])
async def test_a_list_of_a_channel_stays_that_wherever_it_is_read_and_pressed(channel: str) -> None:
    here = Bureau()
    here.people.know([Person("local:ana", "Ana Lopez", "employee")], channels=[channel])
    await decided(here, *(an_action(number, FRIDAY) for number in range(9)))
    here.ledger.tasks["t1", "M-1"] = [
        replace(one, place=replace(one.place, channel=channel))
        for one in await here.tasks.of_meeting("t1", "M-1")
    ]
    card = await here.listed("ana", "channel", place=Place("local", "t1", channel, "17"))
    assert card is not None
    assert card.title == "9 things to do in the conversation you asked in"
    [mine, more] = [
        next(one for one in buttons(card, "list") if one.label == label)
        for label in ("Mine", "More")
    ]
    turned = await here.pressed(more, "ana", ELSEWHERE)
    assert isinstance(turned, Turned)
    assert {*entries(card), *entries(turned.card)} == {f"Do {number}" for number in range(9)}
    own = await here.pressed(mine, "ana", ELSEWHERE)
    assert isinstance(own, Turned)
    [back] = [one for one in buttons(own.card, "list") if one.label == "Everybody's"]
    again = await here.pressed(back, "ana", ELSEWHERE)
    assert isinstance(again, Turned)
    assert again.card == card
    assert isinstance(await here.press("csv", "ana", card, ELSEWHERE), Told)
    assert [len(one) for one in here.written] == [9]


async def test_a_list_has_pages() -> None:
    here = Bureau()
    await decided(here, *(an_action(number, FRIDAY) for number in range(20)))
    card, seen = await here.listed(), []
    while True:
        assert card is not None
        seen += entries(card)
        more = [one for one in buttons(card, "list") if one.label == "More"]
        if not more:
            break
        outcome = await here.pressed(more[0], "ana")
        assert isinstance(outcome, Turned)
        card = outcome.card
    assert len(seen) == len(set(seen)) == 20
    assert "17 to 20 of 20" in words(card)


async def test_proposals_have_pages_and_the_shared_card_turns_when_one_is_decided() -> None:
    here = Bureau()
    await here.propose(minutes(*(an_action(n, FRIDAY) for n in range(6)), decisions=()))
    assert len(buttons(here.card, "confirm")) == 4
    [more] = buttons(here.card, "page")
    outcome = await here.pressed(more, "ben")
    assert isinstance(outcome, Turned)
    assert [one.title for one in outcome.card.parts if isinstance(one, Entry)] == [
        "Action 5: Do 4", "Action 6: Do 5",
    ]  # fmt: skip
    assert len(buttons(here.card, "confirm")) == 4
    confirmed = await here.press("confirm", user="ben", on=outcome.card)
    assert isinstance(confirmed, Turned)
    assert "Confirmed by Ben" in words(confirmed.card)
    await here.press("all")
    assert [one.title for one in here.card.parts if isinstance(one, Entry)] == [
        "Action 5: Do 4", "Action 6: Do 5",
    ]  # fmt: skip
    assert isinstance(await here.pressed(more, "oscar"), Told)


@pytest.mark.parametrize("form", ["ics", "csv"])
async def test_what_was_confirmed_is_sent_to_who_asks_alone(form: str) -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm")
    await here.press("confirm")
    outcome = await here.press(form, user="ben")
    assert isinstance(outcome, Told)
    [file] = here.files("ben")
    assert file.name == f"tasks.{form}"
    assert [(one.task.text, one.owner, one.meeting) for one in here.written[0]] == [
        ("We ship on Monday", "", "Weekly"),
        ("Send the draft", "Ana Lopez", "Weekly"),
    ]
    assert here.chat.attachments(PLACE) == []
    assert ("local:ben", "task.exported") in here.acts()
    assert isinstance(await here.press(form, user="oscar"), Told)
    assert here.files("oscar") == []


async def test_a_calendar_of_nothing_that_is_due_is_not_sent() -> None:
    here = Bureau()
    await here.propose(minutes(an_action(1, None), decisions=()))
    await here.press("confirm")
    assert isinstance(await here.press("ics", user="ben"), Told)
    assert here.files("ben") == []
    await here.press("csv", user="ben")
    assert len(here.files("ben")) == 1


async def test_a_file_goes_with_each_meeting_that_it_is_of() -> None:
    here = Bureau()
    await decided(here, an_action(1, FRIDAY))
    meeting = a_meeting()
    drop = Drop("local:t1:general:R2", PLACE, "eva", "R2", "other.mp4", NOW)
    other = replace(meeting, id="M-2", pieces=(Piece("recording", drop),))
    here.ledger.meetings["t1", "M-2"] = other
    here.ledger.drops["t1", drop.key] = (drop, None)
    found = minutes(an_action(2, FRIDAY), decisions=())
    await Proposing(here.tasks, here.clock).propose(other, found)
    [task] = await here.tasks.of_meeting("t1", "M-2")
    confirmed = replace(task, state="confirmed", user="ana")
    await here.tasks.change(confirmed, by="local:eva", when=("proposed",))
    await here.press("csv", user="ana", on=_shown(await here.listed()))
    assert len(here.files("ana")) == 1
    traces = [await here.ledger.traces("t1", one) for one in ("M-1", "M-2")]
    sent = [{one.id for one in found.messages} for found in traces if found]
    file = next(one.ref.id for one in here.chat.said if one.ref.place.channel == "direct-ana")
    assert [file in ids for ids in sent] == [True, True]


async def test_a_meeting_of_many_tasks_is_read_once_for_a_file() -> None:
    here, asked = Bureau(), list[str]()

    async def find(tenant: str, meeting_id: str) -> Meeting | None:
        asked.append(meeting_id)
        return await here.meetings.get(tenant, meeting_id)

    await decided(here, *(an_action(n, FRIDAY) for n in range(4)))
    desk = replace(here.desk, meeting=find)
    listing = Listing(desk, Mailing(desk))
    exporting = Exporting(Gate(desk), listing, {"csv": here._write})
    made = export_job(PLACE, "ben", "csv", Subject("M-1"), (NOW, "en"))
    await exporting.on_job(made, InMemorySteps())
    assert len(here.written[0]) == 4
    assert asked == ["M-1"]


async def test_who_has_no_conversation_with_clerk_is_told_so() -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm")
    here.chat.strangers.add("ben")
    outcome = await here.press("csv", user="ben")
    assert isinstance(outcome, Told)
    assert "no conversation" in words(outcome.card)


async def test_all_that_was_said_hangs_on_the_arrival_of_the_meeting() -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm", nth=1)
    await here.press("csv", user="ben")
    await here.morning(FRIDAY)
    await here.press("not_mine", user="ana", on=here.told("ana")[0])
    traces = await here.ledger.traces("t1", "M-1")
    assert traces is not None
    said = {one.ref.id for one in (*here.chat.said, *here.chat.retracted)}
    assert {one.id for one in traces.messages} == said
    keys = {key for key in here.queue._tasks if key.startswith("task-tell")}
    assert keys <= set(traces.jobs)
    assert Place("local", "t1", "direct-ana") in {one.ref.place for one in here.chat.retracted}
