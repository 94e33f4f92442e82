"""What every Archive, and the Erasure beside it, does."""

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from handlers.chat import MessageRef
from handlers.erasure import Unsure
from handlers.marks import head
from handlers.ports import MOST_ALIKE, Marks
from pipelines.document.findings import Finding
from pipelines.document.model import Evidence, Invoice, LineItem
from pipelines.media import Box
from pipelines.usage import Usage
from tests.contracts.conftest import Ledger
from tests.fake_ledger import a_document, a_drop, a_reading, a_run

ACME_7: Marks = frozenset({"acme 7", "sum 7"})
FULL = a_reading(
    invoice=Invoice(
        vendor="Äcme 株式会社",
        invoice_number="7",
        issue_date=date(2026, 2, 28),
        total=Decimal("1320.00"),
        tax=Decimal("-0.10"),
        line_items=(LineItem(description="bolt", qty=Decimal("1E+1"), total=Decimal(5)),),
    ),
    evidence={"total": (Evidence(page=1, box=Box(0.1, 0.2, 0.3, 0.4), text="1", source="ocr"),)},
    findings=(
        Finding(rule="sum_mismatch", severity="error", field="total", facts={"expected": "1"}),
        Finding(rule="future_date", severity="warning"),
    ),
    usage=Usage(seconds=0.25, cost_usd=Decimal("0.0010"), model="m"),
)


async def test_a_document_comes_back_as_it_was_kept(ledger: Ledger) -> None:
    document = a_document(a_drop("t1", "F1"), "a", reading=FULL)
    assert await ledger.archive.add(document, ACME_7) == document
    assert await ledger.archive.get("t1", document.id) == document
    assert await ledger.archive.by_content("t1", document.sha256) == document
    [alike] = await ledger.archive.alike("t1", ACME_7)
    assert alike == replace(document, reading=head(FULL))
    assert alike.reading.invoice
    assert (alike.reading.invoice.line_items, alike.reading.evidence) == ((), {})
    assert alike.reading.findings == FULL.findings
    kept = await ledger.archive.get("t1", document.id)
    assert kept
    assert kept.reading.invoice
    assert str(kept.reading.invoice.total) == "1320.00"
    assert str(kept.reading.invoice.line_items[0].qty) == "1E+1"
    assert kept.drop.received_at.tzinfo is not None


async def test_one_file_may_hold_several_documents(ledger: Ledger) -> None:
    whole = a_document(a_drop("t1", "F1"), "a")
    drop = replace(a_drop("t1", "F1"), key=f"{whole.drop.key}:2-3", part="2-3")
    part = replace(whole, id="D-PART", drop=drop)
    for one in (whole, part, whole, part):
        assert await ledger.archive.add(one, frozenset()) == one
    assert await ledger.archive.by_content("t1", whole.sha256) == whole
    assert await ledger.archive.by_content("t1", whole.sha256, "2-3") == part
    assert await ledger.archive.by_content("t1", whole.sha256, "4") is None


@pytest.mark.parametrize("by", ["F1", "D-PART", "whole"])
async def test_a_file_is_erased_with_all_its_documents(ledger: Ledger, by: str) -> None:
    whole = a_document(a_drop("t1", "F1"), "a")
    drop = replace(a_drop("t1", "F1"), key=f"{whole.drop.key}:2-3", part="2-3")
    unread = replace(drop, key=f"{whole.drop.key}:4", part="4")
    await ledger.archive.add(whole, frozenset())
    await ledger.archive.add(replace(whole, id="D-PART", drop=drop), frozenset())
    await ledger.archive.arrived(unread, None)
    other = a_document(a_drop("t1", "F2"), "b")
    await ledger.archive.add(other, frozenset())
    traces = await ledger.erasure.erase("t1", whole.id if by == "whole" else by)
    assert traces
    assert set(traces.jobs) == {whole.drop.key, drop.key, unread.key}
    assert traces.files == (whole.sha256,)
    assert set(traces.documents) == {whole.id, "D-PART"}
    assert not await ledger.archive.holds("t1", whole.sha256)
    assert await ledger.archive.get("t1", other.id) == other


