"""The parties of a contract and what it calls them: preamble first, then opening and signatures."""

from dataclasses import dataclass

from pipelines.document.clauses.chinese import chinese_parties
from pipelines.document.clauses.labelled import labelled
from pipelines.document.clauses.letters import addressee
from pipelines.document.clauses.mentions import mentions
from pipelines.document.clauses.names import Party, letters
from pipelines.document.clauses.preamble import preamble
from pipelines.document.clauses.prose import Prose
from pipelines.document.clauses.signatures import Signed, signers
from pipelines.document.model import Evidence
from pipelines.document.page.evidence import Place, evidence_of
from pipelines.document.page.printed import Printed
from pipelines.document.terms import MOST_PARTIES


@dataclass(frozen=True, slots=True)
class Named:
    """A party with the places of its name."""

    name: str
    role: str | None
    places: tuple[Evidence, ...]


def parties_of(prose: Prose, printed: Printed) -> list[Named]:
    """Give the parties in the order they are introduced; none where nothing tells them."""
    listed = chinese_parties(prose) or labelled(prose) or preamble(prose)
    if len(listed) < 2:
        listed = _merged(listed, mentions(prose))
    if len(listed) < 2:
        listed = _with_addressee(listed, addressee(prose))
    signed = signers(printed.rows)
    found = [_named(prose, one, signed) for one in listed]
    if len(found) < 2:
        found += [_of_signer(one) for one in _further(found, signed)]
    return found[:MOST_PARTIES]


def _merged(listed: list[Party], mentioned: list[Party]) -> list[Party]:
    """Add those of the opening; of one party in both, the longer name."""
    kept = [one for one in listed if not any(_is_short_for(one, other) for other in mentioned)]
    keys = {one.key for one in kept}
    return kept + [one for one in mentioned if one.key not in keys]


def _with_addressee(listed: list[Party], other: Party | None) -> list[Party]:
    known = other is None or any(
        one.key.startswith(other.key) or other.key.startswith(one.key) for one in listed
    )
    return listed if known or other is None else [*listed, other]


def _is_short_for(one: Party, other: Party) -> bool:
    return one.key != other.key and (
        other.key.startswith(one.key) or one.key == letters(other.role or "")
    )


def _named(prose: Prose, party: Party, signed: list[Signed]) -> Named:
    """Give a party with where it is introduced, and where it signs."""
    places = [prose.quote(party.start, party.end)]
    for one in signed:
        if letters(one.name) == party.key:
            places += evidence_of([Place(one.spot, "normalised")])
            break
    return Named(party.name, party.role, tuple(places))


def _further(found: list[Named], signed: list[Signed]) -> list[Signed]:
    """Give those who sign and were not introduced, where that is not a crowd."""
    keys = [letters(one.name) for one in found]
    others = [one for one in signed if not any(_alike(letters(one.name), key) for key in keys)]
    persons = [one for one in others if not one.is_firm]
    firms = [one for one in others if one.is_firm]
    if found:
        wanted = persons if len(persons) == 1 else firms
        return wanted[:1] if len(wanted) == 1 else []
    return others if len(others) == 2 else []


def _alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _of_signer(one: Signed) -> Named:
    return Named(one.name, None, evidence_of([Place(one.spot, "exact")]))
