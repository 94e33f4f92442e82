"""The port to a virus scanner: nothing is opened that it has not found clean."""

from pathlib import Path
from typing import Literal, Protocol

Scan = Literal["clean", "not_configured"]  # how a record was taken in


class ScannerUnavailable(Exception):
    """The scanner gave no verdict: the file is not clean until it does."""


class Infected(Exception):
    """The scanner found something; `signature` is its name for it."""

    def __init__(self, signature: str) -> None:
        super().__init__(signature)
        self.signature = signature


class Scanner(Protocol):
    """Looks for viruses."""

    async def scan(self, path: Path) -> Scan:
        """Scan a file. Raises Infected, ScannerUnavailable."""
        ...
