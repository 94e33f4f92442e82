"""On which day a meeting was held: names that programs give, and what else says so."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipelines.meeting.dating import dated
from pipelines.meeting.minutes import Dated

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
ANGELES = ZoneInfo("America/Los_Angeles")
ARRIVED = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)

NAMES = [
    "GMT20261122-150000_Recording_1920x1080.mp4",  # Zoom, cloud
    "GMT20261122-150000_Recording.transcript.vtt",
    "2026-11-22 15.00.00 Weekly sync 123456789",  # Zoom, the folder
    "Weekly sync-20261122_150000-Meeting Recording.mp4",  # Teams
    "Budget 2027-20261122_150000UTC-Meeting Recording.mp4",
    "Weekly sync (2026-11-22 at 15:00 GMT+1).mp4",  # Google Meet
    "Weekly sync - 2026_11_22 15_00 CET - Recording.mp4",
    "Weekly sync - 2026/11/22 15:00 CET – Recording",
    "Weekly sync-20261122 1500-1.mp4",  # Webex
    "2026-11-22 10-03-11.mkv",  # OBS
    "Replay 2026-11-22 10-03-11.mp4",
    "Screen Recording 2026-11-22 at 10.03.11.mov",  # QuickTime
    "Screen Recording 2026-11-22 at 3.03.11\u202fPM.mov",
    "Bildschirmaufnahme 2026-11-22 um 10.03.11.mov",
    "录屏2026-11-22 10.03.11.mov",
    "20261122 100311.m4a",  # voice memos
    "2026-11-22 10.03.11 Lena的快速会议 123456789.mp4",  # 腾讯会议
    "TM-20261122100311-123456789-recording-1.mp4",
    "20261122100311-周会-视频-1.mp4",
    "周会 2026年11月22日.mp4",  # 飞书妙记
    "2026年11月22日 10-03 周会.m4a",
    "Feishu20261122-100311.mp4",
    "钉钉会议-20261122-100311.mp4",  # 钉钉
    "2026-11-22-10-03-11.mp4",
    "VID_20261122_100311.mp4",  # phones
    "weekly_2026-11-22.mp4",
    "weekly.2026.11.22.vtt",
    "20261122.mp4",
    "Jour fixe 22.11.2026.mp4",
    "Jour fixe 22.11.2026 10-03.mp4",
    "weekly 22-11-2026.mp4",
    "weekly 11-22-2026.mp4",
    "Weekly Nov 22, 2026.mp4",
    "Weekly November 22nd 2026.mp4",
    "Weekly 22 Nov 2026.mp4",
    "22-Nov-2026 weekly.mp4",
    "Review of 2026-10-01 plan-20261122_150000-Meeting Recording.mp4",  # the stamp has a time
    "2026-11-22 weekly 2026-11-22.mp4",
]

SILENT = [
    "weekly.mp4",
    "zoom_0.mp4",
    "video1234567890.mp4",
    "New Recording 12.m4a",  # voice memos
    "Neue Aufnahme 3.m4a",
    "meeting_01.mp4",
    "05-12-2025 weekly.mp4",  # May, or December
    "261122_1003.mp4",  # two digits of a year, or the 26th
    "Voice 261122_100311.m4a",
    "mmexport1795346688000.mp4",
    "2026-10-01 to 2026-10-03.mp4",
    "2026-02-30.mp4",
    "20261322.mp4",
    "2027-11-22.mp4",  # not yet
    "1904-01-01 00-00-00.mp4",
    "1970-01-01.mp4",
    "Q4 2026.mp4",
    "120261122.mp4",
    "11月22日 周会.mp4",  # of which year nobody says
    "",
    "9" * 400,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_says_the_day(name: str) -> None:
    assert dated([name], None, ARRIVED, BERLIN) == Dated(day=date(2026, 11, 22), by="name")


@pytest.mark.parametrize("name", SILENT)
def test_a_name_that_may_mean_several_days_says_none(name: str) -> None:
    assert dated([name], None, ARRIVED, BERLIN) == Dated(day=date(2026, 11, 25), by="arrival")


@pytest.mark.parametrize(
    ("name", "zone", "day"),
    [
        ("GMT20261122-233000_Recording.mp4", BERLIN, 23),
        ("GMT20261122-233000_Recording.mp4", ANGELES, 22),
        ("GMT20261122-150000_Recording.mp4", SHANGHAI, 22),
        ("GMT20261122-160000_Recording.mp4", SHANGHAI, 23),
        ("GMT20261122-010000_Recording.mp4", ANGELES, 21),
        ("Sync (2026-11-22 at 23:30 GMT-8).mp4", BERLIN, 23),
        ("Sync (2026-11-22 at 02:00 GMT+5:30).mp4", ANGELES, 21),
        ("Sync-20261122_233000-Meeting Recording.mp4", SHANGHAI, 22),
        ("2026-11-22 23-30-00.mkv", SHANGHAI, 22),
    ],
)
def test_a_name_that_says_its_zone_is_read_in_that_of_the_meeting(
    name: str, zone: ZoneInfo, day: int
) -> None:
    assert dated([name], None, ARRIVED, zone).day == date(2026, 11, day)


def test_the_first_name_that_says_a_day_does() -> None:
    names = ["weekly.mp4", "weekly 2026-11-20.vtt", "2026-11-19.srt"]
    made = datetime(2026, 11, 18, tzinfo=UTC)
    assert dated(names, made, ARRIVED, BERLIN) == Dated(day=date(2026, 11, 20), by="name")


@pytest.mark.parametrize(
    ("made", "day", "by"),
    [
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), 23, "recording"),
        (ARRIVED + timedelta(minutes=5), 25, "recording"),  # somebody's clock is ahead
        (ARRIVED + timedelta(days=2), 25, "arrival"),
        (datetime(1904, 1, 1, tzinfo=UTC), 25, "arrival"),
        (datetime(1970, 1, 1, tzinfo=UTC), 25, "arrival"),
        (None, 25, "arrival"),
    ],
)
def test_else_the_recording_says_so_where_that_can_be(
    made: datetime | None, day: int, by: str
) -> None:
    told = dated(["weekly.mp4"], made, ARRIVED, BERLIN)
    assert (told.day, told.by) == (date(2026, 11, day), by)


def test_what_arrives_after_midnight_arrives_on_that_day_there() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert dated([], None, late, BERLIN).day == date(2027, 1, 1)
    assert dated([], None, late, ANGELES).day == date(2026, 12, 31)
