"""Models that may be asked, opened: who is asked, and at what price, follows the day."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.listing import Listed, ModelsFault, listed, read_catalogue, tell
from bot.settings import Settings
from pipelines.backends.catalogue import build
from pipelines.egress import Egress
from pipelines.failover import Attempt, Backend, Failover, Outcome, Result
from pipelines.ports import Model

_log = logging.getLogger(__name__)


def _today() -> date:
    return datetime.now(UTC).date()


@asynccontextmanager
async def open_models(
    settings: Settings, today: Callable[[], date] = _today
) -> AsyncIterator[Failover[Model] | None]:
    """Open the models that may be asked; None: there are none, or they are never asked.

    Raises ModelsFault.
    """
    catalogue = await asyncio.to_thread(read_catalogue, settings)
    day = today()
    chosen = listed(settings, catalogue, day)
    tell(chosen, day)
    if not chosen or settings.document_models == "never":
        yield None
        return
    async with AsyncExitStack() as stack:
        opened = _Opened(settings.model_calls, stack)

        async def on(later: date) -> Sequence[Backend[Model]]:
            chosen = listed(settings, catalogue, later)
            tell(chosen, later)
            return await opened.backends(chosen)

        backends = await opened.backends(chosen)
        yield _Dated(backends, _Calendar(today, day, on), settings.model_rest_seconds)


class _Opened:
    """Models that are open until the end; each is opened once."""

    def __init__(self, at_once: int, stack: AsyncExitStack) -> None:
        self._at_once = at_once
        self._stack = stack
        self._models: dict[tuple[str, str], Model] = {}

    async def backends(self, chosen: Sequence[Listed]) -> Sequence[Backend[Model]]:
        """Give those that are chosen, opened."""
        return [_backend(one, await self._model(one), self._at_once) for one in chosen]

    async def _model(self, one: Listed) -> Model:
        called = (one.name, one.known.model)
        if called not in self._models:
            # Importing a vendor's SDK takes a second.
            self._models[called] = await asyncio.to_thread(_build, one)
            self._stack.push_async_callback(self._models[called].close)
        return self._models[called]


@dataclass(slots=True)
class _Calendar:
    """What day it is, the one that was looked at last, and who is asked `on` a day."""

    today: Callable[[], date]
    day: date
    on: Callable[[date], Awaitable[Sequence[Backend[Model]]]]


class _Dated(Failover[Model]):
    """Asks who is to be asked today: prices change, and models end, while Clerk runs."""

    def __init__(
        self, backends: Sequence[Backend[Model]], calendar: _Calendar, rest_seconds: float
    ) -> None:
        super().__init__(backends, clock=lambda: datetime.now(UTC), rest_seconds=rest_seconds)
        self._calendar = calendar

    async def first(
        self,
        call: Callable[[Attempt[Model]], Awaitable[Result]],
        *,
        egress: Egress,
        seconds: float,
    ) -> Outcome[Model, Result]:
        """Ask as any Failover does."""
        calendar, day = self._calendar, self._calendar.today()
        if day != calendar.day:
            try:
                self.renew(await calendar.on(day))
            except ModelsFault as fault:
                _log.error("models stay as they were", extra={"why": str(fault)})
            # Only now: what else came in the way may not do so when the next document is read.
            calendar.day = day
        return await super().first(call, egress=egress, seconds=seconds)


def _build(one: Listed) -> Model:
    key = one.key.get_secret_value() if one.key else ""
    return build(one.name, one.known.model, key=key, address=one.address.url, region=one.region)


def _backend(one: Listed, model: Model, at_once: int) -> Backend[Model]:
    return Backend(
        name=one.name,
        model=one.known.model,
        asked=model,
        location=one.location,
        limits=one.known.limits,
        price=one.price,
        instead_of=one.known.instead_of,
        at_once=at_once,
    )
