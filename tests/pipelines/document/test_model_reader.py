"""One model alone, for comparison: its own values, grounded; terms of contracts by their quotes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.document.question.wire import Terms
from pipelines.document.read import LocalReader
from pipelines.document.readers import ModelReader
from pipelines.errors import BackendRefused, Fault
from pipelines.media import MediaType
from tests.pipelines.document.asked import (
    ANYWHERE,
    PAGE,
    backend,
    fake,
    filed,
    read,
    rules,
    silently,
)
from tests.pipelines.document.pdfs import text_page
from tests.pipelines.document.told import right, terms
from tests.pipelines.document.xmls import cii

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_bare_e_invoice_is_asked_about_for_comparison_only(
    local: LocalReader, tmp_path: Path
) -> None:
    media = filed(tmp_path, cii(), MediaType.XML)
    model = fake(right())
    assert (await read(local, media, backend(model))).consulted == ()
    alone = await ModelReader(backend(model), local).read(media, silently, ANYWHERE)
    asked = model.asked[0]
    assert asked.prompt.images == ()
    assert "The electronic invoice in the same file\n1: /" in asked.prompt.text
    assert alone.reader == "claude"


async def test_a_model_alone_gives_its_own_values(local: LocalReader, tmp_path: Path) -> None:
    media = filed(tmp_path, text_page(PAGE))
    model = fake(right(vendor=None, total="119.01"))
    reading = await ModelReader(backend(model), local).read(media, silently, ANYWHERE)
    assert reading.invoice is not None
    assert reading.invoice.vendor is None
    assert reading.invoice.total == Decimal("119.01")
    assert ("missing_evidence", "total") in rules(reading)
    assert (reading.reader, reading.consulted[0].answered) == ("claude", True)


async def test_a_model_alone_that_fails_gives_nothing(local: LocalReader, tmp_path: Path) -> None:
    media = filed(tmp_path, text_page(PAGE))
    model = fake(BackendRefused(Fault.KEY))
    reading = await ModelReader(backend(model), local).read(media, silently, ANYWHERE)
    assert (reading.kind, reading.invoice, reading.reader) == ("other", None, "claude")
    assert reading.consulted[0].fault is Fault.KEY


CONTRACT = (
    "NON-DISCLOSURE AGREEMENT",
    "This Agreement is entered into as of March 4, 2026 by and between Adler Labs Inc",
    "and Brandt Limited. The parties agree that it shall be governed by the laws",
    "of the State of Oregon. It remains in force for a period of two (2) years.",
    "Each party shall keep confidential what the receiving party is told hereunder.",
)


async def test_terms_of_a_contract_stand_with_their_quotes(
    local: LocalReader, tmp_path: Path
) -> None:
    model = fake(
        terms(
            ("Adler Labs Inc", None, "between Adler Labs Inc and Brandt Limited"),
            ("Brandt Limited", "Receiving Party", "Adler Labs Inc and Brandt Limited"),
            ("Nobody GmbH", None, "by and between Nobody GmbH"),
            effective_date=("March 4, 2026", "entered into as of March 4, 2026"),
            governing_law=("Oregon", "governed by the laws of the State of Oregon"),
            term=("two (2) years", "for a period of two (2) years"),
            expiry_date=("March 4, 2028", "it ends on March 4, 2028"),
            notice_period=("30 days", "entered into as of March 4, 2026"),
        )
    )
    media = filed(tmp_path, text_page(CONTRACT))
    reading = await ModelReader(backend(model), local).read(media, silently, ANYWHERE)
    said = reading.contract
    assert model.asked[0].shape is Terms
    assert model.asked[0].prompt.images == ()
    assert said is not None
    assert (said.parties, said.roles) == (
        ("Adler Labs Inc", "Brandt Limited"),
        (None, "Receiving Party"),
    )
    assert (said.effective_date, said.term, said.governing_law) == (
        date(2026, 3, 4), "2 years", "Oregon",
    )  # fmt: skip
    assert (said.expiry_date, said.notice_period) == (None, None)
    [law] = reading.evidence["governing_law"]
    assert (law.page, law.text) == (1, "governed by the laws of the State of Oregon")
    lost = [one for one in reading.findings if one.rule == "missing_evidence"]
    assert {one.field for one in lost} == {"expiry_date", "notice_period", "parties"}
    assert {one.severity for one in lost} == {"warning"}
