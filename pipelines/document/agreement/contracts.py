"""A contract that two readers read: which terms stand."""

from collections.abc import Iterator

from pipelines.document.agreement.likeness import same_name
from pipelines.document.exchange import Understood
from pipelines.document.findings import Finding
from pipelines.document.model import Evidence, Reading
from pipelines.document.terms import PARTIES, TERMS, Contract

_NAMED = frozenset({"title", "governing_law", "termination"})
_MOST_SHOWN = 60


def agreed_terms(local: Reading, told: Understood, reader: str) -> Reading:
    """Give the one reading of both: what rules answered stands, and what only a model quotes."""
    ours, theirs = local.contract or Contract(), told.contract or Contract()
    taken = {
        name for name in TERMS if getattr(ours, name) is None and getattr(theirs, name) is not None
    }
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
        *local.findings,
        *(_conflict(name, ours, theirs, reader) for name in _apart(ours, theirs)),
        *(one for one in told.findings if one.rule == "missing_evidence"),
    ]
    if not alike:
        findings.append(_conflict(PARTIES, ours, theirs, reader))
    return local.model_copy(
        update={"contract": contract, "evidence": kept, "findings": tuple(findings)}
    )


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
