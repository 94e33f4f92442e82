"""Whatever Slack signs, nothing of it is answered 500: payloads with anything anywhere."""

import asyncio
import copy
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.slack.shapes import sound
from tests.bot.slack.shell import Shell, shell
from tests.doubles.slack import events
from tests.doubles.slack.state import Json, Message

CHANNEL = "C0INVOICES"
BUTTON = {"type": "button", "action_id": "review.approve", "block_id": "b", "value": "D-1:2"}
JUNK: list[Any] = [None, True, 7, -1.5, "", "x", "\ud800", [], {}, [None], [[]], {"id": None}]
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[Shell]:
    async with shell() as opened:
        opened.grace.over.set()
        yield opened


def payloads(slack: Shell) -> Iterator[Json]:
    world, team = slack.world, slack.team
    dropped = slack.act.drop(team, CHANNEL, "U0ANN", [("a.pdf", b"")], thread="18.1")
    message = Message("18.2", "U0CLERK", thread="18.1", bot="B0CLERK")
    view = {"id": "V1", "type": "modal", "callback_id": "review.edit", "blocks": []}
    yield slack.act.told(dropped)
    yield events.mention(world, team, CHANNEL, dropped.message)
    yield events.deleted(world, team, CHANNEL, dropped.message)
    yield events.file_deleted(world, team, "F0AAA")
    yield slack.act.open_home(team, "U0ANN")
    yield events.press(world, team, "U0ANN", (CHANNEL, message), BUTTON)
    yield events.view_press(world, team, "U0ANN", view, BUTTON)
    yield slack.act.submit(team, view, "U0ANN", {})
    yield slack.act.command(team, CHANNEL, "U0ANN", "queue")
    yield slack.act.choose_shortcut(team, CHANNEL, dropped.message, "U0ANN", "x")


def paths(node: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Name every spot in a payload."""
    if path:
        yield path
    if isinstance(node, dict):
        for name, below in node.items():
            yield from paths(below, (*path, name))
    elif isinstance(node, list):
        for index, below in enumerate(node):
            yield from paths(below, (*path, index))


def put(payload: Json, path: tuple[Any, ...], junk: object) -> Json:
    changed: Any = copy.deepcopy(payload)
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = copy.deepcopy(junk)
    return changed  # type: ignore[no-any-return]  # a payload still


async def status(slack: Shell, body: object) -> int:
    """Deliver a payload as both doors do; 200 for what is of no shape."""
    found = sound(body)
    if found is None:
        return 200
    said = AsyncBoltRequest(body=found, mode="socket_mode")
    return (await slack.app.async_dispatch(said)).status


async def test_nothing_anywhere_ends_in_500(slack: Shell) -> None:
    tried = []
    for payload in payloads(slack):
        for spot, path in enumerate(paths(payload)):
            tried += [(path, junk, put(payload, path, junk)) for junk in JUNK[spot % 3 :: 3]]
    # At once: Bolt looks for an acknowledgement every hundredth of a second.
    found = await asyncio.gather(*(status(slack, changed) for _, _, changed in tried))
    odd = [one[:2] for one, said in zip(tried, found, strict=True) if said not in {200, 404}]
    await slack.settled()
    assert len(tried) > 800
    assert odd == []


@pytest.mark.parametrize("body", [None, 7, "x", [], [{}], {}, {"type": "new"}, {"event": None}])
async def test_what_is_no_payload_at_all_is_taken_and_dropped(slack: Shell, body: object) -> None:
    before = slack.heard.count
    assert await status(slack, body) in {200, 404}
    assert slack.heard.count == before


@pytest.mark.parametrize("name", ["message", "user", "authorizations"])
async def test_what_is_nested_without_end_is_nothing_of_ours(slack: Shell, name: str) -> None:
    body: Json = {}
    for _ in range(400 if name == "authorizations" else 800):
        body = {name: [body] if name == "authorizations" else body}
    assert (await slack.deliveries.send({"type": "event_callback", **body})).status == 200
