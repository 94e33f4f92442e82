"""Where an encoder spent bits: it does when the screen changes, and it tells by its packets."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from pipelines.meeting.slides.film import Packets

_FACTOR = 1.8  # over what is large in the neighbourhood
_LEAST, _A_MINUTE = 1.3, 4  # what stands out at least, and how many such there are at most
_SHORT_S, _LEAST_SHORT, _A_MINUTE_SHORT = 600.0, 1.2, 20  # a short film is looked at closer
_BLOCK_S = 12.0
_FLOOR = 2500 / (1280 * 720)  # bytes a pixel: what a few words cost
_TOGETHER_S = 1.0
_CUT = 5.0  # how far such a key frame stands out
_SOONER = 0.99  # of the usual distance of key frames: this one was not due, the scene was cut


@dataclass(frozen=True)
class Burst:
    """A moment at which the screen may have changed; over at `until_s`. Cuts have their key frame.

    `strength` says how far it stands out.
    """

    at: float
    until_s: float
    strength: float


def bursts(packets: Packets, pixels: int) -> list[Burst]:
    """Give the moments at which the screen may have changed, in the order of time."""
    together: list[Burst] = []
    for one in sorted([*_large(packets, pixels), *_cuts(packets)], key=lambda one: one.at):
        if together and one.at - together[-1].until_s <= _TOGETHER_S:
            at, strength = max(((x.at, x.strength) for x in (together[-1], one)), key=itemgetter(1))
            together[-1] = Burst(at, one.at, strength)
        else:
            together.append(one)
    return together


def _large(packets: Packets, pixels: int) -> list[Burst]:
    """Find packets between key frames that are much larger than those around them.

    Of those that are not much larger, the largest of every minute count as well.
    """
    at, size = packets.at[~packets.key], packets.size[~packets.key]
    if len(at) < 2:
        return []
    strength = size / np.maximum(_usual(at, size), _FLOOR * pixels / _FACTOR)
    return [
        Burst(float(at[one]), float(at[one]), float(strength[one]))
        for one in sorted({*np.flatnonzero(strength > _FACTOR), *_outstanding(at, strength)})
    ]


def _outstanding(at: NDArray[np.float64], strength: NDArray[np.float64]) -> Iterator[int]:
    """Give the few of every minute that at least stand out."""
    short = at[-1] - at[0] < _SHORT_S
    least, a_minute = (_LEAST_SHORT, _A_MINUTE_SHORT) if short else (_LEAST, _A_MINUTE)
    candidates = np.flatnonzero((strength > least) & (strength <= _FACTOR))
    for minute in np.unique(at[candidates] // 60):
        here = candidates[at[candidates] // 60 == minute]
        yield from here[np.argsort(strength[here])[-a_minute:]].tolist()


def _usual(at: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give what is large around each packet: nine of ten are smaller."""
    block = (at / _BLOCK_S).astype(int)
    usual = np.zeros(len(at))
    for one in np.unique(block):
        here = block == one
        usual[here] = np.percentile(size[here], 90)
    return usual


def _cuts(packets: Packets) -> list[Burst]:
    """Find key frames that were not due."""
    keys = packets.at[packets.key]
    if len(keys) < 3:
        return []
    apart = np.diff(keys)
    due = np.percentile(apart, 95)
    return [
        Burst(float(at), float(at), _CUT)
        for at, gap in zip(keys[1:], apart, strict=True)
        if gap < _SOONER * due
    ]
