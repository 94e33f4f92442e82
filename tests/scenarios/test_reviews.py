"""Decisions in a running Clerk: who may, who was first, what everybody sees, and what is kept."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import House
from tests.scenarios.bills import SELLER, bill
from tests.scenarios.deciding import Colleague, actions, written
from tests.scenarios.dropping import Visitor, found
from tests.scenarios.office import Office, bot, decided, says

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(
    visitor: Visitor,
    people: dict[str, Colleague],
    data_dir: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Office]:
    """A running Clerk and everybody in it."""
    yield Office(visitor, people, data_dir, tmp_path_factory.mktemp("files"))


async def test_a_flagged_document_goes_from_hand_to_hand(office: Office) -> None:
    document = await office.dropped()
    card = await office.lena.card(document)
    assert actions(card) == {"review.approve", "review.reject", "review.edit"}
    assert "Subtotal and tax add up to 119.00, but the total is 120.00." in written(card)
    copy = await office.arun.card(document, "accounting")
    below = [one["body"]["mime"] for one in await office.arun.below(copy, 2)]
    assert below == ["image/png", "application/json"]
    assert document in await office.waiting(office.arun)

    refused = await office.lena.press(card, "review.approve")
    assert "Only accounting can decide on this or edit it." in written(refused)

    form = (await office.arun.press(copy, "review.edit"))["form"]
    wrong = await office.arun.submit(copy, form, {"total": "about 119"})
    assert wrong == {**wrong, "outcome": "errors"}
    assert list(wrong["by_input"]) == ["total"]
    await office.arun.submit(copy, form, {"total": "119.00"})
    card = await office.lena.card(document, until=says("Edited by Arun Mehta", "revision 2"))
    assert "Waiting for accounting: all checks passed" in written(card)
    assert "Total: 119.00, read as 120.00" in written(card)

    own = await office.arun.press(card, "review.approve")
    assert "You edited this document last" in written(own)
    assert document not in await office.waiting(office.arun, "mine")
    assert document in await office.waiting(office.mei, "mine")

    assert (await office.mei.press(card, "review.approve"))["outcome"] == "none"
    for channel in ("invoices", "accounting"):
        card = await office.mei.card(document, channel, until=says("Approved by Mei Lin"))
        assert actions(card) == {"review.flag"}
        assert card["body"]["tone"] == "good"
    assert document not in await office.waiting(office.arun)


async def test_a_card_of_an_older_revision_cannot_decide(office: Office) -> None:
    document = await office.dropped()
    old = await office.mei.card(document)
    form = (await office.arun.press(old, "review.edit"))["form"]
    asked = (await office.mei.press(old, "review.approve"))["form"]
    await office.arun.submit(old, form, {"total": "119.00"})
    for late in (
        await office.mei.press(old, "review.approve"),
        await office.mei.submit(old, asked, {"reason": "agreed"}),
    ):
        assert "This card is out of date: Arun Mehta changed the document" in written(late)
    card = await office.mei.card(document, until=says("revision 2"))
    assert "review.approve" in actions(card)


async def test_over_the_amount_two_people_approve(office: Office) -> None:
    document = await office.dropped("20000.00")
    card = await office.arun.card(document)
    assert (await decided(office.arun, card, "approve", "agreed"))["outcome"] == "none"
    card = await office.arun.card(document, until=says("somebody else has to approve as well"))
    assert document in await office.waiting(office.mei)
    again = await decided(office.arun, card, "approve", "agreed")
    assert "You approved this already" in written(again)
    assert (await decided(office.mei, card, "approve", "agreed too"))["outcome"] == "none"
    card = await office.lena.card(document, until=says("Approved by Mei Lin"))
    assert "Approved by Arun Mehta" in written(card)
    assert actions(card) == {"review.flag"}


async def test_of_many_who_press_at_once_one_decides(office: Office) -> None:
    document = await office.dropped()
    card = await office.arun.card(document)
    verdicts = [("accountant-1", "approve"), ("accountant-2", "reject"), ("admin", "approve")] * 3
    forms = [await office.people[who].press(card, f"review.{what}") for who, what in verdicts]
    answers = await asyncio.gather(
        *(
            office.people[who].submit(card, asked["form"], {"reason": "mine is first"})
            for (who, _), asked in zip(verdicts, forms, strict=True)
        )
    )
    outcomes = [answer["outcome"] for answer in answers]
    assert sorted(outcomes) == ["none", *["told"] * 8]
    who, verdict = verdicts[outcomes.index("none")]
    name = {"accountant-1": "Arun Mehta", "accountant-2": "Mei Lin", "admin": "Sofia Rossi"}[who]
    label = {"approve": "Approved", "reject": "Rejected"}[verdict]
    for (presser, _), answer in zip(verdicts, answers, strict=True):
        said = "You have decided this already" if presser == who else f"{name} was first"
        assert answer["outcome"] == "none" or f"{said}: {label}" in written(answer)
    card = await office.arun.card(document, until=says(f"{label} by {name}"))
    assert written(card).count("mine is first") == 1


async def test_what_passed_may_be_flagged_by_anybody(office: Office) -> None:
    document = await office.dropped("77.00", off="0.00")
    card = await office.lena.card(document)
    assert actions(card) == {"review.flag", "review.edit"}
    assert await office.arun.cards(document, "accounting") == []
    asked = (await office.lena.press(card, "review.flag"))["form"]
    empty = await office.lena.submit(card, asked, {"reason": "  "})
    assert list(empty["by_input"]) == ["reason"]
    await office.lena.submit(card, asked, {"reason": "paid already"})
    copy = await office.arun.card(document, "accounting", until=says("paid already"))
    assert (await office.arun.press(copy, "review.approve"))["outcome"] == "none"
    await office.lena.card(document, until=says("Approved by Arun Mehta"))


async def test_a_decision_is_reopened_by_who_decides(office: Office) -> None:
    document = await office.dropped()
    await decided(office.arun, await office.arun.card(document), "reject", "not ours")
    card = await office.lena.card(document, until=says("Rejected by Arun Mehta"))
    refused = await decided(office.lena, card, "flag", "it is")
    assert "Only accounting can decide on this or edit it." in written(refused)
    await decided(office.mei, card, "flag", "it is ours")
    card = await office.lena.card(document, until=says("Flagged by Mei Lin", "revision 2"))
    assert "review.approve" in actions(card)


async def test_others_do_not_learn_what_was_dropped_elsewhere(office: Office) -> None:
    """Lena does not read #accounting: a duplicate of what is there is told without its name."""
    content = bill("R-secret")
    secret = await office.dropped_as(
        content, "secret.xml", user="accountant-1", channel="accounting"
    )
    document = await office.dropped_as(content + b"<!-- again -->", "again.xml")
    card = await office.lena.card(document, until=says("seen before: ask accounting"))
    seen = [one for one in await office.lena.messages() if one["thread"] == card["thread"]]
    assert secret not in written(seen)
    for one in seen:
        if one["body"]["kind"] == "file":
            assert secret.encode() not in await office.lena.fetch(one["body"]["file"])
    copy = await office.arun.card(document, "accounting")
    assert secret in written(copy)
    status, _ = await office.lena.get("/api/channels/accounting/messages")
    assert status == 404
    path = office.folder / "same.xml"
    path.write_bytes(content)
    thread = await office.visitor.answered((await office.visitor.drop(path))["id"])
    assert "was seen before: ask accounting" in thread.text()
    assert secret not in thread.text()


