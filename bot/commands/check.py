"""One thing that `doctor` looked at."""

from dataclasses import dataclass
from typing import Literal

from bot.commands.plain import visible


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, and what it is like; a `note` works, but less well than it could."""

    state: Literal["ok", "note", "FAIL"]
    what: str
    detail: str

    def line(self) -> str:
        """Give it as a line for a terminal, which no name from elsewhere steers."""
        return visible(f"{self.state:>4}  {self.what}: {' '.join(self.detail.split())}")
