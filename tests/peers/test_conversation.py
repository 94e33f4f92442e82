"""Clerk in a Slack that others wrote: files, cards, people who may and may not, forms, the home."""

import json

import pytest

from tests.peers.conftest import Office, has_button
from tests.peers.drawings import picture, wrong
from tests.peers.local_slack import (
    ACCOUNTANT,
    CHANNEL,
    CLERK,
    COLLEAGUE,
    EMPLOYEE,
    FINANCE,
    Json,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_picture_is_answered_in_its_thread(office: Office) -> None:
    content, bill = picture()
    drop = await office.slack.drop("receipt.png", content)
    card = await office.card(drop["ts"], bill.seller.name)
    assert card["user"] == CLERK
    assert await office.files(drop["ts"], 2) == ["receipt.evidence.png", "receipt.json"]
    reactions = office.slack.messages[CHANNEL, drop["ts"]]["reactions"]
    assert [(one["name"], one["users"]) for one in reactions] == [("eyes", [CLERK])]


async def test_a_flagged_file_is_corrected_and_approved_by_people_who_may(office: Office) -> None:
    slack = office.slack
    content, right = wrong()
    drop = await slack.drop("发票 03.pdf", content)
    root = drop["ts"]
    card = await office.card(root, "review.approve")
    assert "发票 03" in json.dumps(await office.files(root, 2), ensure_ascii=False)

    await slack.press(EMPLOYEE, card, "review.approve")
    await office.told(EMPLOYEE, "Only accounting can decide")
    assert has_button(await office.card(root, "review.approve"), "review.approve")

    await slack.press(ACCOUNTANT, card, "review.edit")
    await slack.until(lambda: slack.modals)
    await slack.submit(ACCOUNTANT, {"total": "a lot"})
    assert "total" in str(await slack.until(lambda: slack.errors))
    await slack.submit(ACCOUNTANT, {"total": str(right.subtotal + right.tax)})
    await slack.until(lambda: not slack.modals)
    edited = await office.card(root, "by leah")
    assert has_button(edited, "review.approve")

    await slack.press(COLLEAGUE, edited, "review.approve")
    settled = await office.card(root, "by omar")
    assert not has_button(settled, "review.approve")
    assert len(office.cards(root)) == 1


async def test_what_is_flagged_is_brought_to_accounting_once(office: Office) -> None:
    content, _ = wrong()
    drop = await office.slack.drop("again.pdf", content + b"\n% again")
    await office.card(drop["ts"], "review.approve")

    def brought() -> list[Json] | None:
        found = [one for (where, _), one in office.slack.messages.items() if where == FINANCE]
        return [one for one in found if "again.pdf" in str(one)] or None

    assert len(await office.slack.until(brought)) == 1


async def test_the_home_is_the_queue(office: Office) -> None:
    await office.slack.control("open-home", user=ACCOUNTANT)
    home = await office.slack.until(lambda: office.slack.homes.get(ACCOUNTANT))
    assert home["type"] == "home"
    _, bill = wrong()
    assert bill.seller.name in str(home)


async def test_a_command_is_answered_in_private(office: Office) -> None:
    before = len(office.slack.told(EMPLOYEE))
    await office.slack.control(
        "command", channel=CHANNEL, user=EMPLOYEE, command="/clerk", text="help"
    )
    await office.slack.until(lambda: len(office.slack.told(EMPLOYEE)) > before)
    assert "/clerk queue" in office.slack.told(EMPLOYEE)[-1]
