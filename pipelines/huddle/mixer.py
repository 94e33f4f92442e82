"""Brings together what people say at the same time, and takes out what one of them said."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.pcm import Samples, level, pcm16, samples, total
from pipelines.voice import CHUNK, CHUNK_S

# So many chunks of somebody wait at most: of more, the oldest are dropped.
MOST_WAITING = 10
# Whoever sent nothing for so long does not speak into the room now.
_LATELY_S = 0.3
# In so many beats nothing was missing of somebody whose chunks wait: one too many of them does.
_STEADY, _SPARE = 50, 2
# A page sends as much as time passes, and this much more after it stood still.
_AHEAD_S = 1.0
_LONGEST = 10 * CHUNK
SILENCE = bytes(CHUNK)


@dataclass(frozen=True, slots=True)
class Beat:
    """What was said in one beat, by whom, and how loud each was."""

    pcm: bytes
    levels: Mapping[str, float]
    _sounds: Mapping[str, Samples]
    _whole: Samples | None

    def without(self, person: str) -> bytes | None:
        """Give what the others said; None: they said nothing."""
        own = self._sounds.get(person)
        if own is None:
            return self.pcm if self._sounds else None
        if len(self._sounds) == 1 or self._whole is None:
            return None
        if own.size == self._whole.size:
            return pcm16(self._whole - own)
        others = total(sound for one, sound in self._sounds.items() if one != person)
        return None if others is None else pcm16(others)


_NOBODY = Beat(SILENCE, {}, {}, None)


@dataclass(slots=True)
class _Line:
    """The chunks of somebody that wait."""

    chunks: "deque[bytes]" = field(default_factory=lambda: deque(maxlen=MOST_WAITING))
    sent_at: float = -1e9
    credit_s: float = _AHEAD_S
    dropped: int = 0
    fewest: int = MOST_WAITING  # that waited after a beat, of the last so many
    beats: int = 0

    def takes(self, pcm: bytes, now: float) -> bool:
        """Tell whether a page may send that now: nobody speaks faster than time passes."""
        self.credit_s = min(_AHEAD_S, self.credit_s + now - self.sent_at)
        self.sent_at = now
        if len(pcm) > _LONGEST or self.credit_s <= 0:
            self.dropped += 1
            return False
        self.credit_s -= len(pcm) / CHUNK * CHUNK_S
        return True

    def put(self, pcm: bytes) -> None:
        self.dropped += len(self.chunks) == MOST_WAITING
        self.chunks.append(pcm)

    def next(self) -> bytes | None:
        """Give the chunk of this beat.

        A page whose clock is faster than this one's sends ever more: what always waits only makes
        people late.
        """
        if not self.chunks:
            self.fewest = 0
            return None
        self.fewest = min(self.fewest, len(self.chunks) - 1)
        self.beats += 1
        if self.beats >= _STEADY:
            if self.fewest >= _SPARE:
                self.chunks.popleft()
                self.dropped += 1
            self.beats, self.fewest = 0, MOST_WAITING
        return self.chunks.popleft()


class Mixer:
    """Takes what pages send, in stretches of a beat, and gives it beat by beat."""

    def __init__(self) -> None:
        self._lines = dict[str, _Line]()

    def join(self, person: str) -> None:
        """Let somebody speak."""
        self._lines[person] = _Line()

    def leave(self, person: str) -> None:
        """Let somebody speak no more."""
        self._lines.pop(person, None)

    @property
    def dropped(self) -> int:
        """How many chunks were dropped, of those who are here."""
        return sum(line.dropped for line in self._lines.values())

    def put(self, person: str, pcm: bytes, now: float) -> Beat | None:
        """Take a chunk; gives a beat at once where nobody else is to be waited for."""
        line = self._lines.get(person)
        if line is None or not pcm or not line.takes(pcm, now):
            return None
        if any(now - one.sent_at < _LATELY_S for one in self._lines.values() if one is not line):
            line.put(pcm)
            return None
        for one in self._lines.values():
            one.chunks.clear()  # of a moment ago
        sound = samples(pcm)
        return Beat(pcm, {person: level(sound)}, {person: sound}, sound)

    def beat(self, now: float) -> Beat | None:
        """Give what is said in this beat; None: whoever speaks alone was heard already."""
        speaking = [line for line in self._lines.values() if now - line.sent_at < _LATELY_S]
        if len(speaking) == 1 and not speaking[0].chunks:
            return None
        sounds = {
            person: samples(pcm)
            for person, line in self._lines.items()
            if (pcm := line.next()) is not None
        }
        whole = total(sounds.values())
        if whole is None:
            return _NOBODY
        return Beat(pcm16(whole), {one: level(of) for one, of in sounds.items()}, sounds, whole)
