"""When things were said, where a transcript tells the time of day, a start only, or nothing."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipelines.meeting.cue import Cue
from pipelines.meeting.speech import lasts

_SLOWLY = 1.6  # times what it takes to say: whoever is silent for longer has ended
_CLOCK = 3600.0  # a text that begins later tells the time of day
_BREATH = 0.3  # seconds; nothing is said in less


def timed(cues: Sequence[Cue], duration_s: float | None, *, by_clock: bool) -> list[Cue]:
    """Give every cue both times; they stand in the order of time, and have a start each.

    `by_clock`: the format is one that may tell the time of day. A recording that is over before
    anything is said tells so as well.
    """
    first = min((cue.start_s or 0.0 for cue in cues), default=0.0)
    if first > duration_s if duration_s else by_clock and first > _CLOCK:
        cues = [_earlier(cue, first) for cue in cues]
    return list(_ended(cues, duration_s))


def untimed(cues: Sequence[Cue], duration_s: float | None) -> list[Cue]:
    """Reckon times from what is said, evenly over the recording where its length is known."""
    lengths = [_length(cue) for cue in cues]
    stretch = duration_s / sum(lengths) if duration_s and lengths else 1.0
    placed, start = list[Cue](), 0.0
    for cue, length in zip(cues, lengths, strict=True):
        until = start + length * stretch
        placed.append(cue._replace(start_s=round(start, 3), end_s=round(until, 3)))
        start = until
    return placed


def _length(cue: Cue) -> float:
    return max(lasts(cue.text), _BREATH)


def _earlier(cue: Cue, first: float) -> Cue:
    end = None if cue.end_s is None else cue.end_s - first
    return cue._replace(start_s=(cue.start_s or 0.0) - first, end_s=end)


def _ended(cues: Sequence[Cue], duration_s: float | None) -> Iterator[Cue]:
    groups = [(at, list(group)) for at, group in groupby(cues, key=lambda cue: cue.start_s or 0.0)]
    following = [*(at for at, _ in groups[1:]), duration_s or 0.0]
    for (start, together), until in zip(groups, following, strict=False):
        yield from _in_one_go(together, start, until if until > start else None)


def _in_one_go(together: Sequence[Cue], start: float, until: float | None) -> Iterator[Cue]:
    """End cues that begin at one time: one after the other, and before the next begins."""
    open_ended = [cue for cue in together if cue.end_s is None]
    needed = sum(map(_length, open_ended))
    room = needed * _SLOWLY if until is None else min(needed * _SLOWLY, until - start)
    at = start
    for cue in together:
        if cue.end_s is not None:
            yield cue
            continue
        end = at + room * _length(cue) / needed
        yield cue._replace(start_s=round(at, 3), end_s=round(end, 3))
        at = end
