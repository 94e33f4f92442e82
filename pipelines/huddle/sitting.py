"""One session of a voice model in a room, from its opening to its end."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from pipelines.errors import BackendError, BackendUnavailable, Fault
from pipelines.huddle.roster import Turn
from pipelines.ports import VoiceSession
from pipelines.voice import (
    Answered,
    Brief,
    Call,
    Event,
    Heard,
    Kept,
    Leaving,
    Saying,
    Sound,
    Speech,
)

# What does not keep to its time to open is given up so much later.
_GRACE_S = 1.0
Listener: TypeAlias = Callable[["Sitting", Event], Awaitable[None]]


@dataclass(slots=True, eq=False)
class Sitting:
    """A session, and how its conversation stands.

    Its items and calls are told under names that no other sitting of the room gives.
    """

    number: int
    turn: Turn
    brief: Brief
    listener: Listener
    timer: Callable[[], float]
    failed: BackendError | None = field(default=None, init=False)
    since: float = field(default=0.0, init=False)
    counted: float = field(default=0.0, init=False)  # of its time, until then
    speaking: bool = field(default=False, init=False)
    answering: str = field(default="", init=False)  # the item, as it is told
    asked_at: float | None = field(default=None, init=False)
    again: bool = field(default=False, init=False)  # what it was asked, another was asked before
    answered: bool = field(default=False, init=False)  # ever
    growing: dict[str, str] = field(default_factory=dict, init=False)  # what people say, by item
    calls: set[str] = field(default_factory=set, init=False)  # that wait for what is looked up
    handle: str = field(default="", init=False)
    leaves_at: float | None = field(default=None, init=False)
    task: "asyncio.Task[None]" = field(init=False)
    _session: "VoiceSession | None" = field(default=None, init=False)
    _ready: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _over: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _items: dict[str, str] = field(default_factory=dict, init=False)
    _ended: set[str] = field(default_factory=set, init=False)  # items to which nothing is added

    async def enter(self, seconds: float) -> None:
        """Open it, within `seconds`; raises BackendError."""
        self.task = asyncio.create_task(self._sit(seconds))
        try:
            async with asyncio.timeout(seconds + _GRACE_S):
                await self._ready.wait()
        except TimeoutError:
            self.failed = BackendUnavailable(Fault.TIMEOUT)
        except asyncio.CancelledError:
            await self.leave()
            raise
        if self._session is None:
            await self.leave()
            raise self.failed or BackendUnavailable(Fault.CONNECTION)

    async def leave(self) -> None:
        """End it, and let go of all of it; nobody waits long for a provider's goodbye."""
        self.task.cancel()
        await asyncio.wait({self.task}, timeout=_GRACE_S)
        if self.task.done() and not self.task.cancelled():
            self.task.result()

    @property
    def is_over(self) -> bool:
        """Whether nothing happens in it any more."""
        return self._over.is_set()

    async def watch(self, seconds: float) -> None:
        """Wait for its end, for so long at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._over.wait()

    @property
    def is_calm(self) -> bool:
        """Whether nobody speaks, and nothing is owed to anybody."""
        owed = self.speaking or self.answering or self.calls or self.asked_at is not None
        return not owed

    @property
    def owes(self) -> bool:
        """Whether somebody waits for an answer, or for the rest of one."""
        return bool(self.answering or self.calls or self.asked_at is not None)

    async def do(self, act: Callable[[VoiceSession], Awaitable[None]]) -> None:
        """Have the session do something; where it cannot any more, this sitting has ended."""
        if self._session is None:
            return
        try:
            await act(self._session)
        except BackendError as error:
            self.broke(error)

    def broke(self, error: BackendError) -> None:
        """Take note that it does not work any more."""
        self.failed = self.failed or error
        self._session = None
        self._over.set()
        self.task.cancel()

    def own(self, name: str) -> str | None:
        """Give the provider's name of what was told under `name`; None: it is another sitting's."""
        number, _, own = name.partition(".")
        return own if number == str(self.number) else None

    async def _sit(self, seconds: float) -> None:
        try:
            async with self.turn.voice.asked.open(self.brief, seconds=seconds) as session:
                self._session = session
                self.since = self.counted = self.timer()
                self._ready.set()
                await self._listen(session)
        except BackendError as error:
            self.failed = self.failed or error
        finally:
            self._session = None
            self._ready.set()
            self._over.set()

    async def _listen(self, session: VoiceSession) -> None:
        """Take in what happens; its end is known at once, however long its goodbye takes."""
        try:
            async for event in session.events():
                if not self._is_late(event):
                    await self.listener(self, self._follow(event))
        except BackendError as error:
            self.failed = self.failed or error
        finally:
            self._session = None
            self._over.set()

    def _is_late(self, event: Event) -> bool:
        """Tell whether that belongs to an answer, or to words, that were told to have ended."""
        return isinstance(event, Sound | Saying | Heard) and event.item in self._ended

    def _follow(self, event: Event) -> Event:
        """Keep in mind how things stand; gives the event under the room's names."""
        if isinstance(event, Sound):
            return Sound(self._says(event.item), event.pcm)
        if isinstance(event, Call):
            self.calls.add(named := self._named(event.id))
            self.asked_at = None
            return replace(event, id=named)
        if isinstance(event, Saying):
            self._says(event.item)
        else:
            self._note(event)
        if isinstance(event, Saying | Answered | Heard | Speech):
            return replace(event, item=event.item and self._named(event.item))
        return event

    def _note(self, event: Event) -> None:
        match event:
            case Answered(item):
                self.answering, self.asked_at, self.answered = "", None, True
                self._ended.add(item)
            case Speech(began):
                self.speaking = began
                self._takes_back(spoken=began)
            case Heard(item, text, whole):
                text = self.growing.pop(self._named(item), "") + text
                if whole:
                    self._ended.add(item)
                else:
                    self.growing[self._named(item)] = text
            case Leaving(seconds):
                self.leaves_at = self.timer() + seconds
            case Kept(handle):
                self.handle = handle
            case _:
                pass

    def _takes_back(self, *, spoken: bool) -> None:
        """Whoever speaks takes back what was asked: there may be no answer to it."""
        if spoken:
            self.asked_at = None
            self.calls.clear()

    def _says(self, item: str) -> str:
        self.asked_at = None
        self.answering = named = self._named(item)
        return named

    def _named(self, item: str) -> str:
        if (named := self._items.get(item)) is None:
            named = self._items[item] = f"{self.number}.{item}"
        return named
