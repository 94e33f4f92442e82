"""However people press, fill in and type, one after the other or at once: decided once, rightly."""

import asyncio
import itertools
import shutil
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine as StateMachine
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from bot.ledger.archive import SqlArchive
from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.reviews import SqlReviews
from bot.ledger.tables import RevisionRow
from handlers.chat import Errors, Form, Outcome, Told
from handlers.reviews import Done, Order, Policy
from handlers.verdicts import Review, Verdict
from pipelines.document.model import Reading
from tests.contracts.review_model import POLICIES, Model
from tests.fake_ledger import FakeClock, a_drop
from tests.handlers.bureau import Bureau, clear, flagged, told

Given = TypeVar("Given")

# Who drops what, and where: the large ones take two people, olga reads the fifth one only.
PAPERS: tuple[tuple[Reading, str, str], ...] = (
    (flagged(), "eva", "general"),
    (clear(invoice_number="RE-8"), "anna", "general"),
    (flagged(invoice_number="RE-9", total=Decimal("20000.00")), "eva", "general"),
    (flagged(invoice_number="RE-10", total=Decimal("-20000.00")), "finn", "general"),
    (clear(invoice_number=None, total=None), "olga", "elsewhere"),
    (flagged(invoice_number="RE-11", currency="JPY", total=Decimal(20000)), "ben", "general"),
    (flagged(invoice_number="RE-12", currency="XXZ"), "eva", "general"),
)
DONE = {"approve": "approved", "reject": "rejected", "edit": "edited", "flag": "flagged"}


@dataclass(frozen=True)
class Attempt:
    """What somebody tries: on which document, on a card how many revisions old, in what words."""

    user: str
    paper: int
    verdict: Verdict
    age: int = 0
    reason: str = ""
    total: str = ""
    currency: str = "EUR"
    typed: bool = False


attempts = st.builds(
    Attempt,
    user=st.sampled_from(["anna", "ben", "cleo", "eva", "finn", "olga"]),
    paper=st.integers(0, len(PAPERS) - 1),
    verdict=st.sampled_from(["approve", "approve", "approve", "reject", "edit", "flag"]),
    age=st.sampled_from([0, 0, 0, 1, 2]),
    reason=st.sampled_from(["because", "because", ""]),
    total=st.sampled_from(["119.00", "119.00", "20000.00", "-20000.00", "much"]),
    currency=st.sampled_from(["EUR", "EUR", "EUR", "JPY", "USD"]),
    typed=st.booleans(),
)


