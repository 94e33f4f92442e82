"""Where in the sound somebody speaks, told by Silero's detector step by step."""

from collections.abc import Iterable, Iterator

import numpy as np
from faster_whisper.vad import get_vad_model
from numpy.typing import NDArray

from pipelines.meeting.sound import RATE, Samples, Stretch

Likely = NDArray[np.float32]

STEP = 512  # samples that the detector judges at once
STEP_S = STEP / RATE
# The detector gets used to a voice, and to silence, until it hears neither: so it begins anew every
# eight seconds, with a second of what was before to find its way in.
_AT_ONCE, _LEAD = 256 * STEP, 32 * STEP
_SPEECH, _SILENCE = 0.5, 0.35  # Silero's own: above the one begins speech, below the other ends it
_SHORTEST = 3  # steps; what is shorter is a cough or a key
_FULL_SCALE = 32768.0
_LONG_GAP = 31  # steps, a second; only of longer ones nothing is computed


class _Detector:
    """Silero's network, asked about a few seconds after the other."""

    def __init__(self) -> None:
        self._judge = get_vad_model()
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self._before = np.zeros(0, np.int16)

    def judge(self, samples: Samples) -> Likely:
        """Say how likely somebody speaks, a figure a step; `samples` are whole steps."""
        with_lead = np.concatenate((self._before, samples))
        found = self._judge(with_lead.astype(np.float32) / _FULL_SCALE)
        lead, self._before = len(self._before) // STEP, with_lead[-_LEAD:]
        return np.asarray(found, np.float32).reshape(-1)[lead:]


def likely(stretches: Iterable[Stretch], start: int = 0) -> Likely:
    """Say how likely somebody speaks, step by step, from sample `start` to the end of the sound."""
    detector, found = _Detector(), list[Likely]()
    for batch in _batches(stretches, start):
        if isinstance(batch, int):
            detector.forget()
            found.append(np.zeros(batch, np.float32))
        else:
            found.append(detector.judge(batch))
    return np.concatenate(found) if found else np.zeros(0, np.float32)


def _batches(stretches: Iterable[Stretch], at: int) -> Iterator[Samples | int]:
    """Give whole steps, so many at once; a long gap as its number of steps."""
    held = np.zeros(0, np.int16)
    for stretch in stretches:
        gap = stretch.at - at
        if gap // STEP > _LONG_GAP:
            filled = -len(held) % STEP
            yield from _whole(held)
            steps, gap = divmod(gap - filled, STEP)
            held = np.zeros(0, np.int16)
            yield steps
        held = np.concatenate((held, np.zeros(gap, np.int16), stretch.samples))
        at = stretch.at + len(stretch.samples)
        ready = len(held) - len(held) % _AT_ONCE
        yield from _whole(held[:ready])
        held = held[ready:]
    yield from _whole(held)


def _whole(held: Samples) -> Iterator[Samples]:
    padded = np.concatenate((held, np.zeros(-len(held) % STEP, np.int16)))
    for at in range(0, len(padded), _AT_ONCE):
        yield padded[at : at + _AT_ONCE]


def speaking(found: Likely) -> NDArray[np.bool_]:
    """Say for each step whether somebody speaks in it."""
    sure = np.where(found >= _SPEECH, 1, np.where(found < _SILENCE, 0, -1))
    last_sure = np.maximum.accumulate(np.where(sure >= 0, np.arange(len(sure)), 0))
    talk: NDArray[np.bool_] = sure[last_sure] == 1
    for first, end in runs(talk):
        if end - first < _SHORTEST:
            talk[first:end] = False
    return talk


def runs(true: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Give where something holds: the first step, and the one behind the last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], true.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
