"""Who is to do something: who takes it on, is named for it, or says yes when asked."""

import re
from collections.abc import Iterator, Sequence

from pipelines.meeting.verifying import replies
from pipelines.meeting.verifying.evidence import Evidence
from pipelines.meeting.verifying.folding import HAN
from pipelines.meeting.verifying.roster import Person, Roster, is_chinese, plain
from pipelines.meeting.verifying.said import Sentence
from pipelines.meeting.verifying.support import is_about

_PARTED = re.compile(r"\s*(?:,|;|&|/|、|，|\band\b|\bund\b|和|与|及)\s*")
_NOBODY = re.compile(
    r"(?:the )?(?:team|everyone|everybody|all|we|us|group|whole team|participants|unassigned"
    r"|unknown|n/?a|none"
    r"|tbd|nobody|someone|somebody)|大家|所有人|全体|团队|我们|各位|待定|未定|无|未指定",
    re.IGNORECASE,
)
_SELF = re.compile(r"(?:i|me|myself|我|本人)", re.IGNORECASE)
_ALL = (
    r"(?:also|then|just|definitely|certainly|personally|probably|still|now|gladly|quickly"
    r"|have to|need to)"
)
_ACTS = (
    r"ask|send|call|check|write|prepare|do|talk|speak|contact|organi[sz]e|arrange|book|make|fix|test"
    r"|update|share|draft|set up|bring|order|buy|review|finish|handle|follow up|look into|schedule"
    r"|deploy|push|merge|create|add|invite|inform|tell|e-?mail|forward|clean|document|verify|confirm"
)
_TAKES_ON = re.compile(
    rf"\b(?:i|we)(?:\s?'\s?(?:ll|m|re|d))?\s+(?:{_ALL} )*(?:will|shall|can|could|am going to"
    rf"|going to|gonna"
    r"|must|should|have to|need to|want to|plan to|promise|am happy to|happy to|would (?:do"
    r"|like)|volunteer"
    r"|got (?:it|this)|take)\b|\bi\s?'\s?ll\b|\bwe\s?'\s?ll\b|\blet me\b|\bleave (?:it|that"
    r"|this) (?:to|with) me\b"
    r"|\bi'?m on (?:it|that)\b|\b(?:will do|on it|my job|my task)\b"
    rf"|\bi (?:{_ALL} )*(?:{_ACTS})\b"
    r"|\bich (?!\w+ nicht\b)(?:werde|kann|will|muss|übernehme|kümmere|schicke|mache|rufe|schreibe"
    r"|prüfe|bereite|bestelle|erstelle|sende|hole|kläre|organisiere)\b|\bmache? ich\b"
    rf"|我(?:来|会|去|负责|这边|今|明|后天|晚上|早上|上午|下午|周|下周|本周|这周|月底|先|再|把|给|跟|和|就|可以"
    rf"|能|要|准备|整理|发|写|做|联系|安排|确认|看一?下|查|尽快"
    rf"|马上|稍后|回头|争取|晚点|请|让|下[{HAN}]|这[{HAN}]|\d|[一二三四五六七八九十])|交给我"
    rf"|包在我|让我",
    re.IGNORECASE,
)
_NOT_MINE = re.compile(
    r"\bi (?:can'?t|cannot|won'?t|don'?t|could ?n'?t|will not|am not|can not)\b|\bi'?m not\b"
    r"|我(?:不|没|觉得|认为|想问|不会|不能)",
    re.IGNORECASE,
)
_WILL = (
    r"(?:,? (?:also|then|you|and i|and me|maybe))*,? (?:will|can|could|should|shall|must|is "
    r"going to|'ll|has to"
    r"|needs? to|to|takes?|would|does|gets|please|is responsible|is on|owns|volunteered|agreed"
    r"|promised|and i will"
    r"|is to|prepares?|sends?|checks?|writes?|handles?|looks?|does|do|makes?|you)\b"
)
_ASKED_HAN = (
    r"(?:，|,|：|:)?(?:你|您|那边|这边|他|她|老师|总|哥|姐|经理|工)?(?:来|去|负责|会|可以|要"
    r"|跟进|先|把|今天|明天|后天|周|下周|本周|月底|麻烦|帮|能|给|整理"
    r"|准备|联系|确认|安排|跟|在|做|写|发|提|处理|搞|弄|看|验证|测试|查|再|就|牵头|对接|承担|接)"
)
_NAMED = (  # for something that is to be done, and not as who is to be sent it
    r"(?<!to )(?<!with )(?<!for )(?<!thanks )(?<!thanks, ){name}" + _WILL,
    (
        r"(?:can|could|would|will|have|ask|let|get|want|need|make|for|up to"
        r"|assign(?:ed)? (?:it |this |that )?to|give (?:it |this |that |this one )?to"
        r"|leave (?:it |this |that )?(?:to|with)|(?:owner|responsible)(?: is)?:?|action (?:for|on))"
        r" {name}"
    ),
    (
        r"^(?!.*\bi(?:'ll| will)\b(?! (?:need|want|ask|let)\b)).*"
        r"\b(?:you|please)\b[^.!?]*,? {name}\W*$"
    ),
    (
        r"^\W*(?:(?:and|so|okay|then|also|now|great|good|thanks),? )*{name}, "
        r"(?!thanks|that|i |we |yes|no\b)"
    ),
    r"{name}'s (?:job|task|action|responsibility|turn)",
)
_TO_HAN = r"(?:由|让|请|麻烦|叫|安排|交给|派|@|分给|归|找|辛苦)"
_POINTS_BACK = re.compile(r"\b(?:it|that|this|those|them)\b|这|那|它|此", re.IGNORECASE)
_NEAR = 3  # sentences before and after the quote


