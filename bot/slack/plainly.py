"""Words out of documents, made such that they are words and nothing else wherever Slack shows them.

In blocks they stand in plain_text and rich_text only, where nothing pings, links or formats; what
is left to do there is to take out what cannot be seen. A message's fallback text is markup to
Slack: there whatever could be read as markup is written in another way.
"""

import re
from typing import Any

from bot.words import JOINER, cut, isolated, seen

# Slack formats by the wide forms of these signs too, so others that look alike take their places.
_ALIKE = str.maketrans("*＊~～`｀＿@#|", "∗∗∼∼‵‵‗＠＃｜")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# An underscore within a word formats nothing; names of files are full of them.
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_QUOTING = re.compile(r"^(\s*)[>＞]+")  # at the beginning of a line only
# What makes an address of words: a point before a letter, a colon behind one, two slashes.
_LINKING = re.compile(r"(?<=\w)\.(?=[^\W\d])|(?<=[^\W\d]):(?=\w)|:(?=/)|/(?=/)")
_SHORTCODE = re.compile(r":(?=[\w+＋'-]+:)")


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
    shown = seen(text, lines=False).translate(_ALIKE)
    shown = _QUOTING.sub(r"\1›", _UNDERSCORE.sub("‗", shown))
    shown = _SHORTCODE.sub(f":{JOINER}", _LINKING.sub(lambda sign: sign[0] + JOINER, shown))
    return "".join(_ENTITIES.get(sign, sign) for sign in isolated(shown))
