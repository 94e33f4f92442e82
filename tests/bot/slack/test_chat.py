"""How Clerk speaks in Slack: as words only, in private where it is private, and taken back."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.slack.marks import mark_of
from handlers.chat import (
    Attachment,
    Button,
    Buttons,
    Card,
    ChatRefused,
    ChatUnavailable,
    Fields,
    MessageRef,
    Place,
    Text,
)
from tests.bot.slack.speaking import Room, place_of, speaking, title_of
from tests.doubles.slack import faults
from tests.doubles.slack.gestures import buttons
from tests.doubles.slack.state import Team

CARD = Card("Invoice 4711", (Fields((("Seller", "<!channel> @here *ACME* http://a.example"),)),))
FILE = Attachment("a.json", "application/json", b"{}", "the answer")


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with speaking("T0OURS") as room:
        team = room.slack.world.teams["T0OURS"]
        room.slack.act.join(team, "U0ANN", "C0INVOICES")
        room.slack.act.join(team, "U0BOB")
        yield room


@pytest.fixture
def team(room: Room) -> Team:
    return room.slack.world.teams["T0OURS"]


@pytest.fixture
def place(room: Room, team: Team) -> Place:
    return place_of(team, thread=room.slack.act.say(team, "C0INVOICES", "U0ANN", "look").ts)


async def test_words_are_words(room: Room, place: Place) -> None:
    sent = await room.chat.post(place, CARD, key="drop:card")
    await room.chat.edit(sent, CARD)
    for method in ("chat.postMessage", "chat.update"):
        (args,) = room.slack.asked(method)
        assert (args["parse"], args["link_names"]) == ("none", False)
    (args,) = room.slack.asked("chat.postMessage")
    assert (args["unfurl_links"], args["unfurl_media"]) == (False, False)
    assert "drop:card" not in str(args)


async def test_an_edit_of_what_is_gone_or_of_a_file_is_refused(room: Room, place: Place) -> None:
    sent = await room.chat.post(place, CARD, key="k")
    file = await room.chat.send_file(place, FILE, key="f")
    foreign = room.slack.act.say(room.team(place), "C0INVOICES", "U0ANN", "mine")
    for message, code in (
        (MessageRef(place, "1.000001"), "message_not_found"),
        (MessageRef(place, foreign.ts), "cant_update_message"),
        (file, "a file"),
    ):
        with pytest.raises(ChatRefused, match=code):
            await room.chat.edit(message, CARD)
    await room.chat.edit(sent, CARD)
    await room.chat.edit(sent, CARD)
    assert foreign.text == "mine"


async def test_an_edit_is_tried_again_until_it_is_done(room: Room, place: Place) -> None:
    sent = await room.chat.post(place, Card("Reading"), key="k")
    for fault in (faults.cut(), faults.cut(done=True), faults.limited(2)):
        room.slack.faults.add("chat.update", fault)
    await room.chat.edit(sent, CARD)
    assert room.shown(place, "U0ANN") == ["Invoice 4711"]
    room.slack.faults.add("chat.update", faults.broken(), times=9)
    with pytest.raises(ChatUnavailable):
        await room.chat.edit(sent, CARD)


async def test_progress_is_shown_now_and_then_and_waits_for_nothing(
    room: Room, place: Place
) -> None:
    chat = room.chat
    sent = await chat.post(place, Card("Reading", tone="busy"), key="k")
    for at in range(12):
        room.now = float(at)
        await chat.edit(sent, Card(f"Page {at}", tone="busy"))
    assert [one["text"][-6:] for one in room.slack.asked("chat.update")] == [
        "Page 0",
        "Page 5",
        "age 10",
    ]
    room.now = 20.0
    room.slack.faults.add("chat.update", faults.limited(9))
    with pytest.raises(ChatUnavailable):
        await chat.edit(sent, Card("Page 12", tone="busy"))
    assert room.waits == []
    room.slack.faults.add("chat.update", faults.limited(9))
    await chat.edit(sent, CARD)
    assert room.shown(place, "U0ANN") == ["Invoice 4711"]
    # It may be read again at once.
    await chat.edit(sent, Card("Reading again", tone="busy"))
    assert room.shown(place, "U0ANN") == ["Reading again"]


async def test_what_is_taken_back_is_gone_and_what_stays_is_told(room: Room, place: Place) -> None:
    sent = await room.chat.post(place, CARD, key="k")
    file = await room.chat.send_file(place, FILE, key="f")
    for message in (sent, file, sent, file):
        await room.chat.retract(message)
    assert room.said(place) == []
    room.slack.faults.add("chat.delete", faults.says("channel_not_found"))
    with pytest.raises(ChatRefused, match="channel_not_found"):
        await room.chat.retract(sent)


async def test_a_private_answer_is_seen_by_one(room: Room, place: Place) -> None:
    await room.chat.post_privately(place, "U0ANN", CARD)
    (message,) = room.said(place)
    assert (message.ephemeral, message.thread) == ("U0ANN", place.thread)


@pytest.mark.parametrize("is_member", [True, False])
async def test_who_is_not_in_the_channel_is_told_directly(
    room: Room, team: Team, place: Place, is_member: bool
) -> None:
    if not is_member:
        team.channels["C0INVOICES"].members.discard(team.user)
    await room.chat.post_privately(place, "U0BOB", CARD)
    assert room.said(place) == []
    (message,) = team.dm("U0BOB").messages
    assert (title_of(message), message.ephemeral) == ("Invoice 4711", None)


async def test_direct_messages_are_those_of_the_person(room: Room, team: Team) -> None:
    direct = place_of(team, team.dm("U0ANN").id, "1.000001")
    await room.chat.post_privately(direct, "U0ANN", CARD)
    await room.chat.post_privately(direct, "U0BOB", CARD)
    (to_ann,), (to_bob,) = team.dm("U0ANN").messages, team.dm("U0BOB").messages
    assert (to_ann.thread, to_bob.thread) == (direct.thread, None)


async def test_what_others_say_is_not_ours(room: Room, team: Team, place: Place) -> None:
    sent = await room.chat.post(place, CARD, key="k")
    (message,) = room.said(place)
    message.user, message.bot = "U0ANN", None
    assert await room.chat.find(place, key="k") is None
    message.user = team.user
    assert await room.chat.find(place, key="k") == sent


async def test_a_long_thread_and_a_channel_are_looked_through(room: Room, team: Team) -> None:
    root = room.slack.act.say(team, "C0INVOICES", "U0ANN", "look")
    thread = place_of(team, thread=root.ts)
    for number in range(450):
        room.slack.act.say(team, "C0INVOICES", "U0ANN", str(number), thread=root.ts)
    sent = await room.chat.post(thread, CARD, key="k")
    assert await room.chat.find(thread, key="k") == sent
    assert len(room.slack.asked("conversations.replies")) == 3
    near = await room.chat.post(place_of(team), CARD, key="near")
    for number in range(450):
        room.slack.act.say(team, "C0INVOICES", "U0ANN", str(number))
    assert await room.chat.find(place_of(team), key="near") == near
    assert len(room.slack.asked("conversations.history")) == 3


async def test_what_a_thread_is_too_long_to_know_is_not_said_again(
    room: Room, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.marks._MOST_PAGES", 2)
    root = room.slack.act.say(team, "C0INVOICES", "U0ANN", "look")
    thread = place_of(team, thread=root.ts)
    for number in range(450):
        room.slack.act.say(team, "C0INVOICES", "U0ANN", str(number), thread=root.ts)
    await room.chat.post(thread, CARD, key="k")
    with pytest.raises(ChatRefused, match="too many messages"):
        await room.chat.find(thread, key="k")


async def test_nothing_is_found_in_a_thread_that_is_gone(room: Room, team: Team) -> None:
    assert await room.chat.find(place_of(team, thread="1.000001"), key="k") is None


async def test_a_channel_is_spoken_in_one_after_the_other(room: Room, team: Team) -> None:
    room.slack.act.join(team, "U0ANN", "C0OTHER")
    room.slack.delay = 0.01
    await asyncio.gather(
        *(room.chat.post(place_of(team), Card(f"Card {at}"), key=f"k{at}") for at in range(4))
    )
    assert room.slack.at_once == 1
    assert room.shown(place_of(team), "U0ANN") == [f"Card {at}" for at in range(4)]
    await asyncio.gather(
        *(room.chat.post(place_of(team, to), CARD, key=to) for to in ("C0INVOICES", "C0OTHER"))
    )
    assert room.slack.at_once == 2


async def test_a_file_is_named_by_its_title(room: Room, place: Place) -> None:
    for name in ("发票.json", "noending", ".hidden", "a" * 70 + ".evidence.png"):
        attachment = Attachment(name, "application/json", b"{}", name)
        sent = await room.chat.send_file(place, attachment, key=name)
        assert await room.chat.find(place, key=name) == sent
    assert room.shown(place, "U0ANN") == [one.title for one in room.files(place)]
    assert room.files(place)[0].title == "发票.json"
    assert room.files(place)[0].name.startswith("发票.")
    assert room.files(place)[0].name.endswith(".json")


async def test_no_name_that_somebody_gave_is_taken_for_a_mark(room: Room, place: Place) -> None:
    mark = mark_of(place.tenant, "wanted")[:12]
    for name in (f"{mark}.evidence.png", f"a.{mark}.json"):
        attachment = Attachment(name, "application/json", b"{}", name)
        await room.chat.send_file(place, attachment, key=name)
    assert await room.chat.find(place, key="wanted") is None


async def test_a_file_has_no_name_that_reads_otherwise_than_it_is(room: Room, place: Place) -> None:
    name = "invoice\u202egnp.exe\u200b\n.evidence.png"
    await room.chat.send_file(place, Attachment(name, "image/png", b"x", f"Of {name}"), key="f")
    [asked] = room.slack.asked("files.getUploadURLExternal")
    assert room.files(place)[0].title == "invoicegnp.exe .evidence.png"
    assert asked["alt_txt"] == "Of invoicegnp.exe .evidence.png"
    assert asked["filename"].startswith("invoicegnp.exe .evidence.")


async def test_a_file_whose_last_answer_was_lost_is_looked_at(room: Room, place: Place) -> None:
    room.slack.world.late = 2
    room.slack.faults.add("files.completeUploadExternal", faults.cut(done=True))
    sent = await room.chat.send_file(place, FILE, key="f")
    assert [sent.id] == [one.id for one in room.files(place)]
    assert room.waits == [0.5, 1.0]


async def test_a_card_that_is_too_long_keeps_its_buttons(room: Room, place: Place) -> None:
    long = Text("A long story. " * 600)
    row = Buttons((Button("review.approve", "D-A:1", "Approve"),))
    room.slack.faults.add(
        "chat.postMessage",
        faults.says("msg_blocks_too_long"),
        times=9,
        when=lambda args: len(str(args["blocks"])) > 2500,
    )
    await room.chat.post(place, Card("Invoice 4711", (long, row)), key="k")
    (message,) = room.said(place)
    assert [one["value"] for one in buttons(message.blocks)] == ["D-A:1"]
    assert len(room.slack.asked("chat.postMessage")) == 2


async def test_an_upload_goes_to_no_other_host(room: Room, place: Place) -> None:
    opened = {"ok": True, "upload_url": "https://files.example.com/upload", "file_id": "F0A"}
    room.slack.faults.add("files.getUploadURLExternal", faults.answers(opened))
    with pytest.raises(ChatRefused, match="not a host"):
        await room.chat.send_file(place, FILE, key="f")


async def test_where_clerk_is_not_installed_it_says_nothing(room: Room, team: Team) -> None:
    theirs = Place("slack", "T0THEIRS", "C0INVOICES")
    with pytest.raises(ChatRefused):
        await room.chat.post(theirs, CARD, key="k")
    assert room.slack.calls == []
