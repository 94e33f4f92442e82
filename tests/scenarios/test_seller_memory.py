"""A running Clerk remembers a seller: from what was approved, until it is told to forget it."""

import json
from dataclasses import replace

import pytest

from tests.drawn.names import Party
from tests.scenarios.beside import bot
from tests.scenarios.bills import SELLER, bill
from tests.scenarios.offices import Office
from tests.scenarios.people import says

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOVED = replace(SELLER, iban="FR1420041010050500013M02606")
CHANGED = "account was DE02 **** **** 2051 until now; here it is FR14 **** **** 2606"
WARNED = "This seller was paid to another account until now: ask accounting before you pay."


async def billed(office: Office, number: int, seller: Party = SELLER, off: str = "0.00") -> str:
    """Let an invoice be dropped; no two have the same total."""
    content = bill(f"S-{number}", f"{number}00.00", off=off, seller=seller)
    return await office.dropped_as(content, f"S-{number}.xml")


async def approve(office: Office, document: str) -> None:
    """Let Arun approve a document although a check failed."""
    card = await office.arun.card(document)
    assert (await office.arun.decide(card, "approve", "I called them")).kind == "none"
    await office.arun.card(document, until=says("Approved by Arun Mehta"))


async def test_an_account_is_flagged_approved_known_and_forgotten(office: Office) -> None:
    first = await billed(office, 1, off="1.00")
    assert "Known seller" not in (await office.lena.card(first)).words
    await approve(office, first)
    copy = await office.mei.card(first, "accounting", until=says("Approved by"))
    known = "Known seller: 1 document approved, account DE02…2051, usually EUR, 19 %"
    assert known in copy.words

    second = await billed(office, 2, MOVED)
    card = await office.lena.card(second)
    assert {"review.approve", "review.reject", "review.edit"} <= card.actions
    assert CHANGED in card.words, "both were dropped here"
    assert "Known seller: 1 document approved, usually EUR, 19 %" in card.words
    assert second in await office.waiting(office.mei)
    assert CHANGED in (await office.mei.card(second, "accounting")).words
    moved = bill("S-3", "300.00", seller=MOVED)
    elsewhere = await office.dropped_as(moved, "S-3.xml", room="general")
    card = await office.arun.card(elsewhere, "general")
    assert (WARNED in card.words, "DE02" in card.words) == (True, False)

    await approve(office, second)
    third = await billed(office, 4, MOVED)
    card = await office.lena.card(third)
    assert card.actions == {"review.flag", "review.edit"}
    assert "Known seller: 2 documents approved" in card.words

    shown = await office.arun.asks("vendors norden papier", "FR14 **** **** 2606")
    assert "DE02 **** **** 2051" in shown.words
    listed = await office.arun.asks("vendors", "1 seller is remembered")
    assert "2 documents approved" in listed.words

    forgotten = await bot(office.given, "forget", "--file", second, "--tenant", office.tenant)
    assert forgotten[0] == 0, forgotten[2]
    await office.arun.gone(second)
    again = await billed(office, 5, MOVED)
    card = await office.lena.card(again)
    assert CHANGED in card.words, "what it taught was taken back"
    assert "Known seller: 1 document approved" in card.words
    await office.arun.press(shown, "sellers.forget")
    card = await office.lena.card(await billed(office, 6))
    assert "Known seller" not in card.words
    assert "review.approve" not in card.actions
    assert await office.vouched()


async def test_a_corrected_name_is_used_from_then_on(office: Office) -> None:
    printed = replace(SELLER, name="NP Faktura 7", tax_id="DE136695976", iban="NL91ABNA0417164300")
    first = await billed(office, 7, printed, off="1.00")
    card = await office.arun.card(first)
    form = await office.arun.form(card, "review.edit")
    await office.arun.submit(form, {"vendor": "Nordpol Verlag", "total": "833.00"})
    card = await office.mei.card(first, until=says("revision 2"))
    assert (await office.mei.press(card, "review.approve")).kind == "none"
    await office.mei.card(first, until=says("Approved by Mei Lin"))

    second = await billed(office, 8, printed)
    card = await office.lena.card(second)
    assert "Invoice · Nordpol Verlag · 952.00 EUR" in card.words
    called = "The document says “NP Faktura 7”; people here call this seller Nordpol Verlag."
    assert called in card.words
    data = next(one for one in await office.lena.below(card.thread) if one.file.endswith(".json"))
    said = json.loads(await office.lena.fetch(data))
    assert said["invoice"]["vendor"] == "Nordpol Verlag"
    assert said["recalled"] == {"vendor": "NP Faktura 7"}
