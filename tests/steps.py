"""How much work something is, counted in lines of our own code: the same on every machine."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from tests.conftest import ROOT

_OURS = tuple(f"{ROOT / storey}{Path('/')}" for storey in ("bot", "handlers", "pipelines"))


def steps(work: Callable[[], object]) -> int:
    """Count the lines of ours that `work` runs through, each turn of a loop anew."""
    count = 0

    def step(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return step

    def enter(frame: FrameType, _event: str, _argument: Any) -> Any:
        return step if frame.f_code.co_filename.startswith(_OURS) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[int], object], small: int, times: int = 4) -> float:
    """Give how many times as much work `times` as much input is."""
    work(small)  # what is made once, at the first call, is made now
    return steps(lambda: work(small * times)) / steps(lambda: work(small))
