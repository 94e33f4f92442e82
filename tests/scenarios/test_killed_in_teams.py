"""kill -9 while Clerk speaks in Teams: after the restart there is one result and one reply.

Of what was said while the answer of Teams got lost, and of nothing else, there may be a second one.
"""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
import pytest_asyncio

from tests.scenarios.corners import REASON, Corner, Point, decide
from tests.scenarios.gathered import START, files, is_of_meeting
from tests.scenarios.lives_in_teams import Lives, lives
from tests.scenarios.people import Seen, says

pytestmark = pytest.mark.asyncio(loop_scope="module")


def at(what: str, *calls: str, moments: tuple[str, ...] = ("before", "lost")) -> tuple[Point, ...]:
    """Give a point for each moment of each call."""
    return tuple(Point(what, call, moment) for call in calls for moment in moments)


BEFORE, LOST, KEPT = (("before",), ("lost",), ("kept",))
DOCUMENTS = (
    *at("document", "message", "file", "picture", moments=BEFORE),
    *at("document", "placeholder", "card"),
    *at("document", "picture", "json", "told", moments=LOST),
    *at("document", "placeholder", "picture", "json", moments=KEPT),
    *at("document", "told", "told picture", "told json", moments=KEPT),
)
DECISIONS = (
    *at("approve", "card"),
    *at("approve", "told card", moments=LOST),
    *at("reject", "told card", moments=BEFORE),
    *at("edit", "card", moments=BEFORE),
    *at("edit", "json", moments=LOST),
)
WITHDRAWALS = (
    *at("withdrawal", "gone", moments=LOST),
    *at("withdrawal", "gone told", moments=BEFORE),
)
ASKED = at("meeting", "placeholder")
MEETINGS = (
    *at("meeting", "file", "report", moments=BEFORE),
    *at("meeting", "minutes", "report", "tasks", moments=LOST),
)
POINTS = (*DOCUMENTS, *DECISIONS, *WITHDRAWALS, *ASKED, *MEETINGS)
STALE = "This card is not in use any more"
TITLES = {"approve": "Approved by", "reject": "Rejected by", "edit": "Edited by"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lived(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Lives]:
    """Die with something at each point, and live on."""
    async with lives(tmp_path_factory.mktemp("data"), POINTS) as opened:
        yield opened


async def counted(lived: Lives, query: str, *given: str) -> int:
    """Ask what is kept for a number."""

    def count() -> int:
        with closing(sqlite3.connect(lived.data / "app.db")) as ledger:
            [(found,)] = ledger.execute(query, given)
            return int(found)

    return await asyncio.to_thread(count)


async def told(one: Corner) -> list[Seen]:
    """Give what accounting is told of a corner's file."""
    seen = await one.arun.read("accounting")
    return [message for message in seen if one.name in f"{message.file} {message.words}"]


def once(said: list[Seen], but: str, *expected: str) -> None:
    """Make sure that each thing was said once, or twice the one whose answer was lost."""
    counts = Counter(one.file or "card" for one in said)
    assert set(counts) == set(expected)
    assert {what for what, times in counts.items() if times > 1} <= {but}
    assert max(counts.values()) <= 2


def doubled(point: Point, name: str) -> str:
    """Name what may have been said twice: what was posted, for an edit has nothing to add."""
    if point.moment != "lost":
        return ""
    cards = dict.fromkeys(("placeholder", "told", "tasks"), "card")
    return (cards | {"picture": f"{name}.evidence.png"}).get(point.call, "")


@pytest.mark.parametrize("point", DOCUMENTS, ids=str)
async def test_a_document_is_answered_once_and_accounting_told_once(
    lived: Lives, point: Point
) -> None:
    one = lived.corners[point]
    expected = ("card", f"{one.name}.evidence.png", f"{one.name}.json")
    thread, accounting = await one.lena.read("invoices"), await told(one)
    lost = doubled(point, one.name)
    once(thread, "" if point.call == "told" else lost, *expected)
    once(accounting, lost if point.call == "told" else "", *expected)
    assert {message.thread for message in thread} == {one.head}
    [card] = [message for message in thread if not message.file and not message.is_busy]
    assert card.actions >= {"review.approve", "review.reject", "review.edit"}
    assert await counted(lived, "SELECT count(*) FROM drops WHERE name = ?", f"{one.name}.xml") == 1
    cards = [message for message in accounting if not message.file]
    assert {message.document for message in cards} == {card.document}


async def test_by_a_card_that_was_lost_nobody_decides(lived: Lives) -> None:
    [point] = [one for one in DOCUMENTS if one.call == "told" and one.moment == "lost"]
    one = lived.corners[point]
    lost, card = [message for message in await told(one) if not message.file]
    answer = await one.arun.press(lost, "review.approve")
    assert STALE in answer.words
    await decide(one.arun, card, "approve")
    await one.lena.card(lost.document, until=says("Approved by Arun Mehta"))
    query = "SELECT count(*) FROM audit WHERE subject = ? AND action = 'review.approved'"
    assert await counted(lived, query, lost.document) == 1


@pytest.mark.parametrize("point", DECISIONS, ids=str)
async def test_one_decision_is_told_on_every_card(lived: Lives, point: Point) -> None:
    one = lived.corners[point]
    revised = (".2",) if point.what == "edit" else ()
    stem = "".join((one.name, *revised))
    expected = [f"{stem}.evidence.png", f"{stem}.json"]
    thread, accounting = await one.lena.read("invoices"), await told(one)
    once(thread, "", "card", *expected)
    once(accounting, "", "card", *expected)
    for said in (thread, accounting):
        [card] = [message for message in said if not message.file]
        assert card.words.count(f"{TITLES[point.what]} Arun Mehta") == 1
        assert card.words.count(REASON) == (point.what != "edit")
        assert ("review.approve" in card.actions) is (point.what == "edit")
        assert f"revision {len(revised) + 1}" in card.words
    query = "SELECT count(*) FROM audit WHERE subject = ? AND action = ?"
    action = {"approve": "review.approved", "reject": "review.rejected", "edit": "review.edited"}
    assert await counted(lived, query, one.pressed.document, action[point.what]) == 1
    # The card as it was before: the client of somebody who was away shows it still.
    late = await one.mei.press(one.pressed, f"review.{point.what}")
    if point.what == "reject" and late.form is not None:
        late = await one.mei.submit(late.form, {"reason": REASON})
    assert f"Arun Mehta {'changed the document' if revised else 'was first'}" in late.words


@pytest.mark.parametrize("point", WITHDRAWALS, ids=str)
async def test_of_what_was_taken_back_nothing_is_left(lived: Lives, point: Point) -> None:
    one = lived.corners[point]
    assert (await one.lena.read("invoices"), await told(one)) == ([], [])
    kept = "SELECT count(*) FROM drops WHERE name LIKE ?"
    said = "SELECT count(*) FROM teams_messages WHERE card LIKE ?"
    assert [await counted(lived, query, f"%{one.name}%") for query in (kept, said)] == [0, 0]
    audited = "SELECT count(*) FROM audit WHERE action = 'file.withdrawn'"
    assert await counted(lived, audited) == len(WITHDRAWALS)


@pytest.mark.parametrize("point", MEETINGS, ids=str)
async def test_a_meeting_has_one_report_and_proposes_once(lived: Lives, point: Point) -> None:
    one = lived.corners[point]
    said = await one.lena.read("invoices")
    cards = [message for message in said if not message.file]
    once([message for message in said if message.file], "", "report.md", "transcript.vtt")
    once([message for message in cards if is_of_meeting(message)], "", "card")
    once(
        [message for message in cards if not is_of_meeting(message)],
        doubled(point, one.name),
        "card",
    )
    assert "we ship the beta on Friday" in cards[0].words
    assert {message.thread for message in said} == {one.head}


@pytest.mark.parametrize("point", ASKED, ids=str)
async def test_by_a_question_that_was_lost_nothing_begins(lived: Lives, point: Point) -> None:
    one = lived.corners[point]
    *lost, asks = await one.lena.read("invoices")
    once([*lost, asks], doubled(point, one.name), "card")
    for message in lost:
        assert STALE in (await one.lena.press(message, START)).words
    assert (await one.lena.press(asks, START)).kind == "none"
    await files(one.lena, one.head, 2)
