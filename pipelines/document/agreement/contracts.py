"""A contract that two readers read: which terms stand."""

from collections.abc import Iterator

from pipelines.document.agreement.likeness import same_name
from pipelines.document.checks.contract import check_contract
from pipelines.document.exchange import Understood
from pipelines.document.findings import Finding, Rule
from pipelines.document.model import Evidence, Reading
from pipelines.document.terms import PARTIES, TERMS, Contract

_NAMED = frozenset({"title", "governing_law", "termination"})
_MOST_SHOWN = 60
_DAYS: frozenset[Rule] = frozenset({"ends_before_start", "term_mismatch"})
_AGAIN: frozenset[Rule] = _DAYS | {"missing_field"}
_OF_TIME = ("effective_date", "expiry_date", "term")


def agreed_terms(local: Reading, told: Understood, reader: str) -> Reading:
    """Give the one reading of both: what rules answered stands, and what only a model quotes."""
    ours, theirs = local.contract or Contract(), told.contract or Contract()
    unsaid = {one.field for one in local.findings if one.rule == "contradicting_terms"}
    open_ = {name for name in TERMS if getattr(ours, name) is None and name not in unsaid}
    taken = {name for name in open_ if getattr(theirs, name) is not None}
    names, evidence, alike = _parties(local, ours, told, theirs)
    values = {name: getattr(theirs, name) for name in taken}
    contract = ours.model_copy(update={**values, "parties": names.parties, "roles": names.roles})
    kept = {
        name: places
        for name, places in local.evidence.items()
        if not name.startswith(f"{PARTIES}.")
    }
    kept |= {name: told.evidence.get(name, ()) for name in taken} | evidence
    findings = [
        *_checked(local, contract, taken),
        *(_conflict(name, ours, theirs, reader) for name in _apart(ours, theirs)),
        *(one for one in told.findings if one.rule == "missing_evidence"),
    ]
    if not alike:
        findings.append(_conflict(PARTIES, ours, theirs, reader))
    return local.model_copy(
        update={"contract": contract, "evidence": kept, "findings": tuple(findings)}
    )


def _checked(local: Reading, contract: Contract, taken: set[str]) -> Iterator[Finding]:
    """Give what was found, and of rules about values what still holds of those that stand."""
    fresh = [one for one in check_contract(contract) if one.rule in _AGAIN]
    is_timed = not taken.isdisjoint(_OF_TIME)
    for one in local.findings:
        if one.rule not in _AGAIN or one in fresh or (one.rule in _DAYS and not is_timed):
            yield one
    if is_timed:
        yield from (one for one in fresh if one.rule in _DAYS and one not in local.findings)


def _apart(ours: Contract, theirs: Contract) -> Iterator[str]:
    """Give the terms that both say, and not the same; the words of a clause are no matter."""
    for name in TERMS:
        one, other = getattr(ours, name), getattr(theirs, name)
        if None in (one, other) or one == other or name in ("title", "termination"):
            continue
        if name in _NAMED and same_name(str(one), str(other)):
            continue
        yield name


def _parties(
    local: Reading, ours: Contract, told: Understood, theirs: Contract
) -> tuple[Contract, dict[str, tuple[Evidence, ...]], bool]:
    """Give the parties, their places, and whether both readers name the same.

    Those of a model stand where it names all that rules name; then its roles do.
    """
    covered = all(any(same_name(one, other) for other in theirs.parties) for one in ours.parties)
    chosen, places = (
        (theirs, told.evidence) if theirs.parties and covered else (ours, local.evidence)
    )
    evidence = {name: found for name, found in places.items() if name.startswith(f"{PARTIES}.")}
    return chosen, evidence, covered or not theirs.parties


def _conflict(name: str, ours: Contract, theirs: Contract, reader: str) -> Finding:
    found, expected = (_shown(getattr(one, name)) for one in (ours, theirs))
    facts = {"found": found, "expected": expected, "reader": reader}
    return Finding(rule="source_conflict", severity="error", field=name, facts=facts)


def _shown(value: object) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return text[:_MOST_SHOWN]
