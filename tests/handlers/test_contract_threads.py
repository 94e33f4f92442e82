"""A contract in its thread: one card, its files, and who may read it."""

from pathlib import Path

import pytest
import simplejson

from pipelines.media import Box
from tests.handlers.office import ACCOUNTING, Office, lines, upload
from tests.handlers.pacts import a_pact

PDF = b"%PDF-1.7 lease"


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


async def test_in_its_channel_a_contract_that_is_dropped_again_is_told_again(
    office: Office,
) -> None:
    await office.answer(upload("F1"), PDF)
    await office.answer(upload("F2"), PDF)
    seen = office.card(upload("F2"))
    document = office.document(upload("F1"))
    assert seen.title.startswith(f"acme.pdf is the same file as {document.id}")
    assert "Notice must be given by 2027-03-01." in lines(seen)
    assert office.files(upload("F2")) == []


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
