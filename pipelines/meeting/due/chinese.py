"""How days are named in Chinese; 之前 there is the word for "by", the day itself included."""

import re
from datetime import date
from typing import Final

from pipelines.meeting.due import days
from pipelines.meeting.due.numbers import HAN, han, year
from pipelines.meeting.due.pieces import Rule, refusal, rule
from pipelines.meeting.due.spans import (
    Unit,
    each_year,
    in_days,
    month_end,
    moved,
    no_day,
    quarter_end,
    sunday,
    week_end,
    year_end,
)

_WEEK = r"(?:周|星期|礼拜)"
_NAMES = "一二三四五六日"
_NAME = r"(?P<name>[一二三四五六日天])"
_YEAR = (
    r"(?:(?P<year>20[0-9]{2}|[二两][零〇][零〇一二三四五六七八九]{2}) ?年 ?"
    r"|(?P<which>今|本|明|后)年 ?的? ?)"
)
_YEARS = {"今": 0, "本": 0, "明": 1, "后": 2}
_NUMBER = rf"(?P<number>{HAN})"
# What a number with 号 may be of, rather than of a day.
_NO_DAY = r"(?![楼线机门店库位桌馆院街路车房间会项方文仓])"
_AHEAD = r" ?(?:放假)?(?:之前|以前|前)"
_IN = r"(?: ?(?:之内|以内|内|里))"
_UNITS: dict[str, Unit] = {
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month",
    "年": "year", "小时": "hour", "工作日": "working day",
}  # fmt: skip
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def _weekday(match: re.Match[str]) -> int:
    return _NAMES.index(match["name"].replace("天", "日"))


def _of_week(match: re.Match[str], on: date) -> date | None:
    return days.of_week(on, _weekday(match), match["which"].count("下"))


def _named(match: re.Match[str], on: date) -> date | None:
    return days.following(on, _weekday(match))


def _this_month(match: re.Match[str], on: date) -> date | None:
    return days.of_month(on, han(match["number"]))


def _next_month(match: re.Match[str], on: date) -> date | None:
    return days.of_month(on, han(match["number"]), 1)


def _moved(match: re.Match[str], on: date) -> date | None:
    return moved(on, han(match["number"]), _UNITS[match["unit"].removeprefix("个")])


def _year(match: re.Match[str], on: date) -> int | None:
    if match["year"]:
        return year(match["year"])
    return on.year + _YEARS[match["which"]] if match["which"] else None


def _dated(match: re.Match[str], on: date) -> date | None:
    month, day, said = han(match["month"]), han(match["number"]), _year(match, on)
    return days.yearly(on, month, day) if said is None else days.on_date(said, month, day)


def _end_of_month(match: re.Match[str], on: date) -> date | None:
    month, said = han(match["month"]), _year(match, on)
    return days.end_of(on, month) if said is None else days.end_of_year(said, month)


def _end_of_quarter(match: re.Match[str], on: date) -> date | None:
    number = match["number"] or match["q"]
    return days.end_of(on, 3 * (_QUARTERS.get(number) or int(number)))


