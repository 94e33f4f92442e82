"""What `doctor` says of writers of minutes: which are listed, where, and what is lacking."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime

from bot.commands.check import Check
from bot.commands.doctor_models import about, reached
from bot.listing import ModelsFault, read_catalogue
from bot.noting import LISTED_IN, OF, Noting, look, writers
from bot.settings import Settings
from pipelines.backends.catalogue import Catalogue

_WHAT = "writers"


async def writing(settings: Settings) -> AsyncIterator[Check]:
    """Look at each writer that is listed."""
    try:
        catalogue = await asyncio.to_thread(read_catalogue, settings)
    except ModelsFault:
        return  # said already, with the models that read
    yield _all(settings)
    day = datetime.now(UTC).date()
    for name in writers(settings):
        try:
            one = look(name, settings, catalogue, day)
        except ModelsFault as fault:
            yield Check("FAIL", f"writer {name}", str(fault))
            continue
        for check in _about(one, settings, catalogue, day):
            yield check
        yield await reached(f"writer {name}, reached", one, OF[name])


def _all(settings: Settings) -> Check:
    listed = writers(settings)
    if not listed:
        said = "none: reports tell what is certain, and no minutes are written"
        return Check("note", _WHAT, f"{said}; list some in {LISTED_IN}, or set QWEN_VL_URL")
    region = "" if settings.region == "any" else f", which must keep to {settings.region}"
    off = "; recordings are left (BOT_RECORDINGS off)" if settings.recordings == "off" else ""
    seconds = f", {settings.writer_seconds} seconds for a meeting"
    return Check("ok", _WHAT, f"{', '.join(listed)}, in this order{region}{seconds}{off}")


def _about(one: Noting, settings: Settings, catalogue: Catalogue, day: date) -> Iterator[Check]:
    what, limits = f"writer {one.name}", one.known.limits
    yield from about(what, one, settings, (catalogue, OF[one.name], day))
    if not one.watches:
        return
    if not limits.film_s:
        said = f"{one.known.model} watches no recordings: it is given the transcript alone"
        yield Check("note", what, f"{said}; name another model in BOT_GEMINI_WRITER")
        return
    hours = f"recordings up to {limits.film_s / 3600:.1f} hours"
    gone = "deleted when minutes are written, and by Google after 48 hours"
    yield Check("ok", what, f"is given {hours}, whole; they are {gone}")
