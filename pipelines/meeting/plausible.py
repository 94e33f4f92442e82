"""What a child says of a recording, held against what can be: a child is not trusted."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.errors import MediaRejected, Reason
from pipelines.meeting.studio import Window
from pipelines.ports import Audio, Image

_ROUNDED = 0.1  # seconds
_SECOND = 32_000  # bytes of sound
_JPEG = b"\xff\xd8\xff"
_POINT = 3  # bytes of a pixel before anything is made smaller


def windows(found: Sequence[Window], longest_s: float, duration_s: float) -> Sequence[Window]:
    """Give windows that follow on each other through all of a recording.

    Raises MediaRejected for any others: each would be transcribed, and paid for.
    """
    ends = [0.0, *(one.end_s for one in found)]
    sound = (
        [one.number for one in found] == list(range(1, len(found) + 1))
        and all(one.start_s == before for one, before in zip(found, ends, strict=False))
        and all(0 < after - before <= longest_s + _ROUNDED for before, after in pairwise(ends))
        and all(0 <= one.speech_s <= one.end_s - one.start_s + _ROUNDED for one in found)
        and ends[-1] <= duration_s + _ROUNDED
        # Each ends in the latter half of what it may last, but for the last one.
        and len(found) <= duration_s / (longest_s / 2) + 2
    )
    if not sound:
        raise MediaRejected(Reason.DAMAGED)
    return found


def audio(pcm: bytes, window: Window, cuts: Sequence[float]) -> Audio:
    """Give the sound of a window. Raises MediaRejected where it is another's, or none."""
    seconds = window.end_s - window.start_s
    inside = all(window.start_s < cut < window.end_s for cut in cuts)
    rising = all(before < after for before, after in pairwise(cuts))
    whole = len(pcm) % 2 == 0 and abs(len(pcm) / _SECOND - seconds) < _ROUNDED
    if not (inside and rising and whole):
        raise MediaRejected(Reason.DAMAGED)
    return Audio(pcm=pcm, start_s=window.start_s, cuts=tuple(cuts))


def picture(content: bytes, edge: int) -> Image:
    """Give a small picture. Raises MediaRejected where it is no JPEG, or larger than any can be."""
    if not content.startswith(_JPEG) or len(content) > edge * edge * _POINT:
        raise MediaRejected(Reason.DAMAGED)
    return Image(content, "image/jpeg")
