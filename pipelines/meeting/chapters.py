"""A meeting in parts that one finds one's way in: where slides change, or after pauses."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipelines.meeting.model import Chapter, Segment, Slide, Transcript
from pipelines.meeting.speech import words

_LEAST_S = 30.0
_MOST = 20  # chapters of a recording, however often its slides change
_TALK_S = 360.0  # what a chapter without slides comes to
_TELLING = 5  # words
_OPENING = 10  # segments that are looked at for so many
_TALKS = (3, 12)  # fewest and most of those, once there are any


def chapters(
    duration_s: float, transcript: Transcript | None, slides: Sequence[Slide]
) -> tuple[Chapter, ...]:
    """Part a recording; each chapter names the slide that was shown longest in it.

    One that would be too short belongs to the one before. Without slides they begin after long
    pauses; where the times of the words are reckoned there are none then, as nothing is known.
    """
    segments = transcript.segments if transcript and transcript.timed else ()
    shown = sorted((span.start_s, span.end_s, one.number) for one in slides for span in one.shown)
    if shown:
        edges = _apart((start for start, _, _ in shown), duration_s)
    else:
        edges = _after_pauses(segments, duration_s)
    if len(edges) < 2 and not shown:
        return ()
    starts = [one.start_s for one in segments]
    return tuple(
        Chapter(
            start_s=start,
            end_s=end,
            slide=_longest(shown, start, end),
            cites=_opening(segments[bisect_left(starts, start) : bisect_left(starts, end)]),
        )
        for start, end in pairwise([*edges, max(duration_s, edges[-1])])
    )


def _opening(segments: Sequence[Segment]) -> tuple[str, ...]:
    """Name what is said first and is more than a sound of assent."""
    telling = (one.id for one in segments[:_OPENING] if len(words(one.text)) >= _TELLING)
    first = next(telling, segments[0].id if segments else None)
    return () if first is None else (first,)


def _apart(changes: Iterable[float], duration_s: float) -> list[float]:
    """Give the changes that begin a chapter: the first of all, and those far enough apart."""
    least = max(_LEAST_S, duration_s / _MOST)
    edges = [0.0]
    for change in changes:
        if change - edges[-1] >= least and duration_s - change >= least:
            edges.append(change)
    return edges


def _longest(shown: Sequence[tuple[float, float, int]], start: float, end: float) -> int | None:
    seconds: dict[int, float] = defaultdict(float)
    for first, last, number in shown:
        if first < end and last > start:
            seconds[number] += min(last, end) - max(first, start)
    return max(seconds, key=seconds.__getitem__, default=None)


def _after_pauses(segments: Sequence[Segment], duration_s: float) -> list[float]:
    """Give the starts of stretches of about equal length, each after the longest pause near by."""
    fewest, most = _TALKS
    if duration_s < fewest * _TALK_S / 2 or len(segments) < fewest:
        return [0.0]
    wanted = min(max(round(duration_s / _TALK_S), fewest), most)
    length = duration_s / wanted
    pauses = _pauses(segments)
    starts = [at for at, _ in pauses]
    edges = [0.0]
    for number in range(1, wanted):
        middle = number * length
        low = max(middle - length / 3, edges[-1] + length / 3)
        near = pauses[bisect_left(starts, low) : bisect_left(starts, middle + length / 3)]
        if near:
            edges.append(max(near, key=lambda one: (one[1], -abs(one[0] - middle)))[0])
    return edges


def _pauses(segments: Sequence[Segment]) -> list[tuple[float, float]]:
    """Give when somebody begins to speak, and after how many seconds of silence."""
    found, until = [], 0.0
    for one in segments:
        found.append((one.start_s, round(max(0.0, one.start_s - until), 1)))
        until = max(until, one.end_s)
    return found
