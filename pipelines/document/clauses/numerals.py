"""Numbers as contracts spell them: two (2), twenty-four, 三十六, zwei, trois."""

import re

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_ENGLISH = {word: at for at, word in enumerate(_SMALL.split())}
_BY_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * at for at, word in enumerate(_BY_TENS.split(), start=2)}
_IN_ORDER = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: at for at, word in enumerate(_IN_ORDER.split(), start=1)} | {"thirtieth": 30}
_OTHERS = {
    "ein": 1, "eine": 1, "einem": 1, "einer": 1, "eines": 1, "zwei": 2, "drei": 3, "vier": 4,
    "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "zwolf": 12,
    "achtzehn": 18, "zwanzig": 20, "vierundzwanzig": 24, "dreißig": 30, "dreissig": 30,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "dix-huit": 18, "vingt-quatre": 24,
    "trente": 30, "trente-six": 36,
}  # fmt: skip
_GLYPHS = {glyph: at for at, glyph in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "兩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7,
    "捌": 8, "玖": 9,
}  # fmt: skip
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}

_ONES = "|".join(word for word, at in _ENGLISH.items() if 0 < at < 10)
_BELOW_HUNDRED = (
    rf"(?:{'|'.join(_TENS)})(?:[ -](?:{_ONES}))?"
    rf"|{'|'.join(sorted(_ENGLISH, key=len, reverse=True))}"
)
_FOREIGN = "|".join(sorted(_OTHERS, key=len, reverse=True))
# A number of a folded text, spelled or in figures.
SPELLED = rf"(?:(?:one |a )?hundred(?: and)?(?: (?:{_BELOW_HUNDRED}))?|{_BELOW_HUNDRED}|{_FOREIGN})"
GLYPHS = rf"[{''.join(_GLYPHS)}{''.join(_SCALES)}]{{1,7}}"
ORDINAL = (
    rf"(?:(?:{'|'.join(_TENS)})-(?:{'|'.join(word for word, at in _ORDINALS.items() if at < 10)})"
    rf"|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}|\d{{1,3}} ?(?:st|nd|rd|th))"
)


def number(folded: str) -> int | None:
    """Give the number that a folded text is, in figures, in words or in Chinese glyphs."""
    text = " ".join(folded.split())
    if text.isascii() and text.isdecimal():
        return int(text) if len(text) < 6 else None
    if text in _OTHERS:
        return _OTHERS[text]
    if text and all(one in _GLYPHS or one in _SCALES for one in text):
        return _of_glyphs(text)
    return _in_words(text)


def ordinal(folded: str) -> int | None:
    """Give the number of "third", "twenty-first" or "2nd"."""
    figures = re.fullmatch(r"(\d{1,3}) ?(?:st|nd|rd|th)", folded)
    if figures:
        return int(figures[1])
    tens, _, ones = folded.partition("-")
    if tens in _TENS and ones in _ORDINALS:
        return _TENS[tens] + _ORDINALS[ones]
    return _ORDINALS.get(folded)


def _in_words(text: str) -> int | None:
    head, hundred, rest = text.partition("hundred")
    if hundred:
        below = _in_words(rest.removeprefix(" and").strip()) if rest.strip() else 0
        return None if below is None or head.strip() not in ("", "a", "one") else 100 + below
    tens, _, ones = text.replace("-", " ").partition(" ")
    if tens in _TENS:
        below = _ENGLISH.get(ones) if ones else 0
        return None if below is None else _TENS[tens] + below
    return _ENGLISH.get(text)


def _of_glyphs(text: str) -> int:
    """Add up 三百六十五; glyphs without a scale stand for figures: 二〇."""
    if not any(one in _SCALES for one in text):
        return int("".join(str(_GLYPHS[one]) for one in text))
    total, held = 0, 0
    for one in text:
        if one in _SCALES:
            total += (held or 1) * _SCALES[one]
            held = 0
        else:
            held = _GLYPHS[one]
    return total + held
