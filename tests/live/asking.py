"""One reading by one backend, as the settings at hand say, of an invoice that is drawn for it."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from bot.reading import open_reader
from bot.settings import Settings
from pipelines.consulted import Consulted
from pipelines.document.model import Reading
from pipelines.egress import Egress
from pipelines.screening import screen
from tests.drawn import bill as bills
from tests.drawn import invoices, pdf

NUMBER = "RE-2026-10417"
_LIMIT = 1_000_000


def drawn(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Draw the invoice; gives it and its truth."""
    rng = Random("live")
    bill = replace(bills.invoice(rng, "en", 3), number=NUMBER)
    path = folder / "invoice.pdf"
    path.write_bytes(pdf.write(invoices.draw(bill, rng, 1))[0])
    return path, bills.truth(bill)


def asking(name: str, settings: Settings) -> Settings:
    """Give the settings with one model besides the embedded engine, which is always asked."""
    chosen: Mapping[str, object] = {
        "BOT_DOCUMENT_READERS": f"local,{name}",
        "BOT_DOCUMENT_MODELS": "always",
        "BOT_MODEL_SECONDS": 120,
    }
    return Settings.model_validate(settings.model_dump(by_alias=True) | dict(chosen))


async def read_by(name: str, settings: Settings, path: Path) -> Reading:
    """Have a document read by the embedded engine and by one model."""
    chosen = asking(name, settings)
    async with open_reader(chosen, path.parent / "scratch") as reader:
        media = await screen(path, limit=_LIMIT)
        return await reader.read(media, _silently, Egress(chosen.route, chosen.region))


def check(reading: Reading, truth: Mapping[str, Any]) -> None:
    """Hold the reading against the truth, and what is said of the model against what is needed."""
    [asked] = reading.consulted
    assert asked.answered, f"{asked.name} at {asked.host} gave nothing: {asked.fault or asked.bar}"
    _check_usage(asked)
    said = reading.invoice
    assert said is not None
    for field in ("subtotal", "tax", "total"):
        assert getattr(said, field) == Decimal(truth["fields"][field]), field
    assert said.invoice_number == truth["fields"]["invoice_number"]
    conflicts = [one.field for one in reading.findings if one.rule == "source_conflict"]
    assert conflicts == [], "the model reads otherwise than the embedded engine"


def _check_usage(asked: Consulted) -> None:
    assert asked.usage is not None
    assert asked.usage.tokens.input > 0, "it does not say how many tokens it was given"
    assert asked.usage.tokens.output > 0, "it does not say how many tokens it gave"


async def _silently(page: int, pages: int) -> None:
    """Say nothing: it has one page."""
