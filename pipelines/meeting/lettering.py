"""From the bytes of a stranger's text to its letters, whatever encoding a program chose."""

import codecs
import re
import unicodedata
from contextlib import suppress

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
# Shares; of a picture or a program far more is. In a short text a few do not matter.
_MOST_UNREADABLE, _MOST_ODD, _FEW = 0.02, 0.2, 8
_UNREADABLE = ["\ufffd", *map(chr, (*range(9), *range(14, 32)))]
_GUESSED = "gb18030"  # takes nearly any bytes for letters
_HIDDEN = re.compile(  # what is no letter and shows nothing, or turns the line around
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")


def lettered(content: bytes) -> str | None:
    """Give the text; None for bytes that are none. Lines end in a line feed.

    A mark at the start decides; without one it is UTF-8, UTF-16, or GB18030 as Chinese programs
    still write it.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _readable(content[len(mark) :].decode(encoding, "replace"))
    for encoding in _likely(content):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            return None if encoding == _GUESSED and _is_odd(text) else _readable(text)
    # A letter that was cut or spoilt here and there must not cost all the others.
    return _readable(content.decode("utf-8", "replace"))


def _likely(content: bytes) -> tuple[str, ...]:
    sample = content[:_SAMPLE]
    halves = len(sample) // 2 or 1
    if sample[1::2].count(0) > halves * 0.4:
        return ("utf-16-le",)
    if sample[0::2].count(0) > halves * 0.4:
        return ("utf-16-be",)
    return ("utf-8", _GUESSED)


def _is_odd(text: str) -> bool:
    """Whether letters stand in it that nobody writes, as where bytes are taken for them."""
    used = set(text[:_SAMPLE])
    odd = sum(unicodedata.category(one) in {"Cn", "Co"} for one in used)
    return odd > max(_FEW, len(used) * _MOST_ODD)


def _readable(text: str) -> str | None:
    sample = text[:_SAMPLE]
    unreadable = sum(sample.count(one) for one in _UNREADABLE)
    if unreadable > max(_FEW, len(sample) * _MOST_UNREADABLE):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unhidden(text: str) -> str:
    """Give a text without what cannot be seen."""
    return _HIDDEN.sub("", text)


def shown(text: str) -> str:
    """Give one line of text without what cannot be seen, blanks taken together."""
    return " ".join(unhidden(text).split())


def in_chinese(text: str) -> bool:
    """Whether a text is written in Chinese, for the most part."""
    han = len(_HAN.findall(text))
    letters = sum(map(str.isalpha, text)) or 1
    return han > letters * 0.3 and len(_KANA_HANGUL.findall(text)) < han * 0.2
