"""When a backend that was unavailable may be asked again, and by whom first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

# A backend that stays away is tried again at least so often.
LONGEST_REST = 600.0
# No server keeps itself from being asked for longer, whatever it says.
LONGEST_WISH = 3600.0
_DOUBLINGS = 12


@dataclass(slots=True)
class Leave:
    """Leave to call a backend, given before its last rest or after; one of many, or the probe."""

    era: int
    probe: bool = False


class Rest:
    """The rest of one backend.

    It begins when a call finds the backend unavailable, or `patience` tries in a row of whichever
    calls do. It is twice as long each time that happens again in a row. Once it is over one call
    may probe; others wait for what comes of it.
    """

    def __init__(
        self,
        seconds: float,
        patience: int,
        clock: Callable[[], datetime],
        timer: Callable[[], float],
    ) -> None:
        """Begin awake; `seconds` is the first rest, `clock` tells the time, `timer` seconds."""
        self._seconds = seconds
        self._patience = patience
        self._missed = 0
        self._clock = clock
        self._timer = timer
        self._era = 0
        self._failures = 0
        self._until = 0.0
        self._probed = False
        self.since: datetime | None = None

    @property
    def admits(self) -> bool:
        """Whether a call may begin now."""
        return self.since is None or (self._timer() >= self._until and not self._probed)

    def admit(self) -> Leave | None:
        """Give leave for calls; None: it rests, or somebody probes it.

        Whoever gets leave gives it back in the end.
        """
        if not self.admits:
            return None
        self._probed = self.since is not None
        return Leave(self._era, probe=self._probed)

    def anyway(self) -> Leave:
        """Give leave though it rests: nobody is left who does not."""
        return Leave(self._era)

    def holds(self, leave: Leave) -> bool:
        """Tell whether leave that was given a while ago still holds."""
        if self.since is None:
            leave.era = self._era
        return leave.era == self._era

    def answered(self, leave: Leave) -> None:
        """Take note that a call was answered: whatever it said, it is there."""
        if leave.era != self._era:
            return  # what began before the rest says nothing about its end
        self._missed = self._failures = 0
        self.since = None
        self.give_back(leave)

    def missed(self, leave: Leave, retry_after: float | None) -> None:
        """Take note of a try that is to be made again."""
        self._missed += 1
        if self._missed >= self._patience:
            self.failed(leave, retry_after)

    def failed(self, leave: Leave, retry_after: float | None) -> None:
        """Take note that it is unavailable; calls that failed side by side count once."""
        wish = min(retry_after, LONGEST_WISH) if retry_after and retry_after > 0 else 0.0
        if leave.era == self._era:
            doubled = self._seconds * 2 ** min(self._failures, _DOUBLINGS)
            rest = min(doubled, max(LONGEST_REST, self._seconds))
            self._until = self._timer() + rest
            self._missed = 0
            self._failures += 1
            self._era += 1
            self._probed = False
            self.since = self.since or self._clock()
        if self.since is not None:
            self._until = max(self._until, self._timer() + wish)

    def give_back(self, leave: Leave) -> None:
        """Let somebody else probe, where a probe said nothing."""
        if leave.probe and leave.era == self._era:
            self._probed = leave.probe = False
