"""A running Clerk remembers a seller: from what was approved, until it is told to forget it."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from tests.drawn.names import Party
from tests.scenarios.bills import SELLER, bill
from tests.scenarios.deciding import Colleague, actions, written
from tests.scenarios.dropping import Visitor
from tests.scenarios.office import Office, bot, decided, says

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOVED = replace(SELLER, iban="FR1420041010050500013M02606")
ARUN = "local:accountant-1"
CHANGED = "account was DE02 **** **** 2051 until now; here it is FR14 **** **** 2606"
WARNED = "This seller was paid to another account until now: ask accounting before you pay."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(
    visitor: Visitor,
    people: dict[str, Colleague],
    data_dir: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Office]:
    """A running Clerk and everybody in it."""
    yield Office(visitor, people, data_dir, tmp_path_factory.mktemp("files"))


async def billed(office: Office, number: int, seller: Party = SELLER, off: str = "0.00") -> str:
    """Let an invoice be dropped; no two have the same total."""
    content = bill(f"S-{number}", f"{number}00.00", off=off, seller=seller)
    return await office.dropped_as(content, f"S-{number}.xml")


async def approve(office: Office, document: str) -> None:
    """Let Arun approve a document although a check failed."""
    card = await office.arun.card(document)
    assert (await decided(office.arun, card, "approve", "I called them"))["outcome"] == "none"
    await office.arun.card(document, until=says("Approved by Arun Mehta"))


async def test_an_account_is_flagged_approved_known_and_forgotten(office: Office) -> None:
    first = await billed(office, 1, off="1.00")
    assert "Known seller" not in written(await office.lena.card(first))
    await approve(office, first)
    copy = await office.mei.card(first, "accounting", until=says("Approved by"))
    assert "Known seller: 1 document approved, account DE02…2051, usually EUR, 19 %" in written(
        copy
    )

    second = await billed(office, 2, MOVED)
    card = await office.lena.card(second)
    assert {"review.approve", "review.reject", "review.edit"} <= actions(card)
    assert CHANGED in written(card), "both were dropped here"
    assert "Known seller: 1 document approved, usually EUR, 19 %" in written(card)
    assert second in await office.waiting(office.mei)
    assert CHANGED in written(await office.mei.card(second, "accounting"))
    elsewhere = await office.dropped_as(
        bill("S-3", "300.00", seller=MOVED), "S-3.xml", channel="general"
    )
    card = await office.arun.card(elsewhere, "general")
    assert (WARNED in written(card), "DE02" in written(card["body"]["parts"][:3])) == (True, False)

    await approve(office, second)
    third = await billed(office, 4, MOVED)
    card = await office.lena.card(third)
    assert actions(card) == {"review.flag", "review.edit"}
    assert "Known seller: 2 documents approved" in written(card)

    status, out, _ = await bot(office, "vendors", "show", "norden papier", "--as", ARUN)
    assert status == 0
    assert "FR14 **** **** 2606, DE02 **** **** 2051" in out
    await office.arun.say("/clerk vendors")
    listed = await office.arun.said(None, "1 seller is remembered")
    assert "2 documents approved" in written(listed)

    assert (await bot(office, "forget", "--file", second))[0] == 0
    again = await billed(office, 5, MOVED)
    card = await office.lena.card(again)
    assert CHANGED in written(card), "what it taught was taken back"
    assert "Known seller: 1 document approved" in written(card)
    status, out, _ = await bot(office, "vendors", "forget", "Norden Papier GmbH", "--as", ARUN)
    assert status == 0
    card = await office.lena.card(await billed(office, 6))
    assert "Known seller" not in written(card)
    assert "review.approve" not in actions(card)
    answer = await bot(office, "audit", "verify")
    assert answer[0] == 0, answer


async def test_a_corrected_name_is_used_from_then_on(office: Office) -> None:
    printed = replace(SELLER, name="NP Faktura 7", tax_id="DE136695976", iban="NL91ABNA0417164300")
    first = await billed(office, 7, printed, off="1.00")
    card = await office.arun.card(first)
    form = (await office.arun.press(card, "review.edit"))["form"]
    await office.arun.submit(card, form, {"vendor": "Nordpol Verlag", "total": "833.00"})
    card = await office.mei.card(first, until=says("revision 2"))
    assert (await office.mei.press(card, "review.approve"))["outcome"] == "none"
    await office.mei.card(first, until=says("Approved by Mei Lin"))

    second = await billed(office, 8, printed)
    card = await office.lena.card(second)
    assert card["body"]["title"] == "Invoice · Nordpol Verlag · 952.00 EUR"
    assert (
        "The document says “NP Faktura 7”; people here call this seller Nordpol Verlag."
        in written(card)
    )
    below = await office.lena.below({**card, "id": card["thread"]}, 3)
    [data] = [one["body"] for one in below if one["body"].get("mime") == "application/json"]
    said = json.loads(await office.lena.fetch(data["file"]))
    assert (said["invoice"]["vendor"], said["recalled"]) == (
        "Nordpol Verlag", {"vendor": "NP Faktura 7"},
    )  # fmt: skip
