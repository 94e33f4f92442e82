"""From the bytes of a stranger's text to its letters, whatever encoding a program chose."""

import codecs
import re
import unicodedata

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_MOST_UNREADABLE = 0.02  # a share; of a picture or a program far more is
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
            return _plain(content[len(mark) :].decode(encoding, "replace"))
    for encoding in _likely(content):
        try:
            return _plain(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    # A letter that was cut or spoilt here and there must not cost all the others.
    return _plain(content.decode("utf-8", "replace"))


def _likely(content: bytes) -> tuple[str, ...]:
    sample = content[:_SAMPLE]
    halves = len(sample) // 2 or 1
    if sample[1::2].count(0) > halves * 0.4:
        return ("utf-16-le",)
    if sample[0::2].count(0) > halves * 0.4:
        return ("utf-16-be",)
    return ("utf-8", "gb18030")


def _plain(text: str) -> str | None:
    sample = text[:_SAMPLE]
    odd = sum(
        unicodedata.category(one) in {"Cc", "Cn", "Co"} for one in set(sample) - set("\t\n\r")
    )
    unreadable = sample.count("\ufffd") + sum(
        sample.count(chr(code)) for code in (*range(9), *range(14, 32))
    )
    if unreadable > max(8, len(sample) * _MOST_UNREADABLE) or odd > max(8, len(set(sample)) * 0.2):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shown(text: str) -> str:
    """Give one line of text without what cannot be seen, blanks taken together."""
    return " ".join(_HIDDEN.sub("", text).split())


def in_chinese(text: str) -> bool:
    """Whether a text is written in Chinese, for the most part."""
    han = len(_HAN.findall(text))
    letters = sum(map(str.isalpha, text)) or 1
    return han > letters * 0.3 and len(_KANA_HANGUL.findall(text)) < han * 0.2
