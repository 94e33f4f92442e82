"""What every Reviews lists: what waits, what was closed, what was issued, each tenant's own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from handlers.verdicts import Act, Case, Review, State, Summary, Verdict
from tests.contracts.conftest import Ledger
from tests.fake_ledger import MORNING, a_document, a_drop

NEW_YEAR = date(2026, 1, 1)


async def keep(
    ledger: Ledger,
    name: str,
    *,
    tenant: str = "t1",
    state: State = "pending",
    since: datetime = MORNING,
    issued: date | None = None,
) -> Review:
    """Keep a review of a document that is called `name`."""
    document = a_document(a_drop(tenant, name), name, id=name)
    await ledger.archive.add(document, frozenset())
    summary = Summary(name, issued, "EUR", Decimal(1), 0)
    review = Review(tenant, name, 1, state, since, summary)
    if state not in {"approved", "rejected"}:
        await ledger.reviews.open(review)
        return review
    before = replace(review, state="pending")
    await ledger.reviews.open(before)
    verdict: Verdict = "approve" if state == "approved" else "reject"
    decided = replace(review, acts=(Act("local:ada", verdict, 1, since, "so"),), version=2)
    assert await ledger.reviews.move(before, decided)
    return decided


def names(cases: Sequence[Case]) -> list[str]:
    return [one.review.document_id for one in cases]


async def test_what_waits_comes_oldest_first(ledger: Ledger) -> None:
    for name, minutes in (("D-c", 2), ("D-b", 1), ("D-a", 2), ("D-d", 0)):
        await keep(ledger, name, since=MORNING + timedelta(minutes=minutes))
    for name, state in (("D-e", "passed"), ("D-f", "approved"), ("D-g", "rejected")):
        await keep(ledger, name, state=state)  # type: ignore[arg-type]  # they are states
    assert names(await ledger.reviews.waiting("t1")) == ["D-d", "D-b", "D-a", "D-c"]


async def test_whatever_is_listed_comes_with_its_acts_and_arrivals(ledger: Ledger) -> None:
    decided = [await keep(ledger, f"D-{n}", state="approved", issued=NEW_YEAR) for n in range(3)]
    again = a_drop("t1", "again", minutes=3)
    await ledger.archive.arrived(again, "D-1")
    cases = [
        Case(one, (a_drop("t1", one.document_id), *([again] if one.document_id == "D-1" else [])))
        for one in decided
    ]
    assert list(await ledger.reviews.closed("t1", MORNING, MORNING + timedelta(1))) == cases
    assert list(await ledger.reviews.issued("t1", NEW_YEAR, NEW_YEAR)) == cases


@pytest.mark.parametrize(
    ("first", "end", "expected"),
    [
        (0, 3, ["D-0", "D-1", "D-2"]),
        (1, 2, ["D-1"]),
        (1, 1, []),
        (2, 1, []),
        (3, 9, ["D-3"]),
        (-9, 0, []),
        (0, 99, ["D-0", "D-1", "D-2", "D-3"]),
    ],
)
async def test_what_was_closed_from_a_moment_to_before_another(
    ledger: Ledger, first: int, end: int, expected: list[str]
) -> None:
    """The moments are a microsecond apart: nothing at the edges is lost or counted twice."""
    tick = timedelta(microseconds=1)
    for n, state in enumerate(("passed", "approved", "rejected", "approved")):
        await keep(ledger, f"D-{n}", state=state, since=MORNING + n * tick)  # type: ignore[arg-type]
    await keep(ledger, "D-9", state="pending", since=MORNING + tick)
    closed = await ledger.reviews.closed("t1", MORNING + first * tick, MORNING + end * tick)
    assert names(closed) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 12, 31), date(2026, 1, 2), ["D-2", "D-1", "D-0"]),
        (NEW_YEAR, NEW_YEAR, ["D-1"]),
        (date(2026, 1, 2), date(2026, 1, 1), []),
        (date(2026, 1, 3), date.max, []),
        (date.min, date.max, ["D-2", "D-1", "D-0"]),
    ],
)
async def test_what_was_issued_from_a_day_to_another_with_both_in_any_state(
    ledger: Ledger, first: date, last: date, expected: list[str]
) -> None:
    await keep(ledger, "D-0", issued=date(2026, 1, 2))
    await keep(ledger, "D-1", issued=NEW_YEAR, state="passed")
    await keep(ledger, "D-2", issued=date(2025, 12, 31), state="rejected")
    await keep(ledger, "D-9")
    assert names(await ledger.reviews.issued("t1", first, last)) == expected


async def test_what_states_no_day_in_any_state(ledger: Ledger) -> None:
    for n, state in enumerate(("passed", "approved", "rejected", "pending")):
        await keep(ledger, f"D-{n}", state=state)  # type: ignore[arg-type]  # they are states
    await keep(ledger, "D-8", issued=NEW_YEAR)
    await keep(ledger, "D-9", tenant="t2")
    assert names(await ledger.reviews.undated("t1")) == ["D-0", "D-1", "D-2", "D-3"]


async def test_tenants_never_see_each_others_reviews(ledger: Ledger) -> None:
    ours = await keep(ledger, "D-1", issued=NEW_YEAR)
    theirs = await keep(ledger, "D-1", tenant="t2", issued=NEW_YEAR)
    await ledger.archive.arrived(a_drop("t2", "again"), "D-1")
    decided = replace(
        theirs, state="approved", acts=(Act("local:ada", "approve", 1, MORNING),), version=2
    )
    assert await ledger.reviews.move(theirs, decided)
    await ledger.reviews.shown("t2", "D-1", 2)
    expected = Case(ours, (a_drop("t1", "D-1"),))
    assert await ledger.reviews.case("t1", "D-1") == expected
    assert list(await ledger.reviews.waiting("t1")) == [expected]
    assert list(await ledger.reviews.issued("t1", NEW_YEAR, NEW_YEAR)) == [expected]
    assert names(await ledger.reviews.waiting("t2")) == []
    assert names(await ledger.reviews.closed("t1", MORNING, MORNING + timedelta(1))) == []
    assert names(await ledger.reviews.closed("t2", MORNING, MORNING + timedelta(1))) == ["D-1"]
    assert await ledger.reviews.unshown() == [("t1", "D-1", 1)]
    assert await ledger.reviews.case("t3", "D-1") is None
    assert await ledger.erasure.erase("t1", "D-1")
    assert await ledger.reviews.case("t1", "D-1") is None
    kept = await ledger.reviews.case("t2", "D-1")
    assert kept
    assert kept.review == decided
