"""Labels that no list holds: what known words mean together, in whatever order."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.document.page.layout import CELL_GAP
from pipelines.document.page.lexicon.day_parts import DAY_PARTS, DAY_RULES
from pipelines.document.page.lexicon.parts import PARTS
from pipelines.document.page.lexicon.rules import SUM_RULES, Rules

Meaning = tuple[str, float]  # role and weight, as in the lexicon

_MOST_LETTERS = 40  # of one word; longer ones are none
_MOST_WORDS = 9
_MOST_GLYPHS = 10  # of a Chinese or Japanese word, blanks between them included
_LEAST_PIECE = 3  # letters of a word inside a compound: "netto" and "betrag" in "Nettobetrag"
_LEAST_END = 5  # letters of the end of a compound whose beginning is unknown
_TELLING_ENDS = frozenset({"discount", "charge"})
_LEAST_TORN = 5  # letters of a word that was torn in two, or misread
_ALIKE = str.maketrans("l1j0aectfnv", "iiioooottmu")  # letters that are taken for one another
_DOTTED = re.compile(r"[a-z]{1,2}(?:\.[a-z]{1,2}){1,3}(?![a-z])")
_WORD = re.compile(r"[a-z0]+")
_JOINT = re.compile(r"[ .,;/()\[\]\-–'’*+&€$£]{0,6}")
_RATE = re.compile(r"\d{1,2}(?:[.,]\d{1,2})? ?[%％]")

_TAX_LEADS = frozenset({"tax", "within", "plus", "incl"})
_FAMILIES: dict[str, tuple[dict[str, str], Rules]] = {
    "amounts": (PARTS, SUM_RULES),
    "dates": (DAY_PARTS, DAY_RULES),
}
_SUMS_LEAD = frozenset({"total", "amount", "sub", "due", "doc", "net", "gross", "grand", "price"})


@dataclass(frozen=True, eq=False)
class _Grammar:
    """The words of a family by what they say, and the rules of what that means.

    `looks` has them by what they look like, for recognised text only; `heads` are their first
    letters.
    """

    words: dict[str, frozenset[str]]
    looks: dict[str, frozenset[str]]
    rules: tuple[tuple[frozenset[str], frozenset[str], frozenset[str], str, float], ...]
    heads: frozenset[str]


@cache
def _grammar(family: str, *, scanned: bool) -> _Grammar | None:
    if family not in _FAMILIES:
        return None
    parts, rules = _FAMILIES[family]
    known: dict[str, frozenset[str]] = {}
    for said, words in parts.items():
        for word in words.split("|"):
            known[word] = known.get(word, frozenset()) | frozenset(said.split())
    table = tuple(
        (frozenset(every.split()), frozenset(some.split()), frozenset(none.split()), role, weight)
        for every, some, none, role, weight in rules
    )
    heads = frozenset(word[:1] for word in known)
    return _Grammar(known, _looks(known) if scanned else {}, table, heads)


def _looks(known: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Give the longer words by what they look like; none of two that look alike."""
    looks: dict[str, frozenset[str]] = {}
    for word, parts in known.items():
        look = _look(word)
        if len(word) >= _LEAST_TORN and parts:
            looks[look] = parts if looks.get(look, parts) == parts else frozenset()
    return {look: parts for look, parts in looks.items() if parts}


def _look(word: str) -> str:
    return word.translate(_ALIKE)


def composed(
    folded: str, start: int, family: str = "amounts", *, scanned: bool = False
) -> tuple[Meaning, int] | None:
    """Give what the words from `start` on mean together, and where they end; None: nothing.

    `scanned`: letters may have been taken for others that look like them.
    """
    grammar = _grammar(family, scanned=scanned)
    if grammar is None:
        return None
    found: tuple[Meaning, int] | None = None
    parts: tuple[frozenset[str], ...] = ()
    at = start
    for _ in range(_MOST_WORDS):
        step = _next_word(folded, at, grammar)
        if step is None or not (parts or any(step[0])):
            break
        parts, at = parts + step[0], step[1]
        meaning = _meaning(parts, grammar) if any(step[0]) else None
        if meaning is not None and not meaning[0]:
            break
        found = (meaning, at) if meaning is not None else found
        at = _behind_joint(folded, at)
    return found


