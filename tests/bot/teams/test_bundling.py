"""Files of one answer on one card: how it grows and shrinks, and what becomes of it in between."""

from dataclasses import dataclass, field, replace

import pytest

from bot.book import Said
from bot.ledger.faults import DatabaseBusy
from bot.teams.connector import TeamsRefused
from handlers.bundles import Bundle
from handlers.chat import Attachment, Card, ChatRefused, ChatUnavailable, MessageRef, Place, Told
from tests.bot.teams.giving import Counter, a_counter, answered, press, shown
from tests.bot.teams.speaking import ALONE, THREAD, Room, speaking
from tests.doubles.teams import cards
from tests.fake_book import FakeBook
from tests.fake_connector import Posted

BUNDLE = Bundle("d:files", "Files of this document")
PICTURE = Attachment("a.evidence.png", "image/png", b"png", "Where each value stands", BUNDLE)
DATA = Attachment("a.json", "application/json", b"{}", "a.json", BUNDLE)
GONE = "This file is not offered any more"


@dataclass
class Failing(FakeBook):
    """A book that is busy for so many `times` when a message is to be kept."""

    times: int = 0

    async def say(self, said: Said) -> None:
        if self.times:
            self.times -= 1
            raise DatabaseBusy("locked")
        await super().say(said)


@dataclass
class Sent:
    """What was put into a place: the picture, and the data."""

    picture: MessageRef
    data: MessageRef
    place: Place = field(default=THREAD)


async def both(room: Room, place: Place = THREAD) -> Sent:
    picture = await room.chat.send_file(place, PICTURE, key="p")
    return Sent(picture, await room.chat.send_file(place, DATA, key="j"), place)


def names(posted: Posted) -> list[str]:
    card = posted.activity["attachments"][0]["content"]
    return [name for _, name in cards.files(card)]


@pytest.fixture
async def room() -> Room:
    return await speaking()


@pytest.fixture
async def counter() -> Counter:
    return await a_counter()


@pytest.mark.parametrize("place", [THREAD, ALONE], ids=["channel", "personal"])
async def test_all_are_on_one_card_however_often_they_are_sent(room: Room, place: Place) -> None:
    sent = await both(room, place)
    assert await both(room, place) == sent
    [card] = room.said(place.channel)
    assert names(card) == ["a.evidence.png", "a.json"]
    assert "Files of this document" in shown(card)
    assert "Where each value stands" in shown(card)
    assert card.thread == place.thread
    said = await room.book.said(replace(sent.data, id=card.id))
    assert said is not None
    assert said.card.title == BUNDLE.title


async def test_what_was_cut_off_before_it_was_kept_is_put_there_once(room: Room) -> None:
    book = Failing(conversations=room.book.conversations, accounts=room.book.accounts)
    room.book = book
    first = await room.chat.send_file(THREAD, PICTURE, key="p")
    book.times = 1
    with pytest.raises(ChatUnavailable):
        await room.chat.send_file(THREAD, DATA, key="j")
    await room.chat.send_file(THREAD, DATA, key="j")
    [card] = room.said()
    assert names(card) == ["a.evidence.png", "a.json"]
    await room.chat.retract(first)
    assert names(card) == ["a.json"]


async def test_what_is_newer_takes_the_place_of_what_it_replaces(room: Room) -> None:
    sent = await both(room)
    newer = replace(BUNDLE, replaces=("p", "j"))
    for name, key in (("a.2.evidence.png", "p.2"), ("a.2.json", "j.2")):
        await room.chat.send_file(THREAD, replace(DATA, name=name, bundle=newer), key=key)
    [card] = room.said()
    assert names(card) == ["a.2.evidence.png", "a.2.json"]
    assert await room.chat.find(THREAD, key="j") is None
    # Whoever takes back what was replaced takes nothing else back.
    await room.chat.retract(sent.data)
    assert room.said() == [card]
    assert names(card) == ["a.2.evidence.png", "a.2.json"]


async def test_each_of_several_is_replaced_where_it_stands(room: Room) -> None:
    await both(room)
    newer = replace(PICTURE, name="b.png", bundle=replace(BUNDLE, replaces=("p",)))
    await room.chat.send_file(THREAD, newer, key="p.2")
    assert names(room.said()[0]) == ["b.png", "a.json"]


async def test_a_card_of_files_is_shown_again_and_never_says_anything_else(room: Room) -> None:
    sent = await both(room)
    [card] = room.said()
    message = replace(sent.data, id=card.id)
    said = await room.book.said(message)
    assert said is not None
    card.activity = {}
    await room.chat.edit(message, said.card)
    assert names(card) == ["a.evidence.png", "a.json"]
    with pytest.raises(ChatRefused):
        await room.chat.edit(message, Card("Something else"))


