"""A contract in the shape of a letter: who it is addressed to."""

import re

from pipelines.document.clauses.names import LEGAL_FORM, Party, name_at
from pipelines.document.clauses.prose import Prose

_ROWS = 45  # in which the addressee stands
_BLOCK = 10  # rows of an address
_GREETING = re.compile(
    r"(?:dear|sehr geehrter?|liebe[r]?|cher|chere|madame|"
    r"monsieur) ?[a-z. -]{0,60}[:,]?"
)
_NO_ADDRESSEE = re.compile(
    r"attn|attention|re:|via |by |c/o|personal|confidential|strictly|subject|private|exhibit|date"
)
_PERSON = re.compile(
    r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}(?:,? (?:Jr|Sr|II|III|Ph\.D|"
    r"M\.D)\.?)?"
)


def addressee(prose: Prose) -> Party | None:
    """Give the firm above the greeting of a letter, else the person; None where there is none."""
    lines = prose.lines()[:_ROWS]
    greeted = next(
        (at for at, line in enumerate(lines) if _GREETING.fullmatch(prose.folded[slice(*line)])),
        None,
    )
    if greeted is None:
        return None
    persons: list[Party] = []
    for start, end in lines[max(greeted - _BLOCK, 0) : greeted]:
        text = prose.text[start:end]
        name = name_at(prose.text, start, end)
        if name is None or _NO_ADDRESSEE.match(prose.folded, start, end) or name[1] < end - 2:
            continue
        party = Party(prose.text[slice(*name)], None, *name)
        if LEGAL_FORM.search(party.name):
            return party
        if _PERSON.fullmatch(text.strip()):
            persons.append(party)
    return persons[0] if persons else None
