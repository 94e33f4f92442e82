"""Whether what is told as settled was settled: asked or supposed is not, and turned down is not."""

import re

from pipelines.meeting.verifying import polarity, replies
from pipelines.meeting.verifying.evidence import Evidence
from pipelines.meeting.verifying.said import Sentence

_TOLD_AS_SETTLED = re.compile(
    r"\b(?:decided|agreed|approved|confirmed|settled|resolved|chose|chosen|adopted|will be|will "
    r"(?:not )?"
    r"(?:move|hire|go|use|buy|launch|pay|start|stop|change))\b|决定|确定|同意|通过|批准|确认"
    r"|定于|将(?!来)",
    re.IGNORECASE,
)
_TOLD_AS_SAID = re.compile(
    r"\b(?:discuss\w*|whether|suggest\w*|propos\w*|consider\w*|ask\w*|question\w*|idea|rais\w+"
    r"|may|might|could"
    r"|if|wonder\w*|debat\w*|option\w*|want\w*|would like|hope\w*|possib\w*|unclear|open"
    r"|think\w*|thought"
    r"|should)\b|讨论|是否|建议|提议|考虑|询问|可能|提出|希望|想|能否|疑问|探讨|认为|应",
    re.IGNORECASE,
)
# Who says what could be done, and goes on to say why not.
_BUT_NOT = re.compile(
    r"\bbut\b[^.?!]{0,30}(?:\bnot\b|n't\b)|(?:但是?|不过|可是|只是)[^。？！，]{0,8}[不没]",
    re.IGNORECASE,
)
# What comes to pass only if something else does; "if you like" and "see if" are no conditions.
_CONDITION = re.compile(
    r"(?<!\bsee )(?<!\bknow )(?<!\bcheck )(?<!\bask )(?<!\bwonder )(?<!\bsure )(?<!\bas )"
    r"(?<!\beven )(?<!\bwhat )(?<!\bwondering )(?<!\bask you )(?<!\basked )(?<!\bclear )"
    r"(?<!\bdecide )(?<!\bsays )(?<!\bsee, )(?<!\bcare )(?<!\bmatter )(?<!\bmind )"
    r"\b(?:if (?!you\b|i\b|we\b|not\b|so\b|any\w*\b|no\b|nobody|possible|needed|necessary|everybody"
    r"|everyone|that'?s|that is|it'?s (?:ok|fine|all)|there'?s (?:no|any|anything)|there (?:is|are)"
    r" (?:no|any)|anything)[a-z]|unless [a-z])"
    r"|如果(?!没有?(?:问题|意见|人|别的|其他)|大家|你|我|可以|有(?:问题|需要|时间))|要是(?!没|大家|你|我)"
    r"|假如|一旦|\b(?:falls|sofern)\b",
    re.IGNORECASE,
)
_TOLD_WITH_IT = re.compile(
    r"\b(?:if|unless|when|once|as soon as|in case|provided|depend\w*|should|would|could|can|may"
    r"|might|condition\w*|after|until|whether|risk\w*|otherwise|threat\w*|possib\w*|potential\w*"
    r"|falls|sofern|wenn|sobald)\b"
    r"|如果|若|要是|一旦|假如|的话|条件|前提|取决|才|可能|可以|会",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:(?<!\bright)(?<!\bokay)(?<!\bcorrect)(?<!\byeah)(?<!\bhuh)(?<!n't it)(?<!\bit not)[?]"
    r"|(?<!对)(?<!是)(?<!好)(?<!行)(?<!可以)吗[?？]?)\W*$"
)
_ANYBODY = re.compile(
    r"\b(?:some(?:body|one)|any(?:body|one)|who|jemand|wer)\b|谁|有人|有没有人", re.IGNORECASE
)
_ENDS_IN_NO = re.compile(
    r"\b(?:so|then|but|sorry),? no\W*$|所以(?:不行|算了|不)\W*$", re.IGNORECASE
)
_KEPT = re.compile(
    r"\b(?:keep\w*|kept|stay\w*|remain\w*|continu\w*|still|need\w*|want\w*|reject\w*|against)\b|保留|继续",
    re.IGNORECASE,
)
_ASIDE = 60  # letters before and after a quote in which its condition is said
_BRIEF = 6  # words of a yes; whoever says more goes on to other things
_AHEAD = 3  # turns in which somebody may answer


def is_open(found: Evidence, kind: str) -> bool:
    """Whether a decision, an action or a point is told as settled and was not."""
    if found.quoted is None or replies.defers(found.text):
        return False
    if _ends_in_no(found) or _hangs_on(found):
        return True
    if kind != "point":
        return _is_unsettled(found, kind)
    if _TOLD_AS_SAID.search(found.text):
        return False
    is_settled = _TOLD_AS_SETTLED.search(found.text)
    return _is_unsettled(found, kind) if is_settled else _only_asks(found)


def _is_unsettled(found: Evidence, kind: str) -> bool:
    sentences = found.sentences
    last = sentences[-1]
    after = "" if found.quoted is None else found.said.after(found.quoted, last)
    if _is_taken_back(found, kind) or _BUT_NOT.search(after):
        return True
    answer = _answer(found, last)
    if answer == "no":
        return not (kind == "action" and _ANYBODY.search(last.text))
    supposed = any(_is_supposed(one, kind) for one in sentences)
    return supposed and answer != "yes" and not _is_settled_after(found, last)


def _is_taken_back(found: Evidence, kind: str) -> bool:
    """Whether the words themselves say that it is not to be settled now."""
    return kind != "action" and any(replies.puts_off(one.text) for one in found.sentences)


def _ends_in_no(found: Evidence) -> bool:
    """Whether a sentence wishes for something and ends by saying no."""
    return bool(_ENDS_IN_NO.search(found.sentences[-1].text)) and not (
        polarity.denies(found.text) or _KEPT.search(found.text)
    )


def _hangs_on(found: Evidence) -> bool:
    """Whether something is told without the condition that it is said with."""
    if found.quoted is None or _TOLD_WITH_IT.search(found.text):
        return False
    before = found.said.before(found.quoted, found.sentences[0])[-_ASIDE:]
    after = found.said.after(found.quoted, found.sentences[-1])[:_ASIDE]
    spoken = f"{before}{found.said.whole(found.quoted)}{after}"
    return bool(_CONDITION.search(spoken)) and not replies.settles(spoken)


def _only_asks(found: Evidence) -> bool:
    """Whether the words are a question to which nobody says yes, told as if it were so."""
    last = found.sentences[-1]
    if (
        not all(_ASKS.search(one.text) for one in found.sentences)
        or found.text.rstrip()[-1:] in "?？"
    ):
        return False
    return len(found.cited) == 1 and _answer(found, last) != "yes"


def _is_supposed(sentence: Sentence, kind: str) -> bool:
    words = sentence.text
    if not replies.supposes(words):
        return False
    if kind == "action" and replies.requests(words):
        return False
    return not replies.settles(words)


def _answer(found: Evidence, last: Sentence) -> str:
    """Give "yes" or "no" as the next who speak say it; "" where they speak of other things."""
    said = found.said
    rest = said.rest(last)
    speaker = said.segments[last.segment].speaker
    if rest and len(rest) > 1:
        return ""  # whoever speaks goes on, and what others say is about that
    first = ""
    for at in range(last.segment + 1, min(last.segment + 1 + _AHEAD, len(said.segments))):
        who, reply = said.segments[at].speaker, said.texts[at]
        if said.bounds[at].end == said.bounds[at].first or (who == speaker and who):
            continue
        if first:
            return "no" if replies.objects(reply) else first
        if replies.refuses(reply) or replies.puts_off(reply):
            return "no"
        first = "yes" if replies.assents(reply) else ""
        if not first or said.bounds[at].end - said.bounds[at].first > _BRIEF:
            return first
    return first


def _is_settled_after(found: Evidence, last: Sentence) -> bool:
    """Whether the same speaker settles it before anybody else speaks."""
    return any(replies.settles(one.text) for one in found.said.rest(last)[:3])
