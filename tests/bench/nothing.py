"""A sandbox task that does nothing: what asking a child costs by itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def nothing(file: Path | None, args: Mapping[str, Any]) -> None:
    """Do nothing."""


TASKS = {"nothing": nothing}
