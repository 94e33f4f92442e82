"""Whom an evaluation measures: each listed reader by itself."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.models import open_models
from bot.reading import open_sandboxes
from bot.settings import Settings
from pipelines.backends.ocr import SandboxedRecognizer
from pipelines.document.read import LocalReader, Reader
from pipelines.document.readers import ModelReader
from pipelines.egress import Location
from pipelines.media import Recognized
from pipelines.ports import Recognizer

_PAGES = 256  # so many are remembered: a few documents of the most pages


@dataclass(frozen=True, slots=True)
class Entrant:
    """A reader that is measured, the model it asks, and where documents go for it.

    Both are None of the embedded engine.
    """

    name: str
    reader: Reader
    model: str | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Entrants:
    """Who is measured, and the embedded engine, whether it is among them or not."""

    measured: Sequence[Entrant]
    local: Reader


class Remembering:
    """A Recognizer that recognises a page once, whoever reads it."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._recognizer = recognizer
        self._known: OrderedDict[bytes, Recognized] = OrderedDict()

    async def recognize(self, raster: bytes) -> Recognized:
        """Give what is known, or have it recognised."""
        key = await asyncio.to_thread(lambda: hashlib.sha256(raster).digest())
        if key not in self._known:
            self._known[key] = await self._recognizer.recognize(raster)
            if len(self._known) > _PAGES:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


@asynccontextmanager
async def open_entrants(
    settings: Settings, scratch: Path, today: Callable[[], date]
) -> AsyncIterator[Entrants]:
    """Open the listed readers, in their order; they share sandboxes and recognised words.

    Raises ModelsFault.
    """
    # Whoever measures a model wants it asked, whatever the running Clerk does.
    asking = settings.model_copy(update={"document_models": "always"})
    async with (
        open_models(asking) as models,
        open_sandboxes(settings, scratch) as sandboxes,
    ):
        local = LocalReader(
            sandboxes.decoding,
            Remembering(SandboxedRecognizer(sandboxes.recognising)),
            max_pages=settings.max_pages,
            today=today,
            own=settings.companies,
            at_once=settings.ocr_workers,
        )
        alone = {local.name: Entrant(local.name, local)}
        for backend in models.backends if models else ():
            reader = ModelReader(backend, local, seconds=settings.model_seconds)
            alone[backend.name] = Entrant(backend.name, reader, backend.model, backend.location)
        yield Entrants([alone[name] for name in dict.fromkeys(settings.readers)], local)
