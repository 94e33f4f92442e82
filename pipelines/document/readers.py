"""Readers that ask models: the embedded engine first, then those that are listed; or one alone."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from pipelines.consulted import consulted, sum_of
from pipelines.document.agreement.merge import merge
from pipelines.document.exchange import Wording
from pipelines.document.findings import Finding
from pipelines.document.inquiry import Answered, Inquiry
from pipelines.document.model import Reading
from pipelines.document.read import LocalReader, Progress
from pipelines.document.terms import TERMS
from pipelines.egress import STAY, Egress
from pipelines.failover import Backend, Failover, Outcome
from pipelines.media import Media
from pipelines.ports import Model
from pipelines.usage import NO_TOKENS, Usage

When = Literal["always", "when_flagged", "never"]

_MINUTES = 120.0
_REST = 30.0


class Readers:
    """Reads with the embedded engine, then asks the first model that answers, `when` wanted.

    `when_flagged`: a check failed, or rules could not answer all of a contract. An e-invoice
    without pages says all it says already: nobody is asked about it. Whatever becomes of the
    models, the reading of the embedded engine stands, and says who was asked.
    """

    name = "readers"

    def __init__(
        self, local: LocalReader, models: Failover[Model], *, when: When, seconds: float
    ) -> None:
        """Remember whom to ask; models may take so many `seconds` over one document."""
        self._local = local
        self._models = models
        self._when = when
        self._seconds = seconds

    async def read(self, media: Media, progress: Progress, egress: Egress = STAY) -> Reading:
        """Read a document; models see it where `egress` lets it go."""
        started = time.monotonic()
        looked = await self._local.look(media, progress)
        local = looked.reading
        if not self._is_wanted(local):
            return local
        inquiry = Inquiry(self._local, media, looked)
        outcome = await self._models.first(inquiry.put, egress=egress, seconds=self._seconds)
        reading = local
        if outcome.result is not None:
            name, today = _who(outcome), self._local.today()
            told = outcome.result.understood
            reading = await asyncio.to_thread(merge, local, told, name, today)
            reading = _shown_in_part(reading, outcome.result, name)
        return _with_bill(reading, outcome, time.monotonic() - started)

    async def picture(self, media: Media, reading: Reading, wording: Wording) -> bytes | None:
        """Draw where each value stands."""
        return await self._local.picture(media, reading, wording)

    def _is_wanted(self, local: Reading) -> bool:
        if self._when == "never" or not local.pages:
            return False
        return self._when == "always" or local.status == "flagged" or _is_open(local)


class ModelReader:
    """Reads with one model alone, for comparison: its own values, grounded and checked.

    The embedded engine takes the file apart and recognises it; none of its values are given. Where
    the model gives nothing, the reading has no values, and `consulted` says why.
    """

    def __init__(
        self,
        backend: Backend[Model],
        local: LocalReader,
        *,
        seconds: float = _MINUTES,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Remember whom to ask; it may take so many `seconds` over one document."""
        self.name = backend.name
        self._local = local
        self._models = Failover((backend,), clock=clock, rest_seconds=_REST)
        self._seconds = seconds

    async def read(self, media: Media, progress: Progress, egress: Egress = STAY) -> Reading:
        """Read a document; the model sees it where `egress` lets it go."""
        started = time.monotonic()
        looked = await self._local.look(media, progress)
        inquiry = Inquiry(self._local, media, looked)
        outcome = await self._models.first(inquiry.put, egress=egress, seconds=self._seconds)
        usage, pages = looked.reading.usage, looked.reading.pages
        reading = Reading(kind="other", reader=self.name, pages=pages, usage=usage)
        if outcome.result is not None:
            said = dict(outcome.result.understood)
            reading = Reading(**said, reader=self.name, pages=pages, usage=usage)
            reading = _shown_in_part(reading, outcome.result, self.name)
        return _with_bill(reading, outcome, time.monotonic() - started)

    async def picture(self, media: Media, reading: Reading, wording: Wording) -> bytes | None:
        """Draw where each value stands."""
        return await self._local.picture(media, reading, wording)


def _is_open(reading: Reading) -> bool:
    """Tell whether rules left something of a contract open."""
    if reading.kind != "contract":
        return False
    said = reading.contract
    return said is None or not said.parties or any(getattr(said, one) is None for one in TERMS)


def _who(outcome: Outcome[Model, Answered]) -> str:
    """Name the backend that answered: the last one that saw the document, and had no fault."""
    return [one.backend.name for one in outcome.tried if one.saw and one.fault is None][-1]


def _shown_in_part(reading: Reading, answered: Answered, name: str) -> Reading:
    """Say that a model was not shown all of a document."""
    if answered.whole:
        return reading
    finding = Finding(rule="shown_in_part", severity="warning", facts={"reader": name})
    return reading.model_copy(update={"findings": (*reading.findings, finding)})


def _with_bill(reading: Reading, outcome: Outcome[Model, Answered], seconds: float) -> Reading:
    """Say who was asked, what came of it, and what all of it cost."""
    answered = None if outcome.result is None else outcome.result.model
    asked = tuple(consulted(one, answered) for one in outcome.tried)
    paid = [one for one in asked if one.saw]
    usage = Usage(
        seconds=round(seconds, 3),
        cost_usd=sum_of([None if one.usage is None else one.usage.cost_usd for one in paid]),
        model=answered,
        tokens=sum((one.tokens for one in outcome.tried), NO_TOKENS),
    )
    return reading.model_copy(update={"consulted": asked, "usage": usage})