def borne_out(written: str, found: Evidence, roster: Roster) -> tuple[str, bool]:
    """Give the owner as a label of the transcript where it is one, and whether the words say so.

    "The team" is nobody in particular, and needs no words.
    """
    if not written or _NOBODY.fullmatch(plain(written)):
        return "", True
    whole = roster.meant(written)
    names = [written] if whole else [one for one in _PARTED.split(written) if one]
    meant = [_meant(one, found, roster) for one in names]
    label = ", ".join(
        person.label if person else name for person, name in zip(meant, names, strict=True)
    )
    is_so = all(
        _is_owner(person, name, found, roster) for person, name in zip(meant, names, strict=True)
    )
    return label, bool(names) and is_so


def _meant(name: str, found: Evidence, roster: Roster) -> Person | None:
    if _SELF.fullmatch(name.strip()) and found.sentences:
        return roster.person(found.said.segments[found.sentences[0].segment].speaker)
    return roster.meant(name)


def _is_owner(person: Person | None, name: str, found: Evidence, roster: Roster) -> bool:
    if not found.sentences:
        return False
    forms = _forms(person, name, roster)
    if any(_is_named(one.text, forms) for one in _telling(found)):
        return not _is_refused(person, found)
    return person is not None and (_takes_on(person, found) or _says_yes(person, found))


def _telling(found: Evidence) -> Iterator[Sentence]:
    """Give the sentences that may name who does it: of others, those that speak of the same."""
    yield from found.sentences
    if any(_is_taken_on(one) for one in found.sentences):
        return
    told = [one.text for one in found.told]
    for one in _sentences(found):
        spoken = [word.text for word in found.said.words[one.first : one.end]]
        if _POINTS_BACK.search(one.text) or is_about(told, spoken):
            yield one


def _is_taken_on(sentence: Sentence) -> bool:
    return bool(_TAKES_ON.search(sentence.text)) and not replies.requests(sentence.text)


