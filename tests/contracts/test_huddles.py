"""What every Huddles keeps, and gives back."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from handlers.chat import Place
from handlers.huddles.records import Attendee, Huddle, Spent, report_key
from handlers.huddles.telling import card_key
from handlers.huddles.transcript import drop_of
from handlers.ports import Drop
from pipelines.voice import ASSISTANT, Line
from tests.contracts.conftest import Ledger
from tests.fake_ledger import MORNING

PLACE = Place("slack", "t1", "C1")
ANN, BO = Attendee("slack:U1", "Ann", MORNING), Attendee("slack:U2", "Bo", MORNING)
LINES = (Line(1.5, 2.0, "slack:U1", "How much did we spend?"), Line(4.0, 1.0, ASSISTANT, "很多。"))


def a_huddle(id_: str = "H-A", place: Place = PLACE) -> Huddle:
    return Huddle(place.tenant, id_, place, "Budget", "slack:U1", "en", MORNING)


async def begun(ledger: Ledger, id_: str = "H-A", place: Place = PLACE) -> Huddle:
    return await ledger.huddles.begin(a_huddle(id_, place))


async def test_one_is_kept_whole(ledger: Ledger) -> None:
    huddle = await begun(ledger)
    assert huddle == a_huddle()
    assert await ledger.huddles.get("t1", "H-A") == huddle
    assert await ledger.huddles.open_in(replace(PLACE, thread="any")) == huddle
    assert [*await ledger.huddles.all_open()] == [huddle]
    assert await ledger.huddles.get("t2", "H-A") is None
    assert await ledger.huddles.find("H-A") == huddle
    assert await ledger.huddles.find("H-B") is None
    assert await ledger.huddles.open_in(replace(PLACE, tenant="t2")) is None


async def test_of_a_channel_one_is_open(ledger: Ledger) -> None:
    both = await asyncio.gather(begun(ledger, "H-A"), begun(ledger, "H-B"))
    assert both[0] == both[1]
    for other in (replace(PLACE, channel="C2"), replace(PLACE, tenant="t2")):
        assert (await begun(ledger, "H-C", other)).id == "H-C"
    assert await ledger.huddles.end("t1", both[0].id, "people", MORNING)
    assert (await begun(ledger, "H-D")).id == "H-D"


async def test_its_card_heads_its_thread(ledger: Ledger) -> None:
    await begun(ledger)
    await ledger.huddles.headed("t1", "H-A", "17.5")
    await ledger.huddles.headed("t2", "H-A", "17.6")
    found = await ledger.huddles.get("t1", "H-A")
    assert found is not None
    assert found.place == replace(PLACE, thread="17.5")


async def test_who_agrees_is_kept_once(ledger: Ledger) -> None:
    await begun(ledger)
    later = replace(ANN, since=MORNING + timedelta(minutes=1))
    assert await ledger.huddles.joined("t1", "H-A", later)
    assert not await ledger.huddles.joined("t1", "H-A", ANN)
    assert await ledger.huddles.joined("t1", "H-A", BO)
    assert not await ledger.huddles.joined("t2", "H-A", BO)
    found = await ledger.huddles.get("t1", "H-A")
    assert found is not None
    assert found.people == (BO, later)
    await ledger.huddles.end("t1", "H-A", "over", MORNING)
    assert not await ledger.huddles.joined("t1", "H-A", replace(BO, person="slack:U3"))


async def test_what_is_said_is_kept_in_order_and_once(ledger: Ledger) -> None:
    await begun(ledger)
    await ledger.huddles.said("t1", "H-A", 1, LINES[1:])
    await ledger.huddles.said("t1", "H-A", 0, LINES)
    await ledger.huddles.said("t1", "H-A", 0, [replace(LINES[0], text="other")])
    await ledger.huddles.said("t1", "H-A", 2, [])
    await ledger.huddles.said("t2", "H-A", 2, LINES)
    await ledger.huddles.said("t1", "H-B", 2, LINES)
    assert tuple(await ledger.huddles.lines("t1", "H-A")) == LINES
    assert [*await ledger.huddles.lines("t2", "H-A")] == []


async def test_what_comes_after_the_end_is_kept_until_it_is_told(ledger: Ledger) -> None:
    await begun(ledger)
    await ledger.huddles.end("t1", "H-A", "over", MORNING)
    await ledger.huddles.said("t1", "H-A", 0, LINES)
    assert tuple(await ledger.huddles.lines("t1", "H-A")) == LINES
    await ledger.huddles.reported("t1", "H-A", "M-1")
    await ledger.huddles.said("t1", "H-A", 2, LINES)
    assert tuple(await ledger.huddles.lines("t1", "H-A")) == LINES
    await ledger.huddles.let_go("t2", "H-A")
    assert tuple(await ledger.huddles.lines("t1", "H-A")) == LINES
    await ledger.huddles.let_go("t1", "H-A")
    assert [*await ledger.huddles.lines("t1", "H-A")] == []
    found = await ledger.huddles.get("t1", "H-A")
    assert found is not None
    assert (found.meeting, found.ending) == ("M-1", "over")


async def test_what_it_costs_adds_up_as_far_as_it_is_known(ledger: Ledger) -> None:
    await begun(ledger)
    await ledger.huddles.spent("t1", "H-A", Spent(0, 60.0, Decimal("0.105")))
    await ledger.huddles.spent("t1", "H-A", Spent(1, 30.5, Decimal("0.10")))
    await ledger.huddles.spent("t1", "H-A", Spent(1, 30.5, Decimal("0.10")))
    await ledger.huddles.spent("t2", "H-A", Spent(2, 1.0, Decimal(9)))
    found = await ledger.huddles.get("t1", "H-A")
    assert found is not None
    assert (found.seconds, found.cost_usd, found.spent) == (90.5, Decimal("0.205"), 2)
    await ledger.huddles.spent("t1", "H-A", Spent(2, 1.0, None))
    await ledger.huddles.spent("t1", "H-A", Spent(3, 1.0, Decimal("0.005")))
    found = await ledger.huddles.get("t1", "H-A")
    assert found is not None
    assert (found.seconds, found.cost_usd) == (92.5, None)
    assert await ledger.huddles.spent_since("t1", MORNING) == Decimal("0.210")
    assert await ledger.huddles.spent_since("t2", MORNING) == 0
    assert await ledger.huddles.spent_since("t1", MORNING + timedelta(seconds=1)) == 0


async def test_it_ends_once(ledger: Ledger) -> None:
    await begun(ledger)
    ends = [ledger.huddles.end("t1", "H-A", one, MORNING) for one in ("people", "over", "money")]
    assert sorted(await asyncio.gather(*ends)) == [False, False, True]
    assert not await ledger.huddles.end("t1", "H-B", "over", MORNING)
    assert await ledger.huddles.open_in(PLACE) is None
    assert [*await ledger.huddles.all_open()] == []


async def test_nothing_is_left_of_one_that_is_erased(ledger: Ledger) -> None:
    await begun(ledger)
    await begun(ledger, "H-A", replace(PLACE, tenant="t2"))
    for tenant in ("t1", "t2"):
        await ledger.huddles.joined(tenant, "H-A", ANN)
        await ledger.huddles.said(tenant, "H-A", 0, LINES)
    await ledger.huddles.erase("t1", "H-A")
    assert await ledger.huddles.get("t1", "H-A") is None
    assert [*await ledger.huddles.lines("t1", "H-A")] == []
    left = await ledger.huddles.get("t2", "H-A")
    assert left is not None
    assert left.people == (ANN,)
    assert tuple(await ledger.huddles.lines("t2", "H-A")) == LINES
    await ledger.huddles.erase("t1", "H-A")


async def test_it_goes_with_the_meeting_that_was_made_of_it(ledger: Ledger) -> None:
    for tenant in ("t1", "t2"):
        place = replace(PLACE, tenant=tenant)
        await begun(ledger, f"H-{tenant}", place)
        await begun(ledger, f"H-{tenant}-B", replace(place, channel="C2"))
        for id_ in (f"H-{tenant}", f"H-{tenant}-B"):
            await ledger.huddles.joined(tenant, id_, ANN)
            await ledger.huddles.said(tenant, id_, 0, LINES)
    huddle = await ledger.huddles.get("t1", "H-t1")
    assert huddle is not None
    meeting = await ledger.meetings.arrived(drop_of(huddle), "transcript")
    for tenant in ("t1", "t2"):
        await ledger.huddles.reported(tenant, f"H-{tenant}", meeting.id)
    # Its card is posted under the key of what was said: it goes with it.
    await ledger.outbox.opening(PLACE, card_key(huddle), None)
    traces = await ledger.erasure.erase("t1", meeting.id)
    assert traces is not None
    assert {table: rows for table, rows in traces.rows.items() if rows} == {
        "huddles": 1, "attendees": 1, "lines": 2, "meetings": 1, "pieces": 1, "drops": 1,
        "outbox": 1,
    }  # fmt: skip
    assert report_key("H-t1") in traces.jobs
    assert [one.key for one in traces.unsure] == [card_key(huddle)]
    assert await ledger.huddles.get("t1", "H-t1") is None
    for tenant, id_ in (("t1", "H-t1-B"), ("t2", "H-t2"), ("t2", "H-t2-B")):
        assert await ledger.huddles.get(tenant, id_) is not None
        assert tuple(await ledger.huddles.lines(tenant, id_)) == LINES


async def test_what_was_said_is_a_meeting_by_itself(ledger: Ledger) -> None:
    """A recording beside it is one that nobody was asked about yet, or that comes later."""
    huddle = replace(await begun(ledger), place=replace(PLACE, thread="17.5"))
    spoken = drop_of(huddle)
    film = Drop("slack:t1:C1:F1", huddle.place, spoken.user, "F1", "Budget.mp4", MORNING)
    asked = await ledger.meetings.arrived(film, "recording")
    said = await ledger.meetings.arrived(spoken, "transcript")
    assert said.id != asked.id
    later = replace(film, key="slack:t1:C1:F2", file="F2", name="Other.mp4")
    other = await ledger.meetings.arrived(later, "recording")
    assert [piece.drop for piece in said.pieces] == [spoken]
    assert other.id != said.id
    words = replace(film, key="slack:t1:C1:F3", file="F3", name="Budget.vtt")
    assert (await ledger.meetings.arrived(words, "transcript")).id == asked.id