RULES: Final[tuple[Rule, ...]] = (
    refusal(rf"上上?个?{_WEEK}[一二三四五六日天末]?|上个?月|去年|昨[天日晚]|大?前天"),
    refusal(
        r"隔周|每个?(?:周|星期|礼拜|天|月|季度|年)[一二三四五六日天末]?|[几数](?:个)?(?:天|周|月|星期|小时|工作日)"
    ),
    refusal(
        r"(?:[0-9一二三四五六七八九十]+|下个?|本|这个?|明)?[月年](?:初|中旬|上旬|下旬|中(?![0-9国]))|年前"
    ),
    refusal(rf"(?:前|近|最近|过去|过) ?{HAN} ?个?(?:天|日|周|月|星期|礼拜|年)"),
    refusal(rf"{HAN} ?个?(?:天|周|星期|礼拜|月|年|小时)(?:之前|以前|前)"),
    rule(
        rf"(?<![0-9第]){_NUMBER} ?(?P<unit>个?工作日|天|日|周|个?星期|个?礼拜|个月|年|个?小时)"
        r" ?(?:之内|以内|内|之后|以后|过后|后)",
        _moved,
    ),
    rule(rf"(?P<which>本|这个?|下下个?|下个?) ?{_WEEK} ?{_NAME}", _of_week),
    rule(
        rf"(?:本|这个?)? ?周末{_AHEAD}"
        rf"|(?:本|这个?){_WEEK}(?:{_IN}| ?结束前?|底)?(?![一二三四五六日天末])",
        week_end(),
        "end",
    ),
    rule(
        rf"下个?周末{_AHEAD}|下个?{_WEEK}(?:{_IN}| ?结束前|底)",
        week_end(1),
        "end",
    ),
    rule(r"下个?周末", sunday(1), "end"),
    rule(r"(?:本|这个?)? ?周末", sunday(), "end"),
    refusal(rf"下下?个?{_WEEK}"),
    rule(rf"{_YEAR}?(?P<month>{HAN}) ?月(?:份)? ?(?:底|末)", _end_of_month, "end"),
    rule(r"下个?月(?:的)?(?:底|末|月底)", month_end(1), "end"),
    rule(
        rf"(?:本|这个?|当)?月(?:底|末)|(?:本|这个?|当)月(?:{_IN}|结束前)|(?<![个0-9一二三四五六七八九十])月内",
        month_end(),
        "end",
    ),
    rule(rf"下个?月 ?的? ?{_NUMBER} ?[号日]", _next_month),
    rule(
        rf"(?:本|这个?|当)月 ?的? ?{_NUMBER} ?[号日]",
        _this_month,
    ),
    rule(rf"{_YEAR}?(?P<month>{HAN}) ?月(?:份)? ?{_NUMBER} ?(?:号|日)?", _dated),
    refusal(r"下个?月"),
    rule(
        r"(?:第?(?P<number>[一二三四1-4])季度|q(?P<q>[1-4])) ?(?:末|底|结束(?:之?前)?)",
        _end_of_quarter,
        "end",
    ),
    rule(r"下个?季度(?:末|底)", quarter_end(1), "end"),
    refusal(r"(?:第?[一二三四1-4]|下个?)季度"),
    rule(
        r"(?:本|这个?)?季度?(?:末|底)|(?:本|这个?)季度(?:内|结束前)",
        quarter_end(),
        "end",
    ),
    rule(r"明年 ?(?:的)?(?:年)?(?:底|末)", year_end(1), "end"),
    rule(
        r"(?:今年|本年)?(?:年底|年末|年终|年内)|今年(?:内|之内|底)",
        year_end(),
        "end",
    ),
    rule(rf"国庆(?:节|假期)?{_AHEAD}", each_year(10, 1, less=1), "end"),
    rule(rf"元旦{_AHEAD}", each_year(1, 1, less=1), "end"),
    rule(rf"(?:五一|劳动节){_AHEAD}", each_year(5, 1, less=1), "end"),
    rule(rf"圣诞节?{_AHEAD}", each_year(12, 25, less=1), "end"),
    rule(r"大后天", in_days(3)),
    rule(r"后[天日]", in_days(2)),
    rule(r"明[天日早晚]", in_days(1)),
    rule(r"今[天日晚夜]", in_days(0)),
    rule(r"下班(?:之前|以前|前)?|收工前", no_day, "close"),
    rule(
        rf"(?<![0-9一二两三四五六七八九十几第]){_WEEK}{_NAME}(?![次起月年])",
        _named,
        "name",
    ),
    rule(
        rf"(?<![0-9.第年月周星期礼拜]){_NUMBER} ?(?:号{_NO_DAY}|日(?![子常程报志内后均]))",
        lambda m, on: days.nth(on, han(m["number"])),
        weak=True,
    ),
)
