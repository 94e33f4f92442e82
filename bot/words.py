"""Words out of documents, as far as they can be seen; cut to the room that there is for them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

MOST_MARKS = 3  # accents on one letter; more of them would run over the lines around it
_CUT = "…"
_PARAGRAPHS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARKS = frozenset({"Mn", "Me"})
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Cn"})
# They take the room of a space, or none, and are letters or marks to Unicode.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
HAN = re.compile("[\u4e00-\u9fff]")
JOINER = "\u2060"  # of no width: it parts what would be read together
_ISOLATE, _POP = "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_JOINED = frozenset({"\u200d", "\ufe0f", "\ufe0e", "\u20e3"})


class _Signs(dict[int, str | None]):
    """What is shown for each sign, as str.translate takes it: itself, a space, or nothing."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        category = unicodedata.category(sign)
        shown: str | None = sign
        if sign in _INVISIBLE or sign == "\t" or category == "Zs":
            shown = " "
        elif category in _DROPPED and sign != "\n":
            shown = None
        self[code] = shown
        return shown


_SIGNS = _Signs()


@cache
def _marks() -> frozenset[str]:
    planes = (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))
    return frozenset(sign for sign in map(chr, planes) if unicodedata.category(sign) in _MARKS)


def _thinned(text: str) -> str:
    """Leave out the marks of a heap of them."""
    if _marks().isdisjoint(text):
        return text
    kept, heap = [], 0
    for sign in text:
        heap = heap + 1 if sign in _marks() else 0
        if heap <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def seen(text: str, *, lines: bool = True) -> str:
    """Give what can be seen of a text: no controls, nothing of no width, nothing that turns it.

    White space is that of one line after another, or of one line where `lines` is false.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = _PARAGRAPHS.sub("\n", text) if lines else " ".join(text.split())
    return _thinned(kept.translate(_SIGNS))


def isolated(text: str) -> str:
    """Keep a text that runs from right to left from turning the figures beside it on its line."""
    return f"{_ISOLATE}{text}{_POP}" if _RIGHT_TO_LEFT.search(text) else text


def length(text: str) -> int:
    """Count as the strictest reader of a limit would: a sign outside the first plane is two."""
    return len(text) if text.isascii() else len(_units(text)) // 2


def whole(text: str) -> str:
    """Give a text of whole characters: a half of one alone, which no UTF-8 has, is a sign of it."""
    return text if text.isascii() else _units(text).decode("utf-16-le", "replace")


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def cut(text: str, most: int) -> str:
    """Shorten a text to `most` with a sign that it was, and with no letter cut from its accents."""
    return text if length(text) <= most else beginning(text, most - len(_CUT)).rstrip() + _CUT


def beginning(text: str, most: int) -> str:
    """Give as much of a text as there is room for, up to where one can see no cut."""
    best = end = len(_units(text)[: 2 * most].decode("utf-16-le", "ignore"))
    while 0 < best < len(text) and _hangs_together(text, best):
        best -= 1
    return text[: best or end]


def _hangs_together(text: str, at: int) -> bool:
    before, behind = text[at - 1], text[at]
    if behind in _JOINED or before == "\u200d" or unicodedata.category(behind)[0] == "M":
        return True
    if 0x1F3FB <= ord(behind) <= 0x1F3FF:  # the tones of skin
        return True
    flags = 0
    while flags < at and 0x1F1E6 <= ord(text[at - 1 - flags]) <= 0x1F1FF:
        flags += 1
    return flags % 2 == 1 and 0x1F1E6 <= ord(behind) <= 0x1F1FF  # a flag is two letters


def stretches(text: str, most: int) -> Iterator[str]:
    """Part a long text where it has lines or words, into pieces that there is room for."""
    while length(text) > most:
        piece = beginning(text, most)
        gap = max(piece.rfind("\n"), piece.rfind(" "))
        if gap > len(piece) // 2:
            piece = piece[:gap]
        yield piece
        text = text[len(piece) :].lstrip()
    if text:
        yield text
