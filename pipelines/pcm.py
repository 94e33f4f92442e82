"""Arithmetic on PCM: 16-bit little-endian samples, mono."""

import math
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

# Sums of samples are exact in it, and nothing is faster.
Samples: TypeAlias = NDArray[np.float32]

LOUDEST = 32_767
SAMPLE = 2  # bytes
_INT16 = np.dtype("<i2")
_FLOAT = 4  # bytes
# Of a sound's filter, on each side of a sample: enough that nothing folds back that is heard.
_REACH = 16


def samples(pcm: bytes) -> Samples:
    """Give the samples of a stretch of sound; half a sample at its end is left out."""
    return np.frombuffer(pcm, _INT16, len(pcm) // SAMPLE).astype(np.float32)


def pcm16(sound: Samples) -> bytes:
    """Give samples as bytes; what is louder than can be is as loud as can be."""
    whole = np.rint(sound)
    np.minimum(whole, LOUDEST, out=whole)
    np.maximum(whole, -LOUDEST - 1, out=whole)
    return whole.astype(_INT16).tobytes()


def level(sound: Samples) -> float:
    """Give the root mean square of samples, from 0 to LOUDEST."""
    return math.sqrt(float(sound.dot(sound)) / sound.size) if sound.size else 0.0


def rms(pcm: bytes) -> float:
    """Give the root mean square of a stretch of sound, from 0 to LOUDEST."""
    return level(samples(pcm))


def total(sounds: Iterable[Samples]) -> Samples | None:
    """Give the sum of sounds that begin together, as long as the longest; None: there is none."""
    added: Samples | None = None
    for sound in sounds:
        if added is None:
            added = sound
        elif added.size == sound.size:
            added = added + sound
        else:
            longest, other = (added, sound) if added.size > sound.size else (sound, added)
            added = longest.copy()
            added[: other.size] += other
    return added


class Resampler:
    """Turns sound of one rate into that of another, one stretch after the other, without a seam.

    What it gives lags by half its filter: `rest` gives the end.
    """

    def __init__(self, given: int, wanted: int) -> None:
        """Prepare for sound of `given` samples a second, that is to have `wanted`."""
        shared = math.gcd(given, wanted)
        self._up, self._down = wanted // shared, given // shared
        # Of the wanted samples, every `up`-th falls alike between those that are given.
        self._reach = math.ceil(_REACH * max(1.0, given / wanted))
        at = np.arange(self._up) * self._down
        self._begins = [int(one) for one in at // self._up]
        self._filters = [self._filter(one / self._up % 1.0, wanted / given) for one in at]
        self._kept: Samples = np.zeros(self._reach - 1, np.float32)

    def feed(self, pcm: bytes) -> bytes:
        """Give what follows from another stretch."""
        given = np.concatenate((self._kept, samples(pcm)))
        width = 2 * self._reach
        count = (given.size - width - self._begins[-1] + self._down) // self._down
        if count <= 0:
            self._kept = given
            return b""
        wanted = np.empty(count * self._up, np.float32)
        for phase, (begin, taps) in enumerate(zip(self._begins, self._filters, strict=True)):
            windows = np.ndarray(
                (count, width), np.float32, given, begin * _FLOAT, (self._down * _FLOAT, _FLOAT)
            )  # each begins `down` samples after the one before
            wanted[phase :: self._up] = windows @ taps
        self._kept = given[count * self._down :]
        return pcm16(wanted)

    def rest(self) -> bytes:
        """Give the end, as if silence followed; the next stretch begins anew."""
        end = self.feed(bytes((self._reach + self._down) * SAMPLE))
        self._kept = np.zeros(self._reach - 1, np.float32)
        return end

    def _filter(self, after: float, ratio: float) -> Samples:
        """Give the weights of the samples around a moment `after` one of them."""
        cut = min(1.0, ratio) * 0.94
        away = np.arange(-self._reach + 1, self._reach + 1) - after
        taps = np.sinc(away * cut) * np.cos(np.pi * away / (2 * self._reach + 1)) ** 2
        weights: Samples = (taps / taps.sum()).astype(np.float32)
        return weights


def resample(pcm: bytes, given: int, wanted: int) -> bytes:
    """Give a whole sound at another rate, as long as it was."""
    if given == wanted:
        return pcm
    one = Resampler(given, wanted)
    length = len(pcm) // SAMPLE * wanted // given * SAMPLE
    return (one.feed(pcm) + one.rest())[:length].ljust(length, b"\0")
