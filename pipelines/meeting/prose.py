"""Transcripts that are plain text, in the shapes that meeting programs copy and export."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.errors import MediaRejected, Reason
from pipelines.meeting.cue import Cue, seconds
from pipelines.meeting.labels import can_be_a_name, is_capital, names_in, prefixed
from pipelines.meeting.lettering import shown
from pipelines.meeting.speech import words

MOST_LINES = 300_000
MOST_LETTERS = 4_000_000
_DATE = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T]+)?"
_TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_OPEN, _CLOSE = "[\\[(\uff08\u3010<]", "[\\])\uff09\u3011>]"
_TO = "\\s*(?:-+>|-|\u2013|\u2014|~|,|\u81f3|\u5230)\\s*"
_LEAD = re.compile(
    rf"{_OPEN}?\s*{_DATE}({_TIME})(?:{_TO}({_TIME}))?\s*{_CLOSE}?(?=$|\D)[\s:\uff1a-]*"
)
_TRAIL = re.compile(
    rf"(.{{1,60}}?)[\s|,\uff0c\u00b7*_-]*{_OPEN}?\s*{_DATE}({_TIME})(?:{_TO}({_TIME}))?\s*{_CLOSE}?[\s*_]*[:\uff1a]?"
)
_TOLD = re.compile(
    rf"(.{{1,60}}?)\s*{_OPEN}\s*{_DATE}({_TIME})\s*{_CLOSE}[\s*_]*[:\uff1a]\s*(?=\S)"
)
_OVER = re.compile(
    rf"(?:meeting|transcription|transcript|recording|call) ended after {_TIME}", re.IGNORECASE
)
_SPOKEN_OUT = re.compile(r"(?:\s*\d+ (?:hours?|minutes?|seconds?))+$")  # Teams says times twice
_MARKS = "[]\u3010\u3011*_# "
_LONGEST_HEAD = 160  # letters of a name and a time
_FEWEST = 2
_DENSE = 0.05  # of the lines, the share that must begin a turn
_COVERED = 0.5  # of the words, the share that must belong to a turn
_HEADER = 50  # words ahead of the first turn: a title, a date, who took part
_SAID = 2  # words a turn, on average: an agenda has fewer
_NEARLY_ALL = 0.9
_FORWARD = 0.8  # of the times, the share that must not run back


@dataclass
class _Turn:
    start_s: float | None
    end_s: float | None
    speaker: str
    lines: list[str] = field(default_factory=list)
    begun: bool = False  # words stand in the line of the time


@dataclass
class _Read:
    """What was made of the lines so far; `before` are those ahead of the first turn."""

    turns: list[_Turn] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    lines: int = 0

    @property
    def latest(self) -> list[str]:
        return self.turns[-1].lines if self.turns else self.before


def read_prose(lines: Sequence[str]) -> list[Cue] | None:
    """Give what was said, with times or else without; None: this is no transcript.

    Raises MediaRejected where there is more than any meeting has.
    """
    if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_LETTERS:
        raise MediaRejected(Reason.TOO_LONG)
    timed = _timed(lines)
    if _is_one(timed) and _runs_forward(timed):
        return list(_cues(timed))
    untimed = _untimed(lines)
    return list(_cues(untimed)) if _is_one(untimed) else None


def _cues(read: _Read) -> Iterator[Cue]:
    for turn in read.turns:
        yield Cue(turn.start_s, turn.end_s, turn.speaker, "\n".join(turn.lines))


def _is_one(read: _Read) -> bool:
    said = [len(words(" ".join(turn.lines))) for turn in read.turns]
    ahead = len(words(" ".join(read.before)))
    return (
        len(said) >= max(_FEWEST, read.lines * _DENSE)
        and sum(said) >= len(said) * _SAID
        and sum(said) >= (sum(said) + max(ahead - _HEADER, 0)) * _COVERED
    )


def _runs_forward(read: _Read) -> bool:
    starts = [turn.start_s or 0.0 for turn in read.turns]
    forward = sum(one <= after for one, after in pairwise(starts))
    return forward >= (len(starts) - 1) * _FORWARD


def _timed(lines: Sequence[str]) -> _Read:
    read = _Read()
    for line in filter(None, map(str.strip, lines)):
        if _OVER.fullmatch(line):  # what follows is the program's
            break
        read.lines += 1
        turn = _begun(line)
        if turn is None:
            read.latest.append(line)
        else:
            read.turns.append(turn)
    _take_names_above(read)
    return read


def _begun(line: str) -> _Turn | None:
    """Read a line that begins a turn: a time first, or a name first; words may follow."""
    return _timed_first(line) if _LEAD.match(line) else _named_first(line)


def _timed_first(line: str) -> _Turn | None:
    lead = _LEAD.match(line)
    start = seconds(lead[1]) if lead else None
    if lead is None or start is None:
        return None
    end, rest = seconds(lead[2] or ""), line[lead.end() :]
    name = rest[:-1]
    if rest.endswith((":", "\uff1a")) and can_be_a_name(name) and is_capital(name):
        return _Turn(start, end, shown(name).strip(_MARKS))
    return _Turn(start, end, "", [rest] if rest else [], bool(rest))


def _named_first(line: str) -> _Turn | None:
    told = _TOLD.match(line[:_LONGEST_HEAD])
    if told is not None:
        name, start = told[1].strip(_MARKS), seconds(told[2])
        rest = line[told.end() :]
        return (
            _Turn(start, None, shown(name), [rest], True)
            if start is not None and can_be_a_name(name)
            else None
        )
    trail = _TRAIL.fullmatch(line) if len(line) <= _LONGEST_HEAD else None
    if trail is None:
        return None
    name, start = _SPOKEN_OUT.sub("", trail[1]).strip(_MARKS), seconds(trail[2])
    if start is None or not can_be_a_name(name):
        return None
    return _Turn(start, seconds(trail[3] or ""), shown(name))


def _take_names_above(read: _Read) -> None:
    """Where times stand alone, each under a name, let the names be those of who speaks."""
    bare = [number for number, turn in enumerate(read.turns) if not (turn.speaker or turn.begun)]
    above = [read.turns[number - 1].lines if number else read.before for number in bare]
    names = [lines[-1] for lines in above if lines and can_be_a_name(lines[-1])]
    again = len(set(names)) <= max(len(names) / 2, _FEWEST)
    if (
        not names
        or len(names) < len(bare) * _NEARLY_ALL
        or not (again and all(map(is_capital, names)))
    ):
        return
    for number, lines in zip(bare, above, strict=True):
        if lines and can_be_a_name(lines[-1]):
            read.turns[number].speaker = shown(lines.pop())


def _untimed(lines: Sequence[str]) -> _Read:
    known = {
        name for name in names_in([line for line in lines if line.strip()]) if is_capital(name)
    }
    read = _Read()
    for line in map(str.strip, lines):
        if not line:
            continue
        read.lines += 1
        found = prefixed(line)
        if found and found[0] in known:
            read.turns.append(_Turn(None, None, found[0], [found[1]] if found[1] else []))
        else:
            read.latest.append(line)
    return read
