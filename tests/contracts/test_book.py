"""What every Book keeps to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.book import ON_CARD, Account, Book, Conversation, Offered, Said, Source
from handlers.chat import (
    Button,
    Buttons,
    Card,
    Code,
    Entry,
    Fields,
    MessageRef,
    Place,
    Table,
    Text,
)
from tests.contracts.books import PLACE, SENT
from tests.fake_ledger import MORNING

GENERAL = Conversation("t1", "19:general", "channel", "https://a.example/", "28:clerk")
ANN = Conversation("t1", "a:ann", "personal", "https://a.example/", "28:clerk", user="ann")
FILE = Offered("a.json", "application/json", "the answer", b"\x00{}\xff", MORNING)
SAID = Said(SENT, "mark", Card("Reading", tone="busy"))
ROW = Buttons(
    (Button("review.approve", "D:1", "Approve", "good"), Button("", "", "Open", url="https://a"))
)
EVERYTHING = Card(
    "Invoice 4711 \ud800",
    (
        Text("One thing \u0000 needs a look.", "bad"),
        Fields((("Seller", "ACME"), ("Total", "1,320.00 EUR"))),
        Table(("What", "Price"), (("Bolts", "12.00"), ("", "")), frozenset({1, 0})),
        Table((), ()),
        Code("JSON", '{"total": 1320.00}'),
        Entry("ACME", "waits", ROW.row[0], "bad"),
        Entry("ACME", "waits"),
        ROW,
        Buttons(()),
    ),
    "good",
    "read in 0.2 s",
)


def source(file: str, message: str = "1700") -> Source:
    url = f"https://f.example/{file}"
    return Source("t1", "19:general", file, "download", url, message, "1700", MORNING)


async def test_where_to_speak_is_known_once_it_was_heard(book: Book) -> None:
    assert await book.any("t1") is None
    await book.heard(GENERAL)
    await book.heard(ANN)
    assert await book.conversation("t1", "19:general") == GENERAL
    assert await book.conversation("t2", "19:general") is None
    assert await book.personal("t1", "ann") == ANN
    assert await book.personal("t1", "bob") is None
    assert await book.personal("t2", "ann") is None
    assert await book.any("t1") in {GENERAL, ANN}
    assert await book.any("t2") is None


async def test_a_channel_is_nobodys_alone(book: Book) -> None:
    await book.heard(GENERAL)
    await book.heard(replace(GENERAL, channel="19:group", kind="group", user="ann"))
    assert await book.personal("t1", "") is None
    assert await book.personal("t1", "ann") is None


async def test_what_is_heard_anew_takes_the_place_of_what_was(book: Book) -> None:
    await book.heard(replace(GENERAL, team="team"))
    moved = replace(GENERAL, service_url="https://b.example/")
    await book.heard(moved)
    assert await book.conversation("t1", "19:general") == replace(moved, team="team")
    await book.heard(ANN)
    await book.heard(replace(ANN, user=""))
    assert await book.conversation("t1", "a:ann") == ANN


async def test_of_several_personal_conversations_the_last_one_is_given(book: Book) -> None:
    again = replace(ANN, channel="a:again")
    for one in (replace(ANN, channel="z:old"), ANN, again, ANN):
        await book.heard(one)
    assert await book.personal("t1", "ann") == again
    await book.left("t1", "a:again")
    assert await book.personal("t1", "ann") == ANN


async def test_people_are_known_by_the_connectors_id_where_they_were_met_last(book: Book) -> None:
    ann, bob = Account("t1", "ann", "29:ann"), Account("t1", "bob", "29:bob")
    await book.heard(GENERAL, ann, bob)
    await book.heard(ANN, ann)
    assert await book.account("t1", "ann") == replace(ann, channel="a:ann")
    assert await book.account("t1", "bob") == replace(bob, channel="19:general")
    assert await book.account("t2", "ann") is None
    await book.heard(ANN, replace(ann, id="29:new"))
    assert await book.account("t1", "ann") == Account("t1", "ann", "29:new", "a:ann")


async def test_an_account_tells_who_somebody_is_to_entra(book: Book) -> None:
    guest = Account("t1", "29:guest", "29:guest")
    await book.heard(GENERAL, Account("t1", "ann", "29:ann"), guest)
    assert await book.user("t1", "29:ann") == "ann"
    for tenant, account in (("t1", "29:guest"), ("t1", "29:other"), ("t2", "29:ann")):
        assert await book.user(tenant, account) is None
    await book.heard(GENERAL, Account("t1", "bob", "29:ann"))
    assert await book.user("t1", "29:ann") is None, "nobody is taken for one of two"


async def test_a_conversation_that_was_left_is_unknown(book: Book) -> None:
    ann, bob = Account("t1", "ann", "29:ann"), Account("t1", "bob", "29:bob")
    await book.heard(GENERAL, ann, bob)
    await book.heard(ANN, ann)
    await book.left("t2", "19:general")
    assert await book.conversation("t1", "19:general")
    assert await book.account("t1", "bob")
    for _ in range(2):
        await book.left("t1", "19:general")
    assert await book.conversation("t1", "19:general") is None
    assert await book.account("t1", "bob") is None
    assert await book.account("t1", "ann") == replace(ann, channel="a:ann")


async def test_a_team_is_left_with_all_of_its_channels(book: Book) -> None:
    bob = Account("t1", "bob", "29:bob")
    await book.heard(replace(GENERAL, team="team"))
    await book.heard(replace(GENERAL, channel="19:bills", team="team"), bob)
    await book.heard(replace(GENERAL, channel="19:else", team="other"))
    await book.heard(ANN)
    await book.left("t1", "19:gone", "")
    await book.left("t2", "19:general", "team")
    assert await book.conversation("t1", "19:bills")
    await book.left("t1", "19:general", "team")
    assert await book.conversation("t1", "19:general") is None
    assert await book.conversation("t1", "19:bills") is None
    assert await book.account("t1", "bob") is None
    assert await book.conversation("t1", "19:else")
    assert await book.personal("t1", "ann") == ANN


@pytest.mark.parametrize("card", [EVERYTHING, Card(""), SAID.card])
async def test_what_was_said_can_be_drawn_again(book: Book, card: Card) -> None:
    said = replace(SAID, card=card, user="ann", offered=FILE)
    await book.say(said)
    assert await book.said(SENT) == said
    assert await book.marked(PLACE, "mark") == said


async def test_a_message_is_known_by_its_channel_whatever_thread_is_asked_for(book: Book) -> None:
    await book.say(SAID)
    elsewhere = Place("local", "t1", "19:general")
    assert await book.said(MessageRef(elsewhere, "1701")) == SAID
    assert await book.marked(elsewhere, "mark") == SAID
    for place in (replace(PLACE, tenant="t2"), replace(PLACE, channel="19:other")):
        assert await book.said(MessageRef(place, "1701")) is None
        assert await book.marked(place, "mark") is None
    assert await book.said(replace(SENT, id="1702")) is None


async def test_what_has_no_mark_is_found_by_none(book: Book) -> None:
    await book.say(replace(SAID, mark=""))
    assert await book.marked(PLACE, "") is None


async def test_what_is_said_again_takes_the_place_of_what_was(book: Book) -> None:
    await book.say(replace(SAID, offered=FILE))
    new = replace(SAID, card=EVERYTHING, mark="other", user="bob")
    await book.say(new)
    assert await book.said(SENT) == new
    assert await book.marked(PLACE, "mark") is None


async def test_an_edit_is_kept_and_brings_nothing_back(book: Book) -> None:
    said = replace(SAID, offered=FILE, user="ann")
    await book.say(said)
    assert await book.edited(SENT, EVERYTHING)
    assert await book.said(SENT) == replace(said, card=EVERYTHING)
    await book.unsay(SENT)
    assert not await book.edited(SENT, EVERYTHING)
    assert await book.said(SENT) is None


async def test_the_content_of_a_file_that_was_had_is_let_go_of(book: Book) -> None:
    await book.say(replace(SAID, offered=FILE))
    await book.given(replace(SENT, place=replace(PLACE, tenant="t2")))
    assert await book.said(SENT) == replace(SAID, offered=FILE)
    await book.given(SENT)
    assert await book.said(SENT) == replace(SAID, offered=replace(FILE, content=None))
    await book.unsay(SENT)
    await book.given(SENT)
    assert await book.said(SENT) is None


async def test_files_on_one_card_are_known_by_it(book: Book) -> None:
    def file(mark: str, bundle: str = "b", place: Place = PLACE) -> Said:
        offered = replace(FILE, name=mark, bundle=bundle)
        return Said(MessageRef(place, f"1701{ON_CARD}{mark}"), mark, Card("Files"), offered)

    first, second = file("0a"), file("fe")
    there = file("0b", place=replace(PLACE, channel="19:other"))
    theirs = file("0c", place=replace(PLACE, tenant="t2"))
    longer = Said(replace(SENT, id="17011"), "c", Card("Another"))
    for one in (first, second, there, theirs, longer):
        await book.say(one)
    assert await book.bundled(PLACE, "b") == (first, second)
    assert await book.bundled(PLACE, "c") == await book.bundled(PLACE, "") == ()
    assert await book.said(SENT) == first
    assert await book.said(second.message) == second
    assert await book.edited(SENT, Card("Fewer"))
    fewer = tuple(replace(one, card=Card("Fewer")) for one in (first, second))
    assert await book.bundled(PLACE, "b") == fewer
    assert await book.said(longer.message) == longer
    assert await book.said(there.message) == there
    await book.given(first.message)
    await book.unsay(second.message)
    [left] = await book.bundled(PLACE, "b")
    assert left.mark == "0a"
    assert left.offered == replace(FILE, name="0a", bundle="b", content=None)
    await book.unsay(first.message)
    assert await book.said(SENT) is None
    assert not await book.edited(SENT, Card("None"))


async def test_what_was_taken_back_is_forgotten(book: Book) -> None:
    await book.say(SAID)
    await book.unsay(replace(SENT, place=replace(PLACE, tenant="t2")))
    assert await book.said(SENT)
    for _ in range(2):
        await book.unsay(SENT)
    assert await book.said(SENT) is None
    assert await book.marked(PLACE, "mark") is None


async def test_a_dropped_file_is_had_where_it_was_brought(book: Book) -> None:
    first, second = source("b"), source("a")
    other = replace(source("c", "1800"), kind="hosted", thread="", link="https://c")
    await book.brought(first, second, other)
    assert await book.source("t1", "19:general", "b") == first
    assert await book.source("t1", "19:other", "b") is None
    assert await book.source("t2", "19:general", "b") is None
    assert await book.of_message("t1", "19:general", "1700") == (second, first)
    assert await book.of_message("t1", "19:general", "1800") == (other,)
    assert await book.of_message("t2", "19:general", "1700") == ()
    newer = replace(first, url="https://f/new")
    await book.brought(newer)
    assert await book.source("t1", "19:general", "b") == newer


async def test_files_that_no_message_brought_are_of_none(book: Book) -> None:
    await book.brought(source("a", ""))
    assert await book.of_message("t1", "19:general", "") == ()


async def test_what_is_old_is_let_go_of(book: Book) -> None:
    later = MORNING + timedelta(days=1)
    new = replace(source("new"), since=later)
    await book.say(replace(SAID, offered=FILE))
    await book.say(Said(replace(SENT, id="1702"), "", Card("Only you"), user="ann"))
    await book.brought(source("old"), new)
    assert await book.sweep(MORNING) == 0, "to the second, and not earlier"
    assert await book.sweep(later) == 3
    assert await book.said(SENT) == replace(SAID, offered=replace(FILE, content=None))
    assert await book.said(replace(SENT, id="1702")) is None
    assert await book.of_message("t1", "19:general", "1700") == (new,)
    assert await book.sweep(later) == 0
