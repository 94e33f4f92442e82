"""A contract as rules read it: what its own words tell for sure, with the place of each value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pipelines.document.clauses.days import days_in
from pipelines.document.clauses.effect import effective_days
from pipelines.document.clauses.ending import notice_of, renewal_of, renewal_term_of, termination_of
from pipelines.document.clauses.lands import is_state
from pipelines.document.clauses.laws import FoundLaw, laws_in
from pipelines.document.clauses.parties import parties_of
from pipelines.document.clauses.price import price_of
from pipelines.document.clauses.prose import Prose
from pipelines.document.clauses.said import Said
from pipelines.document.clauses.term import expiry_of, term_of
from pipelines.document.clauses.title import title_of
from pipelines.document.model import Evidence
from pipelines.document.page.printed import Printed
from pipelines.document.terms import PARTIES, Contract

_REACH = 420  # characters of a sentence on the law, before the land


@dataclass(frozen=True, slots=True)
class Clauses:
    """A contract, where its values stand, and what it says twice and differently, by field.

    `begins` is the day its term starts, where the words on its end name one.
    """

    contract: Contract
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    begins: date | None = None
    doubles: dict[str, tuple[str, str]] = field(default_factory=dict)


def read_clauses(printed: Printed) -> Clauses:
    """Read a contract; a value that it tells in two ways stays unsaid and is among `doubles`."""
    prose = Prose(printed)
    said = _said(prose, printed)
    doubles = {name: _two(found) for name, found in said.items() if len(found) > 1}
    single = {name: found[0] for name, found in said.items() if len(found) == 1}
    parties = parties_of(prose, printed)
    values = {name: one.value for name, one in single.items()}
    contract = Contract.model_validate(
        {
            **values,
            "parties": [one.name for one in parties],
            "roles": [one.role for one in parties],
        }
    )
    evidence: dict[str, tuple[Evidence, ...]] = {
        name: (prose.quote(one.start, one.end),) for name, one in single.items()
    }
    evidence |= {f"{PARTIES}.{at}": one.places for at, one in enumerate(parties)}
    return Clauses(contract, evidence, _begins(prose, printed, single.get("expiry_date")), doubles)


def _said(prose: Prose, printed: Printed) -> dict[str, Sequence[Said[object]]]:
    """Give what is found for each term: nothing, one value, or several that contradict."""
    renewal = renewal_of(prose)
    price = price_of(prose, printed)
    amount = [Said(price.value[0], price.start, price.end)] if price else []
    currency = price.value[1] if price else None
    one: dict[str, Said[object] | None] = {
        "title": title_of(prose),
        "expiry_date": expiry_of(prose, printed),
        "term": term_of(prose),
        "auto_renewal": renewal,
        "renewal_term": renewal_term_of(prose, renewal),
        "notice_period": notice_of(prose, renewal),
        "currency": Said(currency, price.start, price.end) if price and currency else None,
        "termination": termination_of(prose),
    }
    return {
        **{name: [found] for name, found in one.items() if found is not None},
        "effective_date": effective_days(prose, printed),
        "governing_law": _laws(prose),
        "amount": amount,
    }


def _laws(prose: Prose) -> list[Said[object]]:
    """Give the lands whose law governs; beside a state, the country it lies in does not count."""
    found: dict[str, FoundLaw] = {}
    laws = list(laws_in(prose.folded, prose.text))
    for law in [one for one in laws if one.governs] or laws:
        found.setdefault(law.land, law)
    states = {land for land in found if is_state(land)}
    wanted = [one for land, one in found.items() if not states or land in states]
    return [Said(one.land, *prose.sentence(one.start, one.end, _REACH)) for one in wanted]


def _begins(prose: Prose, printed: Printed, expiry: Said[object] | None) -> date | None:
    """Give the other day in the words on the end of a contract: from the one to the other."""
    if expiry is None:
        return None
    folded = prose.folded[expiry.start : expiry.end]
    days = [one.value for one in days_in(folded, printed.order or "mdy") if one.value is not None]
    others = [one for one in days if one != expiry.value]
    return others[0] if len(others) == 1 else None


def _two(found: Sequence[Said[object]]) -> tuple[str, str]:
    first, second = (_shown(one.value) for one in found[:2])
    return first, second


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
