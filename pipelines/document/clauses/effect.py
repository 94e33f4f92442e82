"""From which day a contract holds: the day it names, else the day it is made, else it is signed."""

import re
from collections.abc import Iterator
from datetime import date

from pipelines.document.clauses.days import days_in
from pipelines.document.clauses.prose import Prose, is_hand
from pipelines.document.clauses.said import Said
from pipelines.document.clauses.signatures import days_signed
from pipelines.document.page.dates import FoundDate
from pipelines.document.page.printed import Printed

_HEAD = 6_000
_TOP_ROWS = 25
_OVER_HAND = 2  # rows over a signature, in which its day may stand
_THIS = re.compile(
    r"this (?:[a-z-]+ ){0,3}(?:agreement|contract|lease|letter)|(?:the|initial) term|"
    r"vertrag|contrat|bail|mietverhaltnis|合同|协议"
)
# What stands before a day that has a row of its own: nothing, or its label.
_OWN_ROW = re.compile(r"(?:(?:effective|dated?|as)(?: date)?(?: as)?(?: of| from| on)?:? )?")
_SENTENCE = 420  # characters of a sentence before its day
_REACH = 90  # characters between the words and their day
_BY_NAME, _BEGUN, _CONCLUDED, _TOP, _SIGNED = 5, 4, 3, 2, 1
_WITNESSED = _SIGNED

