"""What a contract calls itself: its heading, over several rows too, or "This ... Agreement"."""

import re
from collections.abc import Sequence

from pipelines.document.clauses.prose import Prose
from pipelines.document.clauses.said import Said

_ROWS = 40  # in which a heading may stand
_LONGEST = 160
_MOST_ROWS = 3  # that a heading goes over
_NOUN = (
    r"(?:agreement|contract|lease|covenant|deed|undertaking|memorandum of understanding|"
    r"terms (?:and|&) conditions|statement of work|letter of intent|nda|engagement letter|"
    r"non-?disclosure|license|[a-z-]*vertrag|[a-z-]*vereinbarung|contrat|convention|accord|bail)"
)
_HEADING = re.compile(
    rf"(?:[\w\"'(),.&/ -]{{0,110}}?(?<![a-z])(?:{_NOUN})(?: (?:of|for|to|between|on|not|and|"
    rf"uber|regarding|relating|concerning|"
    rf"zur|zum|de|"
    rf"d'|du|entre|with|no\.?)(?![a-z]).{{0,70}})?|.{{0,24}}(?:合同书?|协议书?|契约|承诺书))"
)
_NO_HEADING = re.compile(
    r"^ex-?\d|\bhtm\b|exhibit|table of contents|^this |^the |[.;:,]$|^(?:\d+|[ivx]+|[a-z])[.)] |"
    r"目录|编号|"
    r"^(?:agreement|vereinbarung|contract)$|page \d"
)
_INNER = re.compile(
    r"(?<![A-Za-z])(?:This|THIS|THE PRESENT|Diese[rs]?|Le présent|La présente) "
    r"((?:[A-ZÄÖÜ][\w&'’,/-]*|and|of|for|to|or|not|,|&|in) ?(?:(?:[A-ZÄÖÜ(][\w&'’,/)-]*|and|of|"
    r"for|to|or|not|&|in) ){0,14}?"
    r"(?:Agreement|AGREEMENT|Contract|CONTRACT|Lease|LEASE|Deed|DEED|\w*[vV]ertrag|"
    r"\w*[vV]ereinbarung))(?![\w])"
)
# How a register of filings heads a contract: with the label of the exhibit once more, or its title.
_FILED = re.compile(
    r"EX-[\w.()]{1,12} \d{1,3} \S{1,60}\.html? (?=[A-Z])(?:EX-[\w.()]{1,12}(?!\S)\s*)?"
)
_OPEN_END = re.compile(r"(?:\b(?:and|of|to|for|the|und|et|de)|[,&-])$")
_OPEN_START = re.compile(r"(?:and|of|for|to|or|und|et|&) ")


def title_of(prose: Prose) -> Said[str] | None:
    """Give the title with its place; None where the contract has none."""
    lines = prose.lines()[:_ROWS]
    for at in range(_first(prose, lines), len(lines)):
        start, end = lines[at]
        if _is_heading(prose, start, end):
            first, last = _whole(prose, lines, at)
            return Said(prose.text[first:last].strip(), first, last)
    listed = _listed(prose, lines) if lines else None
    if listed is not None:
        return listed
    inner = _INNER.search(prose.text, 0, 6_000)
    if inner and len(inner[1]) > 12:
        return Said(inner[1], *inner.span(1))
    return None


def _listed(prose: Prose, lines: Sequence[tuple[int, int]]) -> Said[str] | None:
    """Give the title that a register of filings put over a contract, where it put one."""
    head = _FILED.match(prose.text[slice(*lines[0])])
    if head is None:
        return None
    first, last = lines[0][0] + head.end(), lines[max(_first(prose, lines) - 1, 0)][1]
    title = prose.text[first:last].strip()
    return Said(title, first, last) if title else None


def _first(prose: Prose, lines: Sequence[tuple[int, int]]) -> int:
    """Pass over the rows that a register of filings prints over a contract."""
    rows = [prose.folded[start:end] for start, end in lines[:8]]
    if not rows or not rows[0].startswith("ex-"):
        return 0
    return next((at for at, row in enumerate(rows) if row.startswith("exhibit")), 0)


def _is_heading(prose: Prose, start: int, end: int) -> bool:
    folded = prose.folded[start:end].strip()
    if not 2 < len(folded) <= _LONGEST or _NO_HEADING.search(folded):
        return folded in ("agreement", "contract") and start < 400
    return _HEADING.fullmatch(folded) is not None and _is_titled(prose.text[start:end])


def _is_titled(text: str) -> bool:
    """Tell a heading from a row of prose: its long words begin with capitals."""
    found: list[str] = re.findall(r"[^\W\d_]{4,}", text)
    words = [word for word in found if word.isascii()]
    large = sum(word[0].isupper() for word in words)
    return large >= 0.7 * len(words)


def _whole(prose: Prose, lines: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """Give the rows of a heading that is broken into several."""
    first, last = at, at
    while first and at - first < _MOST_ROWS - 1 and _joins(prose, lines[first - 1], lines[first]):
        first -= 1
    while (
        last + 1 < len(lines)
        and last - at < _MOST_ROWS - 1
        and _joins(prose, lines[last], lines[last + 1])
    ):
        last += 1
    return lines[first][0], lines[last][1]


def _joins(prose: Prose, upper: tuple[int, int], lower: tuple[int, int]) -> bool:
    """Tell whether two rows are one heading: one of them is open towards the other."""
    above, below = (prose.folded[start:end].strip() for start, end in (upper, lower))
    if _NO_HEADING.search(above.rstrip(",")) or len(above) > _LONGEST or len(below) > _LONGEST:
        return False
    if below in ("agreement", "contract"):
        return _is_titled(prose.text[slice(*upper)])
    titled = all(_is_titled(prose.text[start:end]) for start, end in (upper, lower))
    return titled and bool(_OPEN_END.search(above) or _OPEN_START.match(below))
