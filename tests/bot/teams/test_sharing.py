"""Files that Teams hides are asked of Graph by a durable job; who waits is told what lacks."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.excuses import busy_card
from bot.teams.payloads import Changed, Hidden, happenings
from handlers.chat import Command, Place, Text, Upload
from handlers.unseen import AWAY, OFF, unseen_card
from handlers.withdrawals import Withdrawal
from tests.bot.teams.fetching import CONTENT, fetching
from tests.bot.teams.listening import CHANNEL, CHAT, Room
from tests.doubles.faults import Fault
from tests.doubles.teams import faults
from tests.doubles.teams.world import Conversation, Message
from tests.fake_ledger import MORNING
from tests.fake_queue import InMemorySteps


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with fetching() as at:
        yield Room(at)


def group(room: Room) -> Conversation:
    return room.at.tenant.group("Bills", room.at.ann)


def channel(room: Room) -> Conversation:
    return room.at.tenant.channel("General", room.at.ann)


async def test_files_of_a_channel_are_found_and_fetched(room: Room) -> None:
    held = channel(room)
    room.at.tenant.consented = CHANNEL | {"Files.Read.All"}
    root = await room.write(held, "", "a.pdf", "b.pdf", mention=False)
    reply = await room.write(held, "", "c.pdf", thread=root)
    await room.work()
    found = [one for one in room.heard if isinstance(one, Upload)]
    assert [(one.name, one.addressed) for one in found] == [
        ("a.pdf", False), ("b.pdf", False), ("c.pdf", True),
    ]  # fmt: skip
    assert {(one.place.channel, one.place.thread) for one in found} == {(held.id, root.id)}
    assert b"".join([one async for one in room.at.files.download(found[2])]) == CONTENT
    [source] = await room.at.book.of_message(room.at.tenant.id, held.id, reply.id)
    assert (source.kind, source.thread) == ("reference", root.id)
    assert room.cards == []


async def test_files_of_a_group_chat_are_found_each_once(room: Room) -> None:
    held = group(room)
    room.at.tenant.consented = CHAT
    message = await room.write(held, "here", "报价 01.pdf", "notes.docx", mention=False)
    await room.work()
    await room.write(held, "nothing", image=True)  # which came with the message
    await room.work()
    assert room.names == ["报价 01.pdf"]  # what is shared in passing is not read
    [upload] = [one for one in room.heard if isinstance(one, Upload)]
    assert upload.place.thread == message.id
    assert len(await room.at.book.of_message(room.at.tenant.id, held.id, message.id)) == 1
    await room.write(held, "here", "notes.docx")
    await room.work()
    assert room.names == ["报价 01.pdf", "notes.docx"]


async def test_a_pasted_picture_is_asked_for_where_it_did_not_come(room: Room) -> None:
    held = channel(room)
    room.at.tenant.consented = CHANNEL
    await room.write(held, image=True, page="<p><img src='x'></p>")
    await room.work()
    [upload] = [one for one in room.heard if isinstance(one, Upload)]
    assert upload.name == "image.png"
    assert b"".join([one async for one in room.at.files.download(upload)]) == CONTENT


async def test_no_word_of_a_message_is_in_its_job(room: Room) -> None:
    room.at.tenant.consented = CHAT
    await room.write(group(room), "Norden, read it", "Norden.pdf")
    [job] = room.jobs.kept.values()
    assert "Norden" not in str(job)
    await room.write(group(room), "hm", mention=False)
    assert len(room.jobs.kept) == 1  # nothing hangs on that one


@pytest.mark.parametrize("kind", ["group", "channel"])
async def test_whoever_named_clerk_is_told_which_permission_lacks(room: Room, kind: str) -> None:
    held = group(room) if kind == "group" else channel(room)
    await room.write(held, "read it", "a.pdf", mention=False)
    await room.work()
    assert room.said == []
    message = await room.write(held, "read it", "a.pdf")
    await room.work()
    [posted] = room.chat.said
    lack = "ChatMessage.Read.Chat" if kind == "group" else "ChannelMessage.Read.Group"
    assert posted.content == unseen_card(lack, "en")
    assert posted.ref.place.thread == message.id
    assert room.heard == []


@pytest.mark.parametrize("kind", ["group", "channel"])
async def test_where_graph_is_off_it_is_said_to_whoever_named_clerk(room: Room, kind: str) -> None:
    held = group(room) if kind == "group" else channel(room)
    room.sharing = room.having(graph=False)
    await room.write(held, "read it", "a.pdf", mention=False)
    assert room.jobs.kept == {}
    await room.write(held, "read it", "a.pdf")
    await room.work()
    assert room.cards == [unseen_card(OFF, "en")]
    assert room.at.teams.asked("graph") == []


@pytest.mark.parametrize("graph", [True, False])
@pytest.mark.parametrize("words", ["queue", "help", ""])
async def test_commands_go_on_in_a_group_chat(room: Room, words: str, graph: bool) -> None:
    room.sharing = room.having(graph=graph)
    room.at.tenant.consented = CHAT
    held = group(room)
    await room.write(held, words, page="<p>anything</p>")
    await room.work()
    assert [one.words for one in room.heard if isinstance(one, Command)] == [words]
    assert room.said == ([] if graph or words else [unseen_card(OFF, "en").title])


async def test_a_message_with_pictures_alone_lacks_nothing(room: Room) -> None:
    room.sharing = room.having(graph=False)
    await room.write(group(room), "read it", image=True)
    await room.work()
    assert room.said == []


async def test_while_graph_is_away_a_command_does_not_wait(room: Room) -> None:
    room.at.teams.faults.add("graph", faults.limited(3600), times=99)
    await room.write(group(room), "please look", "a.pdf")
    [job] = room.jobs.kept.values()
    with pytest.raises(Exception, match="15"):
        await room.sharing.on_job(job, InMemorySteps())
    assert [one.words for one in room.heard if isinstance(one, Command)] == ["please look"]
    await room.sharing.on_failed(job)
    assert room.cards == [unseen_card(AWAY, "en")]


async def test_who_asked_a_clerk_that_ended_since_is_told_to_ask_again(room: Room) -> None:
    room.at.tenant.consented = CHAT
    await room.write(group(room), "please look", page="<p>anything</p>")
    [job] = room.jobs.kept.values()
    again = room.having(graph=True)
    for _ in range(2):
        await again.on_job(job, InMemorySteps())
    assert (room.heard, room.cards) == ([], [busy_card("en")])
    # Nobody asked anything of this one.
    await room.write(group(room), "look", "a.pdf", mention=False)
    [_, silent] = room.jobs.kept.values()
    room.at.teams.faults.add("graph", faults.limited(3600), times=99)
    with pytest.raises(Exception, match="15"):
        await again.on_job(silent, InMemorySteps())
    assert room.cards == [busy_card("en")]


async def test_a_message_that_is_gone_holds_nothing(room: Room) -> None:
    held = group(room)
    room.at.tenant.consented = CHAT
    await room.write(held, "read it", "a.pdf")
    held.messages.clear()
    await room.work()
    assert (room.heard, room.said) == ([], [])


def changed(room: Room, held: Conversation, message: Message) -> Hidden:
    told = room.at.teams.told.changed(room.at.tenant, held, room.at.ann, message)
    [one] = [one for one in happenings(told, MORNING) if isinstance(one, Changed)]
    assert one.hidden is not None
    return one.hidden


@pytest.mark.parametrize("fault", [faults.limited(3600), faults.says(400)], ids=["busy", "no"])
async def test_what_an_edit_took_out_is_told_once_graph_answers_again(
    room: Room, fault: Fault
) -> None:
    held = group(room)
    room.at.tenant.consented = CHAT
    message = await room.write(held, "look", "a.pdf", "b.pdf")
    await room.work()
    gone = message.files.pop()
    room.at.teams.faults.add("graph", fault)
    assert await room.sharing.left(changed(room, held, message)) is None
    assert next(iter(room.jobs.kept.values())).payload["message"] == message.id
    [*_, dropped] = [one.file for one in room.heard if isinstance(one, Upload)]
    await room.work()
    [told] = [one for one in room.heard if isinstance(one, Withdrawal)]
    assert (told.file, told.message) == (dropped, None)
    assert told.change
    assert told.place == Place("teams", room.at.tenant.id, held.id)
    assert gone.name == "b.pdf"


async def test_what_is_left_of_a_message(room: Room) -> None:
    held = group(room)
    room.at.tenant.consented = CHAT
    message = await room.write(held, "look", "a.pdf", "b.pdf")
    await room.work()
    [first, second] = [one.file for one in room.heard if isinstance(one, Upload)]
    hidden = changed(room, held, message)
    assert await room.sharing.left(hidden) == frozenset({first, second})
    message.files.pop()
    assert await room.sharing.left(hidden) == frozenset({first})
    room.at.tenant.consented = set()
    assert await room.sharing.left(hidden) is None
    assert await room.having(graph=False).left(hidden) is None
    room.at.tenant.consented = CHAT
    held.messages.clear()
    assert await room.sharing.left(hidden) == frozenset()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_lacks_is_told_in_words_of_its_own(language: str) -> None:
    cards = [unseen_card(one, language) for one in (OFF, AWAY, "Files.Read.All")]  # type: ignore[arg-type]
    first = [next(one.text for one in card.parts if isinstance(one, Text)) for card in cards]
    assert len(set(first)) == 3
    assert "Files.Read.All" in first[2]


async def test_what_is_undeleted_is_found_and_nobody_is_told_again_what_lacks(room: Room) -> None:
    held = group(room)
    message = await room.write(held, "look", "a.pdf")
    again = replace(changed(room, held, message), addressed=True, change="2026-11-23T11:00:00Z")
    for graph in (False, True):  # nobody consented
        room.sharing = room.having(graph=graph)
        assert await room.sharing.on_hidden(again) is graph
    room.jobs.kept.pop(next(iter(room.jobs.kept)))  # of the time that it was written
    [job] = room.jobs.kept.values()
    await room.sharing.on_failed(job)
    await room.work()
    assert (room.heard, room.cards) == ([], [])
    room.at.tenant.consented = CHAT
    await room.sharing.on_hidden(again)
    await room.work()
    assert room.names == ["a.pdf"]
