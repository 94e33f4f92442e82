"""Numbers, days and months of a text: each must be said in the words that it cites."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipelines.meeting.verifying.folding import Word
from pipelines.meeting.verifying.listed import listed, ordered

_DAYS = {
    **{word: at for at, word in enumerate(
        ordered("monday tuesday wednesday thursday friday saturday sunday"))},
    **{word: at for at, word in enumerate(ordered("mon tue wed thu fri sat sun"))},
    "tues": 1, "thur": 3, "thurs": 3, "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3,
    "freitag": 4, "samstag": 5, "sonntag": 6,
}  # fmt: skip
_MONTHS = {
    word: at % 12 + 1
    for at, word in enumerate(
        ordered(
            "january february march april may june july august september october november december "
            "jan feb mar apr may jun jul aug sep oct nov dec "
            "januar februar märz april mai juni juli august september oktober november dezember"
        )
    )
} | {"sept": 9}
_ARTICLES = listed("one first second once a an another")
_BEFORE_MONTHS = listed(
    "in of by until till since early late mid end this next before after from last through and"
)
_COUNTED = listed(
    "个 月 天 号 日 点 周 年 人 块 元 名 次 台 份 家 轮 页 条 版 季 小 分 倍 成 折 % 岁 "
    "项 种 位 款 套 件 层 篇 批 场 步 句 遍 万 千 百 季 米 吨 公 台 组 部 间 期 档"
)
_ONE_COUNTS = listed("月 号 日 点 季 万 千 百 %")
_WEEK = listed("周 期 拜")
_LENGTHS = listed("天 个 年 月")
_MONEY = {
    "euro": "eur", "euros": "eur", "€": "eur", "eur": "eur", "dollar": "usd", "dollars": "usd",
    "$": "usd", "usd": "usd", "pound": "gbp", "pounds": "gbp", "£": "gbp", "gbp": "gbp",
    "yuan": "cny", "rmb": "cny", "cny": "cny", "元": "cny", "块": "cny", "¥": "cny", "%": "%",
    "yen": "jpy",
}  # fmt: skip
_OF_DATES = {"号": "day", "日": "day", "月": "month"}
_FOREIGN = {"美": "usd", "欧": "eur", "英": "gbp", "日": "jpy"}
_SCALES = (Decimal(1_000), Decimal(10_000), Decimal(1_000_000))
_HYPHENED = re.compile(r"[^\W\d_]-$")
_CODE = re.compile(r"([a-z]{1,3})(\d+)")
_PARTS_OF_HOURS = {
    Decimal(30): ("half", "半"), Decimal(15): ("quarter", "刻"), Decimal(45): ("quarter", "刻"),
}  # fmt: skip
_NOON = Decimal(12)
_THOUSAND = Decimal(1_000)
_VERSION = re.compile(r"#\d")
_LESS = listed(
    "fell fall falls falling down drop dropped drops decrease decreased decline declined loss "
    "losses lost lower less below under negative minus shrank shrunk reduced 降 跌 亏 损 负 减 低"
)


class Figure(NamedTuple):
    """A value, and what it counts as far as that is said: "%", a currency, or ""."""

    value: Decimal
    unit: str
    is_hour: bool = False


def unsaid(text: str, told: Sequence[Word], heard: Sequence[Word], year: int) -> bool:
    """Whether a text has a number, a day or a month that is not among the words it cites.

    `year` is that of the meeting: who names a month may add it.
    """
    if not any(one.text[0] == "#" or _CODE.fullmatch(one.text) or one.text in _DAYS
               or one.text in _MONTHS for one in told):  # fmt: skip
        return False
    spoken = [one.text for one in heard]
    days = set(_days(spoken))
    if not set(_days([one.text for one in told])) <= days:
        return True
    months = set(_meant_months(text, told))
    if not months <= set(_all_months(spoken)):
        return True
    said = _said(spoken)
    years = {Decimal(year + by) for by in (-1, 0, 1)} if months else set()
    return any(
        figure.value not in years
        and not _is_said(figure, said, spoken)
        and not _is_said_below(figure, said, told, spoken)
        for figure in _figures(text, told)
    )


def of_others(text: str, told: Sequence[Word], quoted: Sequence[Word], quote: str) -> bool:
    """Whether a text has numbers and the words it quotes have, and none of them is the same."""
    spoken = [one.text for one in quoted]
    said = _said(spoken)
    if not any(True for _ in _figures(quote, quoted)):
        return False
    bare = set(map(_bare, said))
    wanted = [
        _bare(one.value) in bare or _is_said(one, said, spoken) for one in _figures(text, told)
    ]
    return bool(wanted) and not any(wanted)


def _bare(value: Decimal) -> Decimal:
    """Give what is left of a number without its sign and scale: 25 of 25,000."""
    bare = abs(value)
    while bare >= _THOUSAND and bare % _THOUSAND == 0:
        bare /= _THOUSAND
    return bare


def _figures(text: str, told: Sequence[Word]) -> Iterator[Figure]:
    """Give the numbers that a text means; "one of them" and 一起 mean none."""
    for at, one in enumerate(told):
        code = _CODE.fullmatch(one.text)
        if code:
            yield Figure(Decimal(code[2]), "")
        if one.text[0] != "#" or not _counts(text, told, at):
            continue
        after = text[one.end : one.end + 1]
        if after == "月":
            continue  # a month, which is looked at by itself
        is_hour = after == ":" or after in {"点", "时"}
        if not (text[one.start - 1 : one.start] == ":" and one.text == "#0"):
            yield Figure(Decimal(one.text[1:]), _unit(text, told, at), is_hour)


def _counts(text: str, told: Sequence[Word], at: int) -> bool:
    one = told[at]
    written = text[one.start : one.end].lower()
    if written[0].isascii():
        is_named = bool(_HYPHENED.search(text[: one.start]))  # COVID-19
        counts_off = not written[0].isdigit() and text[one.end : one.end + 1] == ","  # "Third, ..."
        return not (written in _ARTICLES or is_named or counts_off)
    return _counts_han(written, told, at)


def _counts_han(written: str, told: Sequence[Word], at: int) -> bool:
    after = told[at + 1].text if at + 1 < len(told) else ""
    before = told[at - 1].text if at else ""
    if written in {"万一", "千万"} or (before in _WEEK and len(written) == 1):
        return False
    if written == "十" and after == "分" and told[at + 2 : at + 3] and told[at + 2].text != "钟":
        return False
    if len(written) > 1:
        return True
    return after in (_ONE_COUNTS if written == "一" else _COUNTED)


def _unit(text: str, told: Sequence[Word], at: int) -> str:
    one = told[at]
    after = [word.text for word in told[at + 1 : at + 3]]
    before = text[one.start - 1 : one.start]
    if before in _MONEY and before:
        return _MONEY[before]
    if len(after) == 2 and after[0] in _FOREIGN and after[1] == "元":
        return _FOREIGN[after[0]]
    return _counted_as(after[0]) or _MONEY.get(text[one.end : one.end + 1], "") if after else ""


def _counted_as(word: str) -> str:
    return _MONEY.get(word) or _OF_DATES.get(word, "")


def _said(spoken: Sequence[str]) -> dict[Decimal, set[str]]:
    """Give the values that are said, each with what they count."""
    said: dict[Decimal, set[str]] = {}
    for at, word in enumerate(spoken):
        if not word[-1].isdigit():
            continue
        code = _CODE.fullmatch(word)
        if code:
            said.setdefault(Decimal(code[2]), set()).add("")
        elif word[0] == "#" and not _is_weekday(spoken, at):
            after = list(spoken[at + 1 : at + 3])
            unit = _counted_as(after[0]) if after else ""
            if len(after) == 2 and after[0] in _FOREIGN and after[1] == "元":
                unit = _FOREIGN[after[0]]
            said.setdefault(Decimal(word[1:]), set()).add(unit)
            if after and _VERSION.fullmatch(after[0]):  # Python three nine
                said.setdefault(Decimal(f"{word[1:].partition('.')[0]}.{after[0][1:]}"), set()).add(
                    ""
                )
            if len(after) == 2 and unit and after[1][0] == "#":  # twelve euros fifty, 十二块五
                said.setdefault(_with_cents(word, after[1]), set()).add(unit)
    return said


def _is_weekday(spoken: Sequence[str], at: int) -> bool:
    """Whether a number is that of a day of the week: the five of 周五, not that of 两周五天."""
    after = spoken[at + 1] if at + 1 < len(spoken) else ""
    is_in_week = bool(at) and spoken[at - 1] in _WEEK and len(spoken[at]) == 2
    return is_in_week and after not in _LENGTHS


def _with_cents(whole: str, part: str) -> Decimal:
    cents = Decimal(part[1:])
    small = cents / (10 if cents < 10 else 100)
    return Decimal(whole[1:]) + (small if cents < 100 else 0)


def _is_said(figure: Figure, said: dict[Decimal, set[str]], spoken: Sequence[str]) -> bool:
    if any(word in spoken for word in _PARTS_OF_HOURS.get(figure.value, ())):
        return True
    values = [figure.value]
    if figure.is_hour and figure.value > _NOON:
        values.append(figure.value - _NOON)
    # "We have twenty-five thousand, and they want thirty": thirty thousand.
    values += [
        figure.value / scale
        for scale in _SCALES
        if figure.value >= scale and any(value >= scale for value in said)
    ]
    units = [said[value] for value in values if value in said]
    return any(not figure.unit or figure.unit in one or "" in one for one in units)


def _is_said_below(
    figure: Figure, said: dict[Decimal, set[str]], told: Sequence[Word], spoken: Sequence[str]
) -> bool:
    """Whether one says "minus three percent", and the other "fell by three percent"."""
    sayers = spoken if figure.value < 0 else [one.text for one in told]
    return any(one in _LESS for one in sayers) and _is_said(
        figure._replace(value=-figure.value), said, spoken
    )


def _days(spoken: Sequence[str]) -> Iterator[int]:
    for at, word in enumerate(spoken):
        if word in _DAYS:
            yield _DAYS[word]
        following = spoken[at + 1] if at + 1 < len(spoken) else ""
        if word in _WEEK and following in {"日", "天"}:
            yield 6
        elif word in _WEEK and following[:1] == "#" and len(following) == 2:
            yield (int(following[1]) - 1) % 7


def _meant_months(text: str, told: Sequence[Word]) -> Iterator[int]:
    """Give the months of a text; "may" and "march" are months beside a number or after "in"."""
    for at, one in enumerate(told):
        beside = [word.text for word in (*told[max(0, at - 1) : at], *told[at + 1 : at + 2])]
        if one.text in _MONTHS and text[one.start].isupper():
            numbered = any(word[0] == "#" for word in beside)
            if numbered or (at and told[at - 1].text in _BEFORE_MONTHS) or len(one.text) > 5:
                yield _MONTHS[one.text]
        elif one.text == "月" and at and told[at - 1].text[0] == "#":
            yield int(Decimal(told[at - 1].text[1:]))


def _all_months(spoken: Sequence[str]) -> Iterator[int]:
    for at, word in enumerate(spoken):
        if word in _MONTHS:
            yield _MONTHS[word]
        elif word[0] == "#" and (at + 1 < len(spoken)):  # 5月12号, 12/5, 2026-05-12
            value = Decimal(word[1:])
            if value <= _NOON and (spoken[at + 1] == "月" or spoken[at + 1][0] == "#"):
                yield int(value)
        if word[0] == "#" and at and spoken[at - 1][0] == "#" and Decimal(word[1:]) <= _NOON:
            yield int(Decimal(word[1:]))
