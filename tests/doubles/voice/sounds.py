"""What a voice model on loopback hears, told from quiet by its level, and says: a tone."""

import math
from array import array
from base64 import b64encode
from functools import cache

RATE = 24_000
SAMPLE = 2
CHUNK_S = 0.1
_LOUD = 500  # of 32,767
_PAUSE_S = 0.3
_GRAIN = 16  # of so many samples one is looked at


@cache
def tone(seconds: float, hertz: float = 440.0) -> bytes:
    """Give the samples of a tone."""
    wave = [round(8000 * math.sin(2 * math.pi * hertz * at / RATE)) for at in range(RATE)]
    return (array("h", wave) * math.ceil(seconds)).tobytes()[: round(seconds * RATE) * SAMPLE]


@cache
def chunks(seconds: float) -> tuple[str, ...]:
    """Give a tone in pieces, as they go over the wire."""
    whole, size = tone(seconds), round(CHUNK_S * RATE) * SAMPLE
    return tuple(b64encode(whole[at : at + size]).decode() for at in range(0, len(whole), size))


def seconds(pcm: bytes) -> float:
    """Give how long a stretch lasts."""
    return len(pcm) / SAMPLE / RATE


class Ear:
    """Hears people begin and end: a level for the one, 300 ms of quiet for the other."""

    def __init__(self) -> None:
        self.heard_s = 0.0
        self.speaks = False
        self._quiet_s = 0.0

    def hear(self, pcm: bytes) -> bool | None:
        """Take a stretch in; True: somebody began with it, False: they ended, None: neither."""
        lasts = seconds(pcm)
        self.heard_s += lasts
        if _is_loud(pcm):
            began, self._quiet_s, self.speaks = not self.speaks, 0.0, True
            return True if began else None
        self._quiet_s += lasts
        if not self.speaks or self._quiet_s < _PAUSE_S:
            return None
        self.speaks = False
        return False


def _is_loud(pcm: bytes) -> bool:
    few = array("h", pcm[: len(pcm) // SAMPLE * SAMPLE])[::_GRAIN]
    return bool(few) and sum(one * one for one in few) > _LOUD * _LOUD * len(few)
