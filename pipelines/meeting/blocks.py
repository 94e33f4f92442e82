"""Cues of WebVTT and SRT: blocks of lines under a line of two times."""

import html
import re
from collections.abc import Iterator, Sequence

import webvtt.srt
import webvtt.vtt
from webvtt.errors import MalformedFileError
from webvtt.models import Caption

from pipelines.errors import MediaRejected, Reason
from pipelines.meeting.cue import MOST_TIME, Cue, in_turn
from pipelines.meeting.lettering import shown

MOST_CUES = 300_000
ARROW = "-->"

_TAG = re.compile(r"<(/?[A-Za-z][^<>]*|\d[^<>]*|/)>")
_VOICE = re.compile(r"v(?:\.[^\s.]+)*\s+(.+)", re.DOTALL)
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")  # what subtitles of films carry: {\an8}
_NUMBERED = re.compile(r'\d+\s+"([^"]+)"')  # Webex: who speaks stands beside the number
_COMMA = re.compile(r"(\d),(\d{1,3})(?=\s|$)")


def is_blocks(lines: Sequence[str]) -> bool:
    """Whether the text is WebVTT or SRT, as far as its first lines tell."""
    first = [line for line in lines[:200] if line.strip()]
    return bool(first) and (first[0].startswith("WEBVTT") or any(map(_is_times, first[:12])))


def read_blocks(lines: Sequence[str]) -> list[Cue]:
    """Give the cues in the order of the file, one a voice; what cannot be read is left out.

    Raises MediaRejected where there are more than any meeting has.
    """
    if sum(ARROW in line for line in lines) > MOST_CUES:
        raise MediaRejected(Reason.TOO_LONG)
    return [cue for caption in _captions(lines) for cue in _of(caption)]


def _is_times(line: str) -> bool:
    return re.match(r"\s*[\d:.,]+\s*-->\s*[\d:.,]+", line) is not None


def _captions(lines: Sequence[str]) -> Sequence[Caption]:
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    body = [_dotted(line.rstrip()) for line in lines[start:]]
    if body[:1] and body[0].startswith("WEBVTT"):
        return webvtt.vtt.parse(body).captions
    try:
        return webvtt.srt.parse(body)
    except MalformedFileError:  # no numbers, as some programs write it: then it is WebVTT's shape
        return webvtt.vtt.parse(["WEBVTT", "", *body]).captions


def _dotted(line: str) -> str:
    return _COMMA.sub(r"\1.\2", line) if ARROW in line else line


def _of(caption: Caption) -> Iterator[Cue]:
    start = caption.start_time.in_milliseconds() / 1000
    end = caption.end_time.in_milliseconds() / 1000
    named = _NUMBERED.match(caption.identifier or "")
    yield from voices(start, end, caption.raw_text, shown(named[1]) if named else "")


def voices(start_s: float, end_s: float, raw: str, speaker: str = "") -> Iterator[Cue]:
    """Part what one cue says by the voices in it, and its time by how much each says.

    `speaker` is who says what no tag in it gives to another.
    """
    if start_s <= MOST_TIME:
        cue = Cue(start_s, end_s if start_s <= end_s <= MOST_TIME else None, "", "")
        yield from in_turn(cue, [(who or speaker, text) for who, text in _spans(raw)])


def _spans(raw: str) -> Iterator[tuple[str, str]]:
    """Give who says what in one cue; tags go, and the line breaks stay."""
    who, pieces = "", list[str]()
    parts = _TAG.split(_OVERRIDE.sub("", raw))
    for number, part in enumerate(parts):
        if number % 2 == 0:
            pieces.append(html.unescape(part))
            continue
        voice = _VOICE.fullmatch(part)
        if voice or part.strip() == "/v":
            yield who, "".join(pieces)
            who, pieces = shown(html.unescape(voice[1])) if voice else "", []
    yield who, "".join(pieces)
