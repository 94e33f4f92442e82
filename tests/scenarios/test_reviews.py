"""Decisions in a running Clerk: who may, who was first, what everybody sees, and what is kept."""

import asyncio
import json

import pytest

from handlers.filled import rows_of
from tests.scenarios.beside import bot
from tests.scenarios.bills import bill
from tests.scenarios.dropping import found
from tests.scenarios.offices import Office
from tests.scenarios.people import says

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_flagged_document_goes_from_hand_to_hand(office: Office) -> None:
    document = await office.dropped()
    card = await office.lena.card(document)
    assert card.actions == {"review.approve", "review.reject", "review.edit"}
    assert "Subtotal and tax add up to 119.00, but the total is 120.00." in card.words
    copy = await office.arun.card(document, "accounting")
    kinds = [name.rpartition(".")[2] for name in await office.arun.files(copy, 2)]
    assert kinds == ["png", "json"]
    assert document in await office.waiting(office.arun)

    refused = await office.lena.press(card, "review.approve")
    assert "Only accounting can decide on this or edit it." in refused.words

    form = await office.arun.form(copy, "review.edit")
    wrong = await office.arun.submit(form, {"total": "about 119"})
    assert (wrong.kind, list(wrong.errors)) == ("errors", ["total"])
    await office.arun.submit(form, {"total": "119.00"})
    card = await office.lena.card(document, until=says("Edited by Arun Mehta", "revision 2"))
    assert "Waiting for accounting: all checks passed" in card.words
    assert "Total: 119.00, read as 120.00" in card.words

    own = await office.arun.press(card, "review.approve")
    assert "You edited this document last" in own.words
    assert document not in await office.waiting(office.arun, "mine")
    assert document in await office.waiting(office.mei, "mine")

    assert (await office.mei.press(card, "review.approve")).kind == "none"
    for room in ("invoices", "accounting"):
        card = await office.mei.card(document, room, until=says("Approved by Mei Lin"))
        assert card.actions == {"review.flag"}
    assert document not in await office.waiting(office.arun)


async def test_a_card_of_an_older_revision_cannot_decide(office: Office) -> None:
    document = await office.dropped()
    old = await office.mei.card(document)
    form = await office.arun.form(old, "review.edit")
    asked = await office.mei.form(old, "review.approve")
    await office.arun.submit(form, {"total": "119.00"})
    for late in (
        await office.mei.press(old, "review.approve"),
        await office.mei.submit(asked, {"reason": "agreed"}),
    ):
        assert "This card is out of date: Arun Mehta changed the document" in late.words
    card = await office.mei.card(document, until=says("revision 2"))
    assert "review.approve" in card.actions


@pytest.mark.parametrize("lines", [2, 10])  # of few, there is in Teams an input for each cell
async def test_lines_are_written_in_the_table_of_a_form(office: Office, lines: int) -> None:
    net, total = 60 * lines, {"total": f"{71.4 * lines:.2f}"}
    content = bill(f"R-of-{lines}", f"{net}.00", off="1.00", lines=lines)
    document = await office.dropped_as(content, f"of-{lines}.xml")
    rows = [["Briefumschläge", "1", "60.00", "60.00"] for _ in range(lines - 1)]
    rows += [["Clips", "2", "2.00", "4.00"], ["Postage", "1", "56.00", "the rest"]]

    form = await office.arun.form(await office.arun.card(document), "review.edit")
    wrong = await office.arun.submit(form, total, {"line_items": rows})
    assert wrong.kind == "errors"
    [(name, mistake)] = wrong.errors.items()
    assert name.startswith("line_items")
    assert f"{lines}.total" in name or f"Row {lines + 1}, Amount: " in mistake
    assert "“the rest” is not an amount. Write 1234.56." in mistake

    rows[-1][-1] = "56.00"
    right = await office.arun.submit(wrong.form or form, total, {"line_items": rows})
    assert right.kind == "none"
    card = await office.lena.card(document, until=says("Edited by Arun Mehta", "revision 2"))
    assert "Waiting for accounting: all checks passed" in card.words
    assert await written(office, document) == rows
    assert f"Line {lines} was added: “Clips” · 2 · 2.00 · 4.00" in card.words

    form = await office.mei.form(card, "review.edit")
    await office.mei.submit(form, {}, {"line_items": rows[1:]})
    card = await office.lena.card(document, until=says("Edited by Mei Lin", "revision 3"))
    assert f"the lines add up to {net - 60}.00, but it is {net}.00." in card.words
    assert await written(office, document) == rows[1:]


async def written(office: Office, document: str) -> list[list[str]]:
    """Give the lines of a document, as a form asks for them."""
    kept = await office.house.ledger.kept.archive.get(office.tenant, document)
    assert kept is not None
    assert kept.reading.invoice is not None
    return [list(row) for row in rows_of(kept.reading.invoice.line_items, "en")]


