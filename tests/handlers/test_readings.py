"""What is paid gets a review in the moment that it is kept."""

from pathlib import Path

import pytest

from pipelines.document.model import Reading
from tests.fake_queue import InMemorySteps
from tests.handlers.office import FLAGGED, INVOICE, READING, REJECTED, Office, first_line, upload

PDF = b"%PDF-1.7 one"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "scratch")


@pytest.mark.parametrize(("says", "state"), [(READING, "passed"), (FLAGGED, "pending")])
async def test_what_is_paid_gets_a_review_as_it_is_read(
    office: Office, says: Reading, state: str
) -> None:
    office.reader.says = says
    dropped = upload("F1")
    job = await office.receive(dropped, PDF)
    await office.readings.arrive(job)
    await office.readings.take_in(job, InMemorySteps(), _silently)
    case = await office.case(dropped)
    assert (case.review.state, case.review.revision) == (state, 1)
    assert case.review.summary.vendor == INVOICE.vendor
    assert [drop.file for drop in case.drops] == ["F1"]


async def test_what_is_no_invoice_is_not_reviewed(office: Office) -> None:
    office.reader.says = READING.model_copy(update={"kind": "other", "invoice": None})
    await office.answer(upload("F1"), PDF)
    assert office.ledger.reviews == {}


async def test_one_more_arrival_leaves_what_people_did(office: Office) -> None:
    await office.answer(upload("F1"), PDF)
    await office.reject(upload("F1"))
    await office.answer(upload("F2"), PDF)
    case = await office.case(upload("F2"))
    assert (case.review.state, len(case.drops)) == ("rejected", 2)
    assert first_line(office.card(upload("F2"))) == REJECTED


async def _silently(page: int, pages: int) -> None:
    """Nobody watches."""
