"""What the sandboxed child does with a recording: looks at it, listens to it, takes words out."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from pipelines.media import MediaType
from pipelines.meeting.captions import read
from pipelines.meeting.probe import probe
from pipelines.meeting.subtitles import embedded

Task: TypeAlias = Callable[[Path | None, Mapping[str, Any]], object]


def look(_file: Path | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a `Probe`. Arguments: `path`, `form`, `longest_s`."""
    return probe(Path(args["path"]), args["form"], args["longest_s"]).model_dump(mode="json")


def captions(_file: Path | None, args: Mapping[str, Any]) -> dict[str, Any] | None:
    """Answer the `Transcript` of the text track; null: none says anything.

    Arguments: `path`, `form`, `duration_s`.
    """
    found = embedded(Path(args["path"]), args["form"], args["duration_s"])
    return None if found is None else found.model_dump(mode="json")


def transcript(file: Path | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the `Transcript` that a file holds. Arguments: `type`, `duration_s` or null."""
    if file is None:
        raise ValueError("this task is about a file")
    return read(file, MediaType(args["type"]), args["duration_s"]).model_dump(mode="json")


TASKS: dict[str, Task] = {"probe": look, "captions": captions, "transcript": transcript}
