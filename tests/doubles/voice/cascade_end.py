"""The cascade as a counterpart of the suite that every voice model passes."""

import asyncio
from datetime import UTC, datetime

from pipelines.egress import STAY, Location
from pipelines.failover import Asked, Backend, Failover, Limits
from pipelines.huddle.cascade import Cascade
from pipelines.huddle.chains import Chains
from pipelines.huddle.composing import Move
from pipelines.ports import Model, Prompt, Speaker, Transcriber, VoiceModel
from pipelines.usage import Price
from tests import fake_speaker, fake_transcriber
from tests.contracts.voices import ARGUMENTS, CALLED, HEARD, SAID, Lack
from tests.fake_model import FakeModel, Said
from tests.fake_speaker import FakeSpeaker
from tests.fake_transcriber import FakeTranscriber

HERE = Location("", None, self_hosted=True)
FREE = Price(input=0, output=0, source="here", dated=datetime(2026, 11, 22, tzinfo=UTC).date())


def chain(*backends: Backend[Asked]) -> Failover[Asked]:
    """Make a chain of those."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return Failover(backends, clock=lambda: now, rest_seconds=30.0)


def thinker(name: str, asked: Model, *, pictures: int = 1) -> Backend[Model]:
    """List a model of this machine."""
    limits = Limits(pictures, 1 << 22, 1 << 24, 10_000, 1_000)
    return Backend(name, f"{name}-1", asked, HERE, limits, FREE)


def chains(ears: Transcriber, mind: Model, voice: Speaker | None, *, pictures: int = 1) -> Chains:
    """Make a cascade's chains of one each."""
    return Chains(
        chain(fake_transcriber.listed("ears", ears, price=FREE)),
        chain(thinker("mind", mind, pictures=pictures)),
        None if voice is None else chain(fake_speaker.listed("voice", voice, price=FREE)),
        STAY,
    )


class CascadeEnd:
    """Those who write down, think and speak, by hand."""

    lacks: frozenset[Lack] = frozenset({"failing", "leaving"})

    def __init__(self) -> None:
        self._calls = self._paused = False
        self._go = asyncio.Event()
        self._mind = FakeModel(self._think)
        speaker = FakeSpeaker(self._wait)
        ears = FakeTranscriber(lambda _: HEARD)
        self.model: VoiceModel = Cascade(chains(ears, self._mind, speaker))

    def _think(self, _prompt: Prompt) -> Said:
        if self._calls:
            self._calls = False
            return Move(say="", tool=CALLED, arguments=ARGUMENTS)
        return Move(say=SAID, tool="", arguments="")

    def _wait(self, text: str) -> asyncio.Event | None:
        return None if SAID.startswith(text) or not self._paused else self._go

    def pause(self) -> None:
        self._paused = True
        self._go.clear()

    def go_on(self) -> None:
        self._paused = False
        self._go.set()

    def told(self) -> str:
        prompt = self._mind.asked[-1].prompt
        return prompt.system + prompt.text

    def seen(self) -> list[bytes]:
        return [one.content for one in self._mind.asked[-1].prompt.images]

    def calls(self) -> None:
        self._calls = True

    def refuse(self) -> None:
        raise NotImplementedError

    def ignore(self) -> None:
        raise NotImplementedError

    async def break_off(self) -> None:
        raise NotImplementedError

    async def leave(self) -> None:
        raise NotImplementedError
