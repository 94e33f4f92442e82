"""The port to a virus scanner: nothing is opened that it has not found clean."""

from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from pipelines.errors import MediaRejected, Reason

# How a document was taken in: found clean by a scanner, or there was none.
Scan: TypeAlias = Literal["clean", "not_configured"]


class ScannerUnavailable(Exception):
    """The scanner gave no verdict: the file is not clean until it does."""


class Infected(MediaRejected):
    """The scanner found something; `signature` is its name for it."""

    def __init__(self, signature: str) -> None:
        super().__init__(Reason.INFECTED, signature=signature)
        self.signature = signature


class Scanner(Protocol):
    """Looks for viruses."""

    async def ready(self) -> None:
        """Ask whether it answers, before anything is fetched. Raises ScannerUnavailable."""
        ...

    async def scan(self, path: Path) -> Scan:
        """Scan a file.

        Raises Infected, MediaRejected where it cannot be looked into whole, ScannerUnavailable,
        and OSError when the file itself cannot be read.
        """
        ...


class NoScanner:
    """Stands where none is configured: everything passes, and is stamped so."""

    async def ready(self) -> None:
        """There is nobody to ask."""

    async def scan(self, path: Path) -> Scan:  # noqa: ARG002 - as every scanner
        """Let it pass."""
        return "not_configured"
