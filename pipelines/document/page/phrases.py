"""Labels of sums that no list holds: what known words mean together, in whatever order."""

import re
from functools import cache, lru_cache

from pipelines.document.page.layout import CELL_GAP
from pipelines.document.page.lexicon.parts import PARTS

Meaning = tuple[str, float]  # role and weight, as in the lexicon

_MOST_LETTERS = 40  # of one word; longer ones are none
_MOST_WORDS = 9
_MOST_GLYPHS = 10  # of a Chinese or Japanese word, blanks between them included
_LEAST_PIECE = 3  # letters of a word inside a compound: "netto" and "betrag" in "Nettobetrag"
_LEAST_TORN = 5  # letters of a word that was torn in two
_DOTTED = re.compile(r"[a-z]{1,2}(?:\.[a-z]{1,2}){1,3}(?![a-z])")
_WORD = re.compile(r"[a-z0]+")
_JOINT = re.compile(r"[ .,;/()\[\]\-–'’*+&€$£]{0,6}")
_RATE = re.compile(r"\d{1,2}(?:[.,]\d{1,2})? ?[%％]")

# What stands in a label -> what it means; the first row that fits decides. "taxfirst": a tax is
# spoken of before any sum. An empty role: words that contradict each other, the heads of columns
# that stand close together.
_RULES: tuple[tuple[str, str, str, str, float], ...] = (
    # all of, one of, none of, role, weight
    ("count", "", "", "count", 6),
    ("rate", "", "", "rate", 6),
    ("carry", "", "", "carried", 6),
    ("page", "total sub", "", "carried", 6),
    ("prev", "balance total amount due doc paid", "", "previous", 6),
    ("withheld", "", "after", "withheld", 6),
    ("rounded", "total amount due", "", "total", 6),
    ("rounding", "", "total", "rounding", 6),
    ("paid", "", "balance due after", "tender", 6),
    ("discount excl", "total sub amount net price", "", "goods", 4),
    ("discount", "", "after incl excl", "discount", 6),
    ("tip", "", "total sub incl excl after", "service", 6),
    ("service charge", "", "total sub incl excl after", "service", 6),
    ("charge", "", "total sub incl excl after tax doc", "charge", 6),
    ("goods", "total sub amount", "incl excl tax net gross due", "goods", 4),
    ("net gross", "", "", "", 0),
    ("gross base", "", "", "", 0),
    ("tax incl excl", "", "", "", 0),
    ("sub incl", "", "excl", "gross", 5),
    ("sub excl", "", "", "subtotal", 6),
    ("sub gross", "", "", "gross", 4),
    ("sub net", "", "", "subtotal", 6),
    ("sub tax", "", "", "", 0),
    ("sub", "", "", "subtotal", 4),
    ("excl tax", "price", "total amount", "subtotal", 2),
    ("excl tax", "", "", "subtotal", 6),
    ("base", "", "", "subtotal", 5),
    ("tax within", "", "", "tax", 5),
    ("tax incl taxfirst", "", "", "tax", 4),
    ("tax incl", "total due gross grand", "", "total", 6),
    ("tax incl", "amount doc net balance", "", "total", 5),
    ("tax incl price", "", "", "total", 2),
    ("tax incl", "", "", "tax", 4),
    ("tax plus", "", "taxfirst", "subtotal", 3),
    ("tax net", "", "", "", 0),
    ("tax gross", "", "", "", 0),
    ("tax price", "", "", "", 0),
    ("tax", "total amount", "", "tax", 6),
    ("tax", "", "doc count", "tax", 4),
    ("excl", "total amount", "price", "subtotal", 5),
    ("balance", "due total amount doc", "", "due", 4),
    ("balance", "", "due total amount doc", "due", 3),
    ("due", "total grand", "", "due", 6),
    ("due", "amount doc net gross balance", "", "due", 4.5),
    ("net price", "", "", "subtotal", 2),
    ("net", "amount doc", "total", "subtotal", 6),
    ("net total", "amount doc", "", "subtotal", 5),
    ("net total", "", "", "net", 4),
    ("gross", "total amount doc", "", "total", 4.5),
    ("grand", "total amount", "", "total", 6),
    ("total doc", "", "", "total", 6),
    ("total", "amount", "", "total", 4),
    ("total after", "", "", "total", 4),
    ("doc amount", "", "", "total", 4),
    ("total", "", "tax excl", "total", 3),
)  # fmt: skip
_TAX_LEADS = frozenset({"tax", "within", "plus", "incl"})
_SUMS_LEAD = frozenset({"total", "amount", "sub", "due", "doc", "net", "gross", "grand", "price"})
_TABLE = tuple(
    (frozenset(every.split()), frozenset(some.split()), frozenset(none.split()), role, weight)
    for every, some, none, role, weight in _RULES
)