def _next_word(
    folded: str, at: int, grammar: _Grammar
) -> tuple[tuple[frozenset[str], ...], int] | None:
    """Give what the word at a place adds to the meaning, and where it ends; None: unknown."""
    dotted = _DOTTED.match(folded, at)
    if dotted is not None and dotted[0].replace(".", "") in grammar.words:
        return (grammar.words[dotted[0].replace(".", "")],), dotted.end()
    word = _WORD.match(folded, at, at + _MOST_LETTERS)
    if word is None:
        return _glyphs(folded, at, grammar)
    parts = _split(word[0], grammar) if len(word[0]) < _MOST_LETTERS else None
    if parts is not None:
        return parts, word.end()
    return _torn(folded, word, grammar)


def _glyphs(
    folded: str, at: int, grammar: _Grammar
) -> tuple[tuple[frozenset[str], ...], int] | None:
    """Look a word up that is written without blanks around it."""
    first = folded[at : at + 1]
    if first not in grammar.heads and not first.isspace():
        return None
    for end in range(min(at + _MOST_GLYPHS, len(folded)), at, -1):
        word = "".join(folded[at:end].split())
        if word in grammar.words and not folded[end - 1].isspace():
            return (grammar.words[word],), end
    return None


def _torn(
    folded: str, word: re.Match[str], grammar: _Grammar
) -> tuple[tuple[frozenset[str], ...], int] | None:
    """Look a word up whose end stands behind a blank: recognised text tears words apart."""
    rest = _WORD.match(folded, word.end() + 1)
    if rest is None or folded[word.end()] != " ":
        return None
    whole = word[0] + rest[0]
    known = len(whole) >= _LEAST_TORN and whole in grammar.words
    return ((grammar.words[whole],), rest.end()) if known else None


@lru_cache(maxsize=4096)
def _split(run: str, grammar: _Grammar) -> tuple[frozenset[str], ...] | None:
    """Take a run of letters apart into known words, the longest first; None: there is no way.

    Of a compound such as "Treuerabatt" the end says what it is.
    """
    if run in grammar.words:
        return (grammar.words[run],)
    for cut in range(len(run) - _LEAST_PIECE, _LEAST_PIECE - 1, -1):
        head = grammar.words.get(run[:cut])
        rest = _split(run[cut:], grammar) if head else None
        if head and rest is not None and all(rest):
            return (head, *rest)
    if len(run) >= _LEAST_TORN and _look(run) in grammar.looks:
        return (grammar.looks[_look(run)],)
    ends = (grammar.words.get(run[cut:]) for cut in range(1, len(run) - _LEAST_END + 1))
    return next(((end,) for end in ends if end and end <= _TELLING_ENDS), None)


def _behind_joint(folded: str, at: int) -> int:
    """Give where the next word of a label would start: behind blanks, brackets and a rate."""
    joint = _JOINT.match(folded, at)
    end = joint.end() if joint else at
    rate = _RATE.match(folded, end)
    if rate is not None:
        joint = _JOINT.match(folded, rate.end())
        end = joint.end() if joint else rate.end()
    return len(folded) if CELL_GAP in folded[at:end] else end


@lru_cache(maxsize=4096)
def _meaning(parts: tuple[frozenset[str], ...], grammar: _Grammar) -> Meaning | None:
    """Give role and weight by the first rule that fits."""
    said = _said(parts)
    for every, some, none, role, weight in grammar.rules:
        if every <= said and (not some or some & said) and not none & said:
            return role, weight
    return None


def _said(parts: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Gather what words say: a "tax invoice" is no tax, and what is said first counts."""
    kept = [
        one - {"tax"} if "tax" in one and "doc" in following else one
        for one, following in zip(parts, (*parts[1:], frozenset()), strict=True)
    ]
    leading = next((one for one in kept if one & (_TAX_LEADS | _SUMS_LEAD)), frozenset())
    said = frozenset().union(*kept)
    if sum("due" in one for one in kept) > 1:  # "Scadenza del pagamento"
        said |= {"twice-due"}
    adjective = "tax" in leading and len(leading) > 1  # as "TTC" and 含税
    leads = leading & _TAX_LEADS and not leading & _SUMS_LEAD and not adjective
    return said | {"taxfirst"} if leads else said
