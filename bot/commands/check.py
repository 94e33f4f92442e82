"""One thing that `doctor` looked at."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, and what it is like; a `note` works, but less well than it could."""

    state: Literal["ok", "note", "FAIL"]
    what: str
    detail: str
