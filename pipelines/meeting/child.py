"""What the sandboxed child does with a recording: looks at it, listens to it, takes words out."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from pipelines.meeting.probe import probe as _probe

Task: TypeAlias = Callable[[Path | None, Mapping[str, Any]], object]


def probe(_file: Path | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a `Probe`. Arguments: `path`, `form`, `longest_s`."""
    return _probe(Path(args["path"]), args["form"], args["longest_s"]).model_dump(mode="json")


TASKS: dict[str, Task] = {"probe": probe}
