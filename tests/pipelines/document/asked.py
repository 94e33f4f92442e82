"""Readers that ask models, set up for tests: a page, a backend by hand, and the real child."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from pipelines.document.model import Reading
from pipelines.document.read import LocalReader
from pipelines.document.readers import Readers, When
from pipelines.egress import Egress, Location
from pipelines.failover import Backend, Failover, Limits
from pipelines.media import Media, MediaType, Recognized
from pipelines.ports import Model
from pipelines.sandbox.limits import Limits as Bounds
from pipelines.sandbox.pool import Sandbox
from pipelines.usage import Price, Tokens
from tests.fake_model import FakeModel, Script

ANYWHERE = Egress()
LIMITS = Limits(
    images=2, pixels=1_500_000, image_bytes=4_000_000, input_tokens=30_000, output_tokens=4_000
)
PRICE = Price(input=Decimal(2), output=Decimal(10), source="a page", dated=date(2026, 11, 1))
PAGE = (
    "Mill and Sons Limited, 12 River Street, Leeds",
    "INVOICE",
    "Invoice number: R-4711",
    "Invoice date: 4 March 2026",
    "Subtotal: EUR 100.00",
    "VAT 19%: EUR 19.00",
    "Total: EUR 119.00",
)
NO_NUMBER = tuple(line.replace("Invoice number: R-4711", "Ours R-4711 thanks") for line in PAGE)
ONCE, TWICE = Tokens(input=1200, output=80), Tokens(input=2400, output=160)


class Blind:
    """A recogniser that finds no word."""

    async def recognize(self, raster: bytes) -> Recognized:
        return Recognized(())


@asynccontextmanager
async def embedded(
    scratch: Path, module: str = "pipelines.document.child"
) -> AsyncIterator[LocalReader]:
    """Open the embedded engine on one child."""
    async with Sandbox(module, limits=Bounds(seconds=60.0), workers=1, scratch=scratch) as opened:
        yield LocalReader(opened, Blind(), max_pages=9, today=lambda: date(2026, 11, 22))


def backend(model: Model, name: str = "claude", price: Price | None = PRICE) -> Backend[Model]:
    return Backend(name, f"{name}-5", model, Location(f"api.{name}.test", "us"), LIMITS, price)


def models(*backends: Backend[Model]) -> Failover[Model]:
    async def at_once(_seconds: float) -> None:
        return

    return Failover(
        backends, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC), rest_seconds=30, sleep=at_once
    )


def fake(*script: Script) -> FakeModel:
    return FakeModel(*script, tokens=ONCE, model="claude-5-1")


def filed(folder: Path, content: bytes, kind: MediaType = MediaType.PDF) -> Media:
    path = folder / "secret name.pdf"
    path.write_bytes(content)
    return Media(path, kind, hashlib.sha256(content).hexdigest(), len(content))


async def silently(page: int, pages: int) -> None:
    """Say nothing about progress."""


async def read(
    local: LocalReader,
    media: Media,
    *backends: Backend[Model],
    when: When = "always",
    egress: Egress = ANYWHERE,
) -> Reading:
    readers = Readers(local, models(*backends), when=when, seconds=60)
    return await readers.read(media, silently, egress)


def rules(reading: Reading) -> list[tuple[str, str | None]]:
    return [(one.rule, one.field) for one in reading.findings]
