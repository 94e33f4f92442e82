"""What the page asks and is told."""

import pytest

from bot.local.wire import card_body
from handlers.chat import Card, Code, Fields, MessageRef, Place, Table, Text
from tests.bot.local.conftest import Rig
from tests.bot.local.heard import MAX_RECORDING, MAX_UPLOAD


def saying(text: str, **more: object) -> dict[str, object]:
    return {"user": "employee", "language": "en", "text": text, **more}


async def test_the_page_learns_who_and_what_is_here(rig: Rig) -> None:
    told = await (await rig.get("/api/workspace")).json()
    roles = [person["role"] for person in told["people"]]
    assert roles == ["employee", "accountant", "accountant", "admin"]
    assert [channel["id"] for channel in told["channels"]] == ["invoices", "general"]
    assert (told["max_upload"], told["max_recording"]) == (MAX_UPLOAD, MAX_RECORDING)


async def test_a_message_is_posted_and_clerk_is_not_told(rig: Rig) -> None:
    response = await rig.post("/api/channels/general/messages", saying("  hello /clerk \n"))
    said = await response.json()
    assert response.status == 201
    assert said["body"] == {"kind": "text", "text": "hello /clerk"}
    assert (said["author"], said["thread"]) == ("employee", None)
    assert rig.commands == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/clerk", ""),
        ("/clerk help", "help"),
        ("/clerk  export all ", "export all"),
        ("/voice", "voice "),
        ("/voice Budget 2027", "voice Budget 2027"),
    ],
)
async def test_a_command_is_shown_and_told(rig: Rig, text: str, words: str) -> None:
    await rig.post("/api/channels/general/messages", saying(text, user="admin", language="zh"))
    (command,) = rig.commands
    assert command.place == Place("local", "local", "general")
    assert (command.user, command.words, command.language) == ("admin", words, "zh")
    (shown,) = (await rig.history("general"))["messages"]
    assert shown["body"]["text"] == text.strip()


async def test_a_word_that_begins_like_a_command_is_none(rig: Rig) -> None:
    await rig.post("/api/channels/general/messages", saying("/clerks unite"))
    assert rig.commands == []


async def test_a_reply_and_a_command_in_a_thread_stay_in_it(rig: Rig) -> None:
    await rig.drop("a.pdf", b"x")
    thread = rig.uploads[0].place.thread
    path = "/api/channels/invoices/messages"
    assert (await rig.post(path, saying("thanks", thread=thread))).status == 201
    assert (await rig.post(path, saying("/clerk help", thread=thread))).status == 201
    assert rig.commands[0].place.thread == thread
    told = (await rig.history())["messages"]
    assert [one["thread"] for one in told] == [None, thread, thread]


async def test_a_thread_that_is_not_there_is_refused(rig: Rig) -> None:
    await rig.drop("a.pdf", b"x")
    root = rig.uploads[0].place.thread
    reply = await (
        await rig.post("/api/channels/invoices/messages", saying("a", thread=root))
    ).json()
    for channel, thread in (("invoices", "nothing"), ("general", root), ("invoices", reply["id"])):
        response = await rig.post(f"/api/channels/{channel}/messages", saying("b", thread=thread))
        assert response.status == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "text",
        saying(""),
        saying("   "),
        saying("x" * 8001),
        saying("x", user="ghost"),
        saying("x", user="clerk"),
        saying("x", language="fr"),
        saying("x", thread=7),
    ],
)
async def test_a_message_that_is_not_as_agreed_is_refused(rig: Rig, body: object) -> None:
    response = await rig.post("/api/channels/general/messages", body)
    assert response.status == 400
    assert set(await response.json()) == {"error", "message"}
    assert (await rig.history("general"))["messages"] == []


@pytest.mark.parametrize(
    "query", ["", "?as=ghost", "?as=clerk", "?as=employee&before=x", "?as=employee&before=-1"]
)
async def test_a_history_for_nobody_is_refused(rig: Rig, query: str) -> None:
    assert (await rig.get(f"/api/channels/general/messages{query}")).status == 400


async def test_earlier_threads_come_page_by_page_with_their_replies(rig: Rig) -> None:
    path = "/api/channels/general/messages"
    roots = [await (await rig.post(path, saying(f"root {n}"))).json() for n in range(60)]
    await rig.post(path, saying("late reply", thread=roots[0]["id"]))
    newest = await rig.history("general")
    assert [one["body"]["text"] for one in newest["messages"]] == [
        f"root {n}" for n in range(10, 60)
    ]
    assert newest["earlier"]
    before = newest["messages"][0]["posted"]
    response = await rig.get(f"{path}?as=employee&before={before}")
    earlier = await response.json()
    texts = [one["body"]["text"] for one in earlier["messages"]]
    assert texts == [*(f"root {n}" for n in range(10)), "late reply"]
    assert not earlier["earlier"]


async def test_a_private_message_is_in_its_readers_history_only(rig: Rig) -> None:
    await rig.chat.post_privately(Place("local", "local", "general"), "employee", Card("You"))
    (mine,) = (await rig.history("general"))["messages"]
    assert mine["private"]
    assert (await rig.history("general", "admin"))["messages"] == []


async def test_a_retracted_head_stays_only_while_somebody_answered(rig: Rig) -> None:
    place = Place("local", "local", "general")
    lonely = await rig.chat.post(place, Card("Lonely"), key="a")
    answered = await rig.chat.post(place, Card("Answered"), key="b")
    await rig.post("/api/channels/general/messages", saying("yes", thread=answered.id))
    for ref in (lonely, answered):
        await rig.chat.retract(MessageRef(place, ref.id))
    told = (await rig.history("general"))["messages"]
    assert [(one["id"] == answered.id, one["retracted"]) for one in told] == [
        (True, True),
        (False, False),
    ]
    assert "body" not in told[0]


def test_a_card_becomes_json_part_by_part() -> None:
    card = Card(
        "T",
        (
            Text("a", "bad"),
            Fields((("k", "v"),)),
            Table(("c", "d"), (("1", "2"),), frozenset({1})),
            Code("JSON", "{}"),
        ),
        "good",
        "f",
    )
    assert card_body(card) == {
        "kind": "card",
        "title": "T",
        "tone": "good",
        "footer": "f",
        "parts": [
            {"kind": "text", "text": "a", "tone": "bad"},
            {"kind": "fields", "rows": [["k", "v"]]},
            {"kind": "table", "columns": ["c", "d"], "rows": [["1", "2"]], "numeric": [1]},
            {"kind": "code", "title": "JSON", "text": "{}"},
        ],
    }
