"""What one person is told alone in Teams, and that it goes with what it shows."""

import asyncio
from dataclasses import replace

import pytest

from bot.book import PLATFORM
from handlers.chat import (
    Button,
    Buttons,
    Card,
    ChatRefused,
    MessageRef,
    Place,
)
from handlers.ports import Document
from tests.bot.teams.speaking import (
    ALONE,
    ANN,
    CARD,
    THREAD,
    Room,
    speaking,
)


@pytest.fixture
async def room() -> Room:
    return await speaking()


def waiting(*documents: Document) -> Card:
    row = [Button("review.open", f"{one.id}:1", "Open") for one in documents]
    return Card("What waits", (Buttons(tuple(row)),))


async def test_what_one_person_is_told_is_told_alone(room: Room) -> None:
    chat = room.chat
    await chat.post_privately(THREAD, "ann", CARD)
    await chat.post_privately(replace(ALONE, thread="1699"), "ann", CARD)
    await chat.post_privately(ALONE, "bob", CARD)
    assert room.said() == []
    assert len(room.said("a:ann")) == 2
    assert len(room.said("a:t1:29:bob")) == 1
    assert [(one.user, one.mark) for one in room.book.messages.values()] == [
        ("ann", ""), ("ann", ""), ("bob", "")
    ]  # fmt: skip


async def test_a_personal_conversation_is_opened_once(room: Room) -> None:
    chat, places = room.chat, (THREAD, ALONE, THREAD)
    room.connector.gate.clear()
    asking = [asyncio.ensure_future(chat.direct(place, "bob")) for place in places]
    await room.connector.asked.wait()
    room.connector.gate.set()
    assert await asyncio.gather(*asking) == [Place(PLATFORM, "t1", "a:t1:29:bob")] * 3
    for _ in range(2):
        assert await room.chat.direct(THREAD, "cid") == Place(PLATFORM, "t1", "a:t1:cid")
    assert room.connector.calls == ["open", "open"]
    [kept] = [one for one in room.book.conversations.values() if one.user == "cid"]
    assert kept == replace(ANN, channel="a:t1:cid", user="cid")


async def test_whoever_does_not_have_the_app_is_not_told(room: Room) -> None:
    room.connector.strangers = {"29:bob"}
    with pytest.raises(ChatRefused):
        await room.chat.post_privately(THREAD, "bob", CARD)
    assert room.connector.posted == []


async def test_what_is_shown_of_documents_goes_with_them(room: Room) -> None:
    first, second = await room.kept("F1"), await room.kept("F2")
    chat = room.chat
    await chat.post_privately(THREAD, "ann", waiting(first))
    [one] = room.said("a:ann")
    message = MessageRef(ALONE, one.id)
    assert dict(room.ledger.outbox.values()) == {first.drop.key: message}
    await chat.turn(message, waiting(first, second))
    noted = dict(room.ledger.outbox.values())
    assert noted == {first.drop.key: message, second.drop.key: message}
    gone = waiting(second)
    await room.ledger.erase("t1", second.id)
    await chat.turn(message, gone)
    await chat.post_privately(THREAD, "ann", gone)
    assert room.said("a:ann") == []
    assert room.book.messages == {}
