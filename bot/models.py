"""Models that may be asked, opened: who is asked, and at what price, follows the day."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime

from bot.dated import Calendar, Dated
from bot.listing import Listed, listed, read_catalogue, tell
from bot.settings import Settings
from pipelines.backends.catalogue import build
from pipelines.failover import Backend, Failover
from pipelines.ports import Model


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
    tell((one.known for one in chosen), day)
    if not chosen or settings.document_models == "never":
        yield None
        return
    async with AsyncExitStack() as stack:
        opened = _Opened(settings.model_calls, stack)

        async def on(later: date) -> Sequence[Backend[Model]]:
            chosen = listed(settings, catalogue, later)
            tell((one.known for one in chosen), later)
            return await opened.backends(chosen)

        backends = await opened.backends(chosen)
        yield Dated(backends, Calendar(today, day, on), settings.model_rest_seconds)


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
