"""How a contract goes on or is ended: renewal, its notice, and termination before its time."""

import re
from collections.abc import Iterator

from pipelines.document.clauses.durations import FoundPeriod, periods_in
from pipelines.document.clauses.prose import Prose
from pipelines.document.clauses.renewals import renews
from pipelines.document.clauses.said import Said

_REACH = 420
_ABOUT_RENEWAL = re.compile(
    r"renew|automatic|extend|续|延|verlanger|recondu|prolong|consecutive|successive|evergreen"
)
_FURTHER = re.compile(
    r"(?:success|addition|further|consecutiv|renew|extend|extension|another|each|jeweils|weitere|"
    r"nouvelle|periode|续|延|再|same|like|continu|year to year|month to month)"
)
_AHEAD = re.compile(
    r"[ ,']*(?:\([^)]{0,30}\) ?)?(?:period )?(?:'|of )?(?:prior|before|in advance|advance|notice|"
    r"written|vor |zum ende|avant|"
    r"preavis|previous|clear)|(?:以前|之前|前)"
)
_AHEAD_BEFORE = re.compile(
    r"(?:at least|not less than|no (?:later|less|fewer) than|minimum of|notice of|upon|giv\w+|"
    r"mindestens|frist von|"
    r"kundigungsfrist|spatestens|au moins|preavis de|提前|至少|不少于|期满前)[ :]{0,3}(?:a |\()?$"
)
_CHANGED = re.compile(r"year to year|annually|yearly|month to month")
_TERMINATION = re.compile(
    r"may(?:,? [^.;]{0,80}?,)? (?:be )?(?:terminat|cancel)\w*|(?:right|entitled|"
    r"option) to (?:terminate|"
    r"cancel)(?: this| the)|terminable|(?:gekundigt werden|kundigen|ordentliche kundigung|"
    r"kundigungsfrist)|"
    r"(?:resilie|resilier|denonce)|(?:可|有权|可以)[^。；]{0,24}?(?:解除|终止)(?:本)?(?:合同|协议|劳动合同)?"
)
_OF_IT = re.compile(
    r"(?:this|the) (?:[a-z-]+ ){0,2}(?:agreement|contract|lease|letter|engagement|undertaking|"
    r"term)|"
    r"hereof|vertrag|mietverhaltnis|contrat|bail|合同|协议"
)


def renewal_of(prose: Prose) -> Said[bool] | None:
    """Give whether the contract goes on unless somebody ends it, with the words that say so."""
    for start, end in _around(prose, _ABOUT_RENEWAL):
        said = renews(prose.folded[start:end])
        if said is not None and _OF_IT.search(prose.folded[max(start - 250, 0) : end]):
            return Said(said[0], start, end)
    return None


def renewal_term_of(prose: Prose, renewal: Said[bool] | None) -> Said[str] | None:
    """Give for how long the contract is renewed each time."""
    if renewal is None or not renewal.value:
        return None
    folded = prose.folded[renewal.start : renewal.end]
    begins = _ABOUT_RENEWAL.search(folded)
    at = begins.start() if begins else 0
    for one in periods_in(folded):
        near = folded[max(one.start - 50, 0) : one.start] + folded[one.end : one.end + 30]
        if one.start > at - 30 and _FURTHER.search(near) and not _is_ahead(folded, one):
            return Said(str(one.value), renewal.start, renewal.end)
    yearly = _CHANGED.search(folded)
    if yearly:
        unit = "month" if yearly[0].startswith("month") else "year"
        return Said(f"1 {unit}", renewal.start, renewal.end)
    return None


def notice_of(prose: Prose, renewal: Said[bool] | None) -> Said[str] | None:
    """Give how long before its end it must be said that the contract shall not go on."""
    if renewal is None:
        return None
    end = min(renewal.end + 350, len(prose.folded))
    for one in periods_in(prose.folded[renewal.start : end]):
        if not _is_ahead(prose.folded[renewal.start : end], one):
            continue
        start, last = prose.sentence(renewal.start + one.start, renewal.start + one.end, _REACH)
        if start < renewal.end or _ABOUT_RENEWAL.search(prose.folded[start:last]):
            return Said(str(one.value), start, last)
    return None


def termination_of(prose: Prose) -> Said[str] | None:
    """Give the sentence on how the contract can be ended before its time, in its own words."""
    for start, end in _around(prose, _TERMINATION):
        folded = prose.folded[start:end]
        if _OF_IT.search(folded) and "employment may" not in folded:
            return Said(prose.text[start:end], start, end)
    return None


def _is_ahead(folded: str, one: FoundPeriod) -> bool:
    """Tell a time that something must be said ahead from one that it lasts."""
    return bool(
        _AHEAD.match(folded, one.end, one.end + 60)
        or _AHEAD_BEFORE.search(folded[max(one.start - 30, 0) : one.start])
    )


def _around(prose: Prose, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Give the sentences that a pattern is found in, each once."""
    last = -1
    for match in pattern.finditer(prose.folded):
        if match.start() >= last:
            start, end = prose.sentence(match.start(), match.end(), _REACH)
            last = max(end, match.end())
            yield start, end
