"""How days are named in German, as far as it is said often."""

import re
from datetime import date
from typing import Final

from pipelines.meeting.due import days
from pipelines.meeting.due.numbers import COUNT, count
from pipelines.meeting.due.pieces import Rule, refusal, rule
from pipelines.meeting.due.spans import (
    Unit,
    in_days,
    month_end,
    moved,
    quarter_end,
    week_end,
    year_end,
)

_NAMES = ("mo", "di", "mi", "do", "fr", "sa", "so")
_NAME = r"(?P<name>montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)\b"
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_MONTH = (
    r"(?P<month>januar|februar|märz|april|mai|juni|juli|august|september|oktober|november"
    r"|dezember)\b"
)


def _weekday(match: re.Match[str]) -> int:
    name = match["name"]
    return days.SUNDAY - 1 if name == "sonnabend" else _NAMES.index(name[:2])


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"][:3]) + 1


def _dated(match: re.Match[str], on: date) -> date | None:
    day, month, year = int(match["day"]), _month(match), match["year"]
    return days.on_date(int(year), month, day) if year else days.yearly(on, month, day)


def _moved(match: re.Match[str], on: date) -> date | None:
    units: dict[str, Unit] = {"tag": "day", "woc": "week", "mon": "month"}
    return moved(on, count(match["count"]), units[match["unit"][:3]])


def _of_next_week(match: re.Match[str], on: date) -> date | None:
    return days.of_week(on, _weekday(match), 1)


RULES: Final[tuple[Rule, ...]] = (
    refusal(
        r"\bgestern\b|\b(?:anfang|mitte) (?:der|des|nächster|nächsten|januar|februar|märz|april)\b"
    ),
    rule(
        rf"\b(?:in|innerhalb von|binnen) (?P<count>{COUNT}) "
        r"(?P<unit>tag(?:en?)?|wochen?|monat(?:en?)?)\b",
        _moved,
    ),
    rule(
        rf"\b(?:nächste[nrs]?|kommende[nrs]?) woche,? (?:am )?{_NAME}",
        _of_next_week,
    ),
    rule(rf"\bnächste[nrs]? {_NAME}", _of_next_week),
    rule(rf"\b(?:kommende|diese)[nrsm]? {_NAME}", lambda m, on: days.coming(on, _weekday(m))),
    rule(r"\bende nächster woche\b", week_end(1), "end"),
    rule(
        r"\bende (?:der|dieser) woche\b|\bdiese woche\b",
        week_end(),
        "end",
    ),
    rule(r"\bende (?:des )?nächsten monats\b", month_end(1), "end"),
    rule(r"\bmonatsende\b|\bende (?:des|dieses) monats\b", month_end(), "end"),
    rule(rf"\bende {_MONTH}", lambda m, on: days.end_of(on, _month(m)), "end"),
    rule(r"\bquartalsende\b|\bende des quartals\b", quarter_end(), "end"),
    rule(
        r"\bjahresende\b|\bende (?:des|dieses) jahres\b",
        year_end(),
        "end",
    ),
    rule(rf"\b(?P<day>[0-9]{{1,2}})\. ?{_MONTH}(?: (?P<year>20[0-9]{{2}}))?", _dated),
    rule(
        r"\b(?:am|bis|zum|den|der|dem) (?P<day>[0-9]{1,2})\.(?=\s|$|,)",
        lambda m, on: days.nth(on, int(m["day"])),
        weak=True,
    ),
    rule(r"\bübermorgen\b", in_days(2)),
    rule(r"\bheute(?: (?:abend|morgen|nachmittag|mittag))?\b", in_days(0)),
    rule(r"(?<!guten )(?<!am )\bmorgen\b", in_days(1)),
    refusal(r"\bnächste[nrs]? (?:woche|monat|jahr)\b"),
    rule(rf"\b{_NAME}", lambda m, on: days.following(on, _weekday(m)), "name"),
)
