"""The parties of a contract that has no list of them: whoever its opening gives a name to."""

import re
from collections.abc import Iterator

from pipelines.document.clauses.names import (
    NAME,
    Party,
    closing,
    is_name,
    letters,
    name_at,
    role_in,
)
from pipelines.document.clauses.prose import Prose

_OPENING = 5_000  # characters in which the parties are introduced
_BRACKET = re.compile(r" ?[(（](?=[^()（）]{0,90}[\"“])")
# What may stand between a name and the bracket that says what it is called.
_DESCRIPTION = re.compile(
    r"(?:(?: (?:d/b/a|dba|f/k/a|doing business as|formerly known as|trading as) [^();:]{2,60})?"
    r"(?:, (?:a|an|the|its|including|having|with|located|whose|who|on behalf|together|acting|"
    r"organi[sz]ed|residing|incorporated|any|collectively|successors|s\.s\.)| and (?:its|any|all)|"
    r" (?:a|an|its|with (?:an? |its )?(?:address|office|principal|place)|on behalf|whose|located))"
    r"(?![a-z])[^();:]{0,160})?,?"
)
_SPEAKER = re.compile(r"(?<![A-Za-z])I, (?=[A-Z])")
_ROLE = re.compile(
    r"(?:the )?(?:company|corporation|employ(?:er|ee)|executive|director|consultant|contractor|"
    r"recipient|receiving party|disclos(?:er|ing party)|buyer|seller|vendor|purchaser|customer|"
    r"client|supplier|provider|service provider|lessor|lessee|landlord|tenant|licen[sc]or|licensee|"
    r"borrower|lender|guarantor|bank|partner|manufacturer|distributor|agent|owner|participant|"
    r"grantee|grantor|advisor|parent|sponsor|interested party|bidder|counterparty|individual)s?"
)


def mentions(prose: Prose) -> list[Party]:
    """Give the names of the opening that a bracket gives a role, or a shorter name."""
    found: dict[str, Party] = {}
    for party in (*_introduced(prose), *_speaking(prose)):
        known = next((key for key in found if _same(key, party.key)), None)
        if known is None:
            found[party.key] = party
    return sorted(found.values(), key=lambda one: one.start)


def _same(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _introduced(prose: Prose) -> Iterator[Party]:
    text = prose.text[:_OPENING]
    last = 0
    for bracket in _BRACKET.finditer(text):
        role = role_in(text[bracket.start() : closing(text, bracket.end() - 1)])
        name = _before(text, max(last, bracket.start() - 300), bracket.start())
        if role is None or name is None:
            continue
        spoken = text[slice(*name)]
        if _ROLE.fullmatch(letters_and_blanks(role)) or _shortens(role, spoken):
            last = bracket.end()
            yield Party(spoken, role, *name)


def letters_and_blanks(text: str) -> str:
    """Fold a role, without its punctuation."""
    return re.sub(r"[^a-z ]", "", text.casefold()).strip()


def _shortens(role: str, name: str) -> bool:
    """Tell a shorter form of a name: its beginning, one of its words, or its initials."""
    short, full = letters(role), letters(name)
    words = [letters(word) for word in name.split()]
    initials = "".join(word[0] for word in words if word)
    return len(short) > 1 and (
        full.startswith(short) or short in words or initials.startswith(short)
    )


def _before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the last name before a bracket from which only a description leads to it."""
    best: tuple[int, int] | None = None
    for match in NAME.finditer(text, start, end):
        name = name_at(text, match.start(), end)
        if name is None or not _DESCRIPTION.fullmatch(text, name[1], end):
            continue
        best = name
        break
    return best


def _speaking(prose: Prose) -> Iterator[Party]:
    """Find who speaks: "I, Jane Roe, agree"."""
    text = prose.text[:_OPENING]
    for match in _SPEAKER.finditer(text):
        name = name_at(text, match.end())
        if name is not None and is_name(text[slice(*name)]):
            behind = text[name[1] : name[1] + 200]
            yield Party(text[slice(*name)], role_in(behind), *name)
