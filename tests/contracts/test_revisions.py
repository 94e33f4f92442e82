"""What every Archive does once a document is there: further arrivals and further revisions."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.ports import Document, Marks
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice, Reading
from tests.contracts.conftest import Ledger
from tests.fake_ledger import a_document, a_drop, a_reading

ACME_7: Marks = frozenset({"acme 7", "day"})
ACME_8: Marks = frozenset({"acme 8"})
EDITED = a_reading(
    invoice=Invoice(vendor="Acme", invoice_number="8", total=Decimal("120.00")),
    findings=(Finding(rule="future_date", severity="warning"),),
)


async def kept(ledger: Ledger, file: str = "F1", tenant: str = "t1", minutes: int = 0) -> Document:
    """Keep a document of one revision."""
    drop = a_drop(tenant, file, minutes=minutes)
    return await ledger.archive.add(a_document(drop, file), ACME_7)


def revision(document: Document, number: int, reading: Reading = EDITED) -> Document:
    return replace(document, revision=number, reading=reading)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_language_of_an_arrival_is_kept(ledger: Ledger, language: str) -> None:
    drop = replace(a_drop("t1", "F1"), language=language)  # type: ignore[arg-type]  # it is one
    document = await ledger.archive.add(a_document(drop, "a"), frozenset())
    assert document.drop.language == language
    found = await ledger.archive.get("t1", document.id)
    assert found
    assert found.drop == drop
    assert await ledger.archive.arrivals("t1", document.id) == (drop,)


async def test_arrivals_come_in_their_order_after_the_one_that_was_read(ledger: Ledger) -> None:
    document = await kept(ledger, minutes=5)
    for file, minutes in (("F4", 9), ("F3", 7), ("F2", 7), ("F0", 1)):
        await ledger.archive.arrived(a_drop("t1", file, minutes=minutes), document.id)
    await ledger.archive.arrived(a_drop("t1", "F9", minutes=6), None)
    await ledger.archive.arrived(a_drop("t2", "F8", minutes=6), document.id)
    arrivals = await ledger.archive.arrivals("t1", document.id)
    assert [drop.file for drop in arrivals] == ["F1", "F0", "F2", "F3", "F4"]
    assert arrivals[0] == document.drop
    assert await ledger.archive.arrivals("t1", "D-none") == ()


async def test_a_revision_follows_and_the_newest_is_given(ledger: Ledger) -> None:
    document = await kept(ledger)
    second = revision(document, 2)
    await ledger.archive.revise(second, ACME_8)
    for found in (
        await ledger.archive.get("t1", document.id),
        await ledger.archive.by_content("t1", document.sha256),
        *await ledger.archive.alike("t1", ACME_8),
    ):
        assert found == second
    third = revision(document, 3, document.reading)
    await ledger.archive.revise(third, ACME_7)
    assert await ledger.archive.get("t1", document.id) == third
    traces = await ledger.erasure.traces("t1", "F1")
    assert traces
    assert (traces.rows["revisions"], traces.rows["findings"]) == (3, 1)


async def test_a_document_is_known_by_what_its_newest_revision_says(ledger: Ledger) -> None:
    document = await kept(ledger)
    await ledger.archive.revise(revision(document, 2), ACME_8)
    assert await ledger.archive.alike("t1", ACME_7) == []
    await ledger.archive.revise(revision(document, 3), frozenset())
    assert await ledger.archive.alike("t1", ACME_8) == []


@pytest.mark.parametrize("number", [0, 1, 3])
async def test_a_revision_that_does_not_follow_is_not_kept(ledger: Ledger, number: int) -> None:
    document = await kept(ledger)
    with pytest.raises(ValueError, match=document.id):
        await ledger.archive.revise(revision(document, number), ACME_8)
    assert await ledger.archive.get("t1", document.id) == document
    assert await ledger.archive.alike("t1", ACME_8) == []


async def test_what_is_not_there_has_no_revisions(ledger: Ledger) -> None:
    document = await kept(ledger)
    stranger = replace(revision(document, 2), tenant="t2")
    for nobodys in (stranger, replace(revision(document, 2), id="D-none")):
        with pytest.raises(ValueError, match=nobodys.id):
            await ledger.archive.revise(nobodys, frozenset())
    assert await ledger.archive.get("t1", document.id) == document


async def test_of_many_that_revise_at_once_one_is_first(ledger: Ledger) -> None:
    document = await kept(ledger)
    readings = [a_reading(pages=pages) for pages in range(1, 7)]
    tried = await asyncio.gather(
        *(ledger.archive.revise(revision(document, 2, one), frozenset()) for one in readings),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in tried) == ["NoneType", *["ValueError"] * 5]
    found = await ledger.archive.get("t1", document.id)
    assert found
    assert found.reading == readings[tried.index(None)]


async def test_a_revision_changes_nothing_else_of_its_document(ledger: Ledger) -> None:
    document = await kept(ledger)
    other = replace(revision(document, 2), sha256="0" * 64, size=99, drop=a_drop("t1", "F9"))
    await ledger.archive.revise(other, frozenset())
    assert await ledger.archive.get("t1", document.id) == revision(document, 2)


async def test_a_document_is_no_twin_of_its_own(ledger: Ledger) -> None:
    first = await kept(ledger, "F1", minutes=1)
    assert await ledger.archive.alike("t1", ACME_7, besides=first.id) == []
    second, third = await kept(ledger, "F2", minutes=2), await kept(ledger, "F3", minutes=3)
    assert await ledger.archive.alike("t1", ACME_7, besides=first.id) == [second, third]
    assert await ledger.archive.alike("t1", ACME_7, besides=third.id) == [first, second]
    assert await ledger.archive.alike("t1", ACME_7) == [first, second, third]
    assert await ledger.archive.alike("t2", ACME_7, besides=third.id) == []


async def test_every_revision_is_erased(ledger: Ledger) -> None:
    document = await kept(ledger)
    await ledger.archive.revise(revision(document, 2), ACME_8)
    erased = await ledger.erasure.erase("t1", document.id)
    assert erased
    assert erased.rows["revisions"] == 2
    assert await ledger.archive.get("t1", document.id) is None
    assert await ledger.archive.arrivals("t1", document.id) == ()
    assert await kept(ledger) == document
