"""How much a page may send: what comes in real time, and some more at once."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Allowance:
    """So much a second, and `most` of it at once where it was not used up before."""

    a_second: float
    most: float
    timer: Callable[[], float]
    _left: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._left, self._at = self.most, self.timer()

    def takes(self, amount: float) -> bool:
        """Tell whether it may come; then it is used up."""
        now = self.timer()
        self._left = min(self.most, self._left + (now - self._at) * self.a_second)
        self._at = now
        if amount > self._left:
            return False
        self._left -= amount
        return True
