"""What was said to one person directly is taken back with the document, or task, that it shows."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.shown import Copies, Noting, subjects_on
from handlers.backlog_cards import SHOW
from handlers.chat import Button, Buttons, Card, Entry, MessageRef, Text
from handlers.meetings.records import Meeting
from handlers.ports import Document
from tests.bot.slack.speaking import Room, place_of, speaking
from tests.doubles.slack.state import Team
from tests.fake_ledger import FakeLedger, a_document, a_drop
from tests.fake_meetings import FakeMeetings


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with speaking("T0OURS") as room:
        room.slack.act.join(room.slack.world.teams["T0OURS"], "U0ANN", "C0INVOICES")
        yield room


@pytest.fixture
def team(room: Room) -> Team:
    return room.slack.world.teams["T0OURS"]


async def kept(ledger: FakeLedger, team: Team, file: str) -> Document:
    drop = a_drop(team.id, file)
    drop = replace(drop, place=place_of(team))
    await ledger.arrived(drop, None)
    document = await ledger.add(a_document(drop, file), frozenset())
    await ledger.arrived(drop, document.id)
    return document


def listing(*documents: str) -> Card:
    entries = [Entry(one, "waits", Button("review.open", f"{one}:1", "Open")) for one in documents]
    return Card("What waits", (*entries, Buttons((Button(SHOW, "all:10", "More"),))))


async def met(ledger: FakeLedger, team: Team, file: str) -> Meeting:
    drop = replace(a_drop(team.id, file, name=f"{file}.mp4"), place=place_of(team, thread=file))
    return await FakeMeetings(ledger).arrived(drop, "recording")


def tasks(*meetings: Meeting) -> Card:
    """Make a list of tasks, with the way to another list."""
    entries = [
        Entry("Ship it", one.id, Button("task.done", f"{one.id}:T-A:1:mine:0", "Done"))
        for one in meetings
    ]
    other = Button("task.list", "::0:channel:0", "In this channel")
    return Card("To do", (*entries, Buttons((other,))))


def test_documents_and_meetings_are_known_by_their_buttons() -> None:
    row = Buttons((Button("review.approve", "D-A:1", "Approve"), Button("job.retry", "x", "Again")))
    card = Card("", (Text("D-C"), row, *listing("D-B").parts, Entry("no", "button")))
    assert subjects_on(card) == {"D-A", "D-B"}
    done, other = Button("task.done", "M-A:T-A:1:mine:0", "Done"), Button("task.list", "::0::0", "")
    assert subjects_on(Card("To do", (Entry("", "", done), Buttons((other,))))) == {"M-A"}


async def test_a_direct_message_is_noted_under_each_document(room: Room, team: Team) -> None:
    ledger = FakeLedger()
    first, second = [await kept(ledger, team, file) for file in ("F0A", "F0B")]
    chat = room.another(noting=Noting(ledger, ledger, FakeMeetings(ledger)))
    place = place_of(team, team.dm("U0ANN").id)
    await chat.post_privately(place, "U0ANN", listing(first.id, second.id))
    await chat.post_privately(place, "U0ANN", Card("Nothing of any document"))
    await chat.post_privately(place_of(team), "U0ANN", listing(first.id))
    (message, _) = team.dm("U0ANN").messages
    noted = dict(ledger.outbox.values())
    assert noted == {
        first.drop.key: MessageRef(place, message.ts),
        second.drop.key: MessageRef(place, message.ts),
    }


async def test_a_list_of_tasks_is_noted_under_each_meeting(room: Room, team: Team) -> None:
    ledger = FakeLedger()
    first, second = [await met(ledger, team, file) for file in ("F0A", "F0B")]
    chat = room.another(noting=Noting(ledger, ledger, FakeMeetings(ledger)))
    place = place_of(team, team.dm("U0ANN").id)
    await chat.post_privately(place, "U0ANN", tasks(first))
    [message] = team.dm("U0ANN").messages
    sent = MessageRef(place, message.ts)
    assert dict(ledger.outbox.values()) == {first.pieces[0].drop.key: sent}
    for _ in range(2):
        await chat.turn(sent, tasks(first, second))
    keys = [one.pieces[0].drop.key for one in (first, second)]
    assert sorted(ledger.outbox.values()) == sorted((key, sent) for key in keys)
    assert "Ship it" in str(message.blocks)


async def test_a_list_is_not_turned_to_what_was_forgotten(room: Room, team: Team) -> None:
    ledger = FakeLedger()
    first, second = [await met(ledger, team, file) for file in ("F0A", "F0B")]
    chat = room.another(noting=Noting(ledger, ledger, FakeMeetings(ledger)))
    place = place_of(team, team.dm("U0ANN").id)
    await chat.post_privately(place, "U0ANN", tasks(first))
    [message] = team.dm("U0ANN").messages
    shown = tasks(second)
    assert await ledger.erase(team.id, second.id)
    await chat.turn(MessageRef(place, message.ts), shown)
    assert team.dm("U0ANN").messages == []


async def test_what_was_forgotten_meanwhile_is_taken_back_at_once(room: Room, team: Team) -> None:
    ledger = FakeLedger()
    chat = room.another(noting=Noting(ledger, ledger, FakeMeetings(ledger)))
    place = place_of(team, team.dm("U0ANN").id)
    await chat.post_privately(place, "U0ANN", listing("D-GONE"))
    assert team.dm("U0ANN").messages == []


async def test_what_shows_the_same_elsewhere_is_noted_before_it_is_said() -> None:
    ledger, drop = FakeLedger(), a_drop("T1", "F1")
    copies, place = Copies(ledger), drop.place
    await ledger.arrived(drop, None)
    original, copy = MessageRef(place, "m1"), MessageRef(place, "m2")
    # About no file: there is nothing to note.
    assert await copies.opening(original, place, "asked") == ()
    assert ledger.outbox == {}
    await ledger.opening(place, "k", drop.key)
    await ledger.done("k", original)
    other = a_drop("T1", "F2")
    await ledger.arrived(other, None)
    await ledger.opening(place, "k2", other.key)
    await ledger.done("k2", original)
    keys = await copies.opening(original, place, "asked")
    both = (drop.key, other.key)
    assert [ledger.outbox["T1", key] for key in keys] == [(job, place) for job in both]
    assert await copies.earlier(place, keys) == set()
    assert await copies.done(keys, copy)
    assert await copies.opening(original, place, "asked") == keys
    assert await copies.earlier(place, keys) == {copy}
    assert await copies.opening(original, place, "told") != keys
    assert [await ledger.jobs_of(one) for one in (original, copy)] == [both, both]
    del ledger.drops["T1", other.key]
    with pytest.raises(KeyError):
        await copies.opening(original, place, "asked")
    ledger.outbox.clear()
    assert not await copies.done(keys, copy)
