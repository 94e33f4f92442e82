"""A connection cut after Slack did what it was asked: it is looked up, never done twice."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.doubles.slack import faults
from tests.peers.faulty import EDIT, POST, SHOWN, Case, all_of, answered_once, fails, told_again
from tests.peers.stages import Stage, double_stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Only what keeps the metadata of a message can tell that it was posted.
LOST = (
    Case("nothing", lambda _: None),
    Case("cut before a post", fails(POST, faults.cut())),
    Case("cut after a post", fails(POST, faults.cut(done=True))),
    Case("broken down after a post", fails(POST, faults.broken(done=True))),
    Case("garbled after a post", fails(POST, faults.garbled(done=True))),
    Case("cut after an edit", fails(EDIT, faults.cut(done=True))),
    Case("cut after a file was shared", fails(SHOWN, faults.cut(done=True))),
    Case(
        "told again, and cut after a post", all_of(told_again, fails(POST, faults.cut(done=True)))
    ),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ours(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with double_stage(tmp_path_factory.mktemp("ours")) as opened:
        yield opened


@pytest.mark.parametrize("case", LOST, ids=lambda case: case.name)
async def test_one_right_answer_where_an_answer_was_lost(ours: Stage, case: Case) -> None:
    await answered_once(ours, case, f"L-{LOST.index(case)}")
