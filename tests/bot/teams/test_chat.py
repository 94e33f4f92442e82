"""How Clerk speaks in Teams: kept as it is said."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.book import Conversation
from bot.ledger.faults import DatabaseBusy
from bot.teams.activities import CARD as ADAPTIVE
from bot.teams.chat import mark_of
from bot.teams.connector import TeamsRefused
from handlers.chat import (
    Card,
    ChatRefused,
    ChatUnavailable,
    FileGone,
    MessageRef,
    Place,
    Upload,
)
from tests.bot.teams.speaking import (
    ALONE,
    BUSY,
    CARD,
    FILE,
    GENERAL,
    THREAD,
    Room,
    speaking,
)
from tests.fake_book import FakeBook
from tests.fake_connector import FakeConnector
from tests.fake_ledger import MORNING


@pytest.fixture
async def room() -> Room:
    return await speaking()


async def test_a_card_is_drawn_and_named_in_notifications(room: Room) -> None:
    await room.chat.post(THREAD, CARD, key="drop:card")
    [one] = room.said()
    [attachment] = one.activity.pop("attachments")
    assert one.activity == {"type": "message", "summary": "Invoice 4711"}
    assert attachment["contentType"] == ADAPTIVE
    assert attachment["content"]["type"] == "AdaptiveCard"
    assert "drop:card" not in str(attachment)


async def test_threads_are_of_channels_and_labels_elsewhere(room: Room) -> None:
    label = replace(ALONE, thread="1699")
    for place in (THREAD, replace(THREAD, thread=None), label, replace(label, channel="19:group")):
        sent = await room.chat.post(place, CARD, key=str(place))
        assert sent.place == place
        assert await room.chat.find(place, key=str(place)) == sent
    assert [one.thread for one in room.connector.posted] == ["1700", None, None, None]


async def test_two_who_say_the_same_at_once_say_it_once(room: Room) -> None:
    class Slow(FakeConnector):
        async def send(self, *said: Any) -> str:
            await asyncio.sleep(0)
            return await super().send(*said)

    room.connector = Slow()
    chat = room.chat
    cards = [chat.post(THREAD, CARD, key="remind") for _ in range(2)]
    files = [chat.send_file(THREAD, FILE, key="json") for _ in range(2)]
    one, again, file, same = await asyncio.gather(*cards, *files)
    assert (one, file) == (again, same)
    assert len(room.said()) == 2


async def test_a_message_is_replaced_and_taken_back_in_its_thread(room: Room) -> None:
    named = list[str]()

    class Listening(FakeConnector):
        async def update(self, conversation: Conversation, *more: Any) -> None:
            named.append(conversation.channel)

        async def delete(self, conversation: Conversation, *more: Any) -> None:
            named.append(conversation.channel)

    room.connector = Listening()
    for place in (THREAD, replace(THREAD, thread=None), replace(ALONE, thread="1699")):
        sent = await room.chat.post(place, BUSY, key=str(place))
        await room.chat.edit(sent, CARD)
        await room.chat.retract(sent)
    reply, first, alone = "19:general;messageid=1700", "19:general;messageid=1702", "a:ann"
    assert named == [reply, reply, first, first, alone, alone]


async def test_what_was_said_is_in_the_book_whole(room: Room) -> None:
    sent = await room.chat.post(THREAD, BUSY, key="k")
    await room.chat.edit(sent, CARD)
    [said] = room.book.messages.values()
    assert (said.message, said.card, said.mark) == (sent, CARD, mark_of("t1", "k"))
    assert (said.user, said.offered) == ("", None)
    assert mark_of("t1", "k") != mark_of("t2", "k")


async def test_where_clerk_never_was_nothing_is_said(room: Room) -> None:
    place = replace(THREAD, channel="19:other")
    for saying in (
        room.chat.post(place, CARD, key="k"),
        room.chat.send_file(place, FILE, key="f"),
        room.chat.retract(MessageRef(place, "1")),
        room.chat.direct(replace(place, tenant="t2"), "ann"),
    ):
        with pytest.raises(ChatRefused):
            await saying
    assert room.connector.calls == []


@pytest.mark.parametrize(
    ("end", "kind", "thread"),
    [("tacv2", "channel", "1700"), ("skype", "channel", "1700"), ("v2", "group", None)],
)
async def test_a_channel_of_a_team_is_reached_before_anybody_says_anything_there(
    room: Room, end: str, kind: str, thread: str | None
) -> None:
    place = replace(THREAD, channel=f"19:accounting@thread.{end}")
    room.connector.faults = [TeamsRefused("send", 403, "BotNotInConversationRoster")]
    with pytest.raises(TeamsRefused):
        await room.chat.post(place, CARD, key="k")
    assert await room.book.conversation("t1", place.channel) is None
    sent = await room.chat.post(place, BUSY, key="k")
    known = await room.book.conversation("t1", place.channel)
    assert known
    assert (known.kind, known.service_url, known.bot) == (kind, GENERAL.service_url, GENERAL.bot)
    await room.chat.edit(sent, CARD)
    [one] = room.said(place.channel)
    assert (one.thread, one.activity["summary"]) == (thread, "Invoice 4711")


async def test_what_cannot_be_replaced_is_not(room: Room) -> None:
    chat = room.chat
    sent, file = await chat.post(THREAD, CARD, key="k"), await chat.send_file(THREAD, FILE, key="f")
    for message, why in (
        (MessageRef(THREAD, "somebody's"), "message_not_found"),
        (file, "a file"),
    ):
        with pytest.raises(ChatRefused, match=why):
            await chat.edit(message, CARD)
    assert "update" not in room.connector.calls
    room.connector.posted.clear()
    with pytest.raises(TeamsRefused):
        await chat.edit(sent, BUSY)
    [said, _] = room.book.messages.values()
    assert said.card == CARD, "it says what Teams took last"


async def test_progress_is_shown_now_and_then(room: Room) -> None:
    chat = room.chat
    sent = await chat.post(THREAD, BUSY, key="k")
    shown = []
    for at in range(7):
        room.now = float(at)
        await chat.edit(sent, replace(BUSY, title=f"Page {at}"))
        shown.append(room.said()[0].activity["summary"])
    assert shown == ["Page 0"] * 3 + ["Page 3"] * 3 + ["Page 6"]
    await chat.edit(sent, CARD)
    await chat.edit(sent, replace(BUSY, title="Again"))
    assert room.said()[0].activity["summary"] == "Again"


async def test_nobody_waits_for_progress_to_be_shown(room: Room) -> None:
    room.hurry = 0.01
    chat = room.chat
    sent = await chat.post(THREAD, BUSY, key="k")
    room.connector.gate.clear()
    with pytest.raises(ChatUnavailable):
        await chat.edit(sent, replace(BUSY, title="Page 1"))
    room.connector.asked.clear()
    telling = asyncio.ensure_future(chat.edit(sent, CARD))
    await room.connector.asked.wait()
    room.connector.gate.set()
    await telling
    assert [one.activity["summary"] for one in room.said()] == ["Invoice 4711"]


async def test_of_two_edits_the_one_that_teams_has_last_is_kept(room: Room) -> None:
    chat = room.chat
    sent = await chat.post(THREAD, BUSY, key="k")
    room.connector.gate.clear()
    edits = [asyncio.ensure_future(chat.edit(sent, Card(str(n)))) for n in range(3)]
    room.connector.asked.clear()
    await room.connector.asked.wait()
    for _ in range(9):
        await asyncio.sleep(0)
    assert room.connector.calls == ["send", "update"]
    room.connector.gate.set()
    await asyncio.gather(*edits)
    [one], [kept] = room.said(), room.book.messages.values()
    assert one.activity["summary"] == kept.card.title == "2"


async def test_what_was_forgotten_while_it_was_edited_is_taken_back(room: Room) -> None:
    sent = await room.chat.post(THREAD, BUSY, key="k")

    class Forgetting(FakeBook):
        async def edited(self, message: MessageRef, card: Card) -> bool:
            self.messages.clear()
            return await super().edited(message, card)

    room.book = Forgetting(room.book.conversations, room.book.accounts, room.book.messages)
    with pytest.raises(ChatRefused, match="forgotten"):
        await room.chat.edit(sent, CARD)
    assert room.said() == []
    assert room.book.messages == {}


async def test_what_teams_keeps_is_out_of_the_book_once_teams_said_no(room: Room) -> None:
    chat = room.chat
    sent = await chat.post(THREAD, CARD, key="k")
    room.connector.faults = [ChatUnavailable("delete: 503"), TeamsRefused("delete", 403, "No")]
    with pytest.raises(ChatUnavailable):
        await chat.retract(sent)
    assert await chat.find(THREAD, key="k") == sent, "it is tried again"
    with pytest.raises(TeamsRefused):
        await chat.retract(sent)
    assert await chat.find(THREAD, key="k") is None


async def test_what_teams_gave_no_id_is_said_anew_instead_of_edited(room: Room) -> None:
    room.connector.names_none = True
    chat = room.chat
    sent, other = [await chat.post(THREAD, BUSY, key=key) for key in "ab"]
    assert sent != other
    await chat.edit(sent, replace(BUSY, title="Page 2"))
    await chat.edit(sent, CARD)
    summaries = [one.activity["summary"] for one in room.said()]
    assert summaries == ["Reading", "Reading", "Invoice 4711"]
    with pytest.raises(ChatRefused):
        await chat.retract(sent)


@pytest.mark.parametrize(
    ("place", "puts_files", "asks"),
    [(ALONE, True, True), (ALONE, False, False), (THREAD, True, False)],
)
async def test_a_file_is_offered_and_kept(
    room: Room, place: Place, puts_files: bool, asks: bool
) -> None:
    room.puts_files = puts_files
    sent = await room.chat.send_file(place, FILE, key="f")
    [one] = room.said(place.channel)
    [attachment] = one.activity["attachments"]
    assert attachment["contentType"].endswith("file.consent") == asks
    assert mark_of("t1", "f") in str(attachment)
    said = await room.book.said(sent)
    assert said
    assert said.offered
    assert (said.offered.content, said.offered.name, said.offered.since) == (
        b"{}", "a.json", MORNING,
    )  # fmt: skip
    await room.chat.retract(sent)
    assert room.book.messages == {}


async def test_a_file_is_fetched(room: Room) -> None:
    room.files["F1"] = b"%PDF-"
    upload = Upload(THREAD, "ann", "F1", "a.pdf")
    assert [chunk async for chunk in room.chat.download(upload)] == [b"%PDF-"]
    with pytest.raises(FileGone):
        async for _ in room.chat.download(replace(upload, file="F2")):
            pass


async def test_a_book_that_cannot_be_read_now_can_be_later(room: Room) -> None:
    sent = await room.chat.post(THREAD, CARD, key="k")

    class Locked(FakeBook):
        async def said(self, message: MessageRef) -> None:
            raise DatabaseBusy("locked")

        async def conversation(self, tenant: str, channel: str) -> None:
            raise DatabaseBusy("locked")

        async def marked(self, place: Place, mark: str) -> None:
            raise DatabaseBusy("locked")

    room.book = Locked()
    for saying in (
        room.chat.post(THREAD, CARD, key="k2"),
        room.chat.find(THREAD, key="k"),
        room.chat.edit(sent, CARD),
        room.chat.retract(sent),
        room.chat.post_privately(THREAD, "ann", CARD),
        room.chat.direct(THREAD, "bob"),
        room.chat.send_file(THREAD, FILE, key="f"),
    ):
        with pytest.raises(ChatUnavailable, match="database_busy"):
            await saying
