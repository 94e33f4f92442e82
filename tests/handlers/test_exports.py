"""What an export holds and what it leaves out, and the values it gives of each document."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.exports import (
    Chosen,
    Wanted,
    Which,
    documents_sheet,
    objects,
)
from handlers.verdicts import Act, Case
from tests.fake_ledger import FakeAudit
from tests.handlers.exporting import DAY, SHANGHAI, approved, choose, exports_of
from tests.handlers.pile import ARUN, NOW, Paper, Pile


@pytest.fixture
def pile() -> Pile:
    return Pile()


def ids(chosen: Chosen) -> list[str]:
    return [one.document.drop.file for one in chosen.records]


async def every_state(pile: Pile) -> None:
    await pile.put(approved(), "approved")
    reject = Act(ARUN.id, "reject", 1, NOW, "not ours")
    await pile.put(Paper(state="rejected", acts=(reject,), hours=2), "rejected")
    await pile.put(Paper(state="passed", findings=(), hours=3), "passed")
    await pile.put(Paper(hours=4), "pending")
    await pile.put(approved(tenant="t2"), "theirs")


@pytest.mark.parametrize("by", ["decided", "issued"])
async def test_by_default_only_what_a_person_approved(pile: Pile, by: str) -> None:
    await every_state(pile)
    days: dict[str, Any] = {"first": date(2026, 11, 1), "last": DAY}
    chosen = await choose(pile, by=by, **days)
    assert ids(chosen) == ["approved"]
    assert chosen.left_out == {"rejected": 1, "passed": 1, "pending": 1}
    chosen = await choose(pile, by=by, passed=True, **days)
    assert sorted(ids(chosen)) == ["approved", "passed"]
    assert chosen.left_out == {"rejected": 1, "pending": 1}
    chosen = await choose(pile, by=by, which="all", **days)
    assert sorted(ids(chosen)) == ["approved", "passed", "pending", "rejected"]
    assert chosen.left_out == {}


@pytest.mark.parametrize(
    ("zone", "inside"),
    [(UTC, ["00:00Z", "12:00Z", "23:59Z"]), (SHANGHAI, ["16:00Z before", "00:00Z", "12:00Z"])],
)
async def test_both_days_count_as_they_begin_and_end_in_the_zone(
    pile: Pile, zone: tzinfo, inside: list[str]
) -> None:
    moments = {
        "15:59Z before": datetime(2026, 11, 21, 15, 59, 59, tzinfo=UTC),
        "16:00Z before": datetime(2026, 11, 21, 16, tzinfo=UTC),
        "00:00Z": datetime(2026, 11, 22, tzinfo=UTC),
        "12:00Z": NOW,
        "23:59Z": datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC),
        "00:00Z after": datetime(2026, 11, 23, tzinfo=UTC),
    }
    for name, at in moments.items():
        await pile.put(approved((NOW - at) / timedelta(hours=1)), name)
    assert ids(await choose(pile, zone=zone)) == inside


async def test_the_day_that_a_document_states_counts_if_it_is_asked_for(pile: Pile) -> None:
    for day in (9, 10, 12, 13):
        await pile.put(approved(issued=date(2026, 11, day)), f"{day}")
    await pile.put(approved(issued=None), "undated")
    days: dict[str, Any] = {"first": date(2026, 11, 10), "last": date(2026, 11, 12)}
    assert ids(await choose(pile, by="issued", **days)) == ["10", "12"]


async def test_what_states_no_day_is_counted_where_it_would_be_there_otherwise(pile: Pile) -> None:
    await pile.put(approved(), "F1")
    await pile.put(approved(issued=None), "F2")
    await pile.put(Paper(state="passed", findings=(), issued=None), "F3")
    await pile.put(Paper(issued=None), "F4")
    doubted = await pile.put(approved(issued=None), "F5")
    await pile.put(approved(issued=None, tenant="t2"), "F6")
    days: dict[str, Any] = {"first": date(2026, 11, 1), "last": DAY, "by": "issued"}
    for passed, which, count in ((False, "approved", 2), (True, "approved", 3), (False, "all", 4)):
        chosen = await choose(pile, passed=passed, which=which, **days)
        assert ids(chosen) == ["F1"]
        assert chosen.left_out == {"undated": count}
    chosen = await exports_of(pile, but={doubted.id}).choose(Wanted("t1", **days))
    assert chosen.left_out == {"undated": 1, "unvouched": 1}
    assert "undated" not in (await choose(pile)).left_out, "days of decisions all have"


@pytest.mark.parametrize("zone", [UTC, SHANGHAI, ZoneInfo("America/New_York")])
async def test_all_times_are_a_range_too(pile: Pile, zone: tzinfo) -> None:
    await pile.put(approved(), "F1")
    assert ids(await choose(pile, zone=zone, first=date.min, last=date.max)) == ["F1"]


async def test_what_the_audit_log_does_not_vouch_for_is_left_out(pile: Pile) -> None:
    """A decision that nobody made, or values that nobody approved, never leave as approved."""
    document = await pile.put(approved(), "F1")
    await pile.put(approved(), "F2")
    whiches: tuple[Which, ...] = ("approved", "all")
    for which in whiches:
        wanted = Wanted("t1", DAY, DAY, which=which)
        chosen = await exports_of(pile, but={document.id}).choose(wanted)
        assert ids(chosen) == ["F2"]
        assert chosen.left_out == {"unvouched": 1}


async def test_a_state_without_an_act_stops_nothing(pile: Pile) -> None:
    document = await pile.put(Paper(state="approved"), "F1")
    assert [one["decision"]["deciders"] for one in objects(await choose(pile))] == [[]]
    assert document.id in str(documents_sheet(await choose(pile), UTC).rows)


async def test_what_was_erased_meanwhile_is_not_even_counted(pile: Pile) -> None:
    document = await pile.put(approved(), "F1")
    del pile.ledger.documents["t1", document.id]
    assert await choose(pile) == Chosen((), {})


async def test_what_is_decided_while_it_is_chosen_is_there_once(pile: Pile) -> None:
    document = await pile.put(Paper(), "F1")
    waiting = pile.reviews.waiting

    async def then_approved(tenant: str) -> list[Case]:
        cases = list(await waiting(tenant))
        act = Act(ARUN.id, "approve", 1, NOW)
        review = pile.ledger.reviews["t1", document.id]
        after = replace(review, state="approved", acts=(act,), version=2)
        pile.ledger.reviews["t1", document.id] = after
        return cases

    pile.reviews.waiting = then_approved  # type: ignore[method-assign]  # somebody was quick
    assert ids(await choose(pile)) == ["F1"]


async def test_an_export_is_written_down(pile: Pile) -> None:
    await every_state(pile)
    exports = exports_of(pile)
    wanted = Wanted("t1", DAY, DAY)
    chosen = await exports.choose(wanted)
    await exports.note(wanted, chosen, "console:uid:0", {"format": "csv", "sha256": "ab"})
    assert isinstance(exports.audit, FakeAudit)
    assert exports.audit.links == [
        (
            "t1",
            "console:uid:0",
            "export.written",
            "2026-11-22/2026-11-22",
            {
                "from": "2026-11-22",
                "to": "2026-11-22",
                "by": "decided",
                "status": "approved",
                "documents": 1,
                "left_out": 3,
                "format": "csv",
                "sha256": "ab",
            },
        )
    ]
