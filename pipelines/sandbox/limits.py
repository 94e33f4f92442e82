"""What one call in a sandbox may use, and what of that this machine can enforce."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.sandbox.confine import Measure

# What a child can import without this process's own path: the folder that holds `pipelines`.
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one call may use; a call that wants more ends in MediaRejected.

    `memory_mb` is what a call may add to the child as it stood when it was warm, `cpu_seconds`
    its processor time, `seconds` its wall time. `file_mb` bounds each file it writes; `files`
    and `files_mb` what comes back of them; `answer_mb` the JSON of its value. A child is replaced
    after so many `calls`.
    `start_seconds` is the wall time a child has to start and to warm up; `readable` are the
    files and folders it may read besides the interpreter's and its own packages'. `warmth` is what
    the module's `warm` is told.

    `confined` is False for a child that needs a graphics processor, whose driver wants devices and
    address space without bounds: it gives up nothing, and may be shown only what this process made
    itself. What remains are its time, and that it ends with its parent.
    """

    memory_mb: int = 1024
    cpu_seconds: int = 20
    seconds: float = 30.0
    file_mb: int = 64
    files: int = 64
    files_mb: int = 256
    answer_mb: int = 16
    calls: int = 200
    start_seconds: float = 60.0
    readable: tuple[Path, ...] = ()
    warmth: Mapping[str, str] = field(default_factory=dict)
    confined: bool = True


@dataclass(frozen=True, slots=True)
class Within:
    """What one call may use of processor time and of wall time, below what its limits grant."""

    cpu_seconds: int
    seconds: float


def environment(home: Path) -> dict[str, str]:
    """Give all that a child may know of the environment; no key is ever in it."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "MALLOC_ARENA_MAX": "2",  # each arena of glibc's reserves 64 MB of address space
        "HF_HUB_OFFLINE": "1",  # a model that is not there is missing, never fetched
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }


def command(*arguments: str) -> list[str]:
    """Give the command line of a child: nothing of the user's site, nothing of its own folder."""
    return [sys.executable, "-P", "-s", "-B", "-m", "pipelines.sandbox.child", *arguments]


def report() -> list[Measure]:
    """Tell what a child on this machine is really held to, by starting one (this blocks)."""
    with TemporaryDirectory() as home:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
            command("--report"),
            env=environment(Path(home)),
            cwd=home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=True,
        )
    return [Measure(*row) for row in json.loads(done.stdout)]
