"""Who writes down what is said: the transcribers that are listed, one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.consulted import Consulted, consulted
from pipelines.egress import Egress
from pipelines.failover import Attempt, Backend, Failover
from pipelines.meeting.engine import Engine, engines
from pipelines.ports import Audio, Heard, Transcriber

# Within so many seconds a stretch is written down, and so many for each second of its own: a large
# model on a small machine is slow, and is let be.
LEAST_SECONDS, SECONDS_A_SECOND = 180.0, 15.0


@dataclass(frozen=True, slots=True)
class Transcribed:
    """What came of one stretch of sound: `heard` is None where nobody wrote it down.

    `by` names who did; `consulted` tells of each that is listed, what it used and what that cost.
    """

    heard: Heard | None
    by: str | None
    consulted: tuple[Consulted, ...]


class Hearing:
    """Has sound written down by the first transcriber that answers."""

    def __init__(
        self, transcribers: Failover[Transcriber], companies: Mapping[str, str] | None = None
    ) -> None:
        """Remember whom to ask, and whose they are by their hosts."""
        self._transcribers = transcribers
        self._companies = companies or {}

    @property
    def longest_s(self) -> float:
        """How many seconds of sound may be given at once: what each of those listed takes."""
        return min(one.limits.sound_s for one in self._backends)

    @property
    def at_once(self) -> int:
        """How many stretches may be given at the same time: what the first one listed works on."""
        return self._backends[0].at_once

    @property
    def _backends(self) -> Sequence[Backend[Transcriber]]:
        return self._transcribers.backends

    def engines(self) -> tuple[Engine, ...]:
        """Tell who may be asked, in their order, for people to agree to."""
        return engines(self._backends, self._companies)

    async def hear(
        self, audio: Audio, *, language: str | None, egress: Egress, seconds: float | None = None
    ) -> Transcribed:
        """Have a stretch of sound written down, within so many seconds all in all.

        `language` is a hint (ISO 639-1), None: find out. `egress` says who may be given it;
        `seconds` of None: as long as it is long. Where nobody writes it down, what is given says
        why: nothing is raised.
        """
        if seconds is None:
            seconds = LEAST_SECONDS + SECONDS_A_SECOND * audio.seconds

        async def ask(attempt: Attempt[Transcriber]) -> Heard:
            return await attempt.run(
                lambda one, left: one.transcribe(audio, language=language, seconds=left)
            )

        outcome = await self._transcribers.first(ask, egress=egress, seconds=seconds)
        heard = outcome.result
        asked = tuple(
            consulted(one, None if heard is None else heard.model) for one in outcome.tried
        )
        answered = [one.name for one in asked if one.answered]
        return Transcribed(heard, answered[-1] if answered else None, asked)
