"""Numbers as they are spoken: two, fifteenth, 十五, zwei."""

from typing import Final

_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
COUNTS: Final = {
    **{word: number for number, word in enumerate(_ONES, start=1)},
    "a": 1, "an": 1, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45,
    "sixty": 60, "ninety": 90,
    "einem": 1, "einer": 1, "eines": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "zehn": 10, "vierzehn": 14,
}  # fmt: skip
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
ORDINALS: Final = {
    **{word: number for number, word in enumerate(_ORDINALS, start=1)},
    "thirtieth": 30,
    **{
        f"{tens}{dash}{word}": ten + number
        for tens, ten, most in (("twenty", 20, 9), ("thirty", 30, 1))
        for number, word in enumerate(_ORDINALS[:most], start=1)
        for dash in ("-", " ")
    },
}
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
COUNT: Final = "(?:[0-9]{1,3}|" + "|".join(sorted(COUNTS, key=len, reverse=True)) + ")"
ORDINAL: Final = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
HAN: Final = "(?:[0-9]{1,3}|[零〇一二两三四五六七八九十]{1,3})"


def count(word: str) -> int:
    """Give the number that a word matched by COUNT says."""
    return int(word) if word.isascii() and word.isdigit() else COUNTS[word]


def han(words: str) -> int:
    """Give the number that words matched by HAN say: 三, 十五, 二十一, 15."""
    if words.isascii():
        return int(words)
    tens, ten, ones = words.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[sign]) for sign in words))
    first = _DIGITS.get(tens, 1) if tens else 1
    return first * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def year(words: str) -> int:
    """Give the year that four signs say: 2027, 二〇二七."""
    return int(words) if words.isascii() else int("".join(str(_DIGITS[sign]) for sign in words))