class Deciding(StateMachine):
    """People at work on a few documents, over in-memory ports that let one act at a time."""

    exclusive: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.bureau = self.run(self.opened())
        self.papers: list[str] = []
        self.models: list[Model] = []
        self.calls = 0
        self.kept: list[tuple[Attempt, int]] = []
        for number, (reading, user, channel) in enumerate(PAPERS):
            filed = self.bureau.file(reading, f"F{number}", channel=channel, user=user)
            self.papers.append(self.run(filed))
            state = "pending" if reading.status == "flagged" else "passed"
            self.models.append(Model(channel, {f"local:{user}"}, (reading,), state, POLICIES[0]))

    async def opened(self) -> Bureau:
        """Open the bureau."""
        return Bureau(exclusive=self.exclusive, policy=POLICIES[0])

    async def readings(self, document_id: str) -> tuple[Reading, ...]:
        """Give what each revision of a document says."""
        kept = self.bureau.ledger.revisions["t1", document_id]
        return tuple(one.reading for one in kept)

    def run(self, work: Coroutine[Any, Any, Given]) -> Given:
        # `runner.run` minds Ctrl-C, for which Python 3.11 spells out each answer there was.
        return self.runner.get_loop().run_until_complete(work)

    @rule(attempt=attempts)
    def try_alone(self, attempt: Attempt) -> None:
        """Let somebody try; it comes out as the model says."""
        expected = self.comes_off(attempt)
        assert self.run(self.attempt(attempt, self.revision(attempt))) is expected
        assert self.follow() == expected

    @rule(together=st.lists(attempts, min_size=2, max_size=6))
    def try_together(self, together: list[Attempt]) -> None:
        """Let some try at once, each on the card that was there before."""
        self.race(together)

    @rule(attempt=attempts, users=st.permutations(["anna", "ben", "cleo", "eva"]))
    def try_the_same_together(self, attempt: Attempt, users: list[str]) -> None:
        """Let several try the very same, some of them twice."""
        self.race([replace(attempt, user=user) for user in (*users, users[0])])

    @rule(attempt=attempts)
    def open_a_form(self, attempt: Attempt) -> None:
        """Let somebody open a form and leave it open."""
        self.run(self.pressed(attempt, self.revision(attempt)))
        self.kept.append((attempt, self.revision(attempt)))
        self.follow()

    @rule(number=st.integers(0, 20))
    def send_a_form_late(self, number: int) -> None:
        """Let somebody send a form that has been open for long."""
        if self.kept:
            attempt, revision = self.kept.pop(number % len(self.kept))
            self.run(self.submitted(attempt, revision))
            self.follow()

    @rule(paper=st.integers(0, len(PAPERS) - 1), user=st.sampled_from(["anna", "ben", "eva"]))
    def drop_it_again(self, paper: int, user: str) -> None:
        """Let the same file be dropped once more: who did that does not decide on it either."""
        drop = replace(a_drop("t1", f"{paper} of {user}", minutes=60), user=user)
        channel = self.models[paper].channel
        drop = replace(drop, place=replace(drop.place, channel=channel))
        self.run(self.bureau.archive.arrived(drop, self.papers[paper]))
        self.models[paper].droppers.add(f"local:{user}")

    @rule(policy=st.sampled_from(POLICIES))
    def change_the_policy(self, policy: Policy) -> None:
        """Let Clerk start anew with other settings, whatever is half decided."""
        self.bureau.govern(policy)
        for model in self.models:
            model.policy = policy

    @invariant()
    def all_is_in_the_audit(self) -> None:
        """Check that each press, form and order left one link, and each act its own."""
        assert len(self.bureau.audit.links) == self.calls
        for document_id, model in zip(self.papers, self.models, strict=True):
            told_of = [
                (link.actor, link.action, link.detail["revision"])
                for link in self.bureau.audit.links
                if link.subject == document_id and link.detail.get("state")
            ]
            assert told_of == [
                (act.person, f"review.{DONE[act.verdict]}", act.revision) for act in model.acts
            ]

    def teardown(self) -> None:
        self.runner.close()

    def race(self, together: list[Attempt]) -> None:
        async def race() -> list[bool]:
            works = [self.attempt(one, self.revision(one)) for one in together]
            return await asyncio.gather(*works)

        assert self.run(race()).count(True) == self.follow()

    def follow(self) -> int:
        """Check what became of every document; gives how many acts there were."""
        found = self.run(self.looked_up())
        return sum(model.follow(*one) for model, one in zip(self.models, found, strict=True))

    async def looked_up(self) -> list[tuple[Review, tuple[Reading, ...]]]:
        """Give the review of each document, and what each revision of it says."""
        return [(await self.bureau.review(one), await self.readings(one)) for one in self.papers]

    def revision(self, attempt: Attempt) -> int:
        """Give the revision on the card that somebody looks at."""
        return max(1, self.models[attempt.paper].revision - attempt.age)

    def comes_off(self, attempt: Attempt) -> bool:
        """Tell what the model says of somebody who is alone."""
        model = self.models[attempt.paper]
        if not attempt.typed and self.revision(attempt) != model.revision:
            return False
        if not model.allows(f"local:{attempt.user}", attempt.verdict):
            return False
        if attempt.verdict == "edit":
            said = (model.invoice().total, model.invoice().currency)
            return attempt.total != "much" and (Decimal(attempt.total), attempt.currency) != said
        return bool(attempt.reason) or not model.needs_reason(attempt.verdict)

    async def attempt(self, attempt: Attempt, revision: int) -> bool:
        """Let somebody type it, or press, and send the form that this may open."""
        if attempt.typed:
            return await self.ordered(attempt)
        outcome = await self.pressed(attempt, revision)
        if isinstance(outcome, Form):
            outcome = await self.submitted(attempt, revision)
        return outcome is None

    async def pressed(self, attempt: Attempt, revision: int) -> Outcome:
        self.calls += 1
        document_id = self.papers[attempt.paper]
        return refused_aloud(
            await self.bureau.press(attempt.user, attempt.verdict, document_id, revision)
        )

    async def submitted(self, attempt: Attempt, revision: int) -> Outcome:
        self.calls += 1
        document_id, written = self.papers[attempt.paper], {"reason": attempt.reason}
        if attempt.verdict == "edit":
            written = {"total": attempt.total, "currency": attempt.currency}
        submit = self.bureau.submit
        return refused_aloud(
            await submit(attempt.user, attempt.verdict, document_id, revision, **written)
        )

    async def ordered(self, attempt: Attempt) -> bool:
        self.calls += 1
        document_id = self.papers[attempt.paper]
        invoice = None
        if attempt.verdict == "edit" and attempt.total != "much":
            said = self.models[attempt.paper].invoice()
            values = {"total": Decimal(attempt.total), "currency": attempt.currency}
            invoice = said.model_copy(update=values)
        order = Order(
            "t1", document_id, None, attempt.verdict, f"local:{attempt.user}", attempt.reason,
            invoice, {"os_user": "root"},
        )  # fmt: skip
        return isinstance(await self.bureau.gate.decide(order), Done)


