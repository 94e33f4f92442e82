"""Transcribers that may be asked, opened: those that are listed, each at its price of the day."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from bot.dated import Calendar, Dated
from bot.listening import COMPANIES, Listening, listening
from bot.listing import read_catalogue, tell
from bot.settings import Settings
from pipelines.backends.catalogue import build_transcriber
from pipelines.backends.whisper import LocalWhisper, limits
from pipelines.failover import Backend
from pipelines.meeting.hearing import Hearing
from pipelines.ports import Transcriber
from pipelines.sandbox.pool import Sandbox


def _today() -> date:
    return datetime.now(UTC).date()


@asynccontextmanager
async def open_transcribers(
    settings: Settings, scratch: Path, today: Callable[[], date] = _today
) -> AsyncIterator[Hearing | None]:
    """Open the transcribers that may be asked; None: there are none.

    Sound that the local one is given lies in `scratch` meanwhile. Raises ModelsFault.
    """
    catalogue = await asyncio.to_thread(read_catalogue, settings)
    day = today()
    chosen = await asyncio.to_thread(listening, settings, catalogue, day)
    tell((one.known for one in chosen), day)
    if not chosen:
        yield None
        return
    async with AsyncExitStack() as stack:
        opened = _Opened(settings, scratch, stack)

        async def on(later: date) -> Sequence[Backend[Transcriber]]:
            chosen = await asyncio.to_thread(listening, settings, catalogue, later)
            tell((one.known for one in chosen), later)
            return await opened.backends(chosen)

        calendar = Calendar(today, day, on)
        backends = await opened.backends(chosen)
        yield Hearing(Dated(backends, calendar, settings.model_rest_seconds), COMPANIES)


def local_sandbox(settings: Settings, folder: Path, scratch: Path) -> Sandbox:
    """Make the child that holds the model in a folder; without work it gives its memory back."""
    return Sandbox(
        "pipelines.backends.whisper_child",
        limits=limits(folder, settings.whisper_device, os.cpu_count() or 1),
        workers=1,
        scratch=scratch,
        idle_seconds=settings.ocr_idle_seconds,
    )


class _Opened:
    """Transcribers that are open until the end; each is opened once."""

    def __init__(self, settings: Settings, scratch: Path, stack: AsyncExitStack) -> None:
        self._settings = settings
        self._scratch = scratch
        self._stack = stack
        self._open: dict[tuple[str, str], Transcriber] = {}

    async def backends(self, chosen: Sequence[Listening]) -> Sequence[Backend[Transcriber]]:
        """Give those that are chosen, opened."""
        return [self._backend(one, await self._transcriber(one)) for one in chosen]

    async def _transcriber(self, one: Listening) -> Transcriber:
        called = (one.name, one.known.model)
        if called not in self._open:
            # Importing a vendor's SDK takes a second.
            self._open[called] = await asyncio.to_thread(self._build, one)
            self._stack.push_async_callback(self._open[called].close)
        return self._open[called]

    def _build(self, one: Listening) -> Transcriber:
        if one.name == "local" or one.address is None:
            folder = one.folder or Path()
            return LocalWhisper(
                local_sandbox(self._settings, folder, self._scratch), one.known.model
            )
        key = one.key.get_secret_value() if one.key else ""
        return build_transcriber(one.name, one.known.model, key=key, address=one.address.url)

    def _backend(self, one: Listening, asked: Transcriber) -> Backend[Transcriber]:
        return Backend(
            name=one.name,
            model=one.known.model,
            asked=asked,
            location=one.location,
            limits=one.known.limits,
            price=one.price,
            instead_of=one.known.instead_of,
            # What runs here has all of this machine for one stretch.
            at_once=1 if one.name == "local" else self._settings.model_calls,
        )