async def test_the_card_goes_with_its_last_file(room: Room) -> None:
    sent = await both(room)
    other = await room.chat.send_file(THREAD, replace(DATA, bundle=None), key="other")
    await room.chat.retract(sent.picture)
    assert [names(one) for one in room.said()] == [["a.json"], []]
    await room.chat.retract(sent.data)
    await room.chat.retract(sent.data)
    assert [one.id for one in room.said()] == [other.id]


async def test_what_was_forgotten_takes_the_card_with_it(room: Room) -> None:
    sent = await both(room)
    for one in (sent.picture, sent.data):
        await room.book.unsay(one)
    for one in (sent.picture, sent.data):
        await room.chat.retract(one)
    assert room.said() == []


async def test_while_teams_is_away_nothing_is_taken_off(room: Room) -> None:
    sent = await both(room)
    room.connector.faults.append(ChatUnavailable("update: 503"))
    with pytest.raises(ChatUnavailable):
        await room.chat.retract(sent.picture)
    await room.chat.retract(sent.picture)
    assert names(room.said()[0]) == ["a.json"]
    room.connector.faults.append(TeamsRefused("delete", 403, ""))
    with pytest.raises(ChatRefused):
        await room.chat.retract(sent.data)
    assert await room.book.said(sent.data) is None


async def test_on_a_card_that_somebody_deleted_nothing_is_put(room: Room) -> None:
    first = await room.chat.send_file(THREAD, PICTURE, key="p")
    room.connector.posted.clear()
    second = await room.chat.send_file(THREAD, DATA, key="j")
    [card] = room.said()
    assert names(card) == ["a.json"]
    await room.chat.retract(first)
    assert room.said() == [card]
    await room.chat.retract(second)
    assert room.said() == []


async def test_what_somebody_deleted_is_taken_back_without_harm(room: Room) -> None:
    sent = await both(room)
    room.connector.posted.clear()
    for one in (sent.picture, sent.data):
        await room.chat.retract(one)
        assert await room.book.said(one) is None
    assert room.said() == []


async def test_a_card_without_an_id_gets_no_second_file(room: Room) -> None:
    room.connector.names_none = True
    sent = await both(room)
    assert [names(one) for one in room.said()] == [["a.evidence.png"], ["a.json"]]
    assert room.connector.calls == ["send", "send"]
    with pytest.raises(ChatRefused):
        await room.chat.retract(sent.data)
    assert await room.book.said(sent.data) is None


async def test_in_a_chat_of_ones_own_teams_asks_for_what_is_pressed(counter: Counter) -> None:
    room, giving = counter.room, counter.giving
    sent = await both(room, ALONE)
    for at, (file, left) in enumerate(((sent.data, ["a.evidence.png"]), (sent.picture, []))):
        said = await room.book.said(file)
        assert said is not None
        assert await giving.pressed(press(said.mark, place=ALONE)) is None
        card, *_, asked = room.said("a:ann")
        assert len(room.said("a:ann")) == at + 2
        assert "file.consent" in shown(asked)
        await giving.consented(*answered(asked))
        assert "file.info" in shown(asked)
        assert names(card) == left
        told = await giving.pressed(press(said.mark, place=ALONE))
        assert isinstance(told, Told)
        assert told.card.title == GONE
    assert counter.drive is not None
    assert [content for _, content in counter.drive.had] == [b"{}", b"png"]
    assert "You have taken them all." in shown(room.said("a:ann")[0])
    # A further one is put there all the same.
    await room.chat.send_file(ALONE, replace(DATA, name="b.json"), key="b")
    assert names(room.said("a:ann")[0]) == ["b.json"]


async def test_in_a_channel_everybody_has_each_of_them(counter: Counter) -> None:
    sent = await both(counter.room)
    for file, name in ((sent.data, "a.json"), (sent.picture, "a.evidence.png")):
        said = await counter.room.book.said(file)
        assert said is not None
        for user in ("ann", "bob"):
            told = await counter.giving.pressed(press(said.mark, user))
            assert isinstance(told, Told)
            assert told.card.title == f"Your link to {name}"
    assert names(counter.room.said()[0]) == ["a.evidence.png", "a.json"]


async def test_a_button_of_what_was_forgotten_gives_nothing(counter: Counter) -> None:
    sent = await both(counter.room)
    said = await counter.room.book.said(sent.data)
    assert said is not None
    for one in (sent.picture, sent.data):
        await counter.room.chat.retract(one)
    told = await counter.giving.pressed(press(said.mark))
    assert isinstance(told, Told)
    assert told.card.title == GONE


async def test_a_no_to_one_of_them_says_where_the_button_is(counter: Counter) -> None:
    sent = await both(counter.room, ALONE)
    said = await counter.room.book.said(sent.data)
    assert said is not None
    await counter.giving.pressed(press(said.mark, place=ALONE))
    card, asked = counter.room.said("a:ann")
    await counter.giving.consented(*answered(asked, None))
    assert "press the button of the file again" in shown(asked)
    assert names(card) == ["a.evidence.png", "a.json"]