@cache
def _words() -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for parts, words in PARTS.items():
        for word in words.split("|"):
            known[word] = known.get(word, frozenset()) | frozenset(parts.split())
    return known


def composed(folded: str, start: int) -> tuple[Meaning, int] | None:
    """Give what the words from `start` on mean together, and where they end; None: nothing."""
    found: tuple[Meaning, int] | None = None
    parts: tuple[frozenset[str], ...] = ()
    at = start
    for _ in range(_MOST_WORDS):
        step = _next_word(folded, at)
        if step is None or not (parts or any(step[0])):
            break
        parts, at = parts + step[0], step[1]
        meaning = _meaning(parts) if any(step[0]) else None
        if meaning is not None and not meaning[0]:
            break
        found = (meaning, at) if meaning is not None else found
        at = _behind_joint(folded, at)
    return found


def _next_word(folded: str, at: int) -> tuple[tuple[frozenset[str], ...], int] | None:
    """Give what the word at a place adds to the meaning, and where it ends; None: unknown."""
    dotted = _DOTTED.match(folded, at)
    if dotted is not None and dotted[0].replace(".", "") in _words():
        return (_words()[dotted[0].replace(".", "")],), dotted.end()
    word = _WORD.match(folded, at, at + _MOST_LETTERS)
    if word is None:
        return _glyphs(folded, at)
    parts = _split(word[0]) if len(word[0]) < _MOST_LETTERS else None
    if parts is not None:
        return parts, word.end()
    return _torn(folded, word)


def _glyphs(folded: str, at: int) -> tuple[tuple[frozenset[str], ...], int] | None:
    """Look a word up that is written without blanks around it."""
    for end in range(min(at + _MOST_GLYPHS, len(folded)), at, -1):
        word = "".join(folded[at:end].split())
        if word in _words() and not folded[end - 1].isspace():
            return (_words()[word],), end
    return None


def _torn(folded: str, word: re.Match[str]) -> tuple[tuple[frozenset[str], ...], int] | None:
    """Look a word up whose end stands behind a blank: recognised text tears words apart."""
    rest = _WORD.match(folded, word.end() + 1)
    if rest is None or folded[word.end()] != " ":
        return None
    whole = word[0] + rest[0]
    known = len(whole) >= _LEAST_TORN and whole in _words()
    return ((_words()[whole],), rest.end()) if known else None


@lru_cache(maxsize=4096)
def _split(run: str) -> tuple[frozenset[str], ...] | None:
    """Take a run of letters apart into known words, the longest first; None: there is no way."""
    if run in _words():
        return (_words()[run],)
    for cut in range(len(run) - _LEAST_PIECE, _LEAST_PIECE - 1, -1):
        head = _words().get(run[:cut])
        rest = _split(run[cut:]) if head else None
        if head and rest is not None and all(rest):
            return (head, *rest)
    return None


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
def _meaning(parts: tuple[frozenset[str], ...]) -> Meaning | None:
    """Give role and weight by the first rule that fits."""
    said = _said(parts)
    for every, some, none, role, weight in _TABLE:
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
    return said | {"taxfirst"} if leading & _TAX_LEADS and not leading & _SUMS_LEAD else said
