"""Numbers as they are spoken and written: "twenty-five thousand", "25k", "两万五" are one value."""

from collections.abc import Sequence
from decimal import Decimal

from pipelines.meeting.verifying.listed import ordered

_ONES = ordered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_NTH = ordered(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = ordered("twenty thirty forty fifty sixty seventy eighty ninety")
_UNITS = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: value for value, word in enumerate(_NTH)},
    "fourty": 40,
}
_ROUND = {
    **{word: 20 + 10 * at for at, word in enumerate(_TENS)},
    **{word[:-1] + "ieth": 20 + 10 * at for at, word in enumerate(_TENS)},
}
_SCALES = {
    "hundred": 100,
    "hundredth": 100,
    "thousand": 1_000,
    "thousandth": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "billion": 1_000_000_000,
    "mio": 1_000_000,
    "mrd": 1_000_000_000,
    "tausend": 1_000,
    "millionen": 1_000_000,
    "milliarden": 1_000_000_000,
}
_DIGITS = {
    **{one: at for at, one in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "两": 2,
}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
HAN = frozenset(_DIGITS) | frozenset(_MYRIADS) | frozenset(_PLACES)
_HALF = Decimal("0.5")
_LONGEST = 18  # digits; whoever writes more writes no number that anybody says


def plain(value: Decimal) -> str:
    """Write a value in one way only: 25000, 2.4."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits(text: str) -> Decimal | None:
    """Read digits: "25,000", "2.4", "1,5"; None for what is none, such as "1.2.3"."""
    parts = text.split(",")
    if len(parts) > 1 and all(len(part.partition(".")[0]) == 3 for part in parts[1:]):
        text = "".join(parts)
    elif len(parts) == 2 and "." not in text:
        text = ".".join(parts)
    if text.count(".") > 1 or "," in text or len(text) > _LONGEST:
        return None
    return Decimal(text)


def english(words: Sequence[str], at: int) -> tuple[Decimal, int] | None:
    """Read the number that begins at a word; also where it ends. None where none begins there."""
    total, current, end, last = Decimal(0), Decimal(0), at, 0
    while end < len(words) and end - at < _LONGEST:
        word = words[end]
        value = _UNITS.get(word, _ROUND.get(word))
        if value is not None and _fits(value, last):
            current, last = current + value, value or -1
        elif word in _SCALES and last and _SCALES[word] > max(0, last):
            current, last = current * _SCALES[word], _SCALES[word]
            if last > 100:
                total, current = total + current, Decimal(0)
        elif not (word == "and" and last >= 100 and _counts(words, end + 1)):
            break
        end += 1
    if not last:
        return None
    if last < 100 and tuple(words[end : end + 3]) == ("and", "a", "half"):
        times = _SCALES.get(words[end + 3], 0) if end + 3 < len(words) else 0
        return (total + current + _HALF) * (times or 1), end + (4 if times else 3)
    return _pointed(words, total + current, end)


def _fits(value: int, last: int) -> bool:
    """Whether one word of a number may follow another: "twenty five", and not "five twenty"."""
    if last >= 100 or last == 0:
        return True
    return 20 <= last < 100 and 0 < value < 10


def _counts(words: Sequence[str], at: int) -> bool:
    return at < len(words) and (words[at] in _UNITS or words[at] in _ROUND)


def _pointed(words: Sequence[str], value: Decimal, end: int) -> tuple[Decimal, int]:
    """Read what follows a point: "two point four"."""
    tail = ""
    after = end + 1
    if end < len(words) and words[end] == "point":
        while after < len(words) and _UNITS.get(words[after], 10) < 10 and len(tail) < 9:
            tail += str(_UNITS[words[after]])
            after += 1
    return (Decimal(f"{value:f}.{tail}"), after) if tail else (value, end)


def scale(word: str) -> int | None:
    """Give what digits before a word are times: 1000 of "thousand", "k" and "千"."""
    if word == "k":
        return 1_000
    return _SCALES.get(word) or _MYRIADS.get(word) or _PLACES.get(word)


def chinese(run: str) -> Decimal | None:
    """Read a run of Chinese numerals: 两万五, 二零二六, 三十五, 二点四."""
    whole, _, tail = run.partition("点")
    if len(run) > _LONGEST:
        return None
    value = _whole(whole)
    if tail:
        return Decimal(f"{value}.{''.join(str(_DIGITS[one]) for one in tail)}")
    return Decimal(value)


def _whole(run: str) -> int:
    if all(one in _DIGITS for one in run):
        return int("".join(str(_DIGITS[one]) for one in run))
    total, section, digit, place = 0, 0, 0, 0
    for one in run:
        if one in _DIGITS:
            digit = _DIGITS[one]
            place = 0 if not digit else place
        elif one in _PLACES:
            section, digit, place = section + (digit or 1) * _PLACES[one], 0, _PLACES[one]
        else:
            total = (total + section + digit or 1) * _MYRIADS[one]
            section, digit, place = 0, 0, _MYRIADS[one]
    short = digit * place // 10 if place >= 100 else digit  # 两万五 is 25,000
    return total + section + short
