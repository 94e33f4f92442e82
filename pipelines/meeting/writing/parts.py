"""A transcript as lines for a model, and parts of it that one call has room for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipelines.meeting.model import Segment
from pipelines.meeting.writing.counting import tokens

# A segment that is longer is told in lines of so many letters, each with its id.
_LONGEST = 1_500
# So many lines before a part are told in it once more: what is said to them is understood.
_AGAIN = 4
# A part may end so much of its size earlier, where another one begins to speak.
_EARLIER = 0.2
# And is that much larger than an equal part of all, where there is room: else little is left.
_LARGER = 1.15
# Fewer lines are not halved.
_LEAST = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a transcript: whose words, where, and about how many tokens that takes."""

    segment: Segment
    text: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that are asked about at once, and where they are in the whole: `number` of `of`.

    `halved` counts how often it was too much at once.
    """

    lines: tuple[Line, ...]
    number: int = 1
    of: int = 1
    halved: int = 0

    @property
    def start_s(self) -> float:
        """Where it begins."""
        return self.lines[0].segment.start_s

    @property
    def end_s(self) -> float:
        """Where it ends."""
        return self.lines[-1].segment.end_s

    @property
    def tokens(self) -> int:
        """About how many tokens its lines take."""
        return sum(one.tokens for one in self.lines)


def lines_of(segments: Sequence[Segment]) -> tuple[Line, ...]:
    """Give the lines of a transcript: id, time, speaker and words; nobody's words begin one."""
    return tuple(line for one in segments for line in _lines(one))


def clock(seconds: float) -> str:
    """Write a moment as people read it: 4:07, 1:02:33."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def on_one_line(text: str) -> str:
    """Give a stranger's text without anything that begins a line, or that cannot be printed."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def cell(text: str) -> str:
    """Give a stranger's text as one of several on a line."""
    return on_one_line(text.replace("|", "/"))


def parted(lines: Sequence[Line], room: int) -> tuple[Part, ...]:
    """Cut lines into parts of about the same size, of at most `room` tokens each.

    They are cut where another one begins to speak, if anybody does about there; each begins with
    the last few lines of the one before.
    """
    whole = sum(one.tokens for one in lines)
    if whole <= room:
        return (Part(tuple(lines)),)
    most = room - sum(sorted((one.tokens for one in lines), reverse=True)[:_AGAIN])
    most = max(most, 1)
    cuts = _cuts(lines, min(most, int(whole / -(-whole // most) * _LARGER)))
    if len(cuts) > 1 and sum(one.tokens for one in lines[cuts[-2] :]) <= most:
        del cuts[-1]  # little is left
    spans = list(zip([0, *cuts], [*cuts, len(lines)], strict=True))
    return tuple(
        Part(tuple(lines[max(start - _AGAIN, 0) : end]), number, len(spans))
        for number, (start, end) in enumerate(spans, 1)
    )


def halves(part: Part) -> tuple[Part, ...]:
    """Give the halves of a part; none where it is too little to be halved."""
    if len(part.lines) < _LEAST:
        return ()
    reached = list(accumulate(one.tokens for one in part.lines))
    middle = next(at for at, so_far in enumerate(reached) if so_far * 2 >= reached[-1])
    cut = min(max(middle, 2), len(part.lines) - 2)
    return tuple(
        Part(lines, number, part.of * 2, part.halved + 1)
        for number, lines in enumerate(
            (part.lines[:cut], part.lines[max(cut - 1, 0) :]), part.number * 2 - 1
        )
    )


def _lines(segment: Segment) -> list[Line]:
    words = on_one_line(segment.text)
    head = f"{segment.id}|{clock(segment.start_s)}|{cell(segment.speaker)}|"
    chunks = [words[at : at + _LONGEST] for at in range(0, len(words), _LONGEST)]
    return [Line(segment, head + one, tokens(head + one) + 1) for one in chunks]


def _cuts(lines: Sequence[Line], size: int) -> list[int]:
    """Say before which lines a part begins, the first one left out."""
    cuts: list[int] = []
    filled = 0
    for at, line in enumerate(lines):
        if filled and filled + line.tokens > size:
            cut = _turn(lines, cuts[-1] if cuts else 0, at, size)
            cuts.append(cut)
            filled = sum(one.tokens for one in lines[cut:at])
        filled += line.tokens
    return cuts


def _turn(lines: Sequence[Line], start: int, end: int, size: int) -> int:
    """Give the last line up to `end` with which somebody else begins, if there is one near."""
    given_up = 0
    for at in range(end, start + 1, -1):
        if lines[at].segment.speaker != lines[at - 1].segment.speaker:
            return at
        given_up += lines[at - 1].tokens
        if given_up > size * _EARLIER:
            break
    return end
