"""kill -9 in every step of forgetting: after the restart all that was taken back is gone, once."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.scenarios.bills import bill
from tests.scenarios.mortal_withdrawals import POINTS


def live(*arguments: object) -> tuple[int, str]:
    """Live one life; gives how it ended and what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.scenarios.mortal_withdrawals", *map(str, arguments)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_killed_anywhere_forgetting_ends_with_nothing_kept(tmp_path: Path) -> None:
    data, files = tmp_path / "data", tmp_path / "files"
    files.mkdir()
    content = bill("N-7", off="1.00")
    for point in POINTS:
        # The same invoice with other bytes: a comment behind it tells the files apart.
        (files / f"{point}.xml").write_bytes(content + f"<!-- {point} -->".encode())
    ended, reached = live(data, files)
    assert ended == -signal.SIGKILL
    assert sorted(reached.splitlines()) == sorted(POINTS)
    _, printed = live(data)
    left = json.loads(printed)
    assert left == {
        "rows": {"documents": 0, "drops": 0, "outbox": 0},
        "files": [],
        "said": [],
        "withdrawn": len(POINTS),
    }