_EFFECTIVE = re.compile(
    r"effective(?: for all purposes)?(?: date)?(?: of this [a-z]+(?: [a-z]+)?)?(?: (?:is|shall be|"
    r"means|will be))?(?: (?:as of|as from|from|on|upon|at))?(?: the)?[ :,]{1,3}$|"
    r"effective as of the first day of [^.;]{0,60}namely[:,]? ?$|(?:with effect|takes? effect|"
    r"in force|into force|into effect|come[s]? into effect|"
    r"valid|effect)(?: as)? (?:from|on|of)(?: the)? $|effective date[\")]*[ :]{1,3}(?:is |"
    r"means )?$|"
    r"(?:in kraft ab|wirksam ab|gultig ab|mit wirkung (?:vom|zum|ab)|tritt (?:am|zum)|"
    r"prend(?:ra)? effet (?:le|au|a compter du)|entre(?:ra)? en vigueur le|"
    r"date d'effet ?:?) ?(?:dem )?$|"
    r"(?:生效日期?|生效时间|生效日)[为是:： ]{0,3}$"
)
_IN_FORCE = re.compile(r" ?(?:in kraft|起?(?:正式)?生效|起正式|起开始生效)")
_CALLED = re.compile(
    r" ?[(（,]? ?\(?(?:the |hereinafter (?:called |referred to as )?(?:the )?)?\"?effective date"
)
_BEGINS = re.compile(
    r"(?:commenc(?:e|es|ing)|begin(?:s|ning)?|start(?:s|ing)?|commencement date|start date)"
    r"(?: date)?(?: (?:on|from|as of|is|shall be))?(?: the)?[ :,]{1,3}$|"
    r"(?:vertragsbeginn|mietbeginn|beginnt am|beginn|a compter du|debute le)[ :]{0,3}$|"
    r"(?:期限?|期间|有效期|租期|合同期)[^。；]{0,14}?自 ?$|起始日期?[:： ]{0,3}$"
)
_FILLER = (
    r"and|into|entered|made|executed|delivered|effective|as|of|on|is|this|the|day|dated|in|at|to|be|"
    r"being|hereby|by|for|it|shall|was|has|been|date|duplicate|each|agreed|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
_PLACE = rf"(?!(?:{_FILLER})(?![a-z]))[a-z]+"
_MADE = re.compile(
    r"(?:made|entered|executed|dated|signed|concluded|agreement|contract|lease|deed|undertaking|"
    r"covenant|effective|given|delivered)"
    rf"(?:,? (?:{_FILLER})|"
    rf" (?:in|at) {_PLACE}(?: {_PLACE})?(?:, {_PLACE}(?: {_PLACE})?)?(?=,? (?:as|on|this))|"
    r" \([^)]{0,40}\))*"
    r"[ :,(]{1,3}$|fait a [^\W\d]{2,30},? le $|(?:vom|geschlossen am|abgeschlossen am|"
    r"conclu le|signe le|fait le|en date du) $|"
    r"(?:签订日期|签署日期|签约日期|订立日期|签订时间|签约时间|合同日期|日期)"
    r"[:： ]{0,3}$|(?:于|在) ?$"
)
_OF_CHINESE = re.compile(r" ?(?:在|由)?[^。；，]{0,20}?(?:签订|订立|签署)")
_TOP_LABEL = re.compile(
    r"(?:date|dated|datum|date of agreement|agreement date|as of|日期|签订日期)[ :：]*"
)
_OTHER = re.compile(
    r"(?:amend(?:s|ed(?! and restated)|ing|ment)|merger|supersed|prior agreement|act of|plan|"
    r"employment agreement|(?<![a-z])an? (?:[a-z-]+,? (?:and )?){0,6}agreement,? dated|"
    r"letter dated|existing|original|previous|earlier|terminat\w* (?:on|as of)|expir\w*|birth|born|"
    r"that certain)[^.;]{0,60}$|"
    r"(?:terminat|resign|retire|separat|hired|promot)[a-z]*,? effective(?: as of| on)? $"
)
_UPON_SIGNING = re.compile(
    r"^ ?hereof|^ of this |"
    r"(?:date|day)s? (?:"
    r"of (?!(?:[a-z']+ ){0,3}(?:employment|hire|services?|work|closing|delivery))|"
    r"on|set|shown|written|indicated|below|last|first|specified|signed|"
    r"appearing)|"
    r"signature|execution|signing|signed|date hereof|date first|written above|below"
)
_AWAITING = re.compile(
    r"(?:following|agreement|shall be|becomes?|is|be),? effective (?:immediately|upon|when|at|"
    r"only|if|"
    r"on the (?:[a-z]+ )?(?:\(\d+(?:st|nd|rd|th)\) )?(?:date|closing|day)|"
    r"as of the (?:date|closing|day|time|effective time|commencement))([^.;]{0,140})"
)
# What takes effect when it is signed may begin to run on another day.
_ON_SIGNING = re.compile(r"(?:签字|签署|签订|盖章|签章)[^。；]{0,10}(?:之日|后)起?(?:即|正式)?生效")
_BETWEEN = re.compile(
    r"(?:agreement|contract|lease|information)[^.;]{0,60}(?:between|"
    r"among) [^;]{0,180} as of (?:the )?$|"
    r"(?:between|among) [^;]{0,85} as of (?:the )?$"
)
_IN_WITNESS = re.compile(
    r"(?:witness whereof|undersigned|executed|signed)[^.;]{0,80}?(?<![a-z])(?:as of|on|this|"
    r"effective)(?: on| as of| this| the)*[ :,]{1,3}$"
)
_LATER = re.compile(r"th (?:calendar |business )?\(?(?:\d+th\)? )?day (?:after|following)")
_LAST = re.compile(r"(?:last|later|latest)[^.;]{0,40}(?:signature|sign|execut|date)")


def effective_days(prose: Prose, printed: Printed) -> list[Said[date]]:
    """Give the days that are the likeliest: one, unless the contract contradicts itself."""
    found = [*_in_text(prose, printed), *_at_top(prose, printed)]
    if not any(one.weight >= _BEGUN for one in found) and _awaits(prose):
        return []
    if not found:
        found = list(_at_signatures(prose, printed))
    if _ON_SIGNING.search(prose.folded) and any(one.weight == _CONCLUDED for one in found):
        found = [one for one in found if one.weight != _BEGUN]
    best = max((one.weight for one in found), default=0)
    likely = [one for one in found if one.weight == best]
    if best != _BY_NAME:
        likely = likely[:1]
    known: dict[date, Said[date]] = {}
    for one in likely:
        known.setdefault(one.value, one)
    return list(known.values())


def _in_text(prose: Prose, printed: Printed) -> Iterator[Said[date]]:
    for day in days_in(prose.folded[: 60 * _HEAD], printed.order or "mdy"):
        if day.value is None or (day.swapped and printed.order is None):
            continue
        weight = _weight(prose, day)
        if weight:
            yield Said(day.value, *_words(prose, day), weight)


def _weight(prose: Prose, day: FoundDate) -> int:
    """Tell how the words around a day make it the one of this contract; 0: they do not."""
    before = prose.folded[max(day.start - _REACH, 0) : day.start]
    behind = prose.folded[day.end : day.end + _REACH]
    if _OTHER.search(before):
        return 0
    in_head = day.start < _HEAD
    if _CALLED.match(behind) and in_head:
        return _BY_NAME
    return _by_verb(prose, before, behind, in_head=in_head)


def _by_verb(prose: Prose, before: str, behind: str, *, in_head: bool) -> int:
    """Weigh what is said of a day: that the contract takes effect, begins or is made on it."""
    if _EFFECTIVE.search(before) or _IN_FORCE.match(behind):
        return _BY_NAME if in_head or _is_of_contract(before) else 0
    if _BEGINS.search(before):
        known = prose.is_chinese or _is_of_contract(before) or before.rstrip().endswith(":")
        return _BEGUN if known else 0
    if _is_concluded(prose, before, behind, in_head=in_head):
        return _CONCLUDED
    return _WITNESSED if _IN_WITNESS.search(before) else 0


def _is_concluded(prose: Prose, before: str, behind: str, *, in_head: bool) -> bool:
    """Tell the day on which the contract says that it is made."""
    if in_head and _BETWEEN.search(before):
        return True
    if not (in_head or prose.is_chinese) or not _MADE.search(before):
        return False
    bare = before.endswith(("于", "在", "于 ", "在 "))
    return not bare or _OF_CHINESE.match(behind) is not None


def _is_of_contract(before: str) -> bool:
    return _THIS.search(before) is not None


def _words(prose: Prose, day: FoundDate) -> tuple[int, int]:
    """Give the stretch to quote: the words that lead to a day, in its sentence."""
    row = prose.start_of(prose.row_at(day.start))
    if row is not None and _OWN_ROW.fullmatch(prose.folded, row, day.start):
        return row, day.end
    start, _ = prose.sentence(day.start, day.end, _SENTENCE)
    return start, day.end


def _at_top(prose: Prose, printed: Printed) -> Iterator[Said[date]]:
    """Find a day that stands alone on a row at the top, as in a letter."""
    lines = prose.lines()[: _TOP_ROWS + _OVER_HAND]
    hands = (at for at, line in enumerate(lines) if is_hand(prose.folded[slice(*line)]))
    for start, end in lines[: max(next(hands, len(lines)) - _OVER_HAND, 0)][:_TOP_ROWS]:
        if end - start > 60:
            continue
        for day in days_in(prose.folded[start:end], printed.order or "mdy"):
            around = prose.folded[start : start + day.start] + prose.folded[start + day.end : end]
            alone = _TOP_LABEL.sub("", around).strip(" .,:：()")
            if day.value is not None and not alone and not (day.swapped and printed.order is None):
                yield Said(day.value, start, end, _TOP)


def _awaits(prose: Prose) -> bool:
    """Tell a contract that holds from something on that is yet to happen, besides its signing."""
    match = _AWAITING.search(prose.folded[:_HEAD])
    if match is None:
        return False
    return _LATER.search(match[0]) is not None or not _UPON_SIGNING.search(match[1][:80])


def _at_signatures(prose: Prose, printed: Printed) -> Iterator[Said[date]]:
    """Give the day of signing, where all hands name one; the last, where the contract says so."""
    signed = [one for one in days_signed(printed.rows, printed.order or "mdy") if one[0].value]
    days = {one.value for one, _ in signed if one.value is not None}
    if not days or (len(days) > 1 and not _LAST.search(prose.folded)):
        return
    last = max(days)
    for one, row in signed:
        if one.value == last and not (one.swapped and printed.order is None):
            start = prose.start_of(row)
            if start is not None:
                yield Said(last, start, start + len(" ".join(row.text.split())), _SIGNED)
                return
