"""The virus scanner, as the settings want it."""

from bot.settings import Settings
from pipelines.backends.clamd import Clamd, Deadlines
from pipelines.scanning import NoScanner, Scanner

DEADLINES = Deadlines()


def scanner(settings: Settings) -> Scanner:
    """Give who scans every file before it is opened; it is asked when the first one comes."""
    if settings.scanner is None:
        return NoScanner()
    return Clamd(settings.scanner, limit=settings.max_file_mb * 1_000_000, deadlines=DEADLINES)
