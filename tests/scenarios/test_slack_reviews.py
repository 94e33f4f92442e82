"""Two accountants in Slack decide on what a third person dropped: in the thread and in the Home."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.doubles.slack.gestures import buttons
from tests.scenarios.bills import bill
from tests.scenarios.slack_office import (
    ARUN,
    BOOKS,
    HERE,
    LENA,
    MEI,
    SlackOffice,
    slack_office,
)


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SlackOffice]:
    monkeypatch.setattr("bot.slack.homes._PAUSE", 0.01)
    async with slack_office(tmp_path / "data") as opened:
        yield opened


async def test_a_document_goes_from_hand_to_hand(office: SlackOffice) -> None:
    await office.open_home(MEI)
    await office.home(MEI, "没有")

    dropped = await office.drop("R-1.xml", bill("R-1", off="1.00"))
    card = await office.card("review.approve")
    assert card.thread == dropped.ts
    assert "the total is 120.00" in str(card.blocks)
    copy = await office.card("dropped by Lena", channel=BOOKS)
    [address] = [one["url"] for one in buttons(copy.blocks) if "url" in one]
    assert address.endswith(f"/archives/{HERE}/p{card.ts.replace('.', '')}")
    await office.press(copy, ARUN, "link", BOOKS)
    assert dropped.reactions == {"eyes": {office.team.user}}

    await office.press(card, LENA, "review.approve")
    await office.told(LENA, "Only accounting can decide on this or edit it.")

    await office.press(copy, ARUN, "review.edit", BOOKS)
    form = await office.modal("R-1")
    wrong = await office.submit(form, ARUN, total={"value": "about 119"})
    assert wrong is not None
    assert list(wrong["errors"]) == ["input:total"]
    assert await office.submit(form, ARUN, total={"value": "119.00"}) is None
    card = await office.card("Edited by Arun")

    await office.press(card, ARUN, "review.approve")
    await office.told(ARUN, "You edited this document last")

    home = await office.home(MEI, "Norden Papier GmbH")
    await office.press_in(home, MEI, "review.open")
    sheet = await office.modal("R-1.xml")
    await office.press_in(sheet, MEI, "review.approve")
    sheet = await office.modal("Mei")
    assert {one["action_id"].partition("#")[0] for one in buttons(sheet["blocks"])} == {
        "review.flag"
    }
    for channel in (HERE, BOOKS):
        card = await office.card("Approved by Mei", channel=channel)
        assert "review.approve" not in str(card.blocks)
    await office.home(MEI, "没有")

    await office.press_in(sheet, MEI, "review.flag")
    reason = await office.modal("理由")
    assert reason["previous_view_id"] == sheet["id"]
    assert await office.submit(reason, MEI, reason={"value": "Paid twice"}) is None
    await office.card("Paid twice")
    assert "Paid twice" in str(office.team.views[sheet["id"]])
    await office.home(MEI, "Norden Papier GmbH")

    await office.command(LENA, "status")
    status = await office.told(LENA, "not configured: files are read unscanned")
    assert "1 document, 1 dropped by you" in str(status.blocks)
    await office.write(MEI, "待审")
    direct = office.team.dm(MEI).id
    listed = await office.card("1 份文件等待审核", channel=direct)
    await office.press(listed, MEI, "backlog.show#2", direct)
    await office.card("1 份文件等待审核 · 1", channel=direct)
    assert len([one for one in office.team.channels[direct].messages if one.blocks]) == 1