def _sentences(found: Evidence) -> Iterator[Sentence]:
    """Give the sentences of the window that are near the quote, as far as people heard them."""
    said, here = found.said, found.sentences
    numbers = said.sentence[here[0].first], said.sentence[here[-1].end - 1]
    for at in range(max(0, numbers[0] - _NEAR), min(len(said.sentences), numbers[1] + _NEAR + 1)):
        one = said.sentences[at]
        is_cited = any(span.first <= one.first and one.end <= span.end for span in found.window)
        if is_cited and not said.is_ordered(one.first):
            yield one


def _forms(person: Person | None, name: str, roster: Roster) -> list[str]:
    """Give what somebody may be called by: a first name that two have calls neither."""
    forms = {plain(name)}
    if person is not None:
        others = [one for one in roster.people if one.called[-1] != person.called[-1]]
        taken = {part for one in others for part in one.short}
        forms |= set(person.called) | {one for one in person.short if one not in taken}
    for one in list(forms):
        if is_chinese(one):
            forms |= {f"{form}{one[at]}" for form in "小老阿" for at in (0, -1)}
            forms |= {f"{one[at]}{form}" for form in "总工姐哥" for at in (0, -1)}
    return [one for one in forms if len(one) > 1]


def _is_named(sentence: str, forms: Sequence[str]) -> bool:
    text = sentence.casefold()
    return any(
        _is_named_han(text, one) if re.search(f"[{HAN}]", one) else _is_named_latin(text, one)
        for one in forms
        if one in text
    )


def _is_named_han(text: str, name: str) -> bool:
    name = re.escape(name)
    return bool(re.search(rf"{_TO_HAN}{name}|(?<![给跟和向与同])(?<!发给){name}{_ASKED_HAN}", text))


def _is_named_latin(text: str, name: str) -> bool:
    name = rf"\b(?:the )?{re.escape(name)}(?: team)?\b"
    return any(re.search(one.format(name=name), text) for one in _NAMED)


def _takes_on(person: Person, found: Evidence) -> bool:
    """Whether it is this person who says "I will" in the words of the quote."""
    said = found.said
    return any(
        _is_said_by(person, said.segments[one.segment].speaker)
        and _TAKES_ON.search(one.text)
        and not _NOT_MINE.search(one.text)
        for one in found.sentences
    ) or _goes_on(person, found)


def _goes_on(person: Person, found: Evidence) -> bool:
    """Whether a request for somebody is taken on by this person within the window."""
    said = found.said
    first, last = found.sentences[0], found.sentences[-1]
    if _is_said_by(person, said.segments[first.segment].speaker):
        return False
    if _is_taken_on(last):
        return False  # whoever says "I will" is who does it
    return any(
        one.first >= last.end
        and _is_said_by(person, said.segments[one.segment].speaker)
        and _TAKES_ON.search(one.text)
        and not _NOT_MINE.search(one.text)
        for one in _sentences(found)
    )


def _says_yes(person: Person, found: Evidence) -> bool:
    """Whether somebody is asked, and this is who says yes."""
    said, last = found.said, found.sentences[-1]
    asked = last.text
    mine = said.segments[last.segment].speaker
    if _is_said_by(person, mine):
        before = last.segment - 1
        return (
            before >= 0
            and replies.assents(found.sentences[0].text)
            and replies.requests(said.texts[before])
        )
    if not replies.requests(asked):
        return False
    for at in range(last.segment + 1, min(last.segment + 3, len(said.segments))):
        if said.segments[at].speaker == mine:
            continue
        return _is_said_by(person, said.segments[at].speaker) and replies.assents(said.texts[at])
    return False


def _is_refused(person: Person | None, found: Evidence) -> bool:
    """Whether who is asked says no."""
    said, last = found.said, found.sentences[-1]
    following = last.segment + 1
    if person is None or following >= len(said.segments):
        return False
    speaker = said.segments[following].speaker
    return _is_said_by(person, speaker) and replies.refuses(said.texts[following])


def _is_said_by(person: Person, label: str) -> bool:
    return bool(label) and (person.label == label or plain(label) in person.called)
