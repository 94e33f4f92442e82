"""What was heard already: remembered for a while, so that hearing it again does nothing."""

from collections import OrderedDict
from collections.abc import Callable

# Slack's last retry comes after six minutes, and a signature of its holds for five.
SECONDS = 3600.0
_MOST = 50_000


class Once:
    """Names that were seen, for `seconds`; of very many, the oldest are let go.

    It holds within one process and until it ends. What must hold longer is a row with a key: a
    dropped file is one job, and a decision is made once, whoever asks again and wherever.
    """

    def __init__(self, clock: Callable[[], float], seconds: float = SECONDS) -> None:
        self._clock = clock
        self._seconds = seconds
        self._seen = OrderedDict[str, float]()

    def __contains__(self, name: str) -> bool:
        seen = self._seen.get(name)
        return seen is not None and self._clock() - seen < self._seconds

    def first(self, name: str) -> bool:
        """Remember a name; tells whether it was not there yet."""
        if name in self:
            return False
        self._seen[name] = self._clock()
        self._seen.move_to_end(name)
        self._let_go()
        return True

    def _let_go(self) -> None:
        now = self._clock()
        while self._seen:
            name, seen = next(iter(self._seen.items()))
            if len(self._seen) <= _MOST and now - seen < self._seconds:
                return
            del self._seen[name]
