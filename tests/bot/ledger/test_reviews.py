"""What the database itself does not let anybody do with reviews, and processes that race."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ledger.archive import SqlArchive
from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.reviews import SqlReviews
from bot.ledger.tables import ActRow, ReviewRow
from handlers.verdicts import Act, Review, State, Verdict, opened
from tests.fake_ledger import MORNING, FakeClock, a_document, a_drop, a_reading


@pytest.fixture
async def review(database: Database) -> Review:
    document = await SqlArchive(database).add(a_document(a_drop("t1", "F1"), "a"), frozenset())
    review = replace(opened("t1", document.id, a_reading(), MORNING), state="pending")
    await SqlReviews(database).open(review)
    return review


def step(before: Review, person: str, verdict: Verdict, state: State) -> Review:
    act = Act(person, verdict, before.revision, MORNING + timedelta(hours=1))
    return replace(before, state=state, acts=(*before.acts, act), version=before.version + 1)


async def execute(database: Database, *statements: sa.Executable) -> None:
    async with database.session() as session:
        for statement in statements:
            await session.execute(statement)


async def test_of_two_processes_that_decide_at_once_one_is_first(
    tmp_path: Path, database: Database, review: Review
) -> None:
    other = Database(tmp_path / FILE_NAME)  # as another process would open it

    async def decide(there: Database, person: str) -> str:
        reviews, audit = SqlReviews(there), SqlAudit(there, b"key", FakeClock())
        async with reviews.holding("t1", review.document_id) as case:
            assert case
            if case.review.decision is not None:
                return case.review.decision.person
            assert await reviews.move(case.review, step(case.review, person, "approve", "approved"))
            await audit.append("t1", actor=person, action="approve", subject="D", detail={})
            return person

    names = await asyncio.gather(
        *(decide(there, f"local:{n}") for n in range(6) for there in (database, other))
    )
    assert len(set(names)) == 1
    raced = await asyncio.gather(
        *(
            SqlReviews(there).move(review, step(review, "local:late", "reject", "rejected"))
            for there in (database, other)
        )
    )
    assert raced == [False, False]
    case = await SqlReviews(other).case("t1", review.document_id)
    assert case
    assert [act.person for act in case.review.acts] == names[:1]
    assert (await SqlAudit(other, b"key", FakeClock()).verify("t1")).links == 1
    await other.close()


async def test_holding_keeps_other_processes_waiting_from_its_first_moment(
    tmp_path: Path, database: Database, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ledger.database._PRAGMAS", ("busy_timeout=20",))
    hurried = Database(tmp_path / FILE_NAME)
    async with SqlReviews(database).holding("t1", review.document_id):
        with pytest.raises(sa.exc.OperationalError, match="locked"):
            await SqlReviews(hurried).move(review, step(review, "x", "approve", "approved"))
        # Who only reads does not wait, and sees what was committed.
        case = await SqlReviews(hurried).case("t1", review.document_id)
        assert case
        assert case.review == review
    await hurried.close()


async def test_a_revision_has_one_decision_whoever_writes(
    database: Database, review: Review
) -> None:
    reviews = SqlReviews(database)
    approved = step(review, "local:ada", "approve", "approved")
    assert await reviews.move(review, approved)
    # As a bug would have it: the same revision is pending again, and decided by somebody else.
    reopened = step(approved, "local:bob", "flag", "pending")
    assert await reviews.move(approved, reopened)
    again = step(reopened, "local:cyd", "reject", "rejected")
    with pytest.raises(sa.exc.IntegrityError, match="UNIQUE"):
        await reviews.move(reopened, again)
    case = await reviews.case("t1", review.document_id)
    assert case
    assert case.review == reopened
    # Of the next revision there may be another.
    revised = replace(step(reopened, "local:bob", "edit", "pending"), revision=2)
    assert await reviews.move(reopened, revised)
    assert await reviews.move(revised, step(revised, "local:ada", "approve", "approved"))


async def test_a_person_approves_a_revision_once_that_needs_a_second_one(
    database: Database, review: Review
) -> None:
    reviews = SqlReviews(database)
    first = step(review, "local:ada", "approve", "pending")
    assert await reviews.move(review, first)
    with pytest.raises(sa.exc.IntegrityError, match="UNIQUE"):
        await reviews.move(first, step(first, "local:ada", "approve", "pending"))
    assert await reviews.move(first, step(first, "local:bob", "approve", "approved"))


async def test_whose_approval_came_to_be_enough_may_decide(
    database: Database, review: Review
) -> None:
    reviews = SqlReviews(database)
    first = step(review, "local:ada", "approve", "pending")
    assert await reviews.move(review, first)
    decided = step(first, "local:ada", "approve", "approved")
    assert await reviews.move(first, decided)
    case = await reviews.case("t1", review.document_id)
    assert case
    assert case.review == decided


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (sa.update(ActRow).values(reason="another"), "an act is never changed"),
        (sa.update(ActRow).values(person="local:tom"), "an act is never changed"),
        (sa.delete(ActRow), "an act is only erased with its review"),
        (
            sa.text("INSERT OR REPLACE INTO acts SELECT tenant, document_id, ordinal, 'local:tom',"
                    " verdict, revision, at, reason, final FROM acts"),
            "an act follows on the one before",
        ),
        (
            sa.text("INSERT INTO acts SELECT tenant, document_id, 7, person, 'edit', revision, at,"
                    " reason, 0 FROM acts"),
            "an act follows on the one before",
        ),
        (sa.text("UPDATE OR REPLACE acts SET ordinal = 3"), "an act is never changed"),
    ],
)  # fmt: skip
async def test_acts_stay(
    database: Database, review: Review, statement: sa.Executable, why: str
) -> None:
    reviews = SqlReviews(database)
    assert await reviews.move(review, after := step(review, "local:ada", "approve", "approved"))
    with pytest.raises(sa.exc.DBAPIError, match=why):
        await execute(database, statement)
    case = await reviews.case("t1", review.document_id)
    assert case
    assert case.review == after


async def test_acts_go_with_their_review(database: Database, review: Review) -> None:
    reviews = SqlReviews(database)
    assert await reviews.move(review, step(review, "local:ada", "approve", "approved"))
    await execute(database, sa.delete(ReviewRow))
    async with database.session() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(ActRow)) == 0


async def test_a_review_is_of_a_document_that_is_there(database: Database, review: Review) -> None:
    for nowhere in (replace(review, document_id="D-none"), replace(review, tenant="t2")):
        with pytest.raises(sa.exc.IntegrityError, match="FOREIGN KEY"):
            await SqlReviews(database).open(nowhere)


async def test_what_is_looked_up_often_is_found_by_an_index(database: Database) -> None:
    """A scan of all reviews at each press would grow with the ledger."""
    plans = []
    for which in (
        "tenant = 't' AND state = 'pending' ORDER BY since, document_id",
        "tenant = 't' AND state IN ('passed', 'approved') AND since >= 1 AND since < 2",
        "tenant = 't' AND issue_date >= 1 AND issue_date <= 2",
        "shown < version",
    ):
        async with database.engine.connect() as connection:
            plan = await connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN SELECT * FROM reviews WHERE {which}"
            )
            plans.append(plan.all()[0].detail)
    for plan, index in zip(
        plans,
        ("reviews_by_state", "reviews_by_state", "reviews_by_issue", "reviews_unshown"),
        strict=True,
    ):
        assert f"USING INDEX {index}" in plan
