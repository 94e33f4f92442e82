"""How days are named in English."""

import re
from datetime import date
from typing import Final

from pipelines.meeting.due import days
from pipelines.meeting.due.numbers import COUNT, ORDINAL, ORDINALS, count
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

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAME = (
    r"(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\b\.?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_UNIT = (
    r"(?P<unit>(?:business |working |work )?days?|weekdays?|weeks?|fortnights?|months?|years?"
    r"|hours?)"
)
_UNITS: tuple[Unit, ...] = ("day", "week", "fortnight", "month", "year", "hour")
_NTH = rf"(?:(?P<nth>[0-9]{{1,2}})(?:st|nd|rd|th)|(?P<word>{ORDINAL}))"
_NUMBER = rf"(?:{_NTH}|(?P<number>[0-9]{{1,2}}))"
# What may stand behind "the first" where that is a day, and no first draft.
_ENDS = r"(?=\s*(?:$|[,.;:!?)]|(?:of|at|and|so|or|please|because|if|to|for|latest|then)\b))"
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def _weekday(name: str) -> int:
    return _NAMES.index(name[:3])


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _day(match: re.Match[str]) -> int:
    said = match.groupdict()
    return ORDINALS[said["word"]] if said.get("word") else int(said.get("nth") or said["number"])


def _moved(match: re.Match[str], on: date) -> date | None:
    return moved(on, count(match["count"]), _unit(match["unit"]))


def _unit(word: str) -> Unit:
    for unit in _UNITS:
        if word.startswith(unit):
            return unit
    return "working day"


def _from(match: re.Match[str], on: date) -> date | None:
    anchor = match["anchor"]
    if anchor in {"now", "today"}:
        start: date | None = on
    elif anchor == "tomorrow":
        start = days.later(on, 1)
    elif match["next"] == "next":
        start = days.of_week(on, _weekday(anchor), 1)
    else:
        start = days.following(on, _weekday(anchor))
    return None if start is None else moved(start, count(match["count"]), _unit(match["unit"]))


def _dated(match: re.Match[str], on: date) -> date | None:
    month, year = _month(match["month"]), match["year"]
    if year:
        return days.on_date(int(year), month, _day(match))
    return days.yearly(on, month, _day(match))


def _named_and_numbered(match: re.Match[str], on: date) -> date | None:
    """Read Friday 27; where that is no Friday, it may be a time, or anything."""
    found = days.nth(on, int(match["number"]))
    return found if found and found.weekday() == _weekday(match["name"]) else None


def _end_of_month(match: re.Match[str], on: date) -> date | None:
    month, year = _month(match["month"]), match["year"]
    return days.end_of_year(int(year), month) if year else days.end_of(on, month)


def _end_of_quarter(match: re.Match[str], on: date) -> date | None:
    word, year = match["word"], match["year"]
    quarter = _QUARTERS[word] if word else int(match["number"])
    if not 1 <= quarter <= 4:
        return None
    return days.end_of_year(int(year), 3 * quarter) if year else days.end_of(on, 3 * quarter)


def _before_quarter(match: re.Match[str], on: date) -> date | None:
    first = days.yearly(on, 3 * int(match["number"]) - 2, 1)
    return None if first is None else days.later(first, -1)


_YEAR = r"(?:,?\s+(?P<year>20[0-9]{2})\b)?"
_THE = r"(?:the |this |our )?"
_END = r"\b(?:the )?(?:very )?end (?:of )?"