async def test_the_queue_is_told_to_who_asks_alone(office: Office) -> None:
    document = await office.dropped()
    await office.lena.say("/clerk queue mine")
    [*_, told] = [one for one in await office.lena.messages() if one["private"]]
    assert document in written(told)
    assert not [one for one in await office.arun.messages() if one["id"] == told["id"]]
    opened = await office.lena.press(told, "review.open", on=f"{document}:1")
    assert document in written(opened["card"])


async def test_the_command_line_decides_beside_a_running_clerk(office: Office) -> None:
    document = await office.dropped()
    refused = await bot(office, "review", "approve", document, "--as", "local:employee")
    assert refused[0] == 1
    assert "Only accounting can decide on this or edit it." in refused[2]
    done = await bot(
        office, "review", "approve", document, "--as", "local:accountant-2", "--reason", "by phone"
    )
    assert done[0] == 0, done[2]
    await office.lena.card(document, until=says("Approved by Mei Lin", "by phone"))
    late = await decided(office.arun, await office.arun.card(document), "flag", "and yet")
    assert late["outcome"] == "none"
    assert (await bot(office, "audit", "verify"))[0] == 0
    assert (await bot(office, "jobs", "failed"))[1] == "no jobs\n"


async def test_what_was_approved_is_exported(office: Office) -> None:
    document = await office.dropped_as(
        bill("R-export", off="1.00", seller=replace(SELLER, name="=cmd()")), "e.xml"
    )
    await decided(office.arun, await office.arun.card(document), "approve", "agreed")
    days = ("--from", "2026-03-02", "--to", "2026-03-02", "--by", "issued")
    status, printed, said = await bot(office, "export", *days, "--format", "json")
    assert status == 0, said
    [record] = [one for one in json.loads(printed) if written(one).count(document)]
    assert "=cmd()" in written(record)
    status, table, _ = await bot(office, "export", *days)
    assert "'=cmd()" in table


async def test_forgetting_leaves_nothing_of_a_decision(
    office: Office, house: House, tmp_path: Path
) -> None:
    canary = "Canary-5150"
    document = await office.dropped()
    card = await office.arun.card(document, "accounting")
    form = (await office.arun.press(card, "review.edit"))["form"]
    await office.arun.submit(card, form, {"vendor": f"{canary} Ltd"})
    card = await office.mei.card(document, "accounting", until=says(canary, "revision 2"))
    await decided(office.mei, card, "reject", f"{canary} is not ours")
    await office.lena.card(document, until=says("is not ours"))
    await settled(house)
    assert await found(office.data_dir, canary)
    status, receipt, said = await bot(office, "forget", "--file", document)
    assert status == 0, said
    assert json.loads(receipt)["receipt"]["counts"]["messages"] >= 6
    assert await found(office.data_dir, canary) == []
    assert canary not in written(await office.arun.messages("accounting"))
    assert document not in await office.waiting(office.arun)
    assert (await bot(office, "audit", "verify"))[0] == 0


async def settled(house: House) -> None:
    """Wait until the cards tell all that was decided."""
    async with asyncio.timeout(60):
        while await house.ledger.kept.reviews.unshown():  # noqa: ASYNC110 - in the database
            await asyncio.sleep(0.05)
