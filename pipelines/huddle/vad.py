"""Tells when somebody speaks, by how loud it is beside what the room sounds like."""

from collections.abc import Iterator

from pipelines.pcm import rms
from pipelines.voice import CHUNK, CHUNK_S, Speech

# Of 32,767: below that nobody speaks, however still the room is.
_LEAST = 250.0
# So many times as loud as the room is speech; it goes on until it is less loud than that by far.
_ABOVE, _STILL_ABOVE = 3.0, 2.0
# What the room sounds like is learned within some chunks where it grows still, and within seconds
# where it grows loud: speech has gaps, a fan has none.
_STILLER, _LOUDER = 0.25, 1.007
_QUIETEST = 20.0
# Somebody speaks once so many of the last chunks are loud: a click is not enough.
_OF, _ENOUGH = 5, 3


class Vad:
    """Hears sound, in the beats of a room, and tells where speech begins and ends."""

    def __init__(self, *, ends_s: float = 0.6) -> None:
        """Begin in a still room; speech has ended once it was quiet for `ends_s`."""
        self._floor = _QUIETEST * 4
        self._needed = round(ends_s / CHUNK_S)
        self._quiet = 0
        self._lately = 0  # a bit a chunk: whether it was loud
        self.speaking = False

    def hear(self, pcm: bytes) -> Iterator[Speech]:
        """Give what begins and ends in a stretch of sound."""
        for at in range(0, len(pcm), CHUNK):
            if (began := self.weigh(rms(pcm[at : at + CHUNK]))) is not None:
                yield Speech(began)

    def weigh(self, level: float) -> bool | None:
        """Take in how loud one chunk was; gives whether speech begins or ends by it, if any."""
        above = _STILL_ABOVE if self.speaking else _ABOVE
        is_loud = level >= max(_LEAST, self._floor * above)
        self._learn(level)
        return self._end(is_loud) if self.speaking else self._begin(is_loud)

    def _learn(self, level: float) -> None:
        if level < self._floor:
            self._floor += (max(level, _QUIETEST) - self._floor) * _STILLER
        else:
            self._floor = min(self._floor * _LOUDER, level)

    def _begin(self, is_loud: bool) -> bool | None:
        self._lately = (self._lately << 1 | is_loud) & ((1 << _OF) - 1)
        if self._lately.bit_count() < _ENOUGH:
            return None
        self.speaking, self._quiet, self._lately = True, 0, 0
        return True

    def _end(self, is_loud: bool) -> bool | None:
        self._quiet = 0 if is_loud else self._quiet + 1
        if self._quiet < self._needed:
            return None
        self.speaking = False
        return False