RULES: Final[tuple[Rule, ...]] = (
    refusal(r"\b(?:the )?day before yesterday\b|\byesterday\b"),
    refusal(r"\b(?:few|couple(?: of)?|several|some|many) (?:more )?(?:day|week|month|hour)s?\b"),
    refusal(rf"\bweek of\b|\bmid-? ?(?:month|week|year|{_MONTH})"),
    refusal(
        r"\b(?:early|late|later|sometime|(?:beginning|start|middle|first half|second half) of) "
        rf"(?:in |on )?(?:the |this |next )?(?:week|month|quarter|year|{_MONTH})\b"
    ),
    rule(
        rf"\b(?P<count>{COUNT}) {_UNIT} (?:from|after|on) (?:this |(?P<next>next) )?"
        rf"(?P<anchor>now\b|today\b|tomorrow\b|{_NAME})",
        _from,
    ),
    refusal(rf"\b{COUNT} {_UNIT} (?:after|before|prior|ago|since|from|of|following)\b"),
    rule(
        r"\b(?:with)?in (?:the next |the coming |another |about )?"
        rf"(?P<count>{COUNT}) {_UNIT}(?:'s?)?(?: time)?\b",
        _moved,
    ),
    rule(rf"\bover the (?:next|coming) (?P<count>{COUNT}) {_UNIT}\b", _moved),
    rule(r"\b(?:the )?day after tomorrow\b", in_days(2)),
    # The first Monday in December, the Monday before Christmas; the 15th or 16th.
    refusal(rf"\b(?:{ORDINAL}|last) {_NAME} (?:in|of)\b|\b{_NAME} (?:before|after) (?!next\b)"),
    refusal(r"\bor (?:the )?[0-9]{1,2}(?:st|nd|rd|th)\b"),
    rule(
        rf"\b(?P<name>{_NAME}),? (?:of |in )?(?:the )?(?P<which>this|next|following|coming) week\b",
        lambda m, on: days.of_week(on, _weekday(m["name"]), int(m["which"] != "this")),
    ),
    rule(
        rf"\b(?P<which>this|next) week(?:'s)?,? (?:on |by )?(?P<name>{_NAME})",
        lambda m, on: days.of_week(on, _weekday(m["name"]), int(m["which"] == "next")),
    ),
    rule(rf"\b(?P<name>{_NAME}) (?P<number>[0-9]{{1,2}})(?![0-9:/.])", _named_and_numbered),
    rule(
        rf"\b(?P<name>{_NAME}) after next\b",
        lambda m, on: days.of_week(on, _weekday(m["name"]), 2),
    ),
    rule(
        rf"\b(?P<name>{_NAME}) week\b",
        lambda m, on: days.coming(days.later(on, 7) or on, _weekday(m["name"])),
    ),
    rule(
        rf"\b(?:this coming|the coming|coming|this|upcoming) (?P<name>{_NAME})",
        lambda m, on: days.coming(on, _weekday(m["name"])),
    ),
    rule(
        rf"\bnext (?P<name>{_NAME})",
        lambda m, on: days.of_week(on, _weekday(m["name"]), 1),
    ),
    rule(rf"{_END}next week\b", week_end(1), "end"),
    rule(
        rf"{_END}{_THE}(?:work(?:ing)? )?week\b|\beow\b|\b(?:before|by) {_THE}weekend\b"
        r"|\bthis week\b",
        week_end(),
        "end",
    ),
    rule(
        r"\b(?:over|during|on|at) the weekend\b|\bthis weekend\b",
        sunday(),
        "end",
    ),
    rule(rf"{_END}next month\b", month_end(1), "end"),
    rule(
        rf"{_END}{_THE}month\b|\beom\b|\bmonth[- ]?end\b|\bthis month\b(?<!of this month)",
        month_end(),
        "end",
    ),
    rule(rf"{_END}(?P<month>{_MONTH}){_YEAR}", _end_of_month, "end"),
    rule(rf"{_END}next quarter\b", quarter_end(1), "end"),
    rule(
        rf"{_END}(?:the )?(?:q(?P<number>[0-9])\b|(?P<word>first|second|third|fourth|last) quarter)"
        r"(?: of)?(?:,? (?P<year>20[0-9]{2}))?",
        _end_of_quarter,
        "end",
    ),
    rule(
        rf"{_END}{_THE}quarter\b|\beoq\b|\bquarter[- ]?end\b",
        quarter_end(),
        "end",
    ),
    rule(rf"{_END}next year\b", year_end(1), "end"),
    rule(
        rf"{_END}{_THE}(?:calendar )?year\b|\beoy\b|\byear[- ]?end\b|\bthis year\b",
        year_end(),
        "end",
    ),
    rule(r"\b(?:before|prior to|ahead of) q(?P<number>[1-4])\b", _before_quarter, "end"),
    refusal(r"\bq[0-9]\b"),
    rule(rf"\b(?P<month>{_MONTH}) (?:the )?{_NUMBER}\b(?![:/.][0-9]){_YEAR}", _dated),
    rule(rf"\b(?:the )?{_NUMBER}(?: day)?(?: of)? (?P<month>{_MONTH}){_YEAR}", _dated),
    rule(
        rf"\b(?:the )?{_NTH} (?:of|in) (?P<which>this|the|next) month\b",
        lambda m, on: days.of_month(on, _day(m), int(m["which"] == "next")),
    ),
    rule(
        rf"\bthe (?:(?P<nth>[0-9]{{1,3}})(?:st|nd|rd|th)|(?P<word>{ORDINAL})){_ENDS}",
        lambda m, on: days.nth(on, _day(m)),
        weak=True,
    ),
    rule(r"\bchristmas eve\b", each_year(12, 24)),
    rule(r"\bchristmas(?: day)?\b", each_year(12, 25)),
    rule(r"\bnew year's eve\b", each_year(12, 31)),
    rule(r"\b(?:the )?new year(?:'s)?(?: day)?\b", each_year(1, 1)),
    rule(
        r"\b(?:later |by )?(?:today|tonight)\b|\bthis (?:morning|afternoon|evening)\b",
        in_days(0),
    ),
    rule(
        r"\b(?:eod|cob|eob)\b|\bclose of (?:business|play)\b|\bend of (?:business|play)\b"
        r"|\b(?:the )?end of (?:the )?(?:business |working |work )?day\b|\bmidnight\b",
        no_day,
        "close",
    ),
    rule(r"\btomorrow\b", in_days(1)),
    refusal(r"\bnext (?:week|weekend|month|quarter|year)\b|\b(?:week|month)s? after next\b"),
    rule(rf"\b(?P<name>{_NAME})", lambda m, on: days.following(on, _weekday(m["name"])), "name"),
)
