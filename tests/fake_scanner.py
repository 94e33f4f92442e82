"""A virus scanner in memory: it says what it is told to."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.scanning import Infected, Scan, ScannerUnavailable


@dataclass
class FakeScanner:
    """Finds what holds one of the words in `known`, while it is not `away`; remembers the rest."""

    known: dict[bytes, str] = field(default_factory=dict)
    away: bool = False
    off: bool = False  # there is none
    dies: bool = False  # in the middle of a scan
    scanned: list[bytes] = field(default_factory=list)

    async def ready(self) -> None:
        if self.away:
            raise ScannerUnavailable("away")

    async def scan(self, path: Path) -> Scan:
        await self.ready()
        if self.off:
            return "not_configured"
        content = await asyncio.to_thread(path.read_bytes)
        if self.dies:
            raise ScannerUnavailable("died")
        self.scanned.append(content)
        for word, signature in self.known.items():
            if word in content:
                raise Infected(signature)
        return "clean"
