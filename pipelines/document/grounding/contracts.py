"""The terms of a contract that a model copied: each stands with its quote, or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from pipelines.document.clauses.verbatim import day_of, follows, land_of, period_of, yes_or_no
from pipelines.document.findings import Finding
from pipelines.document.grounding.quotes import Quotes
from pipelines.document.grounding.values import Grounds
from pipelines.document.model import Evidence
from pipelines.document.question.wire import Clause, Side, Terms
from pipelines.document.terms import PARTIES, TERMS, Contract

_Value: TypeAlias = str | Decimal | date | bool
_DAYS = ("effective_date", "expiry_date")
_PERIODS = ("term", "renewal_term", "notice_period")
_SHOWN = 80


@dataclass(slots=True)
class Agreed:
    """A contract with the places of its terms; `lost` tells of what was dropped."""

    contract: Contract = field(default_factory=Contract)
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    lost: list[Finding] = field(default_factory=list)


def agreed(told: Terms, grounds: Grounds, quotes: Quotes) -> Agreed:
    """Give the terms whose quote stands on the pages and says their value."""
    found = Agreed()
    values: dict[str, _Value] = {}
    for name in TERMS:
        clause: Clause | None = getattr(told, name)
        if clause is None or not clause.value:
            continue
        value, places = _value(name, clause, grounds), quotes.find(clause.quote)
        if value is None or not places or not follows(name, value, clause.quote):
            found.lost.append(_dropped(name, clause.value))
            continue
        values[name], found.evidence[name] = value, places
    sides = _sides(told.parties, quotes, found)
    found.contract = Contract(
        **values,
        parties=tuple(side.name for side in sides),
        roles=tuple(side.role for side in sides),
    )
    return found


def _sides(sides: Sequence[Side], quotes: Quotes, found: Agreed) -> list[Side]:
    """Give the parties that the pages name; a role that they do not say is none."""
    kept: list[Side] = []
    for side in sides:
        places = quotes.find(side.quote) if follows(PARTIES, side.name, side.quote) else ()
        if not places:
            found.lost.append(_dropped(PARTIES, side.name))
            continue
        found.evidence[f"{PARTIES}.{len(kept)}"] = places
        role = side.role if side.role and quotes.find(side.role) else None
        kept.append(side.model_copy(update={"role": role}))
    return kept


def _value(name: str, clause: Clause, grounds: Grounds) -> _Value | None:
    """Make a value of the copied words, by our own rules."""
    said, quote, order = clause.value, clause.quote, grounds.printed.order
    if name in _DAYS:
        return day_of(said, order) or day_of(quote, order)
    if name in _PERIODS:
        return period_of(said) or period_of(quote)
    makers: Mapping[str, Callable[[], _Value | None]] = {
        "auto_renewal": lambda: yes_or_no(quote),
        "governing_law": lambda: land_of(quote) or land_of(said) or said,
        "amount": lambda: grounds.amount(said),
        "currency": lambda: grounds.currency(said),
    }
    return makers.get(name, lambda: said)()


def _dropped(name: str, value: str) -> Finding:
    facts = {"found": value[:_SHOWN]}
    return Finding(rule="missing_evidence", severity="warning", field=name, facts=facts)
