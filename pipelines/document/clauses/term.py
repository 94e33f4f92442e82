"""How long a contract, or what it obliges to, holds; when it ends."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from pipelines.document.clauses.days import days_in
from pipelines.document.clauses.durations import FoundPeriod, periods_in
from pipelines.document.clauses.prose import Prose
from pipelines.document.clauses.said import Said
from pipelines.document.page.printed import Printed

_MOST = 3_000  # lengths of time that are looked at
_BEFORE, _BEHIND = 230, 150
_AGREEMENT, _HELD, _OBLIGED = 3, 2, 1

_THIS = (
    r"(?:this |the |that )?(?:[a-z-]+ ){0,3}(?:agreement|contract|lease|letter|undertaking|"
    r"covenant|"
    r"licen[cs]e|tenancy|engagement|arrangement|nda)"
)
# Words before a length of time that make it the one of the contract itself.
_OF_AGREEMENT = re.compile(
    r"(?:initial |original |lease |contract |fixed )?(?:term|period|duration)(?: of (?:the |"
    r"this |my |his |"
    rf"her )?(?:{_THIS}|services?|employment|engagement|"
    rf"hereof))?(?: \([^)]{{0,40}}\))?,?(?: hereof| hereunder)?"
    r" (?:shall|will|is|of|be|commences?|begins?|runs?|lasts?|continues?|extends?)[^.;]{0,110}$|"
    rf"{_THIS}(?: \([^)]{{0,40}}\))?,? (?:and [^.;]{{0,80}} )?(?:shall|will|is|are|may|remains?|"
    rf"expires?|"
    r"terminates?|continues?|lasts?|runs?|has|have|becomes?|begins?|commences?)[^.;]{0,150}?"
    r"(?:effect|force|expire|terminat|continu|last|valid|binding|term of|period of|remain|end|"
    r"conclude|cease|"
    r"run|until|for)[^.;]{0,110}$|"
    r"(?:term|duration|laufzeit|vertragsdauer|mietdauer|"
    r"duree)(?: of agreement)? ?[:.] ?[^.;]{0,60}$|"
    r"(?:laufzeit|vertrag|mietverhaltnis|vereinbarung)[^.;]{0,70}(?:betragt|dauer von|gilt|lauft|"
    r"fur|geschlossen|abgeschlossen)[^.;]{0,60}$|"
    r"(?:contrat|convention|accord|bail)[^.;]{0,80}(?:duree|conclu pour|periode)[^.;]{0,50}$|"
    r"(?:合同|协议|本合同|本协议|保密|租赁|服务|合作|聘用|有效|履行|使用)?(?:有效)?(?:期限?|期间|年限)[^。；]{0,24}$|"
    r"(?:有效期|合同期限?|租赁期限?|租期|服务期限?|合作期限?|保密期限?|保密义务)[^。；]{0,40}$"
)
_FROM_ITS_DAY = re.compile(
    r"[ ,]*(?:period )?(?:\([^)]{0,50}\) ?)?(?:from|after|following|of|beginning|commencing|"
    r"starting)"
    r"(?: on| with| and after| as of)? (?:the )?(?:(?:effective |execution |commencement )?date|"
    r"execution|"
    r"signing|date hereof|day|disclosure|receipt|its|commencement)|[ ,]*anniversary of|"
    r"[ ,]*(?:ab|nach|seit) (?:dem|der|vertrags|unter)|[ ,]*(?:a compter|suivant|des) "
)
_OBLIGES = re.compile(
    r"(?:obligat|confiden|non-?disclos|undertaking|restriction|covenant|surviv|expir|terminat|"
    r"in effect|"
    r"agree|keep|hold|disclos|保密|geheimhalt|confidentialite)"
)
# Lengths of time that are of something else: what follows an employment, payments, notices, courts.
_ELSE = re.compile(
    r"solicit|hire|compet|standstill|acquir|securities|voting|proxy|interest rate|"
    r"prior written notice|written notice|days' notice|notice period|cure|remedy|invoice|payment|"
    r"salary|bonus|vacation|option|vest|severance|retain|return|destroy|"
    r"preceding|immediately prior|within (?:a period of )?$|no (?:later|earlier) than|at least|"
    r"following (?:the )?(?:termination|cessation)|after (?:the )?(?:termination|cessation)|"
    r"thereafter|beyond|renew|extend|successive|additional|further period|warrant|inspection|audit|"
    r"试用|违约|付款|通知|提前|质保|保修|整改|逾期|续"
)
_AFTER_ELSE = re.compile(
    r"[ ,]*(?:period )?(?:following|after|from|of)(?: the)? (?:date of )?(?:[a-z']+ ){0,4}"
    r"(?:termination|expiration|cessation|end of|completion|employment)|[ ,]*thereafter|[ ,]*prior|"
    r"[ ,]*before|[ ,']*(?:written )?notice|[ ,]*(?:preceding|advance)|(?:以?内|前|以前)"
)
_OBJECTIVE = re.compile(
    r"(?:terminat|expir|remain in|in effect|in force|continue|surviv|cease|lapse|obligat)"
)


def term_of(prose: Prose) -> Said[str] | None:
    """Give how long the contract holds; of an undertaking of secrecy, how long that binds."""
    found = list(_weighed(prose))
    if not found:
        return None
    best = max(one.weight for one in found)
    likely = [one for one in found if one.weight == best]
    if best == _OBLIGED and len({one.value for one in likely}) > 1:
        return None
    return likely[0]


def _weighed(prose: Prose) -> Iterator[Said[str]]:
    for one in islice(periods_in(prose.folded), _MOST):
        if one.value.unit == "business day":
            continue
        start, end = prose.sentence(one.start, one.end, _BEFORE)
        before, behind = prose.folded[start : one.start], prose.folded[one.end : end]
        weight = _weight(before, behind[:_BEHIND], one)
        if weight:
            yield Said(str(one.value), start, end, weight)


def _weight(before: str, behind: str, one: FoundPeriod) -> int:
    """Tell how likely a length of time is the one of the contract; 0: it is of something else."""
    if _ELSE.search(before[-90:]) or _AFTER_ELSE.match(behind):
        return 0
    small = one.value.unit == "day" and one.value.count < 30
    if _OF_AGREEMENT.search(before) and not small and not _ELSE.search(behind[:40]):
        return _AGREEMENT
    if not _FROM_ITS_DAY.match(behind):
        return 0
    if _OBJECTIVE.search(before) or _OBJECTIVE.search(behind):
        return _HELD
    return _OBLIGED if _OBLIGES.search(before + behind) else 0


_UNTIL = re.compile(
    r"(?:expir(?:e|es|ing|y|ation)(?: date)?|terminat(?:e|es|ing|ion)(?: date)?|end(?:s|"
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
    r"option|offer|insur|lease back|merger|prior|previous|plan|dated|as of|fiscal|payment|invoice"
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
