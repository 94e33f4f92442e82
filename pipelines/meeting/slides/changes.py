"""When exactly the screen changed, between two looks at it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from pipelines.meeting.slides.bursts import Burst
from pipelines.meeting.slides.film import Film
from pipelines.meeting.slides.looks import Look, look_at

_SOON_S = 0.8
_MARGIN_S = 0.1
_NEAR_S, _STEP_S = 1.0, 0.5  # what is near enough; else looks so far apart
_MOST = 40  # changes that are looked for by decoding: each may take a second or two
_LATE_S = 0.35  # a key frame that comes so soon after a burst shows what the burst began


class Changes:
    """Looks at a film again where two looks leave something open."""

    def __init__(self, film: Film, moments: Sequence[Burst]) -> None:
        """Know where the bursts are."""
        self._film, self._moments = film, moments
        self._edges = [one.at for one in moments]
        self._keys: list[float] = film.keys_at.tolist()
        self._left = _MOST

    def soon(self, look: Look) -> Look | None:
        """Look once more, before anything happens; None: there is no time to."""
        at = look.at + _SOON_S
        after = bisect_right(self._edges, look.at)
        happens = after < len(self._edges) and self._edges[after] <= at + _MARGIN_S
        if look.key is None or happens:
            return None
        for shot in list(self._film.shots(look.key, [at]))[1:]:
            return look_at(shot, look.stretch)
        return None

    def since(self, before: Look, after: Look, new: Callable[[Look], bool]) -> float:
        """Give the second of the burst between two looks; where there is none, look closer.

        `new` tells whether a look shows what came up.
        """
        first, last = bisect_right(self._edges, before.at), bisect_right(self._edges, after.at)
        between = self._moments[first:last]
        if not between:
            return self._closer(before.at, after, new)
        at = max(between, key=lambda one: one.strength).at
        return after.at if after.key is not None and after.at - at < _LATE_S else at

    def _closer(self, start: float, after: Look, new: Callable[[Look], bool]) -> float:
        """Halve the key frames in between, then decode from the last that shows the old."""
        low = bisect_right(self._keys, start + _MARGIN_S)
        high = bisect_left(self._keys, after.at - _MARGIN_S)
        end = after.at
        while low < high:
            middle = (low + high) // 2
            shot = next(self._film.shots(middle), None)
            if shot is not None and new(look_at(shot, after.stretch)):
                high, end = middle, shot.at
            else:
                low, start = middle + 1, self._keys[middle]
        if end - start <= _NEAR_S or not self._left:
            return end
        self._left -= 1
        steps = [start + _STEP_S * step for step in range(1, int((end - start) / _STEP_S) + 1)]
        for shot in self._film.shots(self._film.key_before(start + _MARGIN_S), steps):
            if shot.at > start and new(look_at(shot, after.stretch)):
                return min(shot.at, end)
        return end
