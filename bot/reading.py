"""Readers, opened: the embedded one with its sandboxes and its recogniser, and listed models."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bot.models import open_models
from bot.settings import Settings
from pipelines.backends.ocr import SandboxedRecognizer
from pipelines.document.read import LocalReader, Reader
from pipelines.document.readers import Readers
from pipelines.egress import Egress
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox

SCRATCH = "scratch"

DECODING = Limits(memory_mb=1024, cpu_seconds=30, seconds=60.0)
RECOGNISING = Limits(memory_mb=2048, cpu_seconds=60, seconds=120.0)


@dataclass(frozen=True, slots=True)
class Sandboxes:
    """The two kinds of children: one takes files apart, the other recognises words."""

    decoding: Sandbox
    recognising: Sandbox


def decoders(jobs: int, cores: int) -> int:
    """Give how many children take files apart at once: no more than there are cores for.

    Jobs that wait for models need none meanwhile. There are two at least: a file that takes long
    must not keep all others waiting.
    """
    return min(jobs, max(cores, 2))


@asynccontextmanager
async def open_sandboxes(settings: Settings, scratch: Path) -> AsyncIterator[Sandboxes]:
    """Open the sandboxes; their children start when they are needed."""
    decoding = Sandbox(
        "pipelines.document.child",
        limits=DECODING,
        workers=decoders(settings.jobs, os.cpu_count() or 1),
        scratch=scratch,
    )
    recognising = Sandbox(
        "pipelines.backends.ocr_child",
        limits=RECOGNISING,
        workers=settings.ocr_workers,
        scratch=scratch,
        idle_seconds=settings.ocr_idle_seconds,
    )
    async with decoding, recognising:
        yield Sandboxes(decoding, recognising)


def egress(settings: Settings) -> Egress:
    """Give where a document may go that is read for nobody's bill; a budget of 0 pays nothing."""
    spend = settings.model_budget != 0
    return Egress(settings.route, settings.region, spend=spend, budgeted=not spend)


def _today() -> date:
    return datetime.now(UTC).date()


@asynccontextmanager
async def open_reader(
    settings: Settings, scratch: Path, today: Callable[[], date] = _today
) -> AsyncIterator[Reader]:
    """Open the embedded reader, and the models that are listed; files lie in `scratch` meanwhile.

    `today` is the day that issue dates are held against; models end by the calendar. Raises
    ModelsFault.
    """
    async with (
        open_models(settings) as models,
        open_sandboxes(settings, scratch) as sandboxes,
    ):
        local = LocalReader(
            sandboxes.decoding,
            SandboxedRecognizer(sandboxes.recognising),
            max_pages=settings.max_pages,
            today=today,
            own=settings.companies,
            at_once=settings.ocr_workers,
        )
        if models is None:
            yield local
        else:
            when, seconds = settings.document_models, float(settings.model_seconds)
            yield Readers(local, models, when=when, seconds=seconds)
