"""One process a data folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.engine.lock import FILE_NAME, AlreadyRunning, Lock

HOLD = """
import sys
from pathlib import Path
from bot.engine.lock import Lock
Lock(Path(sys.argv[1])).take()
print("taken", flush=True)
sys.stdin.read()
"""


def test_a_second_lock_is_refused_until_the_first_is_released(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    first, second = Lock(folder), Lock(folder)
    first.take()
    with pytest.raises(AlreadyRunning) as refused:
        second.take()
    assert refused.value.path == folder
    assert str(folder) in str(refused.value)
    first.release()
    first.release()
    second.take()
    second.release()
    assert (folder / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_process_that_is_killed_leaves_no_lock_behind(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "taken\n"
        with pytest.raises(AlreadyRunning):
            Lock(tmp_path).take()
        holder.kill()
        holder.wait()
    lock = Lock(tmp_path)
    lock.take()
    lock.release()
