"""What the sandboxed child does with a recording: looks at it, listens to it, takes words out.

What compares pictures and what tells voices take long to load: a child does so for its first task
of that kind.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from pipelines.media import MediaType
from pipelines.meeting.captions import read
from pipelines.meeting.model import Probe, Slide
from pipelines.meeting.probe import probe
from pipelines.meeting.studio import SHEET, SOUND, small_of
from pipelines.meeting.subtitles import embedded
from pipelines.sandbox.child import GIVEN

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


def slides(_file: Path | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """Leave a picture of each distinct slide; answer the `Slide`s and how many are `left_out`.

    Arguments: `path`, `form`, and the `probe`.
    """
    from pipelines.meeting.slides.find import find

    about = Probe.model_validate(args["probe"])
    found, left_out = find(Path(args["path"]), args["form"], about, Path())
    return {"slides": [one.model_dump(mode="json") for one in found], "left_out": left_out}


def sheet(_file: Path | None, args: Mapping[str, Any]) -> None:
    """Leave the contact sheet of `slides`, whose pictures are given by their names."""
    from pipelines.meeting.sheet import draw

    shown = [Slide.model_validate(one) for one in args["slides"]]
    pictures = {one.name: one for one in Path(GIVEN).iterdir()} if Path(GIVEN).is_dir() else {}
    if drawn := draw(pictures, shown):
        Path(SHEET).write_bytes(drawn)


def reduce(_file: Path | None, args: Mapping[str, Any]) -> None:
    """Leave a small picture of each that is given, by its name. Arguments: `edge`, in pixels."""
    from pipelines.meeting.small import reduced

    for one in Path(GIVEN).iterdir():
        Path(small_of(one.name)).write_bytes(reduced(one, args["edge"]))


def listen(_file: Path | None, args: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Answer the `Window`s of the sound. Arguments: `path`, `form`, `longest_s`, `duration_s`."""
    from pipelines.meeting.windows import windows

    found = windows(Path(args["path"]), args["form"], args["longest_s"], args["duration_s"])
    return [asdict(one) for one in found]


def audio(_file: Path | None, args: Mapping[str, Any]) -> list[float]:
    """Leave the samples of a window, and answer the silent moments in it.

    Arguments: `path`, `form`, `start_s`, `end_s`.
    """
    from pipelines.meeting.windows import stretch

    span = (args["start_s"], args["end_s"])
    samples, cuts = stretch(Path(args["path"]), args["form"], *span)
    samples.astype("<i2").tofile(SOUND)
    return cuts


TASKS: dict[str, Task] = {
    "probe": look,
    "captions": captions,
    "slides": slides,
    "windows": listen,
    "audio": audio,
    "transcript": transcript,
    "sheet": sheet,
    "reduce": reduce,
}
