"""Which of the voice models that are listed may come into rooms now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from pipelines.egress import Egress
from pipelines.errors import BackendError, BackendUnavailable
from pipelines.failover import Backend, bar_of
from pipelines.ports import VoiceModel
from pipelines.resting import Leave, Rest

Voice: TypeAlias = Backend[VoiceModel]


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody whose turn it is to come, with leave to try."""

    voice: Voice
    rest: Rest
    leave: Leave

    def came(self) -> None:
        """Take note that it came."""
        self.rest.answered(self.leave)

    @property
    def holds(self) -> bool:
        """Whether it may still be tried: nobody else found it away meanwhile."""
        return self.rest.holds(self.leave)

    def failed(self, error: BackendError | None) -> None:
        """Let it rest."""
        wish = error.retry_after if isinstance(error, BackendUnavailable) else None
        self.rest.failed(self.leave, wish)

    def give_back(self) -> None:
        """Let others try it: nothing is known of it."""
        self.rest.give_back(self.leave)


class Roster:
    """Voice models in the order they are wanted in; all rooms of a process share who rests."""

    def __init__(
        self,
        voices: Sequence[Voice],
        *,
        clock: Callable[[], datetime],
        timer: Callable[[], float],
        rest_seconds: float = 60.0,
    ) -> None:
        """Remember them; `clock` tells the time of day, `timer` seconds from anywhere."""
        self._listed = [(one, Rest(rest_seconds, 1, clock, timer)) for one in voices]

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Who is listed, in this order."""
        return tuple(voice for voice, _ in self._listed)

    def first(self, egress: Egress) -> Turn | None:
        """Give the first that may come and does not rest; whoever gets a turn says what came."""
        for voice, rest in self._may(egress):
            if (leave := rest.admit()) is not None:
                return Turn(voice, rest, leave)
        return None

    def all(self, egress: Egress) -> list[Turn]:
        """Give a turn to each that may come, whether or not it rests: nobody is left."""
        return [Turn(voice, rest, rest.anyway()) for voice, rest in self._may(egress)]

    def better(self, than: Voice, egress: Egress) -> bool:
        """Tell whether somebody who is wanted more has rested."""
        for voice, rest in self._may(egress):
            if voice is than:
                return False
            if rest.admits:
                return True
        return False

    def _may(self, egress: Egress) -> list[tuple[Voice, Rest]]:
        return [(voice, rest) for voice, rest in self._listed if bar_of(voice, egress) is None]
