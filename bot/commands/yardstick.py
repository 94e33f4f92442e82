"""What measured seconds are held against: a document that says nothing, and a busy machine."""

import asyncio
import os
import platform
import time
from pathlib import Path

from pipelines.comparison.contest import Reference
from pipelines.document.read import Reader
from pipelines.media import Media
from pipelines.screening import screen

_TIMES = 20
_NOTHING = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'


async def reference(reader: Reader, folder: Path) -> Reference:
    """Read a document that says nothing a few times, warm; `folder` holds it meanwhile."""
    path = folder / "nothing.xml"
    await asyncio.to_thread(path.write_bytes, _NOTHING)
    media = await screen(path, limit=len(_NOTHING))
    await _seconds(reader, media)
    return Reference([await _seconds(reader, media) for _ in range(_TIMES)], machine())


async def _seconds(reader: Reader, media: Media) -> float:
    begun = time.perf_counter()
    await reader.read(media, _silently)
    return time.perf_counter() - begun


async def _silently(page: int, pages: int) -> None:
    """Say nothing: it has one page."""


def machine() -> str:
    """Say on what, and beside how much other work, something was measured."""
    one, five, _ = os.getloadavg()
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, load {one:.1f} (1 min), {five:.1f} (5 min)"
    )
