"""`python -m bot whisper download`: the model that transcribes on this machine, fetched once."""

import asyncio
import sys
from argparse import Namespace

from bot.commands.faults import UsageFault
from bot.listening import FOLDER
from bot.settings import Settings
from pipelines.backends.whisper import lacks


async def whisper(settings: Settings, asked: Namespace) -> int:
    """Fetch a model into the data folder."""
    # Imported here: it takes a second, and reaches for the hub.
    from pipelines.backends.whisper_models import LICENCE, OFFERED, NotFetched, fetch

    name = asked.model or settings.whisper_model
    if name not in OFFERED:
        listed = ", ".join(OFFERED)
        raise UsageFault(f"BOT_WHISPER_MODEL is {name!r}, and the models to fetch are {listed}")
    folder = settings.data_dir / FOLDER
    if not await asyncio.to_thread(lacks, folder / name):
        sys.stdout.write(f"{folder / name} is there already\n")
        return 0
    one = OFFERED[name]
    sys.stdout.write(
        f"fetching {one.repository}, about {one.megabytes} MB, licence {LICENCE}, into {folder}\n"
    )
    sys.stdout.flush()
    await asyncio.to_thread(lambda: folder.mkdir(mode=0o700, parents=True, exist_ok=True))
    try:
        there = await asyncio.to_thread(fetch, name, folder)
    except NotFetched as fault:
        raise UsageFault(
            f"{fault}; is this machine online? A model that was fetched elsewhere may be put into"
            f" {folder / name}"
        ) from None
    sys.stdout.write(f"{there} is there: `local` transcribes with it from the next start on\n")
    return 0
