"""kill -9 in every step of a document: after the restart there is one result and one reply."""

import asyncio
import json
import signal
import sys

import pytest

from tests.conftest import ROOT
from tests.drawn.collection import draw
from tests.scenarios.dropping import Thread
from tests.scenarios.mortal import POINTS


async def live(*arguments: str) -> tuple[int, str]:
    """Live one life; gives how it ended and what it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.scenarios.mortal", *arguments,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    printed, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, printed.decode()


@pytest.fixture(scope="module")
def threads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Thread]:
    """Drop one file a point and die there; each next life first answers what the last left."""
    data, files = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("files")
    drawn = [one for one in draw(7).documents if one.carrier in {"cii", "ubl"}]
    content = drawn[0].content

    async def live_and_die() -> str:
        for point in POINTS:
            file = files / f"{point}.xml"
            # The same invoice with other bytes: a comment behind it tells the files apart.
            file.write_bytes(content + f"<!-- {point} -->".encode())
            status, _ = await live(str(data), str(file), point)
            assert status == -signal.SIGKILL, point
        status, printed = await live(str(data))
        assert status == 0
        return printed

    printed = asyncio.run(live_and_die())
    return {thread["root"]["body"]["name"]: Thread(**thread) for thread in json.loads(printed)}


@pytest.mark.parametrize("point", POINTS)
def test_a_job_killed_anywhere_ends_in_one_reply(threads: dict[str, Thread], point: str) -> None:
    thread = threads[f"{point}.xml"]
    assert len(thread.cards) == 1
    assert thread.is_settled
    stem = point
    assert sorted(thread.files) == [f"{stem}.evidence.png", f"{stem}.json"]


def test_every_file_became_one_document(threads: dict[str, Thread]) -> None:
    names = [thread.cards[0]["footer"].rpartition(" ")[2] for thread in threads.values()]
    assert len(set(names)) == len(POINTS)
    # All but the first repeat the first one's seller and number.
    repeats = [one for one in threads.values() if "were seen before" in one.text()]
    assert len(repeats) == len(POINTS) - 1
