"""Meetings of a folder, each with what is true of it: words, slides, who spoke."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from pipelines.comparison.displays import Display
from pipelines.comparison.subjects import Subject

_Shape = TypeVar("_Shape")

WORDS, SLIDES, SPEAKERS = ".txt", ".slides.json", ".gold.json"
_LABELLED = (".vtt", ".srt")
_RECORDED = frozenset({
    ".mp4", ".mov", ".m4v", ".webm", ".mkv", ".m4a", ".mp3", ".aac", ".wav", ".ogg", ".opus",
    ".flac",
})  # fmt: skip


_Second = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    slide: int
    first_s: float = Field(ge=0, allow_inf_nan=False)
    last_s: float = Field(ge=0, allow_inf_nan=False)


class _Topic(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    topic: str = Field(min_length=1)
    spans_s: list[tuple[_Second, _Second]] = Field(min_length=1)


class _Gold(BaseModel):
    """What a truth says of who spoke and of what; questions and summaries are for people."""

    model_config = ConfigDict(extra="ignore", strict=True)

    speakers: list[str]
    topics: list[_Topic] = Field(default_factory=list)


_ROWS = TypeAdapter(tuple[_Row, ...])


@dataclass(frozen=True)
class Meeting:
    """What lies under one name: what is measured, and what it is held against, None: nothing.

    `words` are those that are said in `recording`, `displays` the slides that it shows, `speakers`
    who the labels of `transcript` name, `subjects` what was talked about and when. Minutes of the
    transcript can be held against themselves alone: whatever has `speakers` is written about.
    """

    name: str
    recording: Path | None
    transcript: Path | None
    words: str | None
    displays: tuple[Display, ...] | None
    speakers: tuple[str, ...] | None
    subjects: tuple[Subject, ...] | None = None


@dataclass(frozen=True)
class Found:
    """What a folder holds: meetings, what is wrong with a truth, and recordings without any."""

    meetings: tuple[Meeting, ...]
    faults: tuple[str, ...]
    untold: tuple[Path, ...]


class _Fault(Exception):
    """Why a truth cannot be used: a line for each fault."""


def find(root: Path) -> Found:
    """Look through a folder and the folders in it. Raises OSError."""
    meetings: list[Meeting] = []
    faults: list[str] = []
    untold: list[Path] = []
    for name, files in _by_name(root):
        recordings = [one for ending, one in files.items() if ending in _RECORDED]
        truths = [one for ending, one in files.items() if ending in {WORDS, SLIDES, SPEAKERS}]
        if not truths:
            untold += recordings
        elif recordings or SPEAKERS in files or SLIDES in files:  # a text alone is a text
            try:
                meetings.append(_meeting(name, files, recordings))
            except _Fault as fault:
                faults += map(str, fault.args)
    return Found(tuple(meetings), tuple(faults), tuple(untold))


def _by_name(root: Path) -> Iterator[tuple[str, dict[str, Path]]]:
    """Give the files of each name by their ending, folder by folder."""
    named: dict[tuple[Path, str], dict[str, Path]] = {}
    for path in sorted(one for one in root.rglob("*") if one.is_file()):
        ending = next(
            (one for one in (SLIDES, SPEAKERS) if path.name.endswith(one)), path.suffix.lower()
        )
        if ending in {WORDS, SLIDES, SPEAKERS, *_LABELLED, *_RECORDED}:
            stem = path.name[: -len(ending)]
            named.setdefault((path.parent, stem), {})[ending] = path
    for (folder, stem), files in named.items():
        yield (folder.relative_to(root) / stem).as_posix(), files


def _meeting(name: str, files: dict[str, Path], recordings: list[Path]) -> Meeting:
    if len(recordings) > 1:
        raise _Fault(f"{' and '.join(map(str, recordings))}: one recording of a name is wanted")
    recording = recordings[0] if recordings else None
    transcript = next((files[one] for one in _LABELLED if one in files), None)
    if SLIDES in files and recording is None:
        raise _Fault(f"{files[SLIDES]}: there is no recording beside it")
    if SPEAKERS in files and transcript is None:
        raise _Fault(f"{files[SPEAKERS]}: there is no {Path(name).name}.vtt beside it")
    words = _words(files[WORDS]) if WORDS in files and recording else None
    displays = _displays(files[SLIDES]) if SLIDES in files else None
    if SPEAKERS not in files:
        return Meeting(name, recording, transcript, words, displays, None)
    speakers, subjects = _gold(files[SPEAKERS])
    return Meeting(name, recording, transcript, words, displays, speakers, subjects)


def _words(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise _Fault(f"{path}: this is not a text in UTF-8") from None


def _displays(path: Path) -> tuple[Display, ...]:
    rows = _parsed(_ROWS, path, "a list of objects with slide, first_s and last_s is wanted")
    if any(one.last_s <= one.first_s for one in rows):
        raise _Fault(f"{path}: a slide ends before it is shown")
    return tuple(Display(one.first_s, one.last_s, one.slide) for one in rows)


def _gold(path: Path) -> tuple[tuple[str, ...], tuple[Subject, ...] | None]:
    """Give who spoke, and what of, where the truth says that as well."""
    told = path.read_bytes()
    try:
        gold = _Gold.model_validate_json(told)
    except ValidationError as error:
        lines = [f"{path}: {_where(one)}" for one in error.errors()]
        raise _Fault(*lines) from None
    faults = [
        f"{path}: topics[{at}].spans_s[{number}]: it ends before it begins"
        for at, one in enumerate(gold.topics)
        for number, (first, last) in enumerate(one.spans_s)
        if last <= first
    ]
    if faults:
        raise _Fault(*faults)
    subjects = tuple(Subject(one.topic, tuple(one.spans_s)) for one in gold.topics)
    return tuple(dict.fromkeys(gold.speakers)), subjects or None


def _where(error: ErrorDetails) -> str:
    """Say what is wrong, and where; of what is no such object at all, what is wanted."""
    place = error["loc"]
    if place in {(), ("speakers",)}:
        return "an object with the list `speakers` is wanted"
    parts = (f"[{one}]" if isinstance(one, int) else f".{one}" for one in place)
    return f"{''.join(parts).removeprefix('.')}: {error['msg']}"


def _parsed(shape: TypeAdapter[_Shape], path: Path, wanted: str) -> _Shape:
    try:
        return shape.validate_python(json.loads(path.read_bytes()))
    except ValueError:  # no JSON, or another shape
        raise _Fault(f"{path}: {wanted}") from None
