"""Labels in printed text: which phrase stands where, and what it says about its neighbours."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from pipelines.document.page.layout import CELL_GAP, Row, fold
from pipelines.document.page.lexicon.families import LEXICON
from pipelines.document.page.phrases import composed

_LEAST_LETTERS = 9  # shorter phrases are too like other words
_ALIKE = 85.0
_HEAD = re.compile(r"[^\d:：$€£¥]*[^\d:：$€£¥\s]")
_START = re.compile(r"(?<![a-z])[a-z]|[^\sa-z]")  # no label begins amid a word
_MEANING = ""  # the key under which a node of the tree keeps (role, weight)


@dataclass(frozen=True, slots=True)
class Label:
    """A phrase at `start` to `end` of a row that says what stands beside or below it."""

    role: str
    weight: float
    start: int
    end: int


@cache
def _tree(family: str) -> dict[str, Any]:
    """Build the tree of letters that all phrases of a family hang in, blanks left out."""
    root: dict[str, Any] = {}
    for role, weights in LEXICON[family].items():
        for weight, phrases in weights.items():
            for phrase in phrases.split("|"):
                node = root
                for letter in _solid(fold(phrase)):
                    node = node.setdefault(letter, {})
                node.setdefault(_MEANING, (role, weight))
    return root


def labels_in(folded: str, family: str, *, scanned: bool = False) -> Iterator[Label]:
    """Find the labels of one family in a folded row, left to right, the longest phrase first.

    Blanks do not count: recognised text glues words together, or tears them apart. Where it is
    `scanned`, letters may be misread as well.
    """
    start = _START.search(folded)
    while start is not None:
        found = _label_at(folded, start.start(), family, scanned=scanned)
        if found is not None:
            yield found
        start = _START.search(folded, start.end() if found is None else found.end)


def _label_at(folded: str, at: int, family: str, *, scanned: bool) -> Label | None:
    """Give the label that starts at a place: a phrase of the lexicon, or words put together.

    Together they count where they reach further than a phrase does.
    """
    phrase = _longest(folded, at, _tree(family))
    together = composed(folded, at, family, scanned=scanned)
    if together is None or (phrase is not None and phrase.end >= together[1]):
        return phrase
    (role, weight), end = together
    return Label(role, weight, at, end)


def _is_latin(letter: str) -> bool:
    return "a" <= letter <= "z"


def _longest(folded: str, start: int, root: dict[str, Any]) -> Label | None:
    if folded[start] not in root:
        return None
    node, best = root, None
    for at in range(start, len(folded)):
        letter = folded[at]
        if letter.isspace():
            continue
        torn = folded[max(start, at - len(CELL_GAP)) : at] == CELL_GAP and _is_latin(letter)
        if torn or letter not in node:
            break
        node = node[letter]
        following = folded[at + 1 : at + 2]
        if _MEANING in node and not (_is_latin(letter) and following and _is_latin(following)):
            role, weight = node[_MEANING]
            best = Label(role, weight, start, at + 1)
    return best


def misread(row: Row, labels: list[Label]) -> list[Label]:
    """Add the label that a recognised row must have meant, where a letter or two came out wrong.

    Only a long phrase that opens the row is matched so, and only one better than what was read.
    """
    head = _HEAD.match(row.folded)
    if head is None or len(_solid(head[0])) < _LEAST_LETTERS:
        return labels
    phrases = _long_phrases()
    alike = process.extractOne(
        _solid(head[0]), phrases.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    known = max((one.weight for one in labels if one.start < head.end()), default=0)
    if alike is None or phrases[alike[0]][1] <= known:
        return labels
    role, weight = phrases[alike[0]]
    return [Label(role, weight, 0, head.end()), *(one for one in labels if one.start >= head.end())]


@cache
def _long_phrases() -> dict[str, tuple[str, float]]:
    return {
        _solid(fold(phrase)): (role, weight)
        for role, weights in LEXICON["amounts"].items()
        for weight, phrases in weights.items()
        for phrase in phrases.split("|")
        if len(_solid(phrase)) >= _LEAST_LETTERS
    }


def _solid(text: str) -> str:
    return "".join(text.split())


def nearest_before(labels: Iterable[Label], position: int) -> Label | None:
    """Give the label that ends last before a position."""
    return max(
        (label for label in labels if label.end <= position), key=lambda one: one.end, default=None
    )
