"""Tasks of a sandbox's child that behave, and many that do not."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def echo(file: Path | None, args: Mapping[str, Any]) -> Any:
    return {"args": dict(args), "file": None if file is None else file.read_text()}


TASKS: dict[str, Callable[[Path | None, Mapping[str, Any]], Any]] = {"echo": echo}
