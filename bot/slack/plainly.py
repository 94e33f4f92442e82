"""Words out of documents, made such that they are words and nothing else wherever Slack shows them.

In blocks they stand in plain_text and rich_text only, where nothing pings, links or formats; what
is left to do there is to take out what cannot be seen. A message's fallback text is markup to
Slack: there whatever could be read as markup is written in another way.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

MOST_MARKS = 3  # accents on one letter; more of them would run over the lines around it
_CUT = "…"
_PARAGRAPHS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# They take no room, or only that of a space, without being one; marks that do are in categories.
_INVISIBLE = dict.fromkeys(map(ord, "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"), " ")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Cn"})
_JOINER, _ISOLATE, _POP = "\u2060", "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "*~`@#|"})
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# An underscore within a word formats nothing; names of files are full of them.
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_LINKING = re.compile(r"(?<=\w)[.:](?=\w)|:(?=/)|/(?=/)|(?<=/)/")
_SHORTCODE = re.compile(r":(?=[\w+'-]+:)")
_JOINED = frozenset({"\u200d", "\ufe0f", "\ufe0e", "\u20e3"})


def seen(text: str, *, lines: bool = True) -> str:
    """Give what can be seen of a text: no controls, nothing of no width, nothing that turns it.

    White space is that of one line after another, or of one line where `lines` is false.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = (_PARAGRAPHS.sub("\n", text) if lines else " ".join(text.split())).translate(_INVISIBLE)
    return "".join(_visible(kept))


def _visible(text: str) -> Iterator[str]:
    marks = 0
    for sign in text:
        category = unicodedata.category(sign)
        if sign == "\n":
            yield sign
        elif sign == "\t" or category == "Zs":
            yield " "
        elif category in {"Mn", "Me"}:
            marks += 1
            if marks <= MOST_MARKS:
                yield sign
            continue
        elif category not in _DROPPED:
            yield sign
        marks = 0


def isolated(text: str) -> str:
    """Keep a text that runs from right to left from turning the figures beside it on its line."""
    if text.isascii() or not any(map(_turns, text)):
        return text
    return f"{_ISOLATE}{text}{_POP}"


def _turns(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT


def length(text: str) -> int:
    """Count as the strictest reader of a limit would: a sign outside the first plane is two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def cut(text: str, most: int) -> str:
    """Shorten a text to `most` with a sign that it was, and with no letter cut from its accents."""
    return text if length(text) <= most else beginning(text, most - len(_CUT)).rstrip() + _CUT


def beginning(text: str, most: int) -> str:
    """Give as much of a text as there is room for, up to where one can see no cut."""
    end = room = 0
    while end < len(text) and (room := room + length(text[end])) <= most:
        end += 1
    best = end
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


def plain(text: str, most: int, *, lines: bool = True) -> dict[str, Any]:
    """Give a text object that shows a text as it is; Slack takes none that is empty.

    A name between colons stays a name: only Clerk draws emoji.
    """
    return as_it_is(cut(seen(text, lines=lines), most))


def as_it_is(text: str) -> dict[str, Any]:
    """Give a text object of a text of which all can be seen."""
    return {"type": "plain_text", "text": text if text.strip() else "–", "emoji": False}


def defused(text: str) -> str:
    """Write a text in one line such that Slack's markup finds nothing to read in it."""
    shown = seen(text, lines=False).translate(_WIDE)
    shown = _UNDERSCORE.sub("＿", shown)
    shown = _SHORTCODE.sub(f":{_JOINER}", _LINKING.sub(lambda sign: sign[0] + _JOINER, shown))
    return "".join(_ENTITIES.get(sign, sign) for sign in isolated(shown))
