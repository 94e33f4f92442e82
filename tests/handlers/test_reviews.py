"""The policy as tables: role x relation x state x verdict, and the figures around the limit."""

import itertools
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import get_args

import pytest

from handlers.people import Person, Role
from handlers.reviews import (
    Order,
    Policy,
    Refusal,
    Refused,
    after,
    lacking,
    needs_reason,
    refused,
)
from handlers.texts.catalogue import texts
from handlers.verdicts import Act, Case, Review, State, Summary, Verdict
from pipelines.document.model import Invoice
from tests.fake_ledger import MORNING, a_drop

POLICY = Policy(frozenset({"accountant", "admin"}), own=False, two_over={"EUR": Decimal(10_000)})
SMALL = Summary("Acme", None, "EUR", Decimal(100), errors=0)
LARGE = replace(SMALL, total=Decimal("10000.01"))
LATER = MORNING + timedelta(hours=1)
ASKER = "local:asker"
NEWEST = 3

Relation = str
RELATIONS: tuple[Relation, ...] = ("stranger", "dropped", "edited last", "edited before")
STATES = get_args(State)
ROLES = get_args(Role)


def act(verdict: Verdict, person: str = "local:olga", revision: int = NEWEST) -> Act:
    return Act(person, verdict, revision, MORNING)


def case(state: State, relation: Relation = "stranger", *more: Act, total: Summary = SMALL) -> Case:
    """Make a case of revision 3 in `state`, to whose document ASKER stands in `relation`."""
    editors = {"edited last": ("local:olga", ASKER), "edited before": (ASKER, "local:olga")}
    first, second = editors.get(relation, ("local:olga", "local:olga"))
    acts = [act("edit", first, 1), act("edit", second, 2), *more]
    if state in {"approved", "rejected"}:
        acts.append(act("approve" if state == "approved" else "reject", "local:ben"))
    drop = a_drop("t1", "F1")
    if relation == "dropped":
        drop = replace(drop, user="asker")
    review = Review("t1", "D-1", NEWEST, state, MORNING, total, tuple(acts), len(acts) + 1)
    return Case(review, (a_drop("t1", "F0"), drop))


def order(verdict: Verdict, revision: int | None = NEWEST, reason: str | None = None) -> Order:
    return Order("t1", "D-1", revision, verdict, ASKER, reason)


def asker(role: Role) -> Person:
    return Person(ASKER, "Asker", role)


def why(verdict: Verdict, one: Case, role: Role, policy: Policy = POLICY) -> Refusal | None:
    found = refused(order(verdict), one, asker(role), policy)
    return None if found is None else found.why


# state, role, relation -> why a decision is refused; the lines above win.
DECIDING: tuple[tuple[State | None, Role | None, Relation | None, Refusal | None], ...] = (
    ("approved", None, None, "decided"),
    ("rejected", None, None, "decided"),
    ("passed", None, None, "passed"),
    ("pending", "employee", None, "role"),
    ("pending", None, "dropped", "own"),
    ("pending", None, "edited last", "edited"),
    ("pending", None, "edited before", None),
    ("pending", None, "stranger", None),
)
EDITING: tuple[tuple[State | None, Role | None, Relation | None, Refusal | None], ...] = (
    ("approved", None, None, "decided"),
    ("rejected", None, None, "decided"),
    (None, "employee", None, "role"),
    (None, None, None, None),
)
FLAGGING: tuple[tuple[State | None, Role | None, Relation | None, Refusal | None], ...] = (
    ("pending", None, None, "flagged"),
    ("passed", None, None, None),
    (None, "employee", None, "role"),
    (None, None, None, None),
)
TABLES = {"approve": DECIDING, "reject": DECIDING, "edit": EDITING, "flag": FLAGGING}
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@pytest.mark.parametrize(
    ("verdict", "state", "role", "relation"),
    [*itertools.product(VERDICTS, STATES, ROLES, RELATIONS)],
)
def test_every_role_relation_and_state(
    verdict: Verdict, state: State, role: Role, relation: Relation
) -> None:
    expected = next(
        refusal
        for of_state, of_role, of_relation, refusal in TABLES[verdict]
        if of_state in {None, state} and of_role in {None, role} and of_relation in {None, relation}
    )
    assert why(verdict, case(state, relation), role) == expected


@pytest.mark.parametrize("own", [False, True])
def test_who_edited_and_whom_they_had_edit_after_them_are_two_deciders(own: bool) -> None:
    """Let nobody make room for their own edit with one of somebody who decides nothing."""
    policy = replace(POLICY, own=own)
    assert why("edit", case("pending", "dropped"), "employee", policy) == "role"
    assert why("edit", case("passed", "dropped"), "accountant", policy) is None


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_setting_lets_people_decide_on_their_own(role: Role, relation: Relation) -> None:
    policy = replace(POLICY, own=True)
    expected = "role" if role == "employee" else None
    assert why("approve", case("pending", relation), role, policy) == expected


