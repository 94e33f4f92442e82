"""What is pressed counts for who pressed it, where it was shown, and for nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.ledger.faults import DatabaseBusy
from handlers.backlog import Listing
from handlers.chat import (
    Attachment,
    Button,
    Buttons,
    Card,
    ChatUnavailable,
    Entry,
    Errors,
    Form,
    Grid,
    Input,
    MessageRef,
    Place,
    Press,
    Submission,
    Text,
    Told,
    Turned,
)
from handlers.decisions import Looked
from tests.bot.local.conftest import Rig

INVOICES = Place("local", "local", "invoices")
ACCOUNTING = Place("local", "local", "accounting")
APPROVE = Button("review.approve", "d1:1", "Approve", "good")
CARD = Card("Invoice", (Buttons((APPROVE, Button("review.reject", "d1:1", "Reject"))),))
LISTED = Card(
    "2 documents are waiting",
    (
        Buttons((Button("backlog.show", "mine:0", "Mine (1)"),)),
        Entry("ACME · 7", "a day", Button("review.open", "d1:1", "Open")),
        Entry("Nobody", "a day"),
    ),
)
FORM = Form(
    "review.reject",
    "d1:1",
    "Reject",
    "Reject it",
    (
        Input("reason", "Reason", "", "note", required=True, hint="Why"),
        Grid(
            "lines",
            "Lines",
            (("what", "What"), ("total", "Total")),
            (("a", "1"),),
            numeric=frozenset({1}),
        ),
    ),
    (Text("One check failed"),),
)


def pressing(said: Mapping[str, Any], user: str = "admin", at: int = 0) -> dict[str, object]:
    """What the page sends for a button of a message."""
    button = said["body"]["parts"][0]["row"][at]
    told = {name: button[name] for name in ("action", "value", "seal")}
    return {"user": user, "language": "zh", "message": said["id"], **told}


async def posted(rig: Rig, place: Place = INVOICES, viewer: str = "admin") -> dict[str, Any]:
    await rig.chat.post(place, CARD, key="card")
    said: dict[str, Any] = (await rig.history(place.channel, viewer))["messages"][-1]
    return said


async def test_a_press_is_told_with_who_and_where(rig: Rig) -> None:
    said = await posted(rig)
    response = await rig.post("/api/presses", pressing(said))
    assert response.status == 200
    assert (await response.json())["outcome"] == "none"
    ref = MessageRef(INVOICES, said["id"])
    assert rig.heard.presses == [Press(INVOICES, "admin", "review.approve", "d1:1", "zh", ref)]


async def test_a_form_comes_back_filled_in(rig: Rig) -> None:
    said = await posted(rig)
    rig.heard.answer = FORM
    told = await (await rig.post("/api/presses", pressing(said, at=1))).json()
    assert told["outcome"] == "form"
    form = told["form"]
    assert [one["kind"] for one in form["inputs"]] == ["note", "grid"]
    assert form["inputs"][0]["hint"] == "Why"
    assert form["inputs"][1]["columns"][1] == {"name": "total", "label": "Total"}
    assert (form["inputs"][1]["rows"], form["inputs"][1]["numeric"]) == ([["a", "1"]], [1])
    assert form["parts"] == [{"kind": "text", "text": "One check failed", "tone": "plain"}]

    rig.heard.answer = Errors({"reason": "This is needed.", "lines.0.total": "No amount"})
    filled = {
        "user": "admin",
        "language": "en",
        "message": said["id"],
        "action": form["action"],
        "value": form["value"],
        "seal": form["seal"],
        "values": {"reason": ""},
        "rows": {"lines": [["a", "x"], ["b", "2"]]},
    }
    told = await (await rig.post("/api/submissions", filled)).json()
    assert told["outcome"] == "errors"
    assert told["by_input"] == {"reason": "This is needed.", "lines.0.total": "No amount"}
    (heard,) = rig.heard.submissions
    ref = MessageRef(INVOICES, said["id"])
    assert heard == Submission(
        INVOICES,
        "admin",
        "review.reject",
        "d1:1",
        {"reason": ""},
        {"lines": (("a", "x"), ("b", "2"))},
        "en",
        ref,
    )


async def test_a_late_press_still_counts_when_the_card_has_changed(rig: Rig) -> None:
    said = await posted(rig)
    await rig.chat.edit(MessageRef(INVOICES, said["id"]), Card("Approved by somebody"))
    rig.heard.answer = Told(Card("Somebody was first"))
    told = await (await rig.post("/api/presses", pressing(said))).json()
    assert told["card"]["title"] == "Somebody was first"


@pytest.mark.parametrize(
    "change",
    [
        {"seal": "0" * 32},
        {"seal": ""},
        {"value": "d2:1"},
        {"action": "review.reject"},
        {"action": "job.retry", "value": "k"},
    ],
)
async def test_a_button_that_was_never_shown_is_refused(
    rig: Rig, change: dict[str, object]
) -> None:
    said = await posted(rig)
    for path in ("/api/presses", "/api/submissions"):
        response = await rig.post(path, {**pressing(said), **change})
        assert (response.status, (await response.json())["error"]) == (409, "unknown_button")
    assert (rig.heard.presses, rig.heard.submissions) == ([], [])


async def test_a_button_of_another_message_is_refused(rig: Rig) -> None:
    said = await posted(rig)
    other = await rig.chat.post(INVOICES, CARD, key="other")
    response = await rig.post("/api/presses", {**pressing(said), "message": other.id})
    assert response.status == 409


async def test_a_message_one_does_not_see_cannot_be_pressed(rig: Rig) -> None:
    inside = await posted(rig, ACCOUNTING)
    await rig.chat.post_privately(INVOICES, "accountant-1", CARD)
    private = (await rig.history(viewer="accountant-1"))["messages"][-1]
    gone = await rig.chat.post(INVOICES, CARD, key="gone")
    told = [one for one in (await rig.history())["messages"] if one["id"] == gone.id]
    await rig.chat.retract(gone)
    for said, user in ((inside, "employee"), (private, "admin"), (told[0], "admin")):
        response = await rig.post("/api/presses", pressing(said, user))
        assert (response.status, (await response.json())["error"]) == (404, "unknown_message")
    for said, user in ((inside, "accountant-2"), (private, "accountant-1")):
        assert (await rig.post("/api/presses", pressing(said, user))).status == 200
    assert [one.user for one in rig.heard.presses] == ["accountant-2", "accountant-1"]


@pytest.mark.parametrize(
    "change",
    [
        {"user": "ghost"},
        {"user": "clerk"},
        {"language": "fr"},
        {"message": None},
        {"place": {"channel": "invoices"}},
        {"value": 7},
        {"action": "x" * 501},
        {"values": {"a": 1}},
    ],
)
async def test_a_press_that_is_not_as_agreed_is_refused(
    rig: Rig, change: dict[str, object]
) -> None:
    said = await posted(rig)
    response = await rig.post("/api/submissions", {**pressing(said), **change})
    assert response.status == 400
    assert rig.heard.submissions == []


async def test_what_one_person_was_told_only_they_can_press_and_only_there(rig: Rig) -> None:
    said = await posted(rig)
    rig.heard.answer = Told(Card("The document", (Buttons((APPROVE,)),)))
    told = await (await rig.post("/api/presses", pressing(said))).json()
    assert told["place"] == {"channel": "invoices", "thread": None}
    button = told["card"]["parts"][0]["row"][0]
    sent = {
        "user": "admin",
        "language": "en",
        "place": told["place"],
        **{name: button[name] for name in ("action", "value", "seal")},
    }
    rig.heard.answer = FORM
    form = (await (await rig.post("/api/presses", sent)).json())["form"]
    assert rig.heard.presses[-1] == Press(INVOICES, "admin", "review.approve", "d1:1", "en")
    filled = {**sent, "action": form["action"], "value": form["value"], "seal": form["seal"]}
    assert (await rig.post("/api/submissions", filled)).status == 200
    elsewhere = {"channel": "general", "thread": None}
    for change in ({"user": "accountant-1"}, {"place": elsewhere}, {"value": "d2:1"}):
        assert (await rig.post("/api/presses", {**sent, **change})).status == 409
    hidden = {"user": "employee", "place": {"channel": "accounting"}}
    assert (await rig.post("/api/presses", {**sent, **hidden})).status == 404


async def test_what_is_turned_takes_the_place_of_a_private_message_only(rig: Rig) -> None:
    await rig.chat.post_privately(INVOICES, "admin", CARD)
    said = (await rig.history(viewer="admin"))["messages"][-1]
    rig.heard.answer = Turned(Card("Page 2"))
    told = await (await rig.post("/api/presses", pressing(said))).json()
    assert told["outcome"] == "none"
    assert (await rig.history(viewer="admin"))["messages"][-1]["body"]["title"] == "Page 2"

    said = await posted(rig)
    told = await (await rig.post("/api/presses", pressing(said))).json()
    assert (told["outcome"], told["card"]["title"]) == ("turned", "Page 2")
    assert (await rig.history(viewer="admin"))["messages"][-1]["body"]["title"] == "Invoice"


async def test_the_backlog_is_a_press_of_the_person_who_looks(rig: Rig) -> None:
    rig.heard.listing = Listing(LISTED, 2)
    response = await rig.get("/api/backlog?as=accountant-1&view=mine&offset=20&language=zh")
    told = await response.json()
    assert rig.heard.presses == [Press(INVOICES, "accountant-1", "backlog.show", "mine:20", "zh")]
    assert (told["card"]["title"], told["count"]) == (LISTED.title, 2)
    entry = told["card"]["parts"][1]
    assert (entry["title"], entry["detail"], entry["tone"]) == ("ACME · 7", "a day", "plain")
    assert told["card"]["parts"][2]["button"] is None
    button = entry["button"]
    sent = {name: button[name] for name in ("action", "value", "seal")}
    body = {"user": "accountant-1", "language": "en", "place": told["place"], **sent}
    assert (await rig.post("/api/presses", body)).status == 200

    await rig.get("/api/backlog?as=employee")
    assert rig.heard.presses[-1] == Press(INVOICES, "employee", "backlog.show", "all:0", "en")
    assert (await rig.get("/api/backlog?as=ghost")).status == 400


async def test_a_document_is_told_with_the_threads_that_one_reads(rig: Rig) -> None:
    thread = Place("local", "local", "invoices", "t1")
    shown = await rig.chat.post(thread, CARD, key="a")
    image = Attachment("page.png", "image/png", b"png", "the page")
    await rig.chat.send_file(thread, image, key="f")
    await rig.chat.send_file(thread, Attachment("a.json", "application/json", b"{}", ""), key="j")
    again = await rig.chat.post(thread, CARD, key="d")
    inside = await rig.chat.post(ACCOUNTING, CARD, key="b")
    elsewhere = MessageRef(Place("slack", "local", "invoices", "t2"), "7")
    rig.heard.looked = Looked(CARD, (shown, again, elsewhere, inside))
    for user, accounting in (("admin", True), ("employee", False)):
        told = await (await rig.get(f"/api/reviews/d1:1?as={user}&language=zh")).json()
        assert told["card"]["title"] == "Invoice"
        assert told["place"] == {"channel": "invoices", "thread": "t1"}
        found = [(one["channel"], one["thread"]) for one in told["threads"]]
        assert found == [("invoices", "t1"), *([("accounting", inside.id)] if accounting else [])]
        assert [one["name"] for one in told["threads"][0]["pictures"]] == ["page.png"]
        press = Press(INVOICES, user, "review.open", "d1:1", "zh")
        assert rig.heard.looks[-1] == (press, False)
        button = told["card"]["parts"][0]["row"][0]
        sent = {name: button[name] for name in ("action", "value", "seal")}
        body = {"user": user, "language": "en", "place": told["place"], **sent}
        assert (await rig.post("/api/presses", body)).status == 200

    await rig.get("/api/reviews/d1:1?as=admin&again=1")
    assert rig.heard.looks[-1] == (Press(INVOICES, "admin", "review.open", "d1:1"), True)
    rig.heard.looked = Looked(Card("You cannot see this document."))
    told = await (await rig.get("/api/reviews/d1:1?as=employee")).json()
    assert (told["threads"], told["place"]) == ([], {"channel": "invoices", "thread": None})
    assert (await rig.get("/api/reviews/d1:1")).status == 400


@pytest.mark.parametrize("fault", [DatabaseBusy("locked"), ChatUnavailable("person: timeout")])
async def test_what_cannot_be_done_now_says_so(rig: Rig, fault: Exception) -> None:
    said = await posted(rig)
    rig.heard.fault = fault
    response = await rig.post("/api/presses", pressing(said))
    assert (response.status, (await response.json())["error"]) == (503, "busy")