async def test_nothing_is_found_where_nothing_was_kept(ledger: Ledger) -> None:
    assert await ledger.archive.get("t1", "D-1") is None
    assert await ledger.archive.by_content("t1", "0" * 64) is None
    assert await ledger.archive.alike("t1", ACME_7) == []
    assert await ledger.erasure.traces("t1", "F1") is None
    assert await ledger.erasure.erase("t1", "F1") is None


async def test_an_arrival_is_known_by_what_it_brought(ledger: Ledger) -> None:
    first, again = a_drop("t1", "F1"), a_drop("t1", "F2")
    assert await ledger.archive.document_of(first) is None
    await ledger.archive.arrived(first, None)
    assert await ledger.archive.document_of(first) is None
    assert await ledger.archive.brought_nothing(first)
    await ledger.archive.fetched(first, "ab" * 32)
    assert not await ledger.archive.brought_nothing(first)
    document = await ledger.archive.add(a_document(first, "a"), frozenset())
    await ledger.archive.arrived(again, document.id)
    for drop in (first, again):
        assert await ledger.archive.document_of(drop) == document.id
        assert not await ledger.archive.brought_nothing(drop)
    assert await ledger.archive.document_of(a_drop("t2", "F1")) is None
    await ledger.erasure.erase("t1", document.id)
    assert await ledger.archive.document_of(first) is None


async def test_the_same_bytes_are_one_document(ledger: Ledger) -> None:
    first = a_document(a_drop("t1", "F1"), "a")
    again = a_document(a_drop("t1", "F2", minutes=1), "a", id="D-other", reading=FULL)
    assert await ledger.archive.add(first, frozenset()) == first
    assert await ledger.archive.add(again, ACME_7) == first
    assert await ledger.archive.get("t1", "D-other") is None
    assert await ledger.archive.alike("t1", ACME_7) == []


async def test_keeping_twice_changes_nothing(ledger: Ledger) -> None:
    document = a_document(a_drop("t1", "F1"), "a", reading=FULL)
    for _ in range(2):
        await ledger.archive.arrived(document.drop, None)
        assert await ledger.archive.add(document, ACME_7) == document
        await ledger.archive.arrived(document.drop, document.id)
    traces = await ledger.erasure.traces("t1", "F1")
    assert traces
    assert traces.rows == {
        "drops": 1, "documents": 1, "revisions": 1, "findings": 2, "outbox": 0, "runs": 0,
        "reviews": 0, "acts": 0, "marks": 2, "lessons": 0, "deadlines": 0,
        "meetings": 0, "pieces": 0, "pictures": 0, "passages": 0, "written": 0, "tasks": 0,
        "teams_messages": 0, "teams_files": 0, "huddles": 0, "attendees": 0, "lines": 0,
    }  # fmt: skip


async def test_of_many_that_add_the_same_bytes_one_wins(ledger: Ledger) -> None:
    rivals = [a_document(a_drop("t1", f"F{n}"), "a", id=f"D-{n}") for n in range(8)]
    kept = await asyncio.gather(*(ledger.archive.add(one, frozenset()) for one in rivals))
    assert len({one.id for one in kept}) == 1
    assert kept[0] in rivals


async def test_an_id_belongs_to_its_bytes(ledger: Ledger) -> None:
    await ledger.archive.add(a_document(a_drop("t1", "F1"), "a", id="D-1"), frozenset())
    with pytest.raises(ValueError, match="D-1"):
        await ledger.archive.add(a_document(a_drop("t1", "F2"), "b", id="D-1"), frozenset())
    assert await ledger.erasure.traces("t1", "F2") is None


async def test_an_arrival_brings_one_document_for_good(ledger: Ledger) -> None:
    document = a_document(a_drop("t1", "F1"), "a")
    await ledger.archive.add(document, frozenset())
    await ledger.archive.arrived(document.drop, None)
    with pytest.raises(ValueError, match="F1"):
        await ledger.archive.arrived(document.drop, "D-other")
    assert await ledger.archive.get("t1", document.id) == document


