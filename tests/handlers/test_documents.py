"""What happens when a file is dropped: one document, one reply, whatever comes in between."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from handlers.chat import Card, ChatUnavailable, Fields, MessageRef, Text
from handlers.drops import document_id, job_of
from handlers.ports import Document
from pipelines.errors import MediaRejected, Reason
from tests.fake_ledger import MORNING
from tests.fake_queue import InMemorySteps
from tests.handlers.office import INVOICE, LIMIT, READING, Office, upload

PDF = b"%PDF-1.7 one"
OTHER_PDF = b"%PDF-1.7 two"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "scratch")


async def test_a_dropped_file_is_answered_with_card_picture_and_json(office: Office) -> None:
    dropped = upload("F1")
    steps = await office.answer(dropped, PDF)
    assert [name for name, _ in steps.answers] == ["announce", "fetch", "read", "reply"]
    assert office.card(dropped).title == "Invoice · Northmoor Analytics Ltd · 1,320.00 GBP"
    picture, data = office.files(dropped)
    assert (picture.name, picture.content) == ("acme.evidence.png", b"a picture")
    assert data.name == "acme.json"
    assert json.loads(data.content)["invoice"]["total"] == 1320.00
    assert office.reader.shown == [PDF]
    assert [link[2] for link in office.audit.links] == ["document.read"]
    [run] = office.ledger.runs.values()
    assert (run.reader, run.outcome) == ("scripted", "clear")


async def test_nothing_of_the_file_is_in_a_checkpoint(office: Office) -> None:
    steps = await office.answer(upload("F1"), PDF)
    kept = json.dumps([dict(answer) for _, answer in steps.answers])
    assert "Northmoor" not in kept
    assert "1320" not in kept


async def test_scratch_copies_are_gone_afterwards(office: Office, tmp_path: Path) -> None:
    await office.answer(upload("F1"), PDF)
    assert list((tmp_path / "scratch").iterdir()) == []


async def test_a_job_run_again_from_the_start_says_nothing_twice(office: Office) -> None:
    dropped = upload("F1")
    job = await office.receive(dropped, PDF)
    for _ in range(3):
        await office.documents.on_job(job, InMemorySteps())
    assert len(office.chat.said) == 3
    assert len(office.ledger.documents) == 1


async def test_a_post_whose_answer_was_lost_is_found_again(office: Office) -> None:
    dropped = upload("F1")
    job = await office.receive(dropped, PDF)
    await office.readings.arrive(job)
    await office.ledger.opening(dropped.place, f"{job.key}:card", job.key)
    await office.chat.post(dropped.place, Card("Reading acme.pdf…"), key=f"{job.key}:card")
    await office.documents.on_job(job, InMemorySteps())
    assert len(office.chat.cards(dropped.place)) == 1


async def test_the_same_bytes_are_said_to_be_the_same(office: Office) -> None:
    await office.answer(upload("F1"), PDF)
    again = upload("F2", name="copy.pdf")
    await office.answer(again, PDF)
    card = office.card(again)
    assert "copy.pdf is the same file as D-" in card.title
    assert any(isinstance(part, Fields) for part in card.parts), "it still says what it says"
    assert office.files(again) == []
    assert len(office.ledger.documents) == 1
    assert office.reader.shown == [PDF]


async def test_another_tenant_has_its_own_document_of_the_same_bytes(office: Office) -> None:
    await office.answer(upload("F1", tenant="t1"), PDF)
    theirs = upload("F1", tenant="t2")
    office.chat.drop(theirs, PDF)
    await office.documents.on_job(job_of(theirs, MORNING), InMemorySteps())
    assert office.card(theirs).title.startswith("Invoice")
    assert {tenant for tenant, _ in office.ledger.documents} == {"t1", "t2"}


async def test_the_same_seller_and_number_are_a_duplicate(office: Office) -> None:
    await office.answer(upload("F1"), PDF)
    again = upload("F2")
    spelled = INVOICE.model_copy(
        update={"vendor": "NORTHMOOR Analytics Limited", "invoice_number": "inv 7"}
    )
    office.reader.says = READING.model_copy(update={"invoice": spelled})
    await office.answer(again, OTHER_PDF)
    first = document_id("t1", next(iter(office.ledger.documents.values()))[0].sha256)
    assert Text(f"Seller and number were seen before, in {first} of 2026-11-22.", "bad") in (
        office.card(again).parts
    )


async def test_two_of_the_same_bytes_at_once_are_one_document(office: Office) -> None:
    first, second = upload("F1"), upload("F2")
    jobs = [await office.receive(one, PDF) for one in (first, second)]
    for job in jobs:
        await office.readings.arrive(job)
    gate = asyncio.Barrier(2)

    async def together(page: int, pages: int) -> None:
        await gate.wait()

    outcomes = await asyncio.gather(
        *(office.readings.take_in(job, InMemorySteps(), together) for job in jobs)
    )
    assert office.reader.shown == [PDF, PDF], "both were read before either was kept"
    assert len(office.ledger.documents) == 1
    assert sorted(bool(outcome["seen"]) for outcome in outcomes) == [False, True]


async def test_a_rejected_file_says_why_and_is_not_kept(office: Office) -> None:
    office.reader.says = MediaRejected(Reason.TOO_MANY_PAGES, pages=60, limit=50)
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    assert office.card(dropped).parts == (
        Text("The document has 60 pages; the limit is 50. Split it."),
    )
    assert office.store.files == {}
    assert [link[2] for link in office.audit.links] == ["document.rejected"]


async def test_a_twin_of_a_rejected_file_is_fetched_again(office: Office) -> None:
    office.reader.says = MediaRejected(Reason.DAMAGED)
    dropped = upload("F1")
    job = await office.receive(dropped, PDF)
    steps = InMemorySteps()
    await office.documents.on_job(job, steps)
    office.reader.says = READING
    del steps.answers[2:]  # the twin: fetched, and its file taken out of the store by the other
    await office.documents.on_job(job, steps.again())
    assert office.card(dropped).title.startswith("Invoice")
    assert list(office.store.files.values()).count(PDF) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"%PDF" + b"x" * LIMIT, "The file is larger than"),
        (b"hello", "I do not know this kind of file"),
        (None, "The file is not there any more"),
    ],
)
async def test_a_file_that_never_gets_to_the_reader(
    office: Office, content: bytes | None, said: str
) -> None:
    dropped = upload("F1")
    steps = await office.answer(dropped, content)
    [part] = office.card(dropped).parts
    assert isinstance(part, Text)
    assert part.text.startswith(said)
    assert [name for name, _ in steps.answers] == ["announce", "fetch", "reply"]
    assert office.reader.shown == []
    assert ("t1", "local:t1:invoices:F1") in office.ledger.drops, "it can be forgotten"


async def test_a_picture_that_cannot_be_drawn_keeps_nothing_else_back(office: Office) -> None:
    office.reader.draws = MediaRejected(Reason.TOO_SLOW, limit=60)
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    assert [file.name for file in office.files(dropped)] == ["acme.json"]


async def test_what_the_store_is_to_hold_is_noted_before_it_holds_it(office: Office) -> None:
    """Whatever ends the process from then on, forgetting the drop finds the file."""
    dropped = upload("F1")
    job = await office.receive(dropped, PDF)
    keep = office.store.keep

    async def dying(*given: Any, **named: Any) -> None:
        await keep(*given, **named)
        raise ConnectionAbortedError

    office.store.keep = dying  # type: ignore[method-assign]  # the power went off
    with pytest.raises(ConnectionAbortedError):
        await office.documents.on_job(job, InMemorySteps())
    traces = await office.ledger.traces("t1", "F1")
    assert traces is not None
    assert [("t1", sha256) for sha256 in traces.files] == list(office.store.files)


async def test_a_file_forgotten_while_it_was_fetched_does_not_come_back(office: Office) -> None:
    dropped = upload("F1")
    job = await office.receive(dropped, PDF)
    keep = office.store.keep

    async def forgotten_meanwhile(*given: Any, **named: Any) -> None:
        await keep(*given, **named)
        await office.ledger.erase("t1", "F1")

    office.store.keep = forgotten_meanwhile  # type: ignore[method-assign]  # somebody was quicker
    steps = InMemorySteps()
    await office.documents.on_job(job, steps)
    assert [name for name, _ in steps.answers] == ["announce", "fetch"]
    assert office.store.files == {}
    assert office.ledger.drops == {}


async def test_a_rejected_twin_leaves_the_file_of_the_accepted_one(office: Office) -> None:
    await office.answer(upload("F1"), PDF)
    twin = upload("F2")
    job = await office.receive(twin, PDF)
    office.reader.says = MediaRejected(Reason.TOO_SLOW, limit=60)
    find = office.ledger.by_content

    async def not_yet(tenant: str, sha256: str, part: str = "") -> Document | None:
        office.ledger.by_content = find  # type: ignore[method-assign]  # the next one looks later
        return None

    office.ledger.by_content = not_yet  # type: ignore[method-assign]  # both read at once
    await office.documents.on_job(job, InMemorySteps())
    assert list(office.store.files.values()) == [PDF]


async def test_progress_that_cannot_be_shown_stops_nothing(office: Office) -> None:
    dropped = upload("F1")
    job = await office.receive(dropped, PDF)
    edit = office.chat.edit

    async def only_results(message: MessageRef, card: Card) -> None:
        if card.tone == "busy":
            raise ChatUnavailable("rate limited")
        await edit(message, card)

    office.chat.edit = only_results  # type: ignore[method-assign]  # one platform, one bad day
    await office.documents.on_job(job, InMemorySteps())
    assert office.card(dropped).tone == "good"


async def test_what_is_no_invoice_gets_a_short_answer(office: Office) -> None:
    office.reader.says = READING.model_copy(update={"kind": "other", "invoice": None})
    dropped = upload("F1", name="menu.pdf")
    await office.answer(dropped, PDF)
    assert office.card(dropped).parts == ()
    assert office.files(dropped) == []


async def test_a_failure_of_clerks_own_is_said_in_the_thread(office: Office) -> None:
    dropped = upload("F1")
    job = await office.receive(dropped, PDF)
    for _ in range(2):
        await office.documents.on_failed(job, "ValueError")
    card = office.card(dropped)
    assert card.tone == "bad"
    assert isinstance(card.parts[0], Text)
    assert "ValueError" in card.parts[0].text
