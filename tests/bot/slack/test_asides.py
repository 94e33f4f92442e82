"""What only one person sees is replaced at Slack's own address, in blocks that it takes."""

from collections.abc import AsyncIterator

import pytest

from bot.slack.asides import Asides
from bot.slack.faults import SlackRefused
from bot.slack.wording import Wording
from handlers.chat import Card, ChatUnavailable, Table, Text
from tests.bot.slack.speaking import Room, speaking, title_of
from tests.doubles.faults import Fault
from tests.doubles.server import Reply

CARD = Card("Approved", (Text("By Arun."), Table(("What",), (("Bolts",),))))


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with speaking("T0OURS") as room:
        team = room.slack.world.teams["T0OURS"]
        room.slack.act.join(team, "U1", "C0INVOICES")
        yield room


async def whispered(room: Room) -> str:
    """Say something to U1 alone; gives the address that it can be replaced at."""
    workspace = await room.get("T0OURS")
    await workspace.posting.chat_postEphemeral(channel="C0INVOICES", user="U1", text="Pending")
    team = room.slack.world.teams["T0OURS"]
    ts = team.channels["C0INVOICES"].messages[-1].ts
    return f"{room.slack.url}/hooks/T0OURS/C0INVOICES/{ts}/U1"


def shown(room: Room) -> list[str]:
    messages = room.slack.world.teams["T0OURS"].channels["C0INVOICES"].messages
    return [title_of(one) for one in messages if one.ephemeral == "U1"]


async def test_it_takes_the_place_of_what_was_said(room: Room) -> None:
    url = await whispered(room)
    asides = Asides(Wording("classic"), room.slack.api_url)
    await asides.replace(await room.get("T0OURS"), url, CARD)
    assert shown(room) == ["Approved"]
    [(_, said)] = room.slack.hooked
    assert (said["replace_original"], said["response_type"]) == (True, "ephemeral")


async def test_an_answer_takes_nobodys_place(room: Room) -> None:
    url = await whispered(room)
    asides = Asides(Wording("classic"), room.slack.api_url)
    await asides.answer(await room.get("T0OURS"), url, CARD)
    [(_, said)] = room.slack.hooked
    assert (said["replace_original"], said["response_type"]) == (False, "ephemeral")


@pytest.mark.parametrize(
    ("status", "body", "fault"),
    [
        (404, b"used_url", "response_url: used_url"),
        (200, b'{"ok": false, "error": "expired_url"}', "response_url: expired_url"),
        (400, b"<html>Words</html>", "response_url: status_400"),
        (302, b"", "response_url: Redirected"),
        (500, b"oh", "response_url: status 500"),
        (429, b"", "response_url: status 429"),
    ],
)
async def test_what_slack_has_against_it_is_told_by_its_code(
    room: Room, status: int, body: bytes, fault: str
) -> None:
    url = await whispered(room)
    answered = Fault(Reply(status, body, headers={"Location": room.slack.url}))
    room.slack.faults.add("hook", answered)
    asides = Asides(Wording("classic"), room.slack.api_url)
    with pytest.raises((SlackRefused, ChatUnavailable)) as told:
        await asides.replace(await room.get("T0OURS"), url, CARD)
    assert str(told.value) == fault


async def test_where_rich_blocks_are_not_taken_plain_ones_are_said(room: Room) -> None:
    url = await whispered(room)
    room.slack.faults.add("hook", Fault(Reply(400, b"invalid_blocks")))
    await Asides(Wording("rich"), room.slack.api_url).replace(await room.get("T0OURS"), url, CARD)
    assert shown(room) == ["Approved"]


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.com/x",
        "http://hooks.slack.com/x",
        "https://hooks.slack.com@evil.example/x",
        "https://hooks.slack.com:444/x",
        "http://[::1/x",
        "",
    ],
)
async def test_nothing_is_said_at_anybody_elses_address(room: Room, url: str) -> None:
    asides = Asides(Wording("classic"), room.slack.api_url)
    with pytest.raises(SlackRefused, match="foreign_host"):
        await asides.replace(await room.get("T0OURS"), url, CARD)
    assert room.slack.hooked == []
