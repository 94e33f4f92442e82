"""When something is due, as whole sentences say it: the day, and the words as they stand there."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from pipelines.meeting.due.resolve import resolve
from pipelines.meeting.due.spotted import spotted

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = date(2026, 11, 25)

DUE = [
    ("I'll send the draft by Friday.", "Friday", "2026-11-27"),
    ("I'll have the return ready by next Tuesday, I think.", "next Tuesday", "2026-12-01"),
    ("I met her on Monday and I'll send it by Friday", "Friday", "2026-11-27"),
    ("Since last Friday nobody answered, I'll call them tomorrow.", "tomorrow", "2026-11-26"),
    ("I will write the first draft by the 15th, so we can review.", "the 15th", "2026-12-15"),
    ("I'll pay it on December 1st.", "December 1st", "2026-12-01"),
    ("I'll fix it today.", "today", "2026-11-25"),
    (
        "We need the figures before the end of the month.",
        "before the end of the month",
        "2026-11-30",
    ),
    ("I'll get it done within two weeks.", "within two weeks", "2026-12-09"),
    ("I'll ping you Monday at 3 pm.", "Monday at 3 pm", "2026-11-30"),
    ("I'll have it on your desk EOD tomorrow.", "EOD tomorrow", "2026-11-26"),
    ("I'll finish the slides before Friday's review.", "before Friday", "2026-11-26"),
    ("I'll pay within ten days.", "within ten days", "2026-12-05"),
    ("As I said on Tuesday, I'll send the deck tomorrow.", "tomorrow", "2026-11-26"),
    ("I'll update the Friday report by Monday.", "Monday", "2026-11-30"),
    ("I'll review the May numbers by Friday.", "Friday", "2026-11-27"),
    ("我先看一下第二点，明天给你答复", "明天", "2026-11-26"),
    ("上周五说好的，我这周五之前补上", "这周五", "2026-11-27"),
    ("我周五之前把报告发给大家", "周五", "2026-11-27"),
    ("我们下周三提交方案", "下周三", "2026-12-02"),
    ("我明天把链接发到群里", "明天", "2026-11-26"),
    ("周一的会议上说过，我月底前付款", "月底", "2026-11-30"),
    ("我负责，三天内给到你们。", "三天内", "2026-11-28"),
    ("我 12 月 1 号之前更新文档", "12 月 1 号", "2026-12-01"),
    ("我今天下班前发出来", "今天下班前", "2026-11-25"),
    ("Ich schicke das Angebot bis Freitag.", "Freitag", "2026-11-27"),
]

NOT_DUE = [
    "I'll follow up with legal.",
    "I'll send you the notes from Monday's meeting.",
    "The sun is out and he sat down; I'll wed the two drafts.",
    "I'll do it by Monday or Tuesday.",
    "I'll do one tomorrow and the other one on Friday.",
    "I'll send the first draft.",
    "I'll fix the second point on page 12/05.",
    "I may 12 times have said so.",
    "I'll read chapter 3.15. and the rest.",
    "We march 3 people in.",
    "I'll do it after Friday.",
    "I'll pay within 30 days of receipt.",
    "As I said on Tuesday, I'll send the deck.",
    "I'll fix this today or tomorrow.",
    "我今天晚上整理一下，明天早上发出来",
    "I'll ask them every Monday.",
    "我回头发给你",
    "我去看看2号楼的问题",
    "我们两周一次同步给市场部",
    "我周四或者周五发",
    "我来更新一下第3号方案",
    "我过几天发给你",
    "",
]


@pytest.mark.parametrize(("text", "words", "day"), DUE)
def test_a_sentence_says_when(text: str, words: str, day: str) -> None:
    due = spotted(text, WEDNESDAY, BERLIN)
    assert due is not None
    assert (due.words, due.day.isoformat()) == (words, day)
    assert due.words in text
    read = resolve(due.words, WEDNESDAY, BERLIN)
    assert read is not None
    assert read.day == due.day, "the words alone say the same day"


@pytest.mark.parametrize("text", NOT_DUE)
def test_a_sentence_says_nothing_of_one_day(text: str) -> None:
    assert spotted(text, WEDNESDAY, BERLIN) is None
