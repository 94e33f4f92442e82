"""The child's side of a sandbox: `python -m pipelines.sandbox.child MODULE LIMITS`.

MODULE holds `TASKS`, functions by name, and may hold `warm`. One task runs at a time, in a
folder made for it. Whatever a task raises but MediaRejected ends the process: what a decoder
leaves behind after a fault is nothing to go on with.
"""

import errno
import fcntl
import importlib
import importlib.util
import json
import os
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType, TracebackType
from typing import IO, Any, cast

from pipelines.errors import MediaRejected
from pipelines.sandbox.confine import (
    Allowance,
    Measure,
    confine,
    end_with_parent,
    make_way,
)

INPUT = "input"  # what the file of a call is called, whatever its owner calls it
GIVEN = "given"  # the folder of the files that are given with it
Task = Callable[[Path | None, Mapping[str, Any]], Any]

_EXHAUSTED = {errno.EMFILE, errno.ENOMEM, errno.EFBIG}


class _Line:
    """The two pipes to the parent; a task that reads or prints cannot reach them."""

    def __init__(self) -> None:
        self.requests = self._take(0, os.O_RDONLY, "rb")
        self._answers = self._take(1, os.O_WRONLY, "wb")

    @staticmethod
    def _take(number: int, mode: int, kind: str) -> IO[bytes]:
        moved = fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, 10)
        nothing = os.open(os.devnull, mode)
        os.dup2(nothing, number)
        os.close(nothing)
        return cast("IO[bytes]", os.fdopen(moved, kind))

    def read(self) -> dict[str, Any]:
        """Wait for the next request; ends the process when the parent hangs up."""
        header = self.requests.read(4)
        if len(header) < 4:
            sys.exit(0)
        request: dict[str, Any] = json.loads(self.requests.read(*struct.unpack("!I", header)))
        return request

    def write(self, content: bytes) -> None:
        """Send one message that `_encoded` made."""
        self._answers.write(struct.pack("!I", len(content)) + content)
        self._answers.flush()


def main(module: str, orders: Mapping[str, Any]) -> None:
    """Confine this process, warm `module` up, then run its tasks until the parent is gone."""
    line = _Line()
    sys.excepthook = _Fault(line, with_text=True)
    measures = _confined(line.requests.fileno(), orders, module)
    tasks = _warmed(importlib.import_module(module), orders["warmth"])
    allowance = Allowance(
        memory_mb=orders["memory_mb"] if orders["confined"] else None,
        cpu_seconds=orders["cpu_seconds"],
    )
    line.write(_encoded({"tasks": sorted(tasks), "measures": measures}))
    sys.excepthook = _Fault(line, with_text=False)
    home = Path.cwd()
    while True:
        request = line.read()
        allowance.open(request.get("cpu_seconds"))
        os.chdir(request["folder"])
        line.write(_answer(tasks[request["task"]], request, allowance))
        os.chdir(home)


class _Fault:
    """Tell the parent what ended this process: the type of the exception, and no more.

    Before the first task nothing of a stranger's has been seen, and the text may be told too.
    """

    def __init__(self, line: _Line, *, with_text: bool) -> None:
        self._line = line
        self._with_text = with_text

    def __call__(
        self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        fault: dict[str, Any] = {"fault": kind.__name__}
        if self._with_text:
            fault["text"] = str(error)[:300]
        elif isinstance(error, OSError) and error.errno in _EXHAUSTED:
            fault = {"exhausted": True}
        self._line.write(_encoded(fault))


def _confined(requests: int, orders: Mapping[str, Any], module: str) -> list[Measure]:
    if not orders["confined"]:
        make_way()
        return [end_with_parent(requests)]
    found = [importlib.util.find_spec(name.partition(".")[0]) for name in (__package__, module)]
    packages = [path for spec in found if spec for path in spec.submodule_search_locations or ()]
    measures = confine(str(Path.cwd()), [*packages, *orders["readable"]], file_mb=orders["file_mb"])
    return [*measures, end_with_parent(requests)]


def _warmed(module: ModuleType, warmth: Mapping[str, str]) -> dict[str, Task]:
    warm = getattr(module, "warm", None)
    if warm is not None:
        warm(**warmth)
    tasks: dict[str, Task] = module.TASKS
    return tasks


def _answer(task: Task, request: Mapping[str, Any], allowance: Allowance) -> bytes:
    """Run `task`; out of memory is told only after its frames, and what they hold, are gone."""
    try:
        return _encoded(_outcome(task, request) | {"spent": allowance.spent})
    except MemoryError:
        pass
    return _encoded({"exhausted": True})


def _outcome(task: Task, request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"value": task(Path(INPUT) if request["file"] else None, request["args"])}
    except MediaRejected as rejected:
        return {"rejected": rejected.reason, "figures": rejected.figures}


def _encoded(message: Mapping[str, Any]) -> bytes:
    text = json.dumps(message, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace")  # half of a surrogate pair is no character


def report() -> None:
    """Confine this process and print what that came to, for `limits.report`."""
    nobody, _stays_open = os.pipe()
    measures = [*confine(str(Path.cwd()), (), file_mb=1), end_with_parent(nobody)]
    sys.stdout.write(json.dumps(measures))


if __name__ == "__main__":
    report() if sys.argv[1] == "--report" else main(sys.argv[1], json.loads(sys.argv[2]))
