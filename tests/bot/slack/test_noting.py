"""What was said to one person directly is taken back with the document that it shows."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.slack.noting import Noting, documents_on
from handlers.backlog_cards import SHOW
from handlers.chat import Button, Buttons, Card, Entry, MessageRef, Text
from handlers.ports import Document
from tests.bot.slack.speaking import Room, place_of, speaking
from tests.doubles.slack.state import Team
from tests.fake_ledger import FakeLedger, a_document, a_drop


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


def test_documents_are_known_by_their_buttons() -> None:
    row = Buttons((Button("review.approve", "D-A:1", "Approve"), Button("job.retry", "x", "Again")))
    card = Card("", (Text("D-C"), row, *listing("D-B").parts, Entry("no", "button")))
    assert documents_on(card) == {"D-A", "D-B"}


async def test_a_direct_message_is_noted_under_each_document(room: Room, team: Team) -> None:
    ledger = FakeLedger()
    first, second = [await kept(ledger, team, file) for file in ("F0A", "F0B")]
    chat = room.another(noting=Noting(ledger, ledger))
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


async def test_what_was_forgotten_meanwhile_is_taken_back_at_once(room: Room, team: Team) -> None:
    ledger = FakeLedger()
    chat = room.another(noting=Noting(ledger, ledger))
    place = place_of(team, team.dm("U0ANN").id)
    await chat.post_privately(place, "U0ANN", listing("D-GONE"))
    assert team.dm("U0ANN").messages == []
