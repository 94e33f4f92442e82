"""Writers of minutes that may be asked, opened: those that are listed, at the day's price."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime

from bot.dated import Calendar, Dated
from bot.listing import read_catalogue, tell
from bot.noting import COMPANIES, OF, Noting, noting
from bot.settings import Settings
from pipelines.backends.catalogue import build_watcher, build_writer
from pipelines.failover import Backend
from pipelines.meeting.writing.writing import Writing
from pipelines.ports import Writer


def _today() -> date:
    return datetime.now(UTC).date()


@asynccontextmanager
async def open_writers(
    settings: Settings, today: Callable[[], date] = _today
) -> AsyncIterator[Writing | None]:
    """Open the writers that may be asked; None: there are none. Raises ModelsFault."""
    catalogue = await asyncio.to_thread(read_catalogue, settings)
    day = today()
    chosen = noting(settings, catalogue, day)
    tell((one.known for one in chosen), day)
    if not chosen:
        yield None
        return
    async with AsyncExitStack() as stack:
        opened = _Opened(settings.model_calls, stack)

        async def on(later: date) -> Sequence[Backend[Writer]]:
            chosen = noting(settings, catalogue, later)
            tell((one.known for one in chosen), later)
            return await opened.backends(chosen)

        backends = await opened.backends(chosen)
        asked = Dated(backends, Calendar(today, day, on), settings.model_rest_seconds)
        yield Writing(asked, COMPANIES, seconds=settings.writer_seconds)


class _Opened:
    """Writers that are open until the end; each is opened once."""

    def __init__(self, at_once: int, stack: AsyncExitStack) -> None:
        self._at_once = at_once
        self._stack = stack
        self._open: dict[tuple[str, str], Writer] = {}

    async def backends(self, chosen: Sequence[Noting]) -> Sequence[Backend[Writer]]:
        """Give those that are chosen, opened."""
        return [self._backend(one, await self._writer(one)) for one in chosen]

    async def _writer(self, one: Noting) -> Writer:
        called = (one.name, one.known.model)
        if called not in self._open:
            # Importing a vendor's SDK takes a second.
            self._open[called] = await asyncio.to_thread(_build, one)
            self._stack.push_async_callback(self._open[called].close)
        return self._open[called]

    def _backend(self, one: Noting, asked: Writer) -> Backend[Writer]:
        return Backend(
            name=one.name,
            model=one.known.model,
            asked=asked,
            location=one.location,
            limits=one.known.limits,
            price=one.price,
            instead_of=one.known.instead_of,
            at_once=self._at_once,
        )


def _build(one: Noting) -> Writer:
    key = one.key.get_secret_value() if one.key else ""
    at, limits = one.address.url, one.known.limits
    if one.watches:
        return build_watcher(one.known.model, key=key, address=at, limits=limits)
    return build_writer(OF[one.name], one.known.model, key=key, address=at, region=one.region)
