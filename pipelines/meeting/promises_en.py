"""Sentences of English in which somebody says what they will do."""

import re

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_WHEN = re.compile(
    rf"\b(?:(?:by|before|on|until|till|this|next)\s+(?:(?:this|next|coming|early|late)\s+)?"
    rf"(?:{_DAY}|week(?:end)?|month|tomorrow|tonight|noon|lunch|eod|eow|{_MONTH}"
    r"|(?:the\s+)?(?:end|close) of (?:(?:the|this|next)\s+)?(?:day|week|month|today|play|business)"
    r"|(?:the\s+)?\d{1,2}(?:st|nd|rd|th))"
    r"|tomorrow|tonight|later today|asap|eod|first thing"
    r"|(?:later )?this (?:afternoon|evening|week)"
    r"|(?:at )?the end of (?:the |this )?(?:day|week|month)"
    r"|(?:right |straight )?after (?:this|the|our) (?:meeting|call)"
    r"|before (?:the|our) next (?:meeting|call|one)"
    r"|(?:with)?in (?:a|an|the next|a couple of|one|two|three|four|five|\d+) (?:hour|day|week)s?"
    r")\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)
_AM = r"(?:\s?['\u2019]\s?(?:m|re)|\s+(?:am|are))"
_WILL = (
    rf"\b(?:I|we)(?:\s?['\u2019]\s?ll|\s+will|\s+shall|{_AM}\s+(?:going to|gonna)"
    rf"|{_AM}\s+(?:[a-z]+\s+){{0,3}}?happy to|\s+can\s+(?:certainly|definitely)|\s+promise to)\s+"
    r"(?:(?:also|then|just|definitely|certainly|personally|try to|make sure to|go ahead and"
    r"|go and|try and)\s+){0,2}"
)
_OF_MACHINES = r"(?:packet|request|signal|quer|ping|command|event|token|byte)"
# What is done for others, and after the meeting; the rest may as well be done in it.
_FOR_OTHERS = (
    r"(?:(?:send|e-?mail|forward|mail|circulate)\b(?!\s*[.,;]?\s*$)"
    rf"(?!\s+(?:a |the |this |that )?{_OF_MACHINES})|follow\s+up\s+(?:with|on)\b"
    r"(?!\s+(?:a|an|one|my|another)\s+(?:\w+\s+)?(?:question|point|comment|thought|remark)\b)"
    r"|get back to (?:you|them|him|her|everyone|everybody)\b|report back\b"
    r"|(?:set|put) up (?:a|the|another) (?:meeting|call|invite)|schedule (?:a|the|another)\b"
    r"|write (?:back )?to (?:the|you|them|him|her|[A-Z])"
    r"|provide (?:you|a note|the committee|further)|take (?:that|this|it) offline"
    r"|open (?:a|the) (?:ticket|issue|pull request|pr)\b"
    r"|share (?:the|my|our|it|them|that|this)\b.{0,60}\bwith\b)"
)
# What may as well be done at once: of that, "today" says nothing.
_HERE = r"ask|add|bring|build|call|check|create|order|post|print|share|speak to|talk to"
_DO = (
    r"(?:write|draft|prepare|update|fix|review|finish|complete|deliver|submit|test|look into"
    r"|investigate|document|arrange|organi[sz]e|book|contact|reach out"
    r"|upload|push|merge|deploy|release|ship|file|put together|ping|provide|clean up|work on"
    r"|sort out|summari[sz]e|send|e-?mail|pay|approve|reconcile|sign|transfer|issue|invoice|settle"
    r"|reimburse|finali[sz]e|compile|confirm|double-?check|loop in|take care of"
    r"|(?:have|get)\b.{1,40}\b(?:done|ready|finished|fixed|sent|paid|signed)"
)
_SURE = re.compile(_WILL + _FOR_OTHERS, re.IGNORECASE)
_DATED = re.compile(rf"{_WILL}{_DO}|{_HERE})\b", re.IGNORECASE)
_DATED_TODAY = re.compile(rf"{_WILL}{_DO})\b", re.IGNORECASE)
_SHOWN = re.compile(
    r"\bshare\s+(?:\w+\s+){0,2}(?:screen|window|desktop|tab|(?:next|first|last|this) slide)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:maybe|perhaps|might|would|could|imagine|suppose|pretend|say|said|says|saying|told|thought|asked|whether"
    r"|hope|hopefully|guess|wonder|not sure what|usually|always|sometimes|what|where|how|why|once"
    r"|as if|when|until)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\?|\b(?:if|unless|in case)\b|\b(?:right|okay)\s*$", re.IGNORECASE)
_CLAUSE = re.compile(r",|\b(?:but|and|so)\b")


def promises(sentence: str) -> bool:
    """Whether it says what will be done for others, or will be done by a day."""
    found = (
        _SURE.search(sentence)
        or (_WHEN.search(sentence) and _DATED.search(sentence))
        or (_TODAY.search(sentence) and _DATED_TODAY.search(sentence))
    )
    if not found or _CONDITION.search(sentence) or _SHOWN.search(sentence):
        return False
    clause = _CLAUSE.split(sentence[: found.start()])[-1]
    return _DOUBT.search(clause) is None
