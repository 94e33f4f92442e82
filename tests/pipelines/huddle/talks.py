"""A conversation with fakes, in virtual time, and what comes of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipelines.egress import Egress
from pipelines.huddle.arrivals import Arrivals, Pace
from pipelines.huddle.continuity import Continuity
from pipelines.huddle.page import Assistant
from pipelines.huddle.replay import last_words
from pipelines.huddle.roster import Roster, Voice
from pipelines.usage import Price
from pipelines.voice import Answered, Brief, Event, Line, Sound
from tests.fake_voice import FakeVoice, listed

NOTICE = "Say that you came in the place of another."
SOUND = b"\1\0" * 480


@dataclass
class Talk:
    """A Continuity over fakes; `happened` is what it told, `at` when."""

    voices: Sequence[FakeVoice]
    egress: Egress = field(default_factory=Egress)
    prices: dict[str, Price] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    happened: list[Event | Assistant] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    alone: bool = True

    def __post_init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.roster = Roster(
            [listed(one.name, one, price=self.prices.get(one.name)) for one in self.voices],
            clock=lambda: datetime(2026, 11, 23, tzinfo=UTC),
            timer=loop.time,
        )
        self.talk = Continuity(
            Arrivals(self.roster, self.egress, self.brief, Pace(loop.time), self._heard),
            self.lines,
            {"p1": "Ada"},
            lambda: self.alone,
            NOTICE,
            self._listen,
            self.prices.get,
        )
        self._run = asyncio.create_task(self.talk.run())

    async def __aenter__(self) -> "Talk":
        self.talk.wake()
        await asyncio.sleep(0.1)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._run.cancel()
        await asyncio.wait({self._run})
        assert self._run.cancelled(), self._run.exception()

    def brief(self) -> Brief:
        return Brief("You are Clerk.", "en", before=last_words(self.lines), alone=self.alone)

    @property
    def states(self) -> Sequence[tuple[str, str]]:
        return [(one.state, one.name) for one in self.happened if isinstance(one, Assistant)][1:]

    @property
    def voice(self) -> Voice:
        return self.roster.voices[0]

    def sounds(self) -> list[Sound]:
        return [one for one in self.happened if isinstance(one, Sound)]

    def answered(self) -> list[Answered]:
        return [one for one in self.happened if isinstance(one, Answered)]

    async def _heard(self, sitting: object, event: Event) -> None:
        await self.talk.on_event(sitting, event)  # type: ignore[arg-type]  # made before its talk

    async def _listen(self, what: Event | Assistant) -> None:
        self.happened.append(what)
        self.at.append(asyncio.get_running_loop().time())
