"""Which day people mean: what they say, in both languages, at the ends of months and years."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from pipelines.meeting.due.resolve import resolve
from tests.pipelines.meeting.due.phrases import (
    ABROAD,
    CHINESE,
    ENGLISH,
    GERMAN,
    NEVER,
    Phrase,
    meant,
)

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("phrase", [*ENGLISH, *CHINESE, *GERMAN], ids=" ".join)
def test_words_mean_a_day(phrase: Phrase) -> None:
    due = resolve(phrase[0], date.fromisoformat(phrase[1]), BERLIN)
    assert due is not None
    assert (due.day, due.at) == meant(phrase)
    assert due.words == phrase[0]


@pytest.mark.parametrize(("words", "on", "zone", "day", "at"), ABROAD)
def test_a_time_of_another_zone_is_one_of_the_meetings(
    words: str, on: str, zone: str, day: str, at: str
) -> None:
    due = resolve(words, date.fromisoformat(on), ZoneInfo(zone))
    assert due is not None
    assert (due.day, due.at) == (date.fromisoformat(day), time.fromisoformat(at))


@pytest.mark.parametrize(("words", "on"), NEVER)
def test_rather_no_day_than_a_wrong_one(words: str, on: str) -> None:
    assert resolve(words, date.fromisoformat(on), BERLIN) is None
