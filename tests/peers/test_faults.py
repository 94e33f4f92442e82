"""Whatever goes wrong between Clerk and Slack, a dropped file has one answer, and the right one."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from tests.doubles.faults import Fault
from tests.doubles.server import Reply
from tests.doubles.slack import faults
from tests.doubles.slack.fault_proxy import FaultProxy
from tests.doubles.slack.state import Json
from tests.peers.faulty import EDIT, POST, Case, all_of, answered_once, fails, told_again
from tests.peers.stages import PeerStage, cards, files, peer_stage
from tests.scenarios.bills import SELLER, bill

pytestmark = pytest.mark.asyncio(loop_scope="module")


def without_rights(proxy: FaultProxy) -> None:
    """Show a page to sign in, with status 200, in place of every file."""
    proxy.faults.add("download", faults.html(), times=99)


def from_elsewhere(proxy: FaultProxy) -> None:
    """Tell of a file as of one of another company's: its id, and that one is to ask."""

    def twist(payload: Json) -> Json:
        event = payload.get("event", {})
        for file in event.get("files", ()):
            kept = {"id": file["id"], "mode": "file_access", "file_access": "check_file_info"}
            file.clear()
            file.update(kept)
        return payload

    proxy.twist = twist


def shared_late(proxy: FaultProxy) -> None:
    """Tell nothing of where a file is shared at the first two looks."""

    def unshared(reply: Reply) -> Reply:
        told: dict[str, Any] = json.loads(reply.body)
        told["file"] |= {"shares": {}, "channels": [], "groups": [], "ims": []}
        return replace(reply, body=json.dumps(told).encode())

    proxy.faults.add("files.info", Fault(spoils=unshared), times=2)


LIMITED = faults.limited(1)
CASES = (
    Case("nothing", lambda _: None),
    Case("a page to sign in for the file", without_rights, "files:read", 0),
    Case("a file of another company", from_elsewhere),
    Case("told four times at once", told_again),
    Case("shared late", shared_late),
    Case(
        "too many calls, of every kind",
        all_of(
            fails("files.info", LIMITED), fails(POST, LIMITED, LIMITED), fails(EDIT, LIMITED),
        ),
    ),
    Case("the card is too long", fails(EDIT, faults.says("msg_blocks_too_long"))),
    Case("the card is not taken", fails(EDIT, faults.says("invalid_blocks"))),
    Case("the first words are not taken", fails(POST, faults.says("invalid_blocks"))),
    Case("cut before the edit", fails(EDIT, faults.cut())),
    Case("Slack breaks down at the file", fails("files.info", faults.broken(503))),
    Case("cut in the middle of the file", fails("download", faults.truncated(100))),
)  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def peer(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PeerStage]:
    async with peer_stage(tmp_path_factory.mktemp("peer")) as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_one_right_answer_from_the_peer(peer: PeerStage, case: Case) -> None:
    await answered_once(peer, case, f"P-{CASES.index(case)}")


async def test_a_file_from_before_clerk_was_there_is_read_by_its_shortcut(peer: PeerStage) -> None:
    def unheard(payload: Json) -> Json:
        return payload | {"event": {"type": "channel_rename", "channel": {"id": "C0OTHER"}}}

    peer.proxy.twist = unheard
    before = await peer.drop("before.xml", bill("P-BEFORE"))
    # What is heard after it tells that it was not heard.
    await peer.until(lambda: len(peer.proxy.told) >= 2)
    peer.proxy.twist = lambda payload: payload
    after = await peer.drop("after.xml", bill("P-AFTER"))
    await peer.until(lambda: files(peer, after) == 2)
    assert cards(peer, before) == []

    for _ in range(2):
        await peer.pick(before, "read_files")
    await peer.until(lambda: files(peer, before) == 2)
    assert SELLER.name in cards(peer, before)[0]
    assert len(cards(peer, before)) == 1
