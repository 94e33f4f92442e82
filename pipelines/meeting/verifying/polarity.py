"""Whether a text says the opposite of the words it cites: what is denied there, or undone."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipelines.meeting.verifying.folding import HAN
from pipelines.meeting.verifying.listed import listed
from pipelines.meeting.verifying.support import meaning

_HAN = re.compile(f"[{HAN}]")
_NOT = listed(
    "not no never nobody nothing none neither nor without nicht kein keine keinen keiner keinem "
    "nie niemand ohne"
)
_NOT_HAN = frozenset("不没未别无非勿")
# 不 and 没 that deny nothing, and questions that are asked by them.
_NO_DENIAL = re.compile(
    r"不过|不错|不仅|不但|不管|不断|差不多|不好意思|对不起|不同(?!意)|不少|没问题|没关系|没事"
    r"|没意见|没有问题|没有意见|特别|区别|分别|级别|个别"
    r"|别的|别人|无论|非常|未来|除非|不得不|不然|无线|并非不|不如|不光|不只|不止|不妨|不久|性别"
    r"|类别|不愧|了不起"
    r"|要不要|是不是|能不能|会不会|有没有|可不可以|行不行|好不好|该不该|想不想|对不对|要不"
)
_NO_DENIAL_EN = re.compile(
    r"\b(?:no (?:problem|worries|objections?|doubt|issue)|not only|not just|why not|why do ?n't"
    r"|(?:is|does|do|are|was|did|have|has|would|could|can|wo|should) ?n't (?:it|that|you|they|we"
    r"|he|she"
    r"|there)\b|if not|or not|whether or not|no one knows)\b",
    re.IGNORECASE,
)
# What says no without saying not.
_LACKING = re.compile(
    r"\b(?:un(?:signed|resolved|decided|clear|paid|finished|solved|answered|available|able|changed)"
    r"|pending|outstanding|missing|lack\w*|open|refus\w+|reject\w*|declin\w+|delay\w*|postpon\w*"
    r"|deferr?\w*|cancel\w*|fail\w*|avoid\w*|prevent\w*|against|instead|rather|only|until|still"
    r"|wait\w*|stop\w*|drop\w*|exclud\w*|remov\w*|remain\w*|yet|oppos\w*|rul\w+ out|turn\w* down"
    r"|hold\w* off|difficult\w*|problem\w*|impossible|doubt\w*|concern\w*|worr\w*|skeptic\w*|few\w*"
    r"|end(?:s|ed|ing)?|halt\w*|ceas\w*|skip\w*|scrap\w*|abandon\w*|dismiss\w*|no longer"
    r"|less|little|hardly|barely|rarely|absen\w*|too)\b"
    r"|尚|仍|待|暂|取消|拒绝|否决|放弃|停|推迟|延期|搁置|缺|难|仅|只|才|避免|防止|反对|失败|而是"
    r"|再|才能|维持|保持|担心",
    re.IGNORECASE,
)
_LIGHT = listed("do have be will would can could should think want need know really to going get")
_CLAUSE = re.compile(
    r"[,;:.!?，、；：。！？]|\b(?:but|and|so|because|if|before|until|unless|though)\b"
)
_TURNED_DOWN = re.compile(
    r"\bturn(?:s|ed|ing)?\b(?= (?:[\w']+ ){1,4}down\b)"
    r"|\bcall(?:s|ed|ing)?\b(?= (?:[\w']+ ){1,4}off\b)",
    re.IGNORECASE,
)
_UNDOES = re.compile(
    r"\b(?:skip(?:s|ped|ping)?|scrap(?:s|ped|ping)?|abandon(?:s|ed|ing)?|cancel(?:s|led|ed|ling)?"
    r"|reject(?:s|ed|ing)?|call(?:s|ed|ing)? off|instead of|rather than)\b"
)
_INSTEAD = re.compile(
    r"([\w.+#-]+)(?:,? (?:and )?(?:instead of|rather than|not) | statt |而不是|而非)([\w.+#-]+)",
    re.IGNORECASE,
)
_DROPPED_HAN = re.compile(
    f"([{HAN}]{{2,4}}?)[就先也都]*不(?:再)?(?:考虑|做|要|用|选|买|去|换|搞|招|卖|租)了"
)
_GERMAN_NOT = re.compile(r"(?:nicht|kein\w*|nie|niemand)$")
_REACH, _REACH_HAN = 5, 10  # words, and letters, that a denial speaks of
_WHOLE = 3  # letters of what is denied; fewer stand in other words
_DEEDS = (
    ("approv accept pass permit allow 批准 通过 准许 允许",
     "reject declin refus den veto forbid ban 否决 拒绝 驳回 禁止"),
    ("keep kept remain continu stay maintain 维持 保持 继续 保留",
     "cancel scrap abandon discontinu drop abolish 取消 放弃 终止 废除 停止 砍 去掉"),
    ("increas rais rose risen grow grew 增加 提高 上涨 上升 上调 涨 扩大",
     "decreas reduc cut lower fell fall shrink 减少 降低 下降 削减 下调 跌 降"),
    ("hir recruit 招聘 聘用 招", "fir dismiss layoff 裁员 解雇 开除 辞退"),
    ("buy bought purchas 购买 采购", "sell sold 出售 卖"),
    ("add includ enabl 添加 加入 启用", "remov exclud disabl delet 删除 移除 去掉 禁用"),
    ("start begin began launch 开始 启动", "stop end halt ceas 停止 结束"),
    ("advanc accelerat earlier 提前 加快", "postpon delay defer later slow 推迟 延期 延后 放慢"),
    ("keep kept continu", "stop stopp halt ceas"),
    ("succeed success pass work 成功", "fail broke broken crash 失败 崩溃"),
)  # fmt: skip
_FIX = re.compile(r"\b(?:fix|repair)(?:s|ed|ing)?\b|修(?!改|订)", re.IGNORECASE)
_LOOKS = re.compile(
    r"\b(?:i|we) ?(?:'ll|will|can)\s+(?:also |then |just |quickly )*(?:profile|call|ask|check|look"
    r"|investigate|review|talk|test|analy[sz]e|find out|report|write|send|discuss|monitor|watch)\b"
    r"|我.{0,6}(?:看一?下|查一?下|问|联系|沟通)",
    re.IGNORECASE,
)
_MENDS = re.compile(
    r"\b(?:fix|repair|resol|solv|patch|sort|handl|debug|correct|address|mend|bug|broke|broken"
    r"|deal with"
    r"|care|issue|problem|replace|clean|put right|rework)\w*|修|解决|处理|搞|弄|改|换|查",
    re.IGNORECASE,
)
_HARSH = (0, 1, 3, 4)  # pairs of which neither is told where nobody says anything like it


def contradicts(
    text: str, told: Sequence[str], sentences: Sequence[str], clauses: str, beside: str
) -> bool:
    """Whether a text affirms what the sentences of its quote deny, or the other way round.

    `clauses` are what stands between the commas around the quote, `beside` what else is said
    there, in which somebody may deny what the text denies.
    """
    said = " ".join(_plainly(one) for one in sentences)
    if _is_swapped(text, said):
        return True
    if not any(_meant(said)) and denies(text) and not denies(f"{said} {beside}"):
        return not _LACKING.search(f"{said} {beside}")
    if _is_told_plainly(text, said):
        return True
    if not denies(text) and not _LACKING.search(text):
        is_denied = any(_is_told(denied, told) for denied in _meant(said))
        return is_denied or _is_undone(text, said) or _is_undone(text, clauses)
    return _is_undone(text, said) or _is_undone(text, clauses)


def _plainly(sentence: str) -> str:
    return _TURNED_DOWN.sub("reject", sentence)


def _is_swapped(text: str, said: str) -> bool:
    """Whether a text has "B instead of A" where "A instead of B" is said."""
    there, here = (
        {(one[1].casefold(), one[2].casefold().rstrip(".")) for one in _INSTEAD.finditer(either)}
        for either in (said, text)
    )
    return any((b, a) in there and (a, b) not in there for a, b in here)


def denies(text: str) -> bool:
    """Whether a text denies anything."""
    return any(True for _ in _denials(text))


def _denials(text: str) -> Iterator[int]:
    """Give where a text denies something: where what is denied begins."""
    plain = _NO_DENIAL_EN.sub(_blank, _NO_DENIAL.sub(_blank, text.lower()))
    for match in re.finditer(
        rf"n't\b|\b(?:{'|'.join(_NOT)}|cannot)\b|[{''.join(_NOT_HAN)}]", plain
    ):
        yield match.end()


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _meant(said: str) -> Iterator[list[str]]:
    """Give what each denial denies: the words that follow, to the end of the clause."""
    lowered = said.lower()
    for match in _UNDOES.finditer(lowered):
        following = _CLAUSE.split(lowered[match.end() :], maxsplit=1)[0]
        yield meaning(one for one in re.findall(r"[^\W\d]+", following) if one not in _LIGHT)[:1]
    yield from (list(match[1]) for match in _DROPPED_HAN.finditer(said))
    for start in _denials(said):
        if _GERMAN_NOT.search(lowered[:start]):
            before = _CLAUSE.split(lowered[:start])[-1]
            yield meaning(one for one in re.findall(r"[^\W\d]{4,}", before) if one != "nicht")
        clause = _CLAUSE.split(said[start:].lower(), maxsplit=1)[0]
        letters = _HAN.findall(clause)
        if letters:
            yield letters[:_REACH_HAN]
            continue
        words = [one for one in re.findall(r"[^\W\d]+", clause) if one not in _LIGHT]
        if clause.strip() or words:
            yield meaning(words)[:_REACH]


def _is_told(denied: Sequence[str], told: Sequence[str]) -> bool:
    """Whether a text tells what is denied."""
    if not denied:
        return False
    if _HAN.match(denied[0]):
        following = list(takewhile(lambda one: one not in _NOT_HAN, denied))
        first = [one for one in following if one not in "有要会能用再是会想太很得的了"][:3]
        return bool(first) and first[0] in told
    said = set(meaning(told))
    found = [one for one in denied if _is_in(one, said)]
    return bool(found) and (denied[0] in found or len(found) * 2 > len(denied))


def _is_told_plainly(text: str, said: str) -> bool:
    """Whether what a text denies, in Han letters, is said word for word without any denial."""
    clauses = [one for one in _CLAUSE.split(said) if one]
    plain = [one for one in clauses if not denies(one) and not _LACKING.search(one)]
    found = ("".join(one).lstrip("有要会能再是") for one in _meant(text))
    denied = [one for one in found if _HAN.match(one)]
    return any(
        len(each) >= _WHOLE
        and any(each in one for one in plain)
        and not any(each in one for one in clauses if one not in plain)
        for each in denied
    )


def _is_in(one: str, said: set[str]) -> bool:
    return one in said or any(other[:5] == one[:5] for other in said if len(one) >= 5)


def _is_undone(text: str, said: str) -> bool:
    return any(
        _does(text, here)
        and not _does(text, there)
        and _does(said, there)
        and not _does(said, here)
        for pair in _DEEDS
        for here, there in (pair, pair[::-1])
    ) and not (denies(text) or denies(said))


def is_made_up(text: str, heard: str, quoted: str) -> bool:
    """Whether a text tells of a deed that weighs much, where nobody speaks of any such thing."""
    if _FIX.search(text) and not _MENDS.search(quoted if _LOOKS.search(quoted) else heard):
        return True
    deeds = [deed for at in _HARSH for deed in _DEEDS[at][1:] + (_DEEDS[at][:1] if at > 2 else ())]
    return any(_does(text, deed) and not _does(heard, deed) for deed in deeds) and not denies(heard)


def _does(text: str, deed: str) -> bool:
    plain = text.lower()
    return any(
        one in plain
        if _HAN.match(one)
        else re.search(rf"\b{one}(?:e|s|es|ed|t?ing|al|ance|ion)?\b", plain)
        for one in deed.split()
    )
