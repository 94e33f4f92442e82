"""A contract in its thread: one card, its files, and who may read it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import simplejson

from handlers.deadlines import Deadline, Due
from pipelines.document.model import Reading
from pipelines.document.terms import Contract
from pipelines.media import Box
from tests.fake_ledger import MORNING
from tests.fake_queue import InMemorySteps
from tests.handlers.asked import consulted
from tests.handlers.office import ACCOUNTING, READING, Office, lines, upload
from tests.handlers.pacts import LEASE, a_pact

PDF = b"%PDF-1.7 lease"
TWO = datetime(2026, 11, 22, 2, 2, tzinfo=UTC)
RESTING = consulted("qwen", None, saw=False, usage=None, bar="resting", since=TWO)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "scratch")
    office.reader.says = a_pact()
    return office


async def test_a_contract_is_answered_with_its_card_picture_and_json(office: Office) -> None:
    await office.answer(upload("F1", name="lease.pdf"), PDF)
    assert office.card(upload("F1")).title == "Contract · Warehouse Lease Agreement"
    picture, data = office.files(upload("F1"))
    assert (picture.name, data.name) == ("lease.evidence.png", "lease.contract.json")
    given = simplejson.loads(data.content)
    assert given["contract"]["governing_law"] == "England and Wales"
    assert given["evidence"]["parties.0"][0]["box"] == list(Box(0.1, 0.2, 0.5, 0.22))


async def test_nobody_is_asked_to_decide_on_a_contract(office: Office) -> None:
    await office.answer(upload("F1"), PDF)
    document = office.document(upload("F1"))
    assert await office.reviews.case("t1", document.id) is None
    assert office.chat.cards(ACCOUNTING) == []


async def test_what_a_contract_is_due_for_is_kept_with_it(office: Office) -> None:
    await office.answer(upload("F1"), PDF)
    id_ = office.document(upload("F1")).id
    kept = Deadline("t1", id_, Due("notice", date(2027, 3, 1)))
    assert office.ledger.deadlines == {("t1", id_): (kept, False)}
    await office.answer(upload("F2", channel="elsewhere"), PDF)
    assert len(office.ledger.deadlines) == 1


@pytest.mark.parametrize(
    "contract",
    [
        None,
        Contract(),
        Contract(expiry_date=date(2026, 11, 21)),
        LEASE.model_copy(update={"expiry_date": date(2026, 12, 10)}),
    ],
)
async def test_what_was_over_when_it_was_dropped_is_not_kept(
    office: Office, contract: Contract | None
) -> None:
    office.reader.says = a_pact(contract)
    await office.answer(upload("F1"), PDF)
    assert office.ledger.deadlines == {}


async def test_the_day_on_which_a_contract_is_dropped_is_that_of_the_zone(office: Office) -> None:
    # In UTC it is still the 22nd, in Shanghai not any more.
    late = MORNING + timedelta(hours=9)
    office.reader.says = a_pact(Contract(expiry_date=date(2026, 11, 22)))
    job = await office.receive(upload("F1"), PDF)
    job = replace(job, payload={**job.payload, "received_at": late.isoformat()})
    await office.documents.on_job(job, InMemorySteps())
    assert "Its term ended on 2026-11-22." in lines(office.card(upload("F1")))
    assert office.ledger.deadlines == {}


async def test_in_its_channel_a_contract_that_is_dropped_again_is_told_again(
    office: Office,
) -> None:
    await office.answer(upload("F1"), PDF)
    await office.answer(upload("F2"), PDF)
    seen = office.card(upload("F2"))
    document = office.document(upload("F1"))
    assert seen.title.startswith(f"acme.pdf is the same file as {document.id}")
    assert "Notice to end it must be given by 2027-03-01." in lines(seen)
    assert office.files(upload("F2")) == []


async def test_dropped_again_a_contract_is_told_as_it_stands_by_then(office: Office) -> None:
    await office.answer(upload("F1"), PDF)
    job = await office.receive(upload("F2"), PDF)
    later = replace(job, payload={**job.payload, "received_at": "2028-05-01T09:00:00+00:00"})
    await office.documents.on_job(later, InMemorySteps())
    told = lines(office.card(upload("F2")))
    assert [one for one in told if one.endswith("It may have renewed itself since.")]


async def test_a_contract_that_was_kept_unread_is_read_when_it_is_dropped_again(
    office: Office,
) -> None:
    office.reader.says = a_pact(None)
    await office.answer(upload("F1"), PDF)
    assert office.card(upload("F1")).title.endswith("nothing of its terms was read.")
    assert office.files(upload("F1")) == []
    office.reader.says = a_pact()
    await office.answer(upload("F2"), PDF)
    document = office.document(upload("F1"))
    assert (document.revision, document.reading) == (2, a_pact())
    assert office.card(upload("F1")).title == "Contract · Warehouse Lease Agreement"
    assert [file.name for file in office.files(upload("F1"))][1:] == ["acme.contract.json"]
    assert office.card(upload("F2")).title.startswith(f"acme.pdf is the same file as {document.id}")
    kept = Deadline("t1", document.id, Due("notice", date(2027, 3, 1)))
    assert office.ledger.deadlines == {("t1", document.id): (kept, False)}
    await office.answer(upload("F3"), PDF)
    assert office.document(upload("F1")).revision == 2
    actions = [action for _, _, action, _, _ in office.audit.links]
    assert actions == ["document.read", "document.read", "document.seen"]


@pytest.mark.parametrize("again", [READING, a_pact(None)])
async def test_what_is_read_as_something_else_by_then_stays_as_it_was(
    office: Office, again: Reading
) -> None:
    office.reader.says = a_pact(None)
    await office.answer(upload("F1"), PDF)
    office.reader.says = again
    await office.answer(upload("F2"), PDF)
    document = office.document(upload("F1"))
    assert (document.revision, document.reading) == (1, a_pact(None))
    assert await office.reviews.case("t1", document.id) is None
    assert office.card(upload("F2")).title.startswith(f"acme.pdf is the same file as {document.id}")


async def test_a_contract_tells_times_of_its_zone(office: Office) -> None:
    office.reader.says = a_pact(consulted=(RESTING,))
    await office.answer(upload("F1"), PDF)
    assert "resting since 10:02 CST" in (office.card(upload("F1")).footer or "")


async def test_elsewhere_nothing_is_said_of_a_contract_that_was_seen_before(
    office: Office,
) -> None:
    await office.answer(upload("F1"), PDF)
    await office.answer(upload("F2", channel="elsewhere"), PDF)
    seen = office.card(upload("F2", channel="elsewhere"))
    assert (seen.title, seen.parts) == (
        "acme.pdf was seen before: ask accounting. Nothing was added.",
        (),
    )