async def test_what_is_alike_is_found_the_earliest_first(ledger: Ledger) -> None:
    late, early = (a_document(a_drop("t1", f"F{n}", minutes=n), f"{n}") for n in (2, 1))
    await ledger.archive.add(late, ACME_7)
    await ledger.archive.add(early, ACME_7)
    await ledger.archive.add(a_document(a_drop("t1", "F0"), "0"), frozenset({"acme 8"}))
    assert await ledger.archive.alike("t1", ACME_7) == [early, late]
    assert await ledger.archive.alike("t1", frozenset({"sum 7", "acme 9"})) == [early, late]
    assert await ledger.archive.alike("t1", frozenset()) == []


async def test_of_much_that_is_alike_some_is_given(ledger: Ledger) -> None:
    for number in reversed(range(MOST_ALIKE + 2)):
        drop = a_drop("t1", f"F{number}", minutes=number)
        await ledger.archive.add(a_document(drop, f"{number}"), ACME_7)
    found = await ledger.archive.alike("t1", ACME_7)
    assert [one.drop.file for one in found] == [f"F{number}" for number in range(MOST_ALIKE)]


async def test_of_much_that_is_alike_the_most_alike_is_given(ledger: Ledger) -> None:
    for number in range(MOST_ALIKE + 3):
        drop = a_drop("t1", f"F{number}", minutes=number)
        shared = ACME_7 if number == MOST_ALIKE + 1 else {"sum 7", f"other {number}"}
        await ledger.archive.add(a_document(drop, f"{number}"), frozenset(shared))
    found = await ledger.archive.alike("t1", ACME_7)
    files = [*range(MOST_ALIKE - 1), MOST_ALIKE + 1]
    assert [one.drop.file for one in found] == [f"F{number}" for number in files]


async def test_tenants_never_see_each_others_documents(ledger: Ledger) -> None:
    ours, theirs = (a_document(a_drop(tenant, "F1"), "a") for tenant in ("t1", "t2"))
    await ledger.archive.add(ours, ACME_7)
    assert await ledger.archive.get("t2", ours.id) is None
    assert await ledger.archive.by_content("t2", ours.sha256) is None
    assert await ledger.archive.alike("t2", ACME_7) == []
    assert await ledger.erasure.traces("t2", "F1") is None
    assert await ledger.erasure.erase("t2", "F1") is None
    assert await ledger.archive.add(theirs, ACME_7) == theirs
    assert await ledger.erasure.erase("t2", theirs.id)
    assert await ledger.archive.get("t1", ours.id) == ours


async def everything(ledger: Ledger, tenant: str, file: str, content: str) -> MessageRef:
    """Keep a document with all that comes of it: a run, and two messages, one of them unsure."""
    document = a_document(a_drop(tenant, file), content, reading=FULL)
    key = document.drop.key
    await ledger.archive.add(document, ACME_7)
    await ledger.runs.record(a_run(tenant, key, document_id=document.id))
    place = document.drop.place
    await ledger.outbox.opening(place, f"{key}:card", key)
    message = MessageRef(place, f"m-{content}")
    await ledger.outbox.done(f"{key}:card", message)
    await ledger.outbox.opening(place, f"{key}:json", key)
    return message


