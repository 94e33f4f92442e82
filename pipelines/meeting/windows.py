"""The sound cut into windows where nobody speaks, and the silent moments within one."""

from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.meeting.sound import RATE, Samples, Stretch, heard
from pipelines.meeting.studio import Window
from pipelines.meeting.voices import STEP_S, Likely, likely, runs, speaking

_PIECE_S = 30.0  # the longest stretch between two cuts
_PAUSE = 4  # steps; between words there is less
_ENOUGH = 60  # steps, two seconds: a longer pause is no better a place to cut


def windows(path: Path, form: str, longest_s: float, end_s: float) -> list[Window]:
    """Cut the sound up to a moment into windows of at most `longest_s`.

    It is listened to once, and no more of it is held than a few seconds.
    """
    found = likely(heard(path, form, 0.0, end_s))
    if not len(found):
        return []
    talk = speaking(found)
    places = [0, *cuts(found, talk, longest_s), len(found)]
    return [
        Window(
            number=number,
            start_s=round(first * STEP_S, 3),
            end_s=round(end * STEP_S, 3),
            speech_s=round(int(talk[first:end].sum()) * STEP_S, 3),
        )
        for number, (first, end) in enumerate(pairwise(places), 1)
    ]


def stretch(path: Path, form: str, start_s: float, end_s: float) -> tuple[Samples, list[float]]:
    """Give the samples of a window, and silent moments in it, at most 30 s from one to the next."""
    first = round(start_s * RATE)
    samples = np.zeros(max(round(end_s * RATE) - first, 0), np.int16)
    for piece in heard(path, form, start_s, end_s):
        samples[piece.at - first : piece.at - first + len(piece.samples)] = piece.samples
    found = likely([Stretch(first, samples)], first)
    talk = speaking(found)
    pauses = [(a + b) // 2 for a, b in runs(~talk) if b - a >= _PAUSE]
    places = sorted({*pauses, *_between(pauses, found, talk)} - {0, len(found)})
    return samples, [round(start_s + place * STEP_S, 3) for place in places]


def _between(pauses: list[int], found: Likely, talk: NDArray[np.bool_]) -> list[int]:
    """Cut what goes on for too long without a pause where it is the least speech."""
    ends = [0, *pauses, len(found)]
    return [
        first + place
        for first, end in pairwise(ends)
        for place in cuts(found[first:end], talk[first:end], _PIECE_S)
    ]


def cuts(found: Likely, talk: NDArray[np.bool_], longest_s: float) -> list[int]:
    """Give the steps at which to cut, so that no part is longer."""
    longest, places, start = max(int(longest_s / STEP_S), 2), list[int](), 0
    while len(found) - start > longest:
        half = longest // 2
        late = slice(start + half, start + longest)
        start += half + _quietest(found[late], talk[late])
        places.append(start)
    return places


def _quietest(found: Likely, talk: NDArray[np.bool_]) -> int:
    """Choose a place in the longest pause, of equals in the last; without one, the least speech."""
    pauses = runs(~talk)
    if pauses:
        first, end = max(pauses, key=lambda run: (min(run[1] - run[0], _ENOUGH), run[0]))
        return max((first + end) // 2, 1)
    smooth = np.convolve(found, np.ones(3, np.float32) / 3, mode="same")
    return max(int(smooth.argmin()), 1)
