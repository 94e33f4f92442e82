"""Whether the words that are cited speak about what a text says, in whatever words."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from pipelines.meeting.verifying.folding import HAN
from pipelines.meeting.verifying.listed import listed

_HAN = re.compile(f"[{HAN}]")
_ENOUGH = 0.3  # of the words of a text that mean something
_ENOUGH_LETTERS, _ENOUGH_PAIRS = 0.5, 0.25  # of Chinese letters, of two in a row
_ROUNDING = 1e-9
_EMPTY = listed(
    "the a an and or but of to in on at by for with from as is are was were be been being it its "
    "this that these those there here they them their he she his her we us our you your i me my "
    "will would shall should can could may might must do does did done have has had not no nor so "
    "if then than when while after before until about into over out up down off also all any some "
    "each every both more most other another such only just too very what which who whom whose how "
    "why where whether because since due via per between during against without within still yet "
    "team group meeting participants members discussed discussion discuss decided decision decide "
    "agreed agree agreement mentioned noted said says stated explained proposed proposal suggested "
    "asked raised question idea topic point item issue regarding following current currently "
    "going go get got make made let need needs want wants plan planned new one % s"
)
_EMPTY_HAN = frozenset(
    "的了在是我们他她它这那个和与及或就都也还将被把对为以于从到向由会要可能有没不已经大家会议团队讨论决定提出表示认为认同一"
    "进行需要应该因为所以但而且并之其该此上下中后前等吗呢吧啊问题月日号年点"
)
_TAILS = ("ization", "isation", "ations", "ation", "ments", "ment", "ness", "ings", "ing", "ities",
          "ity", "ally", "edly", "ies", "ied", "ers", "er", "ed", "es", "ly", "al", "s", "e",
          "y")  # fmt: skip
_OTHER_FORMS = {
    "sent": "send", "paid": "pay", "met": "meet", "told": "tell", "bought": "buy", "sold": "sell",
    "built": "build", "kept": "keep", "took": "take", "taken": "take", "gave": "give",
    "given": "give", "chose": "choose", "chosen": "choose", "spoke": "speak", "wrote": "write",
    "written": "write", "held": "hold", "left": "leave", "rose": "rise", "risen": "rise",
    "found": "find", "thought": "think", "began": "begin", "went": "go",
    "unsigned": "sign", "drew": "draw", "drawn": "draw", "broke": "break", "broken": "break",
    "cheaper": "cheap", "pricing": "price", "priced": "price", "children": "child",
}  # fmt: skip
_ALIKE = (
    "launch live release ship rollout publish start",
    "send email mail forward share circulate distribute deliver",
    "check review look examine investigate verify inspect clarify see",
    "hire recruit employ", "talk speak discuss contact call ask meet",
    "increase rise grow went raise higher climb", "decrease fall drop decline lower reduce",
    "keep stay remain maintain retain unchange", "postpone defer delay later push move shift",
    "buy purchase order procure", "fix solve repair resolve patch",
    "begin start kick commence", "stop end finish complete conclude",
    "cost price expensive cheap pay", "prepare draft write make create produce",
    "big large great huge", "problem issue bug trouble difficulty error",
    "own responsible maintain charge", "test try verify validate", "quick fast speed slow",
    "customer client user", "money budget fund funding cost", "remote control",
    "use utilise apply employ", "show present demo display", "choose select pick opt",
    "like prefer favour want", "need require must necessary", "help support assist",
    "think believe feel consider opinion doubt trust", "figure number amount rate percent",
    "child kid", "school education",
)  # fmt: skip
_ALIKE_HAN = (
    "发寄送递", "招聘雇", "维保持留", "搬迁移", "谈洽商沟聊", "涨升增加高", "降减少低跌", "签订署",
    "查看排检验", "买购采", "卖售销", "做搞弄办", "写撰编拟", "改修变", "定决", "贵价钱费",
    "钱款资预算", "准备", "客用户",
)  # fmt: skip


def is_han(word: str) -> bool:
    """Whether a word is a letter of Chinese."""
    return bool(_HAN.match(word))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    word = _OTHER_FORMS.get(word, word)
    for tail in _TAILS:
        if word.endswith(tail) and len(word) - len(tail) >= 3:
            return _single(word[: -len(tail)])
    return _single(word)


def _single(stem: str) -> str:
    """Give a stem without the letter that an ending doubles: shipp of shipping."""
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


_KINDS: dict[str, set[int]] = {}
for _at, _row in enumerate(_ALIKE):
    for _one in _row.split():
        _KINDS.setdefault(_stem(_one), set()).add(_at)


def meaning(words: Iterable[str]) -> list[str]:
    """Give the words that mean something by themselves, each once, without their endings."""
    return list(
        dict.fromkeys(
            _stem(one)
            for one in words
            if one not in _EMPTY and not _HAN.match(one) and one[0] != "#"
        )
    )


def is_borne_out(told: Sequence[str], heard: Sequence[str], earlier: Sequence[str] = ()) -> bool:
    """Whether enough of what is told is said; what has no meaning of its own says nothing.

    What was said `earlier` counts by half: "we go live on Friday" does not say again what does.
    """
    stems = meaning(told)
    letters = [one for one in told if is_han(one) and one not in _EMPTY_HAN]
    if not stems and not letters:
        return True
    if not letters:
        here, before = share(stems, heard), share(stems, [*heard, *earlier])
        need = max(1.0, _ENOUGH * len(stems)) - _ROUNDING
        return here > 0 and (here + before) / 2 * len(stems) >= need
    here = _letters(letters, stems, heard)
    before = _letters(letters, stems, [*heard, *earlier])
    in_pairs = _in_pairs(told, heard) >= _ENOUGH_PAIRS
    return in_pairs or (here > 0 and (here + before) / 2 >= _ENOUGH_LETTERS)


def is_about(told: Sequence[str], heard: Sequence[str]) -> bool:
    """Whether anything that is told is spoken of."""
    return share(meaning(told), heard) > 0 or bool(_pairs(told) & _pairs(heard))


def share(wanted: Sequence[str], heard: Iterable[str]) -> float:
    """Give how much of some stems is said, in whatever form, or in a word of that meaning."""
    said = set(meaning(set(heard)))
    kinds = {kind for one in said for kind in _KINDS.get(one, ())}
    heads = {one[:5] for one in said if len(one) >= 5} | {one[:4] for one in said if len(one) == 4}
    found = sum(
        one in said or one[:5] in heads or (len(one) >= 4 and one[:4] in heads)
        or bool(_KINDS.get(one, set()) & kinds)
        for one in wanted
    )  # fmt: skip
    return found / len(wanted) if wanted else 0.0


def _letters(letters: Sequence[str], stems: Sequence[str], heard: Iterable[str]) -> float:
    """Give how much of some letters is said; a word in Latin letters counts as two of them."""
    said = set(heard)
    for row in _ALIKE_HAN:
        if said & set(row):
            said |= set(row)
    found = sum(one in said for one in letters) + 2 * share(stems, said) * len(stems)
    return found / (len(letters) + 2 * len(stems))


def _in_pairs(told: Sequence[str], heard: Sequence[str]) -> float:
    pairs = _pairs(told)
    return len(pairs & _pairs(heard)) / len(pairs) if pairs else 0.0


def _pairs(words: Sequence[str]) -> set[tuple[str, str]]:
    return {
        (a, b) for a, b in pairwise(words) if is_han(a) and is_han(b) and not {a, b} <= _EMPTY_HAN
    }


def says_something(quote: Sequence[str]) -> bool:
    """Whether a quote can say anything by itself: "yes" and 好的 cannot."""
    letters = [one for one in quote if _HAN.match(one)]
    numbers = [one for one in quote if one[0] == "#"]
    return (
        len(meaning(quote)) + len(numbers) >= 2
        or len(letters) >= 4
        or (len(quote) >= 4 and bool(meaning(quote)))
    )
