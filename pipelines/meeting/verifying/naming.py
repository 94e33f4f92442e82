"""Names in a text: whoever and whatever is named must be named, or speak, in the words it cites."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipelines.meeting.verifying.folding import HAN, words
from pipelines.meeting.verifying.listed import listed
from pipelines.meeting.verifying.quotes import is_slip
from pipelines.meeting.verifying.roster import Person, Roster, is_chinese

_WORD = re.compile(rf"@?[^\W_{HAN}][^\W_{HAN}]*(?:['&.+-][^\W_{HAN}]+)*")
_SPELT = re.compile(r"[^\W\d_][A-Z]|[a-z]\d")  # as no common word is: ZeroMQ, IBM
_STARTS = re.compile(r"[.!?:;\"“”(•·。！？：；（「《\n-]\s*$")
_NO_NAMES = listed(
    "i ok okay oh uh um yeah yes no no-one well a an the ai it's monday "
    "tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december mr mrs ms dr "
    "gb mb tb kb hz ms kg km mio mrd "
    "prof english chinese german french am pm eod eow asap tbd todo faq usd eur rmb vs i'll i'm "
    "i've"
)
_VERBS = listed(
    "will is has was should must can could would agreed agrees said says to wants suggested "
    "proposed takes takes promised offered volunteered reports reported asked explained confirmed "
    "sends prepares"
)
_COMMON = listed(
    "the a an it this that these those they we he she i you there here all both most some many few "
    "no none nobody everybody everyone someone somebody anyone each every another one two team "
    "staff "
    "group management participants members attendees people customers users work costs budget time "
    "next further more also then but and so if when while after before since as what who which how "
    "whether why where whoever nothing everything something meeting company project launch"
)
_COMMON_TAILS = ("ing", "tion", "sion", "ment", "ity", "ness", "ers", "als", "ance", "ence", "s")
_ACTS = (
    r"(?:负责|将(?!来)|会(?!议)|来(?:做|负责|处理|跟进)|跟进|提出|表示|认为|确认|同意|指出|汇报"
    r"|建议|介绍|强调|承诺|主动"
    r"|准备|提交|整理|总(?!体|共|结|是|价|额|量|计)|经理|老师|总监|主任|博士|先生|女士)"
)
_SURNAMES = (
    "王李张刘陈杨赵黄吴徐孙胡朱郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧蔡潘田董袁于余叶蒋杜苏魏吕丁"
    "沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵钱严武莫孔汤"
)
_CALLED = re.compile(
    rf"(?:^|[，。、；：,;:\s由请让和与给跟及@])([{_SURNAMES}][{HAN}]{{1,2}}?)(?={_ACTS})"
    rf"|(?:由|请|让|@)([{_SURNAMES}][{HAN}]{{1,2}})(?=[，。、；,;]|$)"
)
_NOT_CALLED = listed(  # words that begin like a surname
    "何时 何人 任何 任务 金额 白天 江苏 史上 严格 武汉 石油 毛利 顾客 夏天 白板 龙头 于是 余下 "
    "许多 曾经 谢谢 程序 范围 陆续 金融 林业 黄金 苏州 韩国 陈述 张贴 罗列"
)


def unsaid(
    text: str, heard: Sequence[str], present: Callable[[], Iterable[Person]], roster: Roster
) -> bool:
    """Whether a text names somebody or something that is neither named nor present there.

    `heard` are the words that it cites, `present` gives those who say them.
    """
    numbered = roster.numbered(text)
    text = roster.without(text) if numbered else text
    chinese, latin = list(_chinese(text, roster)), list(_latin(text, roster))
    if numbered and not all(one in present() or _is_called(one, heard) for one in numbered):
        return True
    if not chinese and not latin:
        return False
    known = _Known(heard, present())
    return not (all(map(known.chinese, chinese)) and all(map(known.latin, latin)))


def _is_called(person: Person, heard: Sequence[str]) -> bool:
    """Whether a person is named in some words."""
    spoken = "".join(heard)
    return any("".join(one.text for one in words(name)) in spoken for name in person.called)


def misattributed(
    text: str, heard: Sequence[str], speaking: Iterable[Person], roster: Roster
) -> bool:
    """Whether a text says that somebody said so who neither says it nor is named there."""
    telling = roster.telling(text)
    if not telling:
        return False
    known = _Known(heard, ())
    said_by = list(speaking)
    return not all(
        one in said_by
        or any(known.latin(part) or known.chinese(part) for part in (*one.called, *one.short))
        for one in telling
    )


class _Known:
    """What is named, and who is there."""

    def __init__(self, heard: Sequence[str], present: Iterable[Person]) -> None:
        self.words = set(heard)
        self._together = "".join(heard)
        self._initials = "".join(word[0] for word in heard)
        people = list(present)
        self._called = {part for one in people for part in (*one.short, *one.called)}
        self._parts = {part for one in self._called for part in one.split()}

    def latin(self, name: str) -> bool:
        """Whether a name in Latin letters is said, as recognisers write names."""
        plain = re.sub(r"'s$|[^\w]", "", name.casefold())
        if plain in self.words or plain in self._parts or name.casefold() in self._called:
            return True
        if len(plain) >= 4 and plain in self._together:
            return True
        if name.isupper() and 2 <= len(plain) <= 5 and plain in self._initials:
            return True
        return any(_is_alike(word, plain) for word in (*self.words, *self._parts))

    def chinese(self, name: str) -> bool:
        """Whether a Chinese name is said, or a form of it by which people call each other."""
        if name in self._called or name in self._together:
            return True
        forms = [f"小{name[0]}", f"老{name[0]}", f"{name[0]}总", f"{name[0]}经理", f"{name[0]}工",
                 f"{name[0]}老师", f"{name[0]}哥", f"{name[0]}姐"]  # fmt: skip
        if len(name) >= 3:
            forms.append(name[-2:])
        return any(form in self._together for form in forms)


def _is_alike(word: str, name: str) -> bool:
    """Whether a name is another form of a word: Finnish of Finland, Postgres of PostgreSQL."""
    shorter = min(len(word), len(name))
    if shorter >= 4 and (word.startswith(name) or name.startswith(word)):
        return True
    return shorter >= 5 and is_slip(word, name)


def _latin(text: str, roster: Roster) -> Iterator[str]:
    names = {part for one in roster.people if not one.is_role for part in one.short}
    found = list(_WORD.finditer(text))
    is_title = len(found) >= 3 and all(one[0][0].isupper() for one in found if len(one[0]) > 3)
    for at, match in enumerate(found):
        word = match[0]
        plain = re.sub(r"'s$", "", word.casefold())
        if plain.partition("'")[0] in _NO_NAMES or not (
            word[0] == "@" or any(map(str.isupper, word))
        ):
            continue
        first = not text[: match.start()].strip() or bool(_STARTS.search(text[: match.start()]))
        following = found[at + 1][0].casefold() if at + 1 < len(found) else ""
        if plain in names or word[0] == "@" or not (first or is_title):
            yield word.lstrip("@")
        elif _SPELT.search(word) or _is_somebody(plain, following):
            yield word


def _is_somebody(word: str, following: str) -> bool:
    """Whether the first word of a sentence is who does something, and not what a noun means."""
    if word in _COMMON or following not in _VERBS:
        return False
    return not word.endswith(_COMMON_TAILS)


def _chinese(text: str, roster: Roster) -> Iterator[str]:
    for one in roster.people:
        yield from (name for name in one.called if is_chinese(name) and name in text)
    for match in _CALLED.finditer(text):
        name = match[1] or match[2]
        if name not in _NOT_CALLED:
            yield name