def test_which_roles_decide_is_a_setting() -> None:
    policy = replace(POLICY, deciders=frozenset({"admin"}))
    assert why("approve", case("pending"), "accountant", policy) == "role"
    assert why("flag", case("approved"), "accountant", policy) == "role"
    assert why("approve", case("pending"), "admin", policy) is None


@pytest.mark.parametrize("verdict", VERDICTS)
def test_an_older_revision_is_out_of_date(verdict: Verdict) -> None:
    one = case("pending", "dropped")
    found = refused(order(verdict, 2), one, asker("employee"), POLICY)
    assert found == Refused("outdated", "local:olga", MORNING)
    assert refused(order(verdict, 1), one, asker("employee"), POLICY) == found


def test_who_made_a_card_out_of_date_is_who_changed_the_document() -> None:
    one = case("pending", "edited last", act("approve", "local:ben"))
    found = refused(order("approve", 1), one, asker("admin"), POLICY)
    assert found == Refused("outdated", ASKER, MORNING)


@pytest.mark.parametrize("revision", [0, -1, NEWEST + 1])
def test_a_revision_that_never_was_is_gone(revision: int) -> None:
    found = refused(order("approve", revision), case("pending"), asker("admin"), POLICY)
    assert found == Refused("gone")


def test_a_revision_that_nobody_is_known_to_have_changed_is_gone() -> None:
    one = case("pending")
    forgotten = Case(replace(one.review, acts=()), one.drops)
    assert refused(order("approve", 1), forgotten, asker("admin"), POLICY) == Refused("gone")


def test_no_revision_means_the_newest() -> None:
    assert refused(order("approve", None), case("pending"), asker("admin"), POLICY) is None


def test_a_document_that_is_not_there_is_gone() -> None:
    gone = Refused("gone", known=False)
    assert refused(order("approve"), None, asker("admin"), POLICY) == gone


def test_who_was_first_is_told_with_what_and_when() -> None:
    found = refused(order("approve"), case("rejected"), asker("employee"), POLICY)
    assert found == Refused("decided", "local:ben", MORNING, "rejected")


@pytest.mark.parametrize(
    ("verdict", "errors", "expected"),
    [
        ("approve", 0, False),
        ("approve", 1, True),
        ("reject", 0, True),
        ("flag", 0, True),
        ("edit", 2, False),
    ],
)
def test_what_needs_a_reason(verdict: Verdict, errors: int, expected: bool) -> None:
    review = replace(case("pending").review, summary=replace(SMALL, errors=errors))
    assert needs_reason(verdict, review) is expected
    missing = lacking(replace(order(verdict), invoice=Invoice(tax=1)), review, Invoice())
    assert missing == (Refused("reason") if expected else None)
    assert lacking(order(verdict, reason="so"), review, Invoice()) == (
        Refused("unchanged") if verdict == "edit" else None
    )


def test_an_edit_changes_something() -> None:
    review, said = case("pending").review, Invoice(vendor="Acme", total=Decimal("1.00"))
    same = replace(order("edit"), invoice=said.model_copy(update={"total": Decimal(1)}))
    assert lacking(same, review, said) == Refused("unchanged")
    other = replace(order("edit"), invoice=said.model_copy(update={"vendor": None}))
    assert lacking(other, review, said) is None


@pytest.mark.parametrize(
    ("state", "verdict", "becomes", "newer"),
    [
        ("pending", "approve", "approved", 0),
        ("pending", "reject", "rejected", 0),
        ("pending", "edit", "pending", 1),
        ("passed", "edit", "pending", 1),
        ("passed", "flag", "pending", 0),
        ("approved", "flag", "pending", 1),
        ("rejected", "flag", "pending", 1),
    ],
)
def test_what_becomes_of_a_review(
    state: State, verdict: Verdict, becomes: State, newer: int
) -> None:
    before = case(state).review
    now = after(order(verdict, reason="so"), before, POLICY, LATER)
    assert (now.state, now.revision) == (becomes, NEWEST + newer)
    assert now.version == before.version + 1
    assert now.since == (MORNING if state == becomes else LATER)
    assert now.acts == (*before.acts, Act(ASKER, verdict, NEWEST, LATER, "so"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_refusal_has_its_sentence(language: str) -> None:
    said = texts("zh" if language == "zh" else "en").review
    assert {*said.refusals} | {"unchanged"} == {*get_args(Refusal)}
    for phrase in (*said.refusals.values(), said.unchanged):
        assert phrase.format(who="Ben", at="then", state="Approved")