def refused_aloud(outcome: Outcome) -> Outcome:
    """Give an outcome back; whoever got nothing was told why."""
    if isinstance(outcome, Told):
        assert told(outcome)
    assert outcome is None or isinstance(outcome, Told | Form | Errors)
    return outcome


class Racing(Deciding):
    """The same where everybody is let in at once, and only the move tells who was first."""

    exclusive = False


class DecidingInSql(Deciding):
    """The same over the ledger that is kept, in a file of its own."""

    def __init__(self, file: Path) -> None:
        self.database = Database(file)
        self.sql_audit = SqlAudit(self.database, b"key", FakeClock())
        super().__init__()

    async def opened(self) -> Bureau:
        reviews, archive = SqlReviews(self.database), SqlArchive(self.database)
        return Bureau(ports=(reviews, archive, self.sql_audit), policy=POLICIES[0])

    async def readings(self, document_id: str) -> tuple[Reading, ...]:
        chosen = sa.select(RevisionRow.reading).where(RevisionRow.document_id == document_id)
        async with self.database.session() as session:
            rows = await session.scalars(chosen.order_by(RevisionRow.revision))
            return tuple(Reading.model_validate_json(row) for row in rows)

    def teardown(self) -> None:
        verified = self.run(self.sql_audit.verify())
        assert (verified.links, verified.broken) == (self.calls, None)
        self.run(self.database.close())
        super().teardown()


@pytest.mark.parametrize("machine", [Deciding, Racing])
def test_one_decision_whoever_is_first(machine: type[Deciding]) -> None:
    chosen = settings(max_examples=80, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(machine, settings=chosen)


def test_one_decision_in_the_ledger(tmp_path: Path) -> None:
    empty, number = tmp_path / FILE_NAME, itertools.count()
    asyncio.run(Database(empty).migrate())

    class Fresh(DecidingInSql):
        def __init__(self) -> None:
            super().__init__(shutil.copyfile(empty, tmp_path / f"{next(number)}.db"))

    chosen = settings(max_examples=6, stateful_step_count=15, deadline=None)
    run_state_machine_as_test(Fresh, settings=chosen)