async def test_over_the_amount_two_people_approve(office: Office) -> None:
    document = await office.dropped("20000.00")
    card = await office.arun.card(document)
    assert (await office.arun.decide(card, "approve", "agreed")).kind == "none"
    card = await office.arun.card(document, until=says("somebody else has to approve as well"))
    assert document in await office.waiting(office.mei)
    again = await office.arun.decide(card, "approve", "agreed")
    assert "You approved this already" in again.words
    assert (await office.mei.decide(card, "approve", "agreed too")).kind == "none"
    card = await office.lena.card(document, until=says("Approved by Mei Lin"))
    assert "Approved by Arun Mehta" in card.words
    assert card.actions == {"review.flag"}


async def test_of_many_who_press_at_once_one_decides(office: Office) -> None:
    document = await office.dropped()
    card = await office.arun.card(document)
    verdicts = [(office.arun, "approve"), (office.mei, "reject"), (office.sofia, "approve")]
    forms = [await who.form(card, f"review.{verdict}") for who, verdict in verdicts]
    answers = await asyncio.gather(
        *(
            who.submit(form, {"reason": "mine is first"})
            for (who, _), form in zip(verdicts, forms, strict=True)
        )
    )
    kinds = [answer.kind for answer in answers]
    assert sorted(kinds) == ["none", "told", "told"]
    first, verdict = verdicts[kinds.index("none")]
    label = {"approve": "Approved", "reject": "Rejected"}[verdict]
    for answer in answers:
        assert answer.kind == "none" or f"{first.name} was first: {label}" in answer.words
    card = await office.arun.card(document, until=says(f"{label} by {first.name}"))
    assert card.words.count("mine is first") == 1
    again = await first.submit(forms[kinds.index("none")], {"reason": "once more"})
    assert f"You have decided this already: {label}" in again.words


async def test_what_passed_may_be_flagged_by_anybody(office: Office) -> None:
    document = await office.dropped("77.00", off="0.00")
    card = await office.lena.card(document)
    assert card.actions == {"review.flag", "review.edit"}
    assert await office.arun.cards(document, "accounting") == []
    asked = await office.lena.form(card, "review.flag")
    empty = await office.lena.submit(asked, {"reason": "  "})
    assert list(empty.errors) == ["reason"]
    await office.lena.submit(asked, {"reason": "paid already"})
    copy = await office.arun.card(document, "accounting", until=says("paid already"))
    assert (await office.arun.press(copy, "review.approve")).kind == "none"
    await office.lena.card(document, until=says("Approved by Arun Mehta"))


async def test_a_decision_is_reopened_by_who_decides(office: Office) -> None:
    document = await office.dropped()
    await office.arun.decide(await office.arun.card(document), "reject", "not ours")
    card = await office.lena.card(document, until=says("Rejected by Arun Mehta"))
    refused = await office.lena.decide(card, "flag", "it is")
    assert "Only accounting can decide on this or edit it." in refused.words
    await office.mei.decide(card, "flag", "it is ours")
    card = await office.lena.card(document, until=says("Flagged by Mei Lin", "revision 2"))
    assert "review.approve" in card.actions


async def test_others_do_not_learn_what_was_dropped_elsewhere(office: Office) -> None:
    """Lena does not read #accounting: a duplicate of what is there is told without its name."""
    content = bill("R-secret")
    secret = await office.dropped_as(content, "secret.xml", who=office.arun, room="accounting")
    again = content + b"<!-- again -->"
    document = await office.dropped_as(again, "again.xml")
    card = await office.lena.card(document, until=says("seen before: ask accounting"))
    for one in await office.lena.below(card.thread):
        assert secret not in one.words
        assert not one.file or secret.encode() not in await office.lena.fetch(one)
    copy = await office.arun.card(document, "accounting")
    assert secret in copy.words
    assert await office.lena.read("accounting") == []
    same = await office.lena.answered(await office.lena.drop(("same.xml", content)))
    assert "was seen before: ask accounting" in same.words
    assert secret not in same.words


async def test_the_queue_is_told_to_who_asks_alone(office: Office) -> None:
    document = await office.dropped()
    before = await office.arun.alone()
    told = await office.lena.asks("queue mine")
    assert document in told.listed
    assert await office.arun.alone() == before
    opened = await office.lena.press(told, "review.open", on=document)
    assert document in opened.words


async def test_forgetting_leaves_nothing_of_a_decision(office: Office) -> None:
    canary = "Canary-5150"
    document = await office.dropped()
    card = await office.arun.card(document, "accounting")
    form = await office.arun.form(card, "review.edit")
    await office.arun.submit(form, {"vendor": f"{canary} Ltd"})
    card = await office.mei.card(document, "accounting", until=says(canary, "revision 2"))
    await office.mei.decide(card, "reject", f"{canary} is not ours")
    await office.lena.card(document, until=says("is not ours"))
    await office.settled()
    assert await found(office.data_dir, canary)
    status, receipt, said = await bot(
        office.given, "forget", "--file", document, "--tenant", office.tenant
    )
    assert status == 0, said
    assert json.loads(receipt)["receipt"]["counts"]["messages"] >= 6
    assert await found(office.data_dir, canary) == []
    assert canary not in str(await office.arun.read("accounting"))
    assert document not in await office.waiting(office.arun)
    assert await office.vouched()
