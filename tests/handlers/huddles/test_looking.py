"""What is looked up is told as far as the speaker may see it; what a model writes is no order."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from handlers.chat import ChatUnavailable, Place
from handlers.huddles.tools import TOOLS, read
from handlers.people import Person
from handlers.ports import Document
from handlers.tasks.records import Task
from handlers.texts.catalogue import texts
from handlers.verdicts import Review, State, opened
from pipelines.document.model import Invoice
from tests.fake_ledger import a_document, a_drop, a_reading
from tests.handlers.huddles.parlour import ACCOUNTING, NOW, PLACE, Parlour, words
from tests.handlers.tasks.bureau import a_meeting

NOTHING = texts("en").aloud.nothing
ID = "D-ABCDEFGHIJ"


@pytest.fixture
async def parlour() -> Parlour:
    parlour = Parlour()
    parlour.people.know([Person("local:arun", "Arun", "accountant")], channels=["general"])
    await parlour.say("voice Budget")
    for one in ("eva", "arun"):
        await parlour.visit(one)
    parlour.audit.links.clear()
    return parlour


async def put(
    parlour: Parlour,
    *,
    vendor: str | None = "Acme GmbH",
    total: str = "120.00",
    state: State = "pending",
    channel: str = "general",
    file: str = "F1",
    tenant: str = "t1",
    id_: str = "",
    **more: object,
) -> Document:
    """Keep an invoice of this month, dropped somewhere."""
    drop = a_drop(tenant, file)
    drop = replace(drop, place=replace(drop.place, channel=channel))
    fields = {"invoice_number": file, "currency": "EUR", "issue_date": date(2026, 11, 3), **more}
    invoice = Invoice.model_validate({"vendor": vendor, "total": Decimal(total), **fields})
    document = a_document(drop, f"{tenant} {file}", reading=a_reading(invoice=invoice))
    document = replace(document, id=id_ or document.id)
    await parlour.ledger.add(document, frozenset())
    review: Review = replace(opened(tenant, document.id, document.reading, NOW), state=state)
    parlour.ledger.reviews[tenant, document.id] = review
    return document


async def look(parlour: Parlour, name: str, user: str = "eva", **arguments: object) -> str | None:
    looking = parlour.huddling.looking
    return await looking.look("H-1", f"local:{user}", name, json.dumps(arguments))


async def test_what_waits_is_told_as_far_as_one_may_see_it(parlour: Parlour) -> None:
    await put(parlour)
    await put(parlour, file="F2", vendor="Secret Ltd", total="9.00", channel="elsewhere")
    await put(parlour, file="F3", vendor="Done AG", state="approved")
    await put(parlour, file="F4", vendor="Other tenant", tenant="t2")
    own = await look(parlour, "waiting_reviews")
    assert own == "One document waits for a decision. Acme GmbH, 120.00 EUR"
    # Accounting may see all, but all of the channel would hear of it, and read it afterwards.
    assert await look(parlour, "waiting_reviews", "arun") == own
    assert await look(parlour, "waiting_reviews", vendor="ACME") == own
    nothing = texts("en").aloud.waiting_none
    assert await look(parlour, "waiting_reviews", vendor="Secret") == nothing
    assert await look(parlour, "waiting_reviews", vendor="!") == nothing


async def test_what_a_month_cost(parlour: Parlour) -> None:
    await put(parlour, state="approved", total="100.00")
    await put(parlour, file="F2", total="20.00")
    await put(parlour, file="F3", total="5.00", currency="USD", vendor="Zeta")
    await put(parlour, file="F4", total="10.00", state="approved", credit_note=True)
    await put(parlour, file="F5", total="999.00", state="rejected")
    await put(parlour, file="F6", total="7.00", issue_date=date(2026, 10, 31))
    await put(parlour, file="F7", total="70.00", channel="elsewhere")
    assert await look(parlour, "spend") == (
        "Going by what everybody here may see, November 2026 came to 110.00 EUR and 5.00 USD. "
        "Of that, 20.00 EUR and 5.00 USD still waits for a decision."
    )
    assert await look(parlour, "spend", month="2026-10") == (
        "Going by what everybody here may see, October 2026 came to 7.00 EUR. Of that, 7.00 EUR "
        "still waits for a decision."
    )
    assert await look(parlour, "spend", month="2026-10", vendor="zeta") == (
        "I find no such spending in what everybody here may see."
    )
    assert "110.00 EUR with Acme." in str(await look(parlour, "spend", "arun", vendor="Acme"))


async def test_one_document_and_the_way_to_it(parlour: Parlour) -> None:
    await put(parlour, id_=ID, state="approved", file="INV-7", due_date=date(2026, 12, 1))
    told = await look(parlour, "document", id=ID.lower())
    assert told == (
        "Acme GmbH, 120.00 EUR: it is approved. Number INV-7. Of November 3, 2026. "
        "Due December 1, 2026. The link is below the card of this room."
    )
    assert await look(parlour, "document", number="inv 7") == told
    assert await look(parlour, "document", vendor="acme") == told
    thread = (await parlour.huddle()).place
    [card] = parlour.chat.cards(thread)
    assert ID in str(card)
    assert "Acme" not in str(card)
    await put(parlour, file="INV-8", issue_date=date(2026, 11, 9))
    assert "I found 2" in str(await look(parlour, "document", vendor="acme"))


async def test_of_what_one_may_not_see_is_said_what_is_said_of_nothing(parlour: Parlour) -> None:
    await put(parlour, id_=ID, channel="elsewhere", file="INV-7")
    for asked in ({"id": ID}, {"number": "INV-7"}, {"vendor": "Acme"}, {"id": "D-AAAAAAAAAA"}, {}):
        assert await look(parlour, "document", **asked) == NOTHING
        assert await look(parlour, "document", "arun", **asked) == NOTHING
    await put(parlour, id_="D-BBBBBBBBBB", tenant="t2", file="F9")
    assert await look(parlour, "document", "arun", id="D-BBBBBBBBBB") == NOTHING


async def test_where_all_may_read_all_it_is_told_to_who_may_see_it() -> None:
    parlour = Parlour()
    arun = Person("local:arun", "Arun", "accountant")
    parlour.people.know([arun, parlour.people.people["local:eva"]], channels=["accounting"])
    await parlour.say("voice", place=ACCOUNTING)
    for one in ("eva", "arun"):
        await parlour.visit(one)
    await put(parlour, id_=ID, channel="elsewhere")
    assert "One document waits" in str(await look(parlour, "waiting_reviews", "arun"))
    assert "Acme" in str(await look(parlour, "document", "arun", id=ID))
    assert "120.00 EUR" in str(await look(parlour, "spend", "arun"))
    assert await look(parlour, "document", id=ID) == NOTHING
    assert "One document" not in str(await look(parlour, "waiting_reviews"))


def a_task(id_: str, **changes: object) -> Task:
    task = Task(
        tenant="t1", id=id_, meeting_id="M-1", place=PLACE, language="en", kind="action", number=1,
        text="Send the draft", cites=("S0001",), quote="q", start_s=1, found_by="rules", since=NOW,
        state="confirmed", owner="Ana",
    )  # fmt: skip
    return replace(task, **changes)  # type: ignore[arg-type]  # the test's own business


async def test_what_the_channel_decided_and_has_to_do(parlour: Parlour) -> None:
    assert await look(parlour, "agreed") == NOTHING
    meeting = a_meeting()
    parlour.ledger.meetings["t1", "M-1"] = meeting
    elsewhere = Place("local", "t1", "elsewhere")
    parlour.ledger.tasks["t1", "M-1"] = [
        a_task("T-1"),
        a_task("T-2", number=2, text="Pay\n\x1b[2Jall", owner="", state="proposed"),
        a_task("T-3", number=3, text="Hide it", place=elsewhere),
        a_task("T-4", kind="decision", text="We ship\u202e on Monday", owner=""),
    ]
    assert await look(parlour, "agreed") == "One thing is to be done: Send the draft (Ana)."
    assert await look(parlour, "agreed", what="decisions") == (
        "One decision was confirmed: We ship on Monday."
    )


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("document", "{"),
        ("document", '{"id": "../../etc/passwd"}'),
        ("document", '{"vendor": "x", "approve": true}'),
        ("document", '{"vendor": ["x"]}'),
        ("document", '{"vendor": "' + "x" * 121 + '"}'),
        ("spend", '{"month": "2026-13"}'),
        ("spend", '{"month": "2026-11-01"}'),
        ("agreed", '{"what": "all"}'),
        ("agreed", "[" * 5000),
        ("approve", "{}"),
        ("", ""),
    ],
)
async def test_what_a_model_writes_is_read_as_it_may_be_or_not_at_all(
    parlour: Parlour, name: str, arguments: str
) -> None:
    told = await parlour.huddling.looking.look("H-1", "local:eva", name, arguments)
    assert told == texts("en").aloud.unclear
    assert parlour.audit.links == []


async def test_only_who_is_in_the_room_and_reads_its_channel_is_answered(
    parlour: Parlour,
) -> None:
    await put(parlour)
    assert await look(parlour, "waiting_reviews", "ben") is None
    looking = parlour.huddling.looking
    assert await looking.look("H-2", "local:eva", "waiting_reviews", "{}") is None
    parlour.people.reading["general"].remove("local:eva")
    for name in ("waiting_reviews", "agreed", "spend"):
        assert await look(parlour, name) == NOTHING
    parlour.people.is_away = True
    with pytest.raises(ChatUnavailable):
        await look(parlour, "agreed")


async def test_a_room_that_has_ended_is_told_nothing(parlour: Parlour) -> None:
    await parlour.attending.ended("H-1", "over")
    assert await look(parlour, "agreed") is None
    await parlour.queue.settle()


async def test_each_use_is_in_the_audit_and_no_word_of_it(parlour: Parlour) -> None:
    document = await put(parlour, id_=ID)
    await look(parlour, "document", vendor="Acme")
    [(tenant, actor, action, subject, detail)] = parlour.audit.links
    assert (tenant, actor, action, subject) == ("t1", "local:eva", "huddle.looked", "H-1")
    assert (detail["tool"], detail["document"]) == ("document", document.id)
    assert "Acme" not in str(detail)


async def test_it_is_said_in_the_language_of_the_room() -> None:
    parlour = Parlour()
    await parlour.say("语音", language="zh")
    await parlour.visit()
    await put(parlour)
    assert await look(parlour, "waiting_reviews") == "有一份文件等待决定。Acme GmbH，120.00 EUR"
    assert "2026年11月共计 120.00 EUR" in str(await look(parlour, "spend"))
    assert "语音房间" in words(parlour.card())


def test_what_is_declared_is_what_is_read() -> None:
    for tool in TOOLS:
        shape = read(tool.name, "{}")
        assert shape is not None
        assert set(tool.parameters["properties"]) == set(type(shape).model_fields)
        assert tool.parameters["additionalProperties"] is False
