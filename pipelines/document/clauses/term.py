"""How long a contract, or what it obliges to, holds; when it ends."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import islice

from pipelines.document.clauses.days import days_in
from pipelines.document.clauses.durations import FoundPeriod, periods_in
from pipelines.document.clauses.prose import Prose
from pipelines.document.clauses.said import Said
from pipelines.document.page.printed import Printed

_MOST = 3_000  # lengths of time that are looked at
_BEFORE, _BEHIND = 260, 150
_TERM, _AGREEMENT, _OPEN, _BOUND, _OBLIGED, _KEPT = 6, 5, 4, 3, 2, 1

_THIS = (
    r"(?:this|the|that) (?:[a-z-]+ ){0,3}(?:agreement|contract|lease|letter|undertaking|covenant|"
    r"licen[cs]e|tenancy|engagement|arrangement|nda|deed|memorandum)"
)
_LASTS = (
    r"(?:terminat|expir|continu|remain|last|be(?:come)?s? (?:in|effective|valid|binding|for)|"
    r"in (?:full "
    r"force|effect|force)|end|conclud|run|cease|commenc|begin|start|extend|surviv|bind|is (?:for|"
    r"valid|"
    r"effective|made|entered)|has a)"
)
# Words before a length of time that make it the term by name.
_BY_NAME = re.compile(
    rf"(?:^|[^a-z])(?:initial |original |lease |contract |fixed )?(?:term|duration)"
    rf"(?: of (?:{_THIS}|(?:the |my |his |her )?(?:services?|employment|engagement|tenancy)|"
    rf"hereof))?"
    r"(?: (?:during|for) which [^.;]{0,90})?(?: \([^)]{0,40}\))?,?(?: hereof| hereunder)?"
    r" (?:shall|will|is|of|commences?|begins?|runs?|lasts?|continues?|starts?|ends?)[^.;]{0,120}$|"
    r"(?:^|[.;] |\d[.)] )(?:initial )?(?:term|duration|laufzeit|vertragsdauer|mietdauer|duree)"
    r"(?: of (?:this )?agreement)? ?[:.-] ?[^.;]{0,60}$|"
    r"(?:laufzeit|vertragsdauer|mietzeit|mietdauer)[^.;]{0,50}(?:betragt|von|:)[^.;]{0,40}$|"
    r"(?:vertrag|mietverhaltnis|vereinbarung)[^.;]{0,60}(?:dauer von|gilt|lauft|fur|"
    r"zeit von)[^.;]{0,30}$|"
    r"(?:contrat|convention|accord|bail)[^.;]{0,70}(?:duree|conclue? pour|periode)[^.;]{0,40}$|"
    r"(?:有效期|合同期|协议期|租赁期|租期|服务期|合作期|聘用期|委托期|许可期|使用期|履行期|本合同期|本协议期)"
    r"限?(?:限|间)?(?:为|是|共|共计|计|：|:|自|从|,|，)[^。；]{0,40}$|"
    r"(?:期限|期间)(?:为|共|计|：|:)[^。；]{0,20}$|(?:合同|协议)[^。；，]{0,10}(?:有效期|期限)[^。；]{0,30}$"
)
# The contract itself, or what it obliges to, as that of which a sentence tells how long it holds.
_OF_AGREEMENT = re.compile(
    rf"(?:{_THIS}|(?:^|[.;:] )agreement)(?: \([^)]{{0,40}}\))?,?(?: and (?:all |any |the |"
    rf"its )?[^.;]{{0,90}}?,?)?"
    r" (?:shall|will|is|are|may|remains?|expires?|terminates?|continues?|lasts?|runs?|has|ends?|"
    r"becomes?|comes?|enters?|takes?|"
    rf"commences?|begins?)[^.;]{{0,160}}$"
)
_LASTING = re.compile(_LASTS)
_OF_OBLIGATIONS = re.compile(
    r"(?:obligations?|duties|undertakings?|covenants?|restrictions|provisions|confidentiality|"
    r"terms|rights|duty|duties)"
    r"[^.;]{0,170}?(?<![a-z])(?:shall|will|are|is|survives?|continues?|expires?|ceases?|lapses?|"
    r"terminates?)[^.;]{0,110}$|"
    r"保密(?:义务|责任)?(?:的)?(?:期限?|期间)?[^。；]{0,30}$|"
    r"(?:geheimhaltung|verschwiegenheit)[^.;]{0,90}$|(?:confidentialite|obligation)[^.;]{0,90}$"
)
_SECRET = re.compile(r"confiden|disclos|secret|proprietary|evaluation material|保密|秘密|geheim")
_ITS_DAY = re.compile(
    r"[ ,]*(?:period )?(?:\([^)]{0,50}\) ?)?(?:from|after|following|beginning|commencing|starting)"
    r"(?: on| with| and after| as of| upon)?(?: the)?(?: later of)?(?: the)?"
    r" (?:(?:effective |execution |commencement |start )?date(?! (?:of (?:termination|expir|"
    r"such termination|"
    r"closing|resign|separat|cessation)|on which|that|when|upon|company|[a-z]+'s))|execution|"
    r"signing|such "
    r"(?:effective )?date|date hereof|its (?:date|execution|effective)|disclosure|receipt|"
    r"signature)|"
    r"[ ,]*(?:of (?:the )?(?:effective date|date (?:of (?:this|the)|hereof)|this )|hereof)|"
    r"(?:ab|nach|seit) (?:dem|der|vertrags|unter)|[ ,]*(?:ab|"
    r"nach|seit) "
    r"(?:dem|der|vertrags|unter|beginn)|[ ,]*(?:a compter|suivant|des) "
)
# Lengths of time that are of something else: what follows an employment, payments, notices, courts.
_ELSE = re.compile(
    r"solicit|hire|compet|standstill|acqui|securities|voting|proxy|interest rate|employ any|"
    r"engage in|"
    r"written notice|days' notice|notice period|notice of|cure|remed|invoice|payment|paid|pay |"
    r"salary|"
    r"bonus|vacation|option|vest|severance|retain|return|destroy|probation|"
    r"preceding|immediately prior|within (?:a period of )?$|no (?:later|earlier) than|at least|"
    r"following (?:the )?(?:termination|cessation)|after (?:the )?(?:termination|cessation)|"
    r"thereafter|beyond|renew|successive|additional|further period|warrant|inspect|audit|"
    r"limitation|"
    r"试用|违约|付款|支付|通知|提前|质保|保修|整改|逾期|续|竞业|离职"
)
_AFTER_ELSE = re.compile(
    r"[ ,]*(?:period )?(?:following|after|from)(?: the)? date [^;]{0,60}?(?:ceas|leave|resign|"
    r"no longer)|"
    r"[ ,]*(?:period )?(?:following|after|from)(?: the)? (?:last )?(?:date|day|time) (?:on|"
    r"that|when|"
    r"upon)(?: which)? |"
    r"[ ,]*(?:period )?(?:following|after|from|of)(?: the)? (?:date of )?(?:such |any |its |my |"
    r"his |her |"
    r"(?:[a-z]+'s? )?)(?:[a-z]+ ){0,2}?(?:termination|expiration|cessation|end of|completion|"
    r"employment)|"
    r"[ ,]*thereafter|[ ,]*prior|[ ,]*before|[ ,']*(?:written )?notice|[ ,]*(?:preceding|advance)|"
    r"(?:以?内|前|以前)"
)


_LABEL = re.compile(
    r"(?:(?:\d{1,2}|[a-z])[.)] )?(?:initial )?(?:term|duration|laufzeit|vertragsdauer|duree)"
    r"(?: (?:of|der|du) (?:this |the )?\w+)? ?[:.-]+ ?"
)
_NUMBER = re.compile(r"(?:^|[ .])\d{1,2}(?:\.\d{1,2})*[.)]? ")
_FROM_TELLING = re.compile(r"[^.;]{0,60}(?:disclos|receipt)")
# What a term during which secrets are told is: no measure of how long they must be kept.
_DISCLOSING = re.compile(r"(?:during|in) which [^.;]{0,60}(?:may|can|will|shall) be disclosed")
_SURVIVES = re.compile(r"surviv|notwithstanding (?:the )?(?:termination|expiration)")


def term_of(prose: Prose) -> Said[str] | None:
    """Give how long the contract holds; of an undertaking of secrecy, how long that binds.

    The contract's own term wins over a longer one of its obligations, unless it is only the time in
    which secrets may be told and the obligations end by the contract's own day.
    """
    found = list(_weighed(prose))
    if not found:
        return None
    best = max(one.weight for one in found)
    wanted = {_BOUND, _OBLIGED} if best in (_BOUND, _OBLIGED) else {best}
    likely = [one for one in found if one.weight in wanted]
    if best == _OPEN:
        likely = [one for one in found if one.weight == _BOUND] or likely
    if best <= _OPEN and len({one.value for one in likely}) > 1:
        return None
    return likely[0]


def _weighed(prose: Prose) -> Iterator[Said[str]]:
    for one in islice(periods_in(prose.folded), _MOST):
        if one.value.unit == "business day":
            continue
        start, end = prose.sentence(one.start, one.end, _BEFORE)
        before, behind = prose.folded[start : one.start], prose.folded[one.end : end]
        heading = _NUMBER.split(prose.folded[max(start - 40, 0) : start])[-1]
        weight = _weight(heading + before, behind[:_BEHIND], one)
        if _LABEL.fullmatch(_row_before(prose, one.start)):
            weight = _TERM
        if weight:
            yield Said(str(one.value), start, end, weight)


def _row_before(prose: Prose, start: int) -> str:
    row = bisect_right(prose.starts, start) - 1
    return prose.folded[max(prose.starts[row], start - _BEFORE) : start]


def _weight(before: str, behind: str, one: FoundPeriod) -> int:
    """Tell how likely a length of time is the one of the contract; 0: it is of something else."""
    if _ELSE.search(before[-100:]) or _AFTER_ELSE.match(behind):
        return 0
    short = one.value.unit == "day" and one.value.count < 30
    if not short and not _SURVIVES.search(before):
        if _DISCLOSING.search(before):
            return _OPEN
        if _BY_NAME.search(before):
            return _TERM
        agreed = _OF_AGREEMENT.search(before)
        if agreed and _LASTING.search(before, agreed.start()):
            return _AGREEMENT
    return _of_obligations(before, behind) if _ITS_DAY.match(behind) else 0


def _of_obligations(before: str, behind: str) -> int:
    if _OF_OBLIGATIONS.search(before) and _LASTING.search(before):
        return _OBLIGED if _FROM_TELLING.match(behind) else _BOUND
    return _KEPT if _SECRET.search(before + behind) else 0


_UNTIL = re.compile(
    r"(?<![a-z])(?:expir(?:e|es|ing|y|ation)(?: date)?|terminat(?:e|es|ing|ion)(?: date)?|end(?:s|"
    r"ing)?(?: date)?|"
    r"until|through|conclud(?:e|es|ing)|remain in (?:full )?(?:force and )?effect|to)"
    r"(?: (?:on|at|of|and including|until|through|is|shall be|midnight|"
    r"close of business))*(?: the)?[ :,]{1,3}$|"
    r"(?:endet (?:am|mit ablauf des)|bis (?:zum|einschliesslich)|vertragsende:?|"
    r"befristet bis(?: zum)?|"
    r"jusqu'au|expire(?:ra)? le|prend(?:ra)? fin le|au) $|"
    r"(?:至|到|截止(?:日期|至|到)?|终止日期?|届满日期?|有效期至|到期日)[为是:： ]{0,3}$"
)
_SPAN = re.compile(
    rf"{_THIS}|(?:initial |lease )?term|period|duration|laufzeit|vertrag|mietverhaltnis|contrat|"
    r"bail|合同|协议|有效期|租期|期限|期间|到期日|expir(?:y|ation) date|"
    r"end date|termination date|vertragsende"
)
_LABELLED = re.compile(
    r"(?:expir(?:y|ation)|end|termination) date|vertragsende|到期日|有效期至|终止日期|届满日"
)
_NOT_ENDED = re.compile(
    r"option|offer|insur|lease back|merger|prior|previous|plan|dated|as of|fiscal|payment|invoice|"
    r"standstill|restrict|blackout|black-out|exclusiv|non-?compet|solicit|disclosure period|"
    r"employment"
)


def expiry_of(prose: Prose, printed: Printed) -> Said[date] | None:
    """Give the day on which the contract ends, where it names one; None for two different ones."""
    found: list[Said[date]] = []
    for day in days_in(prose.folded, printed.order or "mdy"):
        before = prose.folded[max(day.start - 60, 0) : day.start]
        if (
            day.value is None
            or (day.swapped and printed.order is None)
            or not _UNTIL.search(before)
        ):
            continue
        start, end = prose.sentence(day.start, day.end, _BEFORE)
        said = prose.folded[start : day.start]
        labelled = _LABELLED.search(before[-30:]) is not None
        if labelled or (_SPAN.search(said) and not _NOT_ENDED.search(said[-70:])):
            found.append(Said(day.value, start, min(end, day.end + 40)))
    return found[0] if len({one.value for one in found}) == 1 else None
