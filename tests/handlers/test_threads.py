"""The cards of a document tell what is true now, everywhere, whatever came in between."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.bundles import Bundle
from handlers.chat import Card, MessageRef, Place
from handlers.people import Person
from handlers.threads import KIND, refresh_job
from pipelines.errors import MediaRejected, Reason
from tests.fake_queue import InMemorySteps
from tests.handlers.office import (
    ACCOUNTING,
    EDITED,
    FLAGGED,
    READING,
    REJECTED,
    WAITING,
    Office,
    an_act,
    first_line,
    lines,
    upload,
)

PDF = b"%PDF-1.7 one"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "scratch")
    office.reader.says = FLAGGED
    return office


async def test_a_refresh_is_one_job_a_version() -> None:
    job = refresh_job("t:1", "D-1", 3)
    assert (job.kind, job.key) == (KIND, "review:t%3A1:D-1:3")
    assert job.payload == {"tenant": "t:1", "document": "D-1", "version": 3}


async def test_every_thread_is_told_in_its_own_language(office: Office) -> None:
    first, again = upload("F1"), replace(upload("F2"), language="zh")
    for dropped in (first, again):
        await office.answer(dropped, PDF)
    await office.reject(first)
    await office.show(first)
    assert lines(office.card(first)) == [REJECTED, "Date is missing."]
    assert office.card(again).title.startswith("acme.pdf 与 D-")
    assert lines(office.card(again)) == [
        "Arun 已驳回 · 2026-11-22 12:00 CST · “Not ours”", "缺少开票日期。",
    ]  # fmt: skip
    assert lines(office.accounting_card())[1] == REJECTED


async def test_what_the_cards_tell_is_noted(office: Office) -> None:
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    assert await office.reviews.unshown() == []
    await office.reject(dropped)
    [(_, document_id, version)] = await office.reviews.unshown()
    assert (document_id, version) == (office.document(dropped).id, 2)
    await office.show(dropped)
    assert await office.reviews.unshown() == []


async def test_what_waits_is_told_to_accounting_with_its_files(office: Office) -> None:
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    card = office.accounting_card()
    assert first_line(card) == "acme.pdf, dropped by Eva · 2026-11-22 16:00 CST"
    assert card.parts[1:] == office.card(dropped).parts
    files = await office.accounting_files(dropped)
    assert [file.name for file in files] == ["acme.evidence.png", "acme.json"]
    for one, below in zip(files, office.files(dropped), strict=True):
        assert replace(one, bundle=below.bundle) == below
    assert len(office.reader.wordings) == 1, "drawn once for both"


async def test_what_passed_is_not_told_to_accounting_until_somebody_objects(
    office: Office,
) -> None:
    office.reader.says = READING
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    assert office.chat.cards(ACCOUNTING) == []
    await office.act(dropped, an_act("eva", "flag", reason="Paid twice?"), state="pending")
    await office.show(dropped)
    assert "“Paid twice?”" in lines(office.accounting_card())[2]
    assert len(await office.accounting_files(dropped)) == 2
    assert len(office.files(dropped)) == 2, "these were there already"


async def test_a_tenant_without_an_accounting_channel_has_its_threads(office: Office) -> None:
    theirs = upload("F1", tenant="t2")
    await office.answer(theirs, PDF)
    assert first_line(office.card(theirs)) == WAITING
    assert {said.ref.place.tenant for said in office.chat.said} == {"t2"}
    assert await office.reviews.unshown() == []


async def test_an_edit_puts_what_it_says_now_in_both_threads_once(office: Office) -> None:
    dropped = upload("F1", name="acme.pdf")
    await office.answer(dropped, PDF)
    await office.edit(dropped, EDITED)
    for _ in range(2):
        await office.show(dropped)
    for files in (office.files(dropped), await office.accounting_files(dropped)):
        assert [file.name for file in files] == [
            "acme.evidence.png", "acme.json", "acme.2.evidence.png", "acme.2.json",
        ]  # fmt: skip
        assert json.loads(files[1].content)["invoice"]["total"] == 1320
        assert json.loads(files[3].content)["invoice"]["total"] == 1300
        keys = [one.key or "" for one in office.chat.said if one.content in files[:2]]
        first, *_, last = [one.bundle for one in files]
        assert first is not None
        assert first == Bundle(first.key, "Files of this document")
        # Where one card shows them, those of the first values are not among them any more.
        assert last == replace(first, replaces=tuple(keys))
    assert office.card(dropped).footer == (
        f"Read by scripted · 2 pages · no virus scan · {office.document(dropped).id} · revision 2"
    )


async def test_a_decision_taken_up_again_repeats_no_file(office: Office) -> None:
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    await office.reject(dropped)
    copied = replace(office.document(dropped), revision=2)
    await office.ledger.revise(copied, frozenset())
    again = an_act("mei", "flag", reason="It is ours")
    await office.act(dropped, again, state="pending", revision=2)
    await office.show(dropped)
    assert len(office.files(dropped)) == 2
    assert len(office.reader.wordings) == 1


async def test_without_a_picture_the_json_comes_alone(office: Office) -> None:
    office.reader.draws = MediaRejected(Reason.TOO_SLOW, limit=60)
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    for files in (office.files(dropped), await office.accounting_files(dropped)):
        assert [file.name for file in files] == ["acme.json"]
    await office.show(dropped)
    assert len(office.reader.wordings) == 1, "a picture that cannot be drawn is not tried again"


async def test_everything_said_is_taken_back_when_the_file_is_forgotten(office: Office) -> None:
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    await office.edit(dropped, EDITED)
    await office.show(dropped)
    traces = await office.ledger.traces("t1", "F1")
    assert traces is not None
    assert set(traces.messages) == {said.ref for said in office.chat.said}
    assert traces.unsure == ()


async def test_the_cards_of_a_document_are_known_by_where_they_stand(office: Office) -> None:
    first, second = upload("F1"), upload("F2", channel="elsewhere")
    await office.answer(first, PDF)
    await office.answer(second, PDF)
    posted = await office.threads.posted("t1", office.document(first).id)
    assert [one.place for one in posted] == [first.place, second.place, ACCOUNTING]
    assert await office.threads.posted("t1", "D-NOTHING") == ()


async def test_of_a_forgotten_document_nothing_is_shown(office: Office) -> None:
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    document, case = office.document(dropped), await office.case(dropped)
    said = list(office.chat.said)
    await office.ledger.erase("t1", "F1")
    await office.threads.show("t1", document.id)
    assert office.chat.said == said
    card = await office.threads.private_card(case, Person("local:arun", "Arun", "accountant"), "en")
    assert card.title == "Clerk has no such document any more."


async def test_one_more_arrival_draws_its_own_card_alone(office: Office) -> None:
    await office.answer(upload("F1"), PDF)
    edits: list[Place] = []
    edit = office.chat.edit

    async def counting(message: MessageRef, card: Card) -> None:
        edits.append(message.place)
        await edit(message, card)

    office.chat.edit = counting  # type: ignore[method-assign]  # counts
    again = upload("F2")
    await office.answer(again, PDF)
    assert set(edits) == {again.place}


async def test_an_arrival_that_was_never_answered_is_passed_over(office: Office) -> None:
    """A file read on the command line has no thread; accounting is told all the same."""
    job = await office.receive(upload("F1"), PDF)

    async def silently(page: int, pages: int) -> None:
        """Nobody watches."""

    await office.readings.arrive(job)
    await office.readings.take_in(job, InMemorySteps(), silently)
    await office.show(upload("F1"))
    assert office.chat.cards(upload("F1").place) == []
    assert len(await office.accounting_files(upload("F1"))) == 2


async def test_a_private_card_has_all_that_can_be_pressed(office: Office) -> None:
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    person = Person("local:mei", "Mei", "accountant")
    card = await office.threads.private_card(await office.case(dropped), person, "zh")
    assert first_line(card) == "acme.pdf，由 Eva 上传 · 2026-11-22 16:00 CST"
    assert lines(card)[1] == "等待财务审核：1 项校验未通过"
    english = await office.threads.private_card(await office.case(dropped), person, "en")
    assert english == office.accounting_card()
