"""Amounts spelled out in English, as "Rupees One Lakh Twenty and Paise Fifty Only"."""

import re
from collections.abc import Sequence
from decimal import Decimal

_SMALL = {
    word: value
    for value, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen",
        )
    )
} | {"nil": 0, "a": 1}  # fmt: skip
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
} | {"fourty": 40}  # fmt: skip
_SCALES = {
    "thousand": 10**3, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "lacs": 10**5,
    "million": 10**6, "crore": 10**7, "crores": 10**7, "billion": 10**9,
}  # fmt: skip
_MONEY = frozenset((
    "rupees", "rupee", "dollars", "dollar", "euros", "euro", "pounds", "pound", "ringgit",
    "malaysia", "rand", "dirhams", "dirham", "riyals", "riyal", "baht", "pesos", "peso", "francs",
    "yuan", "renminbi", "yen", "won", "inr", "usd", "eur", "gbp", "myr", "sgd", "rm",
    "rs", "aed", "sar", "zar", "hkd", "aud", "cad", "nzd", "chf", "us", "singapore", "indian",
    "sterling", "united", "states", "australian", "canadian", "hong", "kong", "uae", "saudi",
))  # fmt: skip
_PARTS = frozenset((
    "cents", "cent", "paise", "paisa", "sen", "pence", "penny", "fils", "halalas", "halala",
    "satang", "centavos", "rappen",
))  # fmt: skip
_LITTLE = frozenset({"and", "the", "of", "sum", "say", "total", "amount", "in", "words", "word"})
_TOKEN = re.compile(r"[0-9]{1,2}/100|[a-z]+|[0-9]+")
_MOST_TOKENS = 40


def amount_of_words(text: str) -> Decimal | None:
    """Read an amount of folded text up to its "only"; None for what is none, or could be several.

    One that tells of the hundredths has two decimals.
    """
    tokens = _TOKEN.findall(text)[:_MOST_TOKENS]
    if "only" in tokens:
        tokens = tokens[: tokens.index("only")]
    while tokens and tokens[0] in _LITTLE:
        tokens = tokens[1:]
    if not any(one in _SMALL or one in _TENS for one in tokens):
        return None
    whole, part = _split(tokens)
    value, hundredths = _number(whole), _hundredths(part)
    if value is None or hundredths is None:
        return None
    if not part:
        return Decimal(value)
    return Decimal(value * 100 + hundredths).scaleb(-2) if hundredths < 100 else None


def _split(tokens: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the words of whole units from those of hundredths, however these are told."""
    fraction = next((at for at, one in enumerate(tokens) if one.endswith("/100")), None)
    if fraction is not None:
        return _plain(tokens[:fraction]), [tokens[fraction]]
    unit = next((at for at, one in enumerate(tokens) if one in _PARTS), None)
    if unit is None:
        return _plain(tokens), []
    behind = _plain(tokens[unit + 1 :])
    if behind:
        return _plain(tokens[:unit]), behind
    joints = [at for at in range(unit) if tokens[at] in _MONEY or tokens[at] == "and"]
    begins = joints[-1] + 1 if joints else 0
    return _plain(tokens[:begins]), _plain(tokens[begins:unit])


def _plain(tokens: Sequence[str]) -> list[str]:
    return [one for one in tokens if one not in _MONEY and one != "and"]


def _hundredths(part: Sequence[str]) -> int | None:
    if len(part) == 1 and part[0].endswith("/100"):
        return int(part[0].removesuffix("/100"))
    return _number(part) if part else 0


def _number(words: Sequence[str]) -> int | None:
    """Read a number; None where a word is none, or stands where it cannot."""
    total, section, last = 0, 0, 10**12
    room = 1000  # what comes next in the section is smaller
    for word in words:
        scale = _SCALES.get(word)
        if scale is not None:
            if not section or scale >= last:
                return None
            total, section, last, room = total + section * scale, 0, scale, 1000
        elif word == "hundred":
            if not 0 < section < 100:
                return None
            section, room = section * 100, 100
        else:
            value = _TENS.get(word, _SMALL.get(word))
            if value is None or value >= room:
                return None
            section, room = section + value, 10 if word in _TENS else 1
    return total + section if words else None
