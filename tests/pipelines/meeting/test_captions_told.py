"""Transcripts of further programs, each as it writes names and times."""

import pytest

from pipelines.meeting.captions import read
from tests.pipelines.meeting.test_captions import TEXT, VTT, said, voices

SHAPES = {
    "tencent, in one line": "会议时间：2026/11/09 14:00-15:00|Alice Chen(00:01:02): Good morning.|"
    "Bob(00:01:10): Hi there.|Alice Chen(00:01:20): Let us start.|Bob(00:01:25): Yes.",
    "name below the time": "[00:01:02] Alice Chen:|Good morning.|[00:01:10] Bob:|Hi there.|"
    "[00:01:20] Alice Chen:|Let us start.",
    "bold, time in brackets": "**Alice Chen** (01:02): Good morning.||**Bob** (01:10): Hi there.||"
    "**Alice Chen** (01:20): Let us start.",
    "slanted time": "**Alice Chen** *[01:02]*|Good morning.||**Bob** *[01:10]*|Hi there.||"
    "**Alice Chen** *[01:20]*|Let us start.",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_plain_text_with_times(shape: str) -> None:
    assert voices(SHAPES[shape].replace("|", "\n"))[:3] == [
        "62 Alice Chen: Good morning.",
        "70 Bob: Hi there.",
        "80 Alice Chen: Let us start.",
    ]


MEET = """Weekly sync (2026-11-09 14:00 GMT+1) - Transcript
Attendees
Alice Chen, Bob Lee
Transcript
00:00:00
Alice Chen: Good morning everyone.
Bob Lee: Hello.
00:05:00
Alice Chen: Yes.
Bob Lee: No.
Transcription ended after 00:30:12
This editable transcript was computer generated and might contain errors.
"""


def test_what_google_meet_writes() -> None:
    assert voices(MEET) == [
        "0 Alice Chen: Good morning everyone.", "1.92 Bob Lee: Hello.",
        "300 Alice Chen: Yes.", "300.64 Bob Lee: No.",
    ]  # fmt: skip


def test_what_webex_and_youtube_write() -> None:
    webex = (
        'WEBVTT\n\n1 "Alice Chen" (12345)\n00:00:01.000 --> 00:00:03.000\nGood morning.\n\n'
        '2 "Bob Lee" (4567)\n00:00:03.500 --> 00:00:05.000\nHi all\n'
    )
    assert voices(webex, VTT) == ["1 Alice Chen: Good morning.", "3.5 Bob Lee: Hi all"]
    youtube = "0:00:01.000,0:00:03.000\nGood morning\n\n0:00:03.000,0:00:05.500\nHi there all\n"
    assert said(read(youtube.encode(), TEXT)) == [
        (1, 3, "", "Good morning"), (3, 5.5, "", "Hi there all")
    ]  # fmt: skip


def test_a_head_with_date_and_keywords_is_not_said_by_anybody() -> None:
    head = "产品周会\n2026年11月9日 下午 2:00 | 30分钟 12秒\n关键词:\n预算、发票\n文字记录:\n"
    text = head + "张三 00:00:03\n大家好，我们开始吧。\n李四 00:00:09\n好的，没问题。\n"
    assert voices(text) == ["3 张三: 大家好，我们开始吧。", "9 李四: 好的，没问题。"]
