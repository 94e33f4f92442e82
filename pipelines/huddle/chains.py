"""Who writes down, thinks and speaks for a cascade: each a chain, of which the first that can does.

Words are the only thing that passes between them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipelines.egress import Egress
from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault
from pipelines.failover import Asked, Attempt, Backend, Failover, Outcome, Tried
from pipelines.ports import Answer, Audio, Heard, Model, Prompt, Shape, Speaker, Transcriber, Voiced
from pipelines.usage import NO_TOKENS
from pipelines.voice import Brief, Used

Result = TypeVar("Result")

_WRITE_S, _THINK_S, _SPEAK_S = 20.0, 30.0, 20.0
_MAX_TOKENS = 800
_NEVER = {Fault.KEY, Fault.NO_MODEL, Fault.TOO_LARGE, Fault.REJECTED, Fault.REFUSED}


@dataclass(frozen=True, slots=True)
class Chains:
    """Three chains, and where what is said may go; without `speakers` pages say the words.

    Each method gives what was used as well: whatever failed is paid all the same.
    """

    transcribers: Failover[Transcriber]
    models: Failover[Model]
    speakers: Failover[Speaker] | None
    egress: Egress

    async def write_down(self, audio: Audio) -> tuple[Heard, list[Used]]:
        """Have a stretch of sound written down, in whichever language. Raises BackendError."""

        async def write(attempt: Attempt[Transcriber]) -> Heard:
            return await attempt.run(
                lambda one, seconds: one.transcribe(audio, language=None, seconds=seconds)
            )

        outcome = await self.transcribers.first(write, egress=self.egress, seconds=_WRITE_S)
        return _result(outcome), _used(outcome.tried)

    async def think(
        self, asked: Callable[[Backend[Model]], Prompt], shape: type[Shape]
    ) -> tuple[Answer[Shape], list[Used]]:
        """Have a prompt answered, as each can take it. Raises BackendError.

        What the one that answered used is not among what was used: its answer says so.
        """

        async def think(attempt: Attempt[Model]) -> Answer[Shape]:
            prompt = asked(attempt.backend)
            return await attempt.run(
                lambda one, seconds: one.ask(prompt, shape, max_tokens=_MAX_TOKENS, seconds=seconds)
            )

        outcome = await self.models.first(think, egress=self.egress, seconds=_THINK_S)
        return _result(outcome), _used([one for one in outcome.tried if one.fault])

    async def voice(self, text: str, brief: Brief) -> tuple[Voiced | None, list[Used]]:
        """Have words said; None: nobody can, and that is no fault: they are words still."""
        if self.speakers is None:
            return None, []

        async def speak(attempt: Attempt[Speaker]) -> Voiced:
            return await attempt.run(
                lambda one, seconds: one.speak(text, language=brief.language, seconds=seconds)
            )

        outcome = await self.speakers.first(speak, egress=self.egress, seconds=_SPEAK_S)
        return outcome.result, _used(outcome.tried)

    async def close(self) -> None:
        """Let go of all of them."""
        chains = (self.transcribers, self.models, self.speakers)
        for chain in chains:
            for backend in chain.backends if chain is not None else ():
                await backend.asked.close()


def _used(tried: Sequence[Tried[Asked]]) -> list[Used]:
    return [Used(one.backend.model, one.tokens) for one in tried if one.tokens != NO_TOKENS]


def _result(outcome: Outcome[Asked, Result]) -> Result:
    if outcome.result is not None:
        return outcome.result
    raise _failed([one.fault for one in outcome.tried if one.fault])


def _failed(faults: Sequence[Fault]) -> BackendError:
    """Say what it means that nobody could: never, where that is so of each."""
    if faults and all(fault in _NEVER for fault in faults):
        return BackendRefused(faults[0])
    later = [fault for fault in faults if fault not in _NEVER]
    return BackendUnavailable(later[0] if later else Fault.FAILING)
