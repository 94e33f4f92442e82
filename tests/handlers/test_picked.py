"""Which files are taken in, and what whoever picks one is told of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.documents import Known
from handlers.drops import drop_of
from tests.handlers.office import Office, upload

PDF = b"%PDF-1.7 one"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "scratch")


async def test_of_what_is_shared_in_passing_and_is_no_document_nothing_is_kept(
    office: Office,
) -> None:
    passing = replace(upload("F1"), kind="video/mp4", name="talk.mp4", addressed=False)
    await office.documents.on_upload(passing)
    assert office.queue.jobs == {}
    await office.documents.on_upload(replace(passing, addressed=True))
    assert len(office.queue.jobs) == 1


async def test_what_is_picked_is_read_once_and_then_pointed_at(office: Office) -> None:
    picked = upload("F1")
    assert await office.documents.on_pick(picked) is None
    await office.answer(picked, PDF)
    known = await office.documents.on_pick(picked)
    assert known is not None
    assert known.answer == office.chat.said[0].ref


async def test_what_failed_is_picked_again(office: Office) -> None:
    await office.documents.on_pick(upload("F1"))
    [key] = office.queue.jobs
    office.queue.failed.add(key)
    assert await office.documents.on_pick(upload("F1")) is None
    assert office.queue.retried == [key]


async def test_what_could_not_be_had_is_picked_again(office: Office) -> None:
    picked = upload("F1")
    await office.answer(picked, None)
    before = office.card(picked)
    assert await office.documents.on_pick(picked) is None
    await office.answer(picked, PDF)
    assert office.card(picked) != before
    assert await office.documents.on_pick(picked) is not None


async def test_what_is_being_read_is_not_read_from_the_start_again(office: Office) -> None:
    picked = upload("F1")
    job = await office.receive(picked, PDF)
    drop = drop_of(job)
    await office.ledger.arrived(drop, None)
    await office.ledger.fetched(drop, "ab" * 32)
    assert await office.documents.on_pick(picked) == Known(None)
