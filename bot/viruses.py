"""The virus scanner, as the settings want it."""

import asyncio

from bot.settings import Settings
from pipelines.backends.clamd import Clamd, Deadlines
from pipelines.scanning import NoScanner, Scanner, ScannerUnavailable

DEADLINES = Deadlines()
LOOK_SECONDS = 2.0  # less than /healthz waits


def scanner(settings: Settings) -> Scanner:
    """Give who scans every file before it is opened; it is asked when the first one comes."""
    if settings.scanner is None:
        return NoScanner()
    largest = max(settings.max_file_mb, settings.max_recording_mb)
    return Clamd(settings.scanner, limit=largest * 1_000_000, deadlines=DEADLINES)


async def how_it_stands(viruses: Scanner) -> str:
    """Say in a few words whether files are scanned now."""
    if isinstance(viruses, NoScanner):
        return "not configured: files are opened unscanned"
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            await viruses.ready()
    except (ScannerUnavailable, TimeoutError):
        return "clamd does not answer: files wait"
    return "clamd answers"
