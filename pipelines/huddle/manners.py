"""Whether somebody in a group spoke to the assistant, rather than about it."""

import re
from unicodedata import normalize

NAME = "Clerk"
# What recognisers make of the name: the British say it like Clark.
_HEARD_AS = ("clerk", "clark", "clarke", "klerk", "clerc", "clirk", "klark")
_HEARD_AS_ZH = ("克拉克", "克勒克", "克莱克", "克洛克", "柯拉克", "克萊克")
# What goes before a name that is called, and what goes before one that is talked about.
_CALLS = (
    r"(?:hey|hi|hello|ok|okay|so|and|well|now|right|please|thanks|thank you|yes|no|but|um|uh|oh)"
)
_ABOUT = r"(?:the|a|an|this|that|our|your|my|his|her|their|law|town|city|county|chief|court|desk)"
# A clerk who is talked about does something, or belongs to somebody.
_TOLD_OF = r"(?:said|says|told|wrote|and i|'s|’s|kent)"
# Nor is a clerk of whom something is told one who is asked something: "is it", "did we".
_DOES = (
    r"(?:(?:is|was|has|will)(?!\s+(?:it|i|we|you|he|she|they|there|any\w+|some\w+)\b)"
    r"|(?:had|did|does)(?!\s+(?:i|we|you|he|she|they|any\w+|some\w+)\b))"
)
# Whoever asks or tells the clerk something, or is the clerk, speaks to others.
_TO = (
    r"(?:ask|asks|asked|asking|tell|tells|told|telling|with|by|from|to|about|of|for|called|named"
    r"|i am|i'm|i’m|mr\.?|mrs\.?|ms\.?)"
)
_TO_ZH = r"(?:(?<![请請])[问問]|[问問]一下|找|是|叫|跟|和|给|給|对|對)"
_CALLS_ZH = (
    r"(?:嗨|嘿|喂|你好|您好|请问|请|好的?|那么?|那个|麻烦|所以|然后|嗯|呃|哎|欸|谢谢|對了|对了)"
)
_BREAK = r"[\s,.;:!?，。；：！？、…\-—]"


def is_named(text: str, also: tuple[str, ...] = ()) -> bool:
    """Tell whether the assistant is spoken to: by its name, by `also`, or by how it is misheard.

    A name is called where a clause begins or ends with it; in the middle somebody is talked about.
    """
    said = _plain(text)
    names = [*_HEARD_AS, *_HEARD_AS_ZH, *(_plain(name) for name in also if name)]
    return any(_is_called(said, match) for match in _any_of(names).finditer(said))


def _plain(text: str) -> str:
    """Give a text without what is only another way to write it, such as wide letters."""
    return normalize("NFKC", text).casefold()


def _any_of(names: list[str]) -> re.Pattern[str]:
    longest_first = sorted(set(names), key=len, reverse=True)
    # A letter of the same writing next to it makes another word of it.
    return re.compile(
        "|".join(rf"(?<![a-z])(?:{re.escape(one)})(?![a-z])" for one in longest_first)
    )


_BEGINS = re.compile(rf"(?:^|[,.;:!?，。；：！？、…\-—]\s*)(?:(?:{_CALLS}|{_CALLS_ZH}){_BREAK}*)*$")
_ENDS = re.compile(r"^\s*(?:please|吧|啊|呀|呢)?\s*(?:$|[,.;:!?，。；：！？…])")
_IS_ABOUT = re.compile(rf"\b(?:{_ABOUT}|{_TO})\s+$|{_TO_ZH}\s*$")
_IS_TOLD_OF = re.compile(
    rf"^\s*(?:{_TOLD_OF}|{_DOES})\b|^\s*(?:[说說](?![一说說])|告诉|告訴|是|的|和)"
)


def _is_called(said: str, name: re.Match[str]) -> bool:
    before, after = said[: name.start()], said[name.end() :]
    if _IS_ABOUT.search(before) or _IS_TOLD_OF.search(after):
        return False
    return bool(_BEGINS.search(before) or _ENDS.search(after))
