"""A file with several documents: each is read, answered and kept by itself."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from handlers.chat import Fields
from handlers.drops import channel_of, document_id, part_jobs, part_name
from handlers.ports import Job
from pipelines.document.model import Reading, Stretch
from pipelines.document.stretches import several, stretch_of, written
from pipelines.egress import STAY, Egress
from pipelines.media import Media
from tests.fake_queue import InMemorySteps
from tests.handlers.office import INVOICE, READING, Office, upload
from tests.handlers.pacts import a_pact

PILE = b"%PDF-1.7 three in one"
PARTS: tuple[Stretch, ...] = ((1, 1), (2, 3), (4, 4))
FIRST = READING.model_copy(
    update={"parts": PARTS, "findings": (several(PARTS, PARTS[0]),), "pages": 4}
)


class Piles:
    """Reads a pile as its first document, and each part by its pages."""

    async def read(self, media: Media, progress: object, egress: Egress = STAY) -> Reading:
        if media.part is None:
            return FIRST
        number = f"INV-{media.part[0]}"
        invoice = INVOICE.model_copy(update={"invoice_number": number})
        return READING.model_copy(update={"invoice": invoice})


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "scratch")
    office.reader.read = Piles().read  # type: ignore[method-assign]  # a pile each time
    return office


async def _all(office: Office, content: bytes = PILE) -> Sequence[Job]:
    """Let a pile be dropped and every job that follows be done."""
    await office.receive(upload("F1"), content)
    done: list[Job] = []
    while waiting := [job for job in office.queue.jobs.values() if job not in done]:
        for job in waiting:
            await office.documents.on_job(job, InMemorySteps())
            done.append(job)
    return done


async def test_each_document_is_a_job_a_document_and_a_card(office: Office) -> None:
    jobs = await _all(office)
    assert [job.key.rpartition(":")[2] for job in jobs] == ["F1", "2-3", "4"]
    numbers = [
        document.reading.invoice.invoice_number
        for document, _ in office.ledger.documents.values()
        if document.reading.invoice
    ]
    assert numbers == [INVOICE.invoice_number, "INV-2", "INV-4"]
    assert len({document.id for document, _ in office.ledger.documents.values()}) == 3
    assert len(office.store.files) == 1
    cards = office.chat.cards(upload("F1").place)
    assert len(cards) == 3
    assert all(any(isinstance(part, Fields) for part in card.parts) for card in cards)
    names = [one.name for one in office.chat.attachments(upload("F1").place)]
    assert names[1::2] == ["acme.json", "acme (2-3).json", "acme (4).json"]


async def test_a_contract_among_them_is_told_as_one(office: Office) -> None:
    piles = Piles()

    async def read(media: Media, progress: object, egress: Egress = STAY) -> Reading:
        reading = await piles.read(media, progress, egress)
        return reading if media.part != (2, 3) else a_pact()

    office.reader.read = read  # type: ignore[method-assign]  # a pile each time
    await _all(office)
    cards = office.chat.cards(upload("F1").place)
    assert cards[1].title == "Contract · Warehouse Lease Agreement"
    names = [one.name for one in office.chat.attachments(upload("F1").place)]
    assert names[1::2] == ["acme.json", "acme (2-3).contract.json", "acme (4).json"]
    assert [one.due.sort for one, _ in office.ledger.deadlines.values()] == ["notice"]
    assert len(await office.reviews.waiting("t1")) == 2


async def test_every_one_of_them_waits_for_a_person(office: Office) -> None:
    await _all(office)
    told = [
        [finding.facts for finding in document.reading.findings]
        for document, _ in office.ledger.documents.values()
    ]
    assert told == [
        [{"count": "3", "pages": "1, 2-3, 4", "part": part}] for part in ("1", "2-3", "4")
    ]
    assert len(await office.reviews.waiting("t1")) == 3


async def test_a_pile_dropped_again_is_said_to_be_the_same(office: Office) -> None:
    await _all(office)
    again = upload("F2", name="copy.pdf")
    await office.answer(again, PILE)
    assert "copy.pdf is the same file as D-" in office.card(again).title
    assert len(office.ledger.documents) == 3


async def test_a_file_is_forgotten_with_all_its_documents(office: Office) -> None:
    jobs = await _all(office)
    traces = await office.ledger.erase("t1", "F1")
    assert traces is not None
    assert set(traces.jobs) >= {job.key for job in jobs}
    assert len(traces.documents) == 3
    assert office.ledger.documents == {}


@pytest.mark.parametrize("number", range(3))
async def test_who_forgets_one_document_forgets_its_file(office: Office, number: int) -> None:
    jobs = await _all(office)
    document = [one.id for one, _ in office.ledger.documents.values()][number]
    traces = await office.ledger.erase("t1", document)
    assert traces is not None
    assert set(traces.jobs) >= {job.key for job in jobs}
    assert len(traces.files) == 1, "the pages of all of them"
    assert office.ledger.documents == {}


@pytest.mark.parametrize("by", ["file", "document"])
async def test_a_file_is_forgotten_before_all_of_it_was_read(office: Office, by: str) -> None:
    await office.receive(upload("F1"), PILE)
    [job] = office.queue.jobs.values()
    await office.documents.on_job(job, InMemorySteps())
    [(document, _)] = office.ledger.documents.values()
    traces = await office.ledger.erase("t1", {"file": "F1", "document": document.id}[by])
    assert traces is not None
    assert set(traces.jobs) >= set(office.queue.jobs), "nothing is left that would read it again"


def test_a_part_is_a_job_of_the_same_channel() -> None:
    job = Job("document", "local:t1:C1:F1", {"name": "pile.pdf", "channel": "C1"})
    assert list(part_jobs(job, "1")) == []
    [second, third] = part_jobs(job, "1,2-3,4")
    assert second.key == "local:t1:C1:F1:2-3"
    assert second.payload == {
        "name": "pile (2-3).pdf", "channel": "C1", "part": "2-3", "parts": "1,2-3,4",
    }  # fmt: skip
    assert third.payload["part"] == "4"
    place = channel_of(second.key)
    assert place is not None
    assert place.channel == "C1"
    assert channel_of("local:t1:C1:F1:2-3:4") is None


def test_parts_have_names_of_their_own() -> None:
    assert part_name("a.b.pdf", "2-3") == "a.b (2-3).pdf"
    assert part_name("scan", "4") == "scan (4)"
    assert part_name(".pdf", "4") == ".pdf (4)"
    assert part_name("a.pdf", "") == "a.pdf"
    assert document_id("t1", "ff") == document_id("t1", "ff", "")
    assert len({document_id("t1", "ff", part) for part in ("", "1", "2-3")}) == 3


@pytest.mark.parametrize(("text", "pages"), [("", None), ("4", (4, 4)), ("2-3", (2, 3))])
def test_pages_are_written_down_and_read_back(text: str, pages: Stretch | None) -> None:
    assert stretch_of(text) == pages
    assert pages is None or written(pages) == text


@pytest.mark.parametrize("text", ["x", "1-", "-2", "1-2-3", "1,2", " 1"])
def test_what_names_no_pages_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="names no pages"):
        stretch_of(text)
