"""Who may decide on what, for every platform: pure functions over case, person and policy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

from handlers.people import Person, Role, person_id
from handlers.ports import Facts
from handlers.verdicts import Act, Case, Review, State, Summary, Verdict
from pipelines.document.currencies import exists
from pipelines.document.model import Invoice

# In the order in which a person understands them: the first that holds is told.
Refusal = Literal[
    "gone", "unseen", "outdated", "decided", "passed", "flagged", "role", "own", "edited", "twice",
    "reason", "unchanged",
]  # fmt: skip
ANY_CURRENCY = "*"


@dataclass(frozen=True, slots=True)
class Policy:
    """Who decides, and when it takes two.

    `own`: whether people may decide on what they dropped or last edited. `two_over`: by currency
    (`*` any other that exists) the amount over which two people approve; empty: one is always
    enough.
    """

    deciders: frozenset[Role]
    own: bool
    two_over: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Order:
    """What one person wants done to one revision of a document (None: the newest).

    `person` as `person_id` names them. An edit brings the whole `invoice` as it shall be.
    `console` tells who sat at the machine, where the order was typed there.
    """

    tenant: str
    document_id: str
    revision: int | None
    verdict: Verdict
    person: str
    reason: str | None = None
    invoice: Invoice | None = None
    console: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an order is not carried out; `who` did what stands in its way, and when.

    `known` is for the audit alone: whether there is such a document.
    """

    why: Refusal
    who: str | None = None
    at: datetime | None = None
    state: State | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """An order was carried out; the review as it is now."""

    review: Review


def needs_two(policy: Policy, summary: Summary) -> bool:
    """Tell whether two people have to approve; what cannot be compared needs them."""
    if not policy.two_over:
        return False
    limit = _limit(policy, summary.currency)
    return limit is None or summary.total is None or summary.total.copy_abs() > limit


def needs_reason(verdict: Verdict, review: Review) -> bool:
    """Tell whether a person has to say why; approving what failed a check is an override."""
    return verdict in {"reject", "flag"} or (verdict == "approve" and review.summary.errors > 0)


def may_decide(case: Case, person: Person, policy: Policy) -> Refused | None:
    """Tell why a person may not approve right now; None: they may."""
    return _not_rejecting(case, person, policy) or _approved_before(case.review, person, policy)


def refused(order: Order, case: Case | None, person: Person, policy: Policy) -> Refused | None:
    """Tell why somebody who may see a document may not do this to it, whatever their reason."""
    if case is None:
        return Refused("gone", known=False)
    return _outdated(order, case.review) or _RULES[order.verdict](case, person, policy)


def lacking(order: Order, review: Review, invoice: Invoice) -> Refused | None:
    """Tell what an order leaves out that it cannot be carried out without, on `invoice`."""
    if order.verdict == "edit":
        return Refused("unchanged") if order.invoice in {None, invoice} else None
    needs = needs_reason(order.verdict, review)
    return Refused("reason") if needs and order.reason is None else None


def after(order: Order, before: Review, policy: Policy, at: datetime) -> Review:
    """Give the review as it is once `order` is carried out."""
    act = Act(order.person, order.verdict, before.revision, at, order.reason)
    state = _state_after(order, before, policy)
    reopens = order.verdict == "flag" and before.decision is not None
    return replace(
        before,
        revision=before.revision + (order.verdict == "edit" or reopens),
        state=state,
        since=before.since if state == before.state else at,
        acts=(*before.acts, act),
        version=before.version + 1,
    )


def _limit(policy: Policy, currency: str | None) -> Decimal | None:
    """Give the amount for a currency; one that there is not has none, whatever it is called."""
    if currency is None or currency == ANY_CURRENCY:
        return None
    other = policy.two_over.get(ANY_CURRENCY) if exists(currency) else None
    return policy.two_over.get(currency, other)


def _state_after(order: Order, before: Review, policy: Policy) -> State:
    if order.verdict == "reject":
        return "rejected"
    if order.verdict != "approve":
        return "pending"
    people = {act.person for act in before.approvals} | {order.person}
    is_enough = len(people) > 1 or not needs_two(policy, before.summary)
    return "approved" if is_enough else "pending"


def _outdated(order: Order, review: Review) -> Refused | None:
    """Refuse what was meant for another revision; one that never was is gone."""
    if order.revision in {None, review.revision}:
        return None
    newer = next((act for act in reversed(review.acts) if act.revision < review.revision), None)
    if newer is None or not 0 < order.revision < review.revision:
        return Refused("gone")
    return Refused("outdated", newer.person, newer.at)


def _not_rejecting(case: Case, person: Person, policy: Policy) -> Refused | None:
    if case.review.state == "passed":
        return Refused("passed")
    return _decided(case.review) or _barred(case, person, policy)


def _not_editing(case: Case, person: Person, policy: Policy) -> Refused | None:
    """Let those alone correct a document who decide.

    Whoever edited it last does not decide on it: so an edit and its approval are two deciders'.
    """
    return _decided(case.review) or _without_role(person, policy)


def _not_flagging(case: Case, person: Person, policy: Policy) -> Refused | None:
    """Let everybody object to what passed, but only those who decide reopen a decision."""
    match case.review.state:
        case "pending":
            return Refused("flagged")
        case "passed":
            return None
        case _:
            return _without_role(person, policy)


_RULES: Mapping[Verdict, Callable[[Case, Person, Policy], Refused | None]] = {
    "approve": may_decide,
    "reject": _not_rejecting,
    "edit": _not_editing,
    "flag": _not_flagging,
}


def _decided(review: Review) -> Refused | None:
    act = review.decision
    return None if act is None else Refused("decided", act.person, act.at, review.state)


def _without_role(person: Person, policy: Policy) -> Refused | None:
    return None if person.role in policy.deciders else Refused("role")


def _barred(case: Case, person: Person, policy: Policy) -> Refused | None:
    if (refusal := _without_role(person, policy)) or policy.own:
        return refusal
    if _dropped(case, person):
        return Refused("own")
    return Refused("edited") if case.review.last_editor == person.id else None


def _approved_before(review: Review, person: Person, policy: Policy) -> Refused | None:
    if not needs_two(policy, review.summary):
        return None
    earlier = next((act for act in review.approvals if act.person == person.id), None)
    return None if earlier is None else Refused("twice", earlier.person, earlier.at)


def _dropped(case: Case, person: Person) -> bool:
    return any(person_id(drop.place.platform, drop.user) == person.id for drop in case.drops)
