"""Transcripts as other programs write them - WebVTT, SRT, plain text - become ours."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.errors import MediaRejected, Reason
from pipelines.media import MediaType
from pipelines.meeting.blocks import is_blocks, read_blocks
from pipelines.meeting.cue import Cue
from pipelines.meeting.labels import named
from pipelines.meeting.lettering import in_chinese, lettered, shown
from pipelines.meeting.model import Kind, Segment, Transcript
from pipelines.meeting.prose import read_prose
from pipelines.meeting.rolling import unrolled
from pipelines.meeting.timing import timed, untimed

MOST_BYTES = 50_000_000
MOST_SEGMENTS = 60_000
MOST_LETTERS = 2_000_000
MOST_NAME = 80
_REPEATED = 5  # captions that roll say everything several times

_SOURCES = {MediaType.VTT: "vtt", MediaType.SRT: "srt", MediaType.TEXT: "txt"}


def read(file: Path | bytes, kind: MediaType, duration_s: float | None = None) -> Transcript:
    """Read a transcript; `duration_s` is how long the recording lasts that it belongs to.

    Raises MediaRejected: too large, too long, or no transcript at all.
    """
    text = lettered(_content(file))
    if text is None:
        raise MediaRejected(Reason.NO_TRANSCRIPT)
    lines = text.split("\n")
    cues = read_blocks(lines) if is_blocks(lines) else _from_prose(lines, kind)
    return gathered(cues or [], "supplied", _SOURCES.get(kind, "txt"), duration_s)


def gathered(
    cues: Sequence[Cue], kind: Kind, source: str, duration_s: float | None = None
) -> Transcript:
    """Make a transcript of cues: in order of time, each word once, under the names that are there.

    Raises MediaRejected where nothing is said, or more than can be taken over.
    """
    if sum(len(cue.text) for cue in cues) > MOST_LETTERS * _REPEATED:
        raise MediaRejected(Reason.TOO_LONG)
    at = [cue for cue in named(cues) if cue.start_s is not None]
    if at:
        in_order = unrolled(sorted(at, key=lambda cue: cue.start_s or 0.0))
        spoken = timed(in_order, duration_s, by_clock=source == "txt")
    else:
        spoken = untimed(named(cues), duration_s)
    segments = tuple(_segments(spoken))
    if not segments:
        raise MediaRejected(Reason.NO_TRANSCRIPT)
    return Transcript(
        segments=segments,
        kind=kind,
        source=source,
        language="zh" if in_chinese(" ".join(one.text for one in segments[:500])) else None,
        timed=bool(at),
    )


def _segments(cues: Sequence[Cue]) -> Iterator[Segment]:
    """Give what was said, numbered.

    Raises MediaRejected where it is more than can be taken over.
    """
    letters = number = 0
    for cue in cues:
        text, speaker = shown(cue.text), _cut(shown(cue.speaker))
        if not text:
            continue
        number, letters = number + 1, letters + len(text) + len(speaker)
        if number > MOST_SEGMENTS or letters > MOST_LETTERS:
            raise MediaRejected(Reason.TOO_LONG)
        start = cue.start_s or 0.0
        yield Segment(
            id=f"S{number:04}",
            start_s=start,
            end_s=max(cue.end_s or start, start),
            text=text,
            speaker=speaker,
        )


def _cut(name: str) -> str:
    return name if len(name) <= MOST_NAME else name[: MOST_NAME - 1] + "…"


def _content(file: Path | bytes) -> bytes:
    if isinstance(file, Path):
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise MediaRejected(Reason.TOO_LARGE, size=size, limit=MOST_BYTES)
        file = file.read_bytes()
    if len(file) > MOST_BYTES:
        raise MediaRejected(Reason.TOO_LARGE, size=len(file), limit=MOST_BYTES)
    return file


def _from_prose(lines: Sequence[str], kind: MediaType) -> list[Cue]:
    """Read plain text; a file that says it is WebVTT or SRT has had its chance."""
    cues = read_prose(lines) if kind is MediaType.TEXT else None
    return cues or []
