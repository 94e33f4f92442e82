"""Amounts in Chinese capital figures, as 壹仟贰佰叁拾圆伍角整."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipelines.document.page.layout import Row, Spot

_DIGITS = {
    sign: value
    for value, signs in enumerate(
        ("零〇○⊗", "壹壱弌一壶", "贰貳弐貮二两", "叁叄參参三", "肆四", "伍五", "陆陸六", "柒七柴染",
         "捌八", "玖九")
    )
    for sign in signs
}  # fmt: skip
_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_LARGE = {"亿": 10**8, "億": 10**8, "万": 10**4, "萬": 10**4}
# 圆 as it is written, and as it is recognised: no other sign can stand there.
_MONEY = "圆圓元园園圜"
_NUMBER = "".join((*_DIGITS, *_UNITS, *_LARGE))
_RUN = re.compile(rf"[负負]?[{_NUMBER}](?: ?[{_NUMBER}{_MONEY}角分整正])+")
_AMOUNT = re.compile(
    rf"(?P<less>[负負]?)(?:(?P<whole>[{_NUMBER}]+)[{_MONEY}])?(?P<none>[整正]?)"
    rf"(?:零?(?P<tenths>[{''.join(_DIGITS)}])角)?(?:零?(?P<cents>[{''.join(_DIGITS)}])分)?[整正]?"
)
# Nobody writes these but for money; plain figures stand in any text.
_FORMAL = frozenset("壹壱贰貳弐貮叁叄參肆伍陆陸柒捌玖拾佰仟")
_LONGEST = 60


def capitals_in(row: Row) -> Iterator[tuple[Decimal, Spot]]:
    """Find the amounts of a row in capital figures; what is no amount is left out."""
    for match in _RUN.finditer(row.text):
        value = amount_of_capitals(match[0]) if _FORMAL & set(match[0]) else None
        if value is not None:
            yield value, Spot(row, match.start(), match.end())


def amount_of_capitals(text: str) -> Decimal | None:
    """Read an amount to the hundredth; None for what is none, or could be several."""
    plain = text.replace(" ", "")
    match = _AMOUNT.fullmatch(plain) if len(plain) <= _LONGEST else None
    if match is None:
        return None
    whole = _whole(match["whole"] or "零")
    parts = [_DIGITS[match[name]] if match[name] else 0 for name in ("tenths", "cents")]
    told = match["whole"] or match["tenths"] or match["cents"]
    if whole is None or not told or (match["none"] and any(parts)):
        return None
    value = Decimal(whole * 100 + parts[0] * 10 + parts[1]).scaleb(-2)
    return value.copy_negate() if match["less"] else value


def _whole(text: str) -> int | None:
    """Read a number of 亿 and 万; None where its parts are not in order."""
    total, begins, last = 0, 0, 10**9
    for at, sign in enumerate(text):
        scale = _LARGE.get(sign)
        if scale is None:
            continue
        section = _section(text[begins:at])
        if section is None or scale >= last:
            return None
        total, begins, last = total + section * scale, at + 1, scale
    rest = _section(text[begins:]) if begins < len(text) else 0
    return None if rest is None else total + rest


def _section(text: str) -> int | None:
    """Read a number below 10,000: figures, each with its unit, the largest unit first."""
    total, digit, last = 0, None, 10**4
    for sign in text:
        unit = _UNITS.get(sign)
        if unit is None:
            if digit:  # two figures, and no unit between them
                return None
            digit = _DIGITS[sign]
            continue
        if unit >= last or (digit is None and (total or unit != 10)):
            return None
        total, digit, last = total + (1 if digit is None else digit) * unit, None, unit
    return total + (digit or 0) if text else None