@pytest.mark.parametrize("by", ["F1", "D-ca978112ca"])
async def test_erasing_takes_everything_out(ledger: Ledger, by: str) -> None:
    message = await everything(ledger, "t1", "F1", "a")
    twin = a_drop("t1", "F2", minutes=1)
    await ledger.archive.arrived(twin, "D-ca978112ca")
    others = await everything(ledger, "t1", "F3", "b"), await everything(ledger, "t2", "F1", "a")
    traces = await ledger.erasure.traces("t1", by)
    assert traces
    assert traces.rows == {
        "drops": 2, "documents": 1, "revisions": 1, "findings": 2, "outbox": 2, "runs": 1,
        "reviews": 0, "acts": 0, "marks": 2, "lessons": 0, "deadlines": 0,
        "meetings": 0, "pieces": 0, "pictures": 0, "passages": 0, "written": 0, "tasks": 0,
        "teams_messages": 0, "teams_files": 0, "huddles": 0, "attendees": 0, "lines": 0,
    }  # fmt: skip
    job = "local:t1:general:F1"
    assert set(traces.jobs) == {job, twin.key}
    assert traces.messages == (message,)
    assert traces.unsure == (Unsure(message.place, f"{job}:json"),)
    assert set(traces.uploads) == {("local", "F1"), ("local", "F2")}
    assert traces.documents == ("D-ca978112ca",)
    assert await ledger.erasure.erase("t1", by) == traces
    assert await ledger.erasure.scrub()
    assert await ledger.erasure.traces("t1", by) is None
    assert await ledger.archive.by_content("t1", a_document(twin, "a").sha256) is None
    assert await ledger.outbox.sent("t1", f"{job}:card") is None
    for tenant, file, other in (("t1", "F3", others[0]), ("t2", "F1", others[1])):
        kept = await ledger.erasure.traces(tenant, file)
        assert kept
        assert kept.rows["findings"] == 2
        assert kept.messages == (other,)


async def test_what_was_fetched_for_an_arrival_is_found_before_it_is_read(ledger: Ledger) -> None:
    drop = a_drop("t1", "F1")
    await ledger.archive.arrived(drop, None)
    for _ in range(2):
        assert await ledger.archive.fetched(drop, "c" * 64)
    assert await ledger.archive.holds("t1", "c" * 64)
    assert not await ledger.archive.holds("t2", "c" * 64)
    traces = await ledger.erasure.erase("t1", "F1")
    assert traces
    assert traces.files == ("c" * 64,)
    assert await ledger.erasure.traces("t1", "F1") is None
    assert not await ledger.archive.holds("t1", "c" * 64)


async def test_a_forgotten_arrival_does_not_come_back(ledger: Ledger) -> None:
    drop = a_drop("t1", "F1")
    await ledger.archive.arrived(drop, None)
    await ledger.erasure.erase("t1", "F1")
    assert not await ledger.archive.fetched(drop, "c" * 64)
    assert await ledger.erasure.traces("t1", "F1") is None


async def test_what_is_not_needed_any_more_is_free(ledger: Ledger) -> None:
    document = a_document(a_drop("t1", "F1"), "a")
    await ledger.archive.add(document, frozenset())
    assert await ledger.archive.holds("t1", document.sha256)
    waiting = a_drop("t1", "F2")
    await ledger.archive.arrived(waiting, None)
    await ledger.archive.fetched(waiting, "c" * 64)
    assert await ledger.archive.fetched(waiting, None)
    assert not await ledger.archive.holds("t1", "c" * 64)


async def test_what_another_arrival_waits_for_is_not_named(ledger: Ledger) -> None:
    for tenant, file, content in (("t1", "F1", "c"), ("t1", "F2", "c"), ("t2", "F3", "d")):
        drop = a_drop(tenant, file)
        await ledger.archive.arrived(drop, None)
        await ledger.archive.fetched(drop, content * 64)
    traces = await ledger.erasure.traces("t1", "F1")
    assert traces
    assert traces.files == ()


async def test_an_arrival_without_a_document_is_erased_too(ledger: Ledger) -> None:
    drop = a_drop("t1", "F1")
    await ledger.archive.arrived(drop, None)
    await ledger.outbox.opening(drop.place, "key", drop.key)
    traces = await ledger.erasure.erase("t1", "F1")
    assert traces
    assert (traces.jobs, traces.files) == ((drop.key,), ())
    assert traces.unsure == (Unsure(drop.place, "key"),)
    assert await ledger.erasure.traces("t1", "F1") is None
