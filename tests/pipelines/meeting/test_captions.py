"""Transcripts as programs write them: the same words, names and times out of every shape."""

import pytest

from pipelines.errors import MediaRejected, Reason
from pipelines.media import MediaType
from pipelines.meeting.captions import read
from pipelines.meeting.model import Transcript

VTT, SRT, TEXT = MediaType.VTT, MediaType.SRT, MediaType.TEXT


def said(transcript: Transcript) -> list[tuple[float, float, str, str]]:
    return [(one.start_s, one.end_s, one.speaker, one.text) for one in transcript.segments]


def voices(text: str, kind: MediaType = TEXT, duration_s: float | None = None) -> list[str]:
    """Give what is said as "start speaker: text"."""
    found = read(text.encode(), kind, duration_s).segments
    return [f"{one.start_s:g} {one.speaker}: {one.text}" for one in found]


def cues(*texts: str, seconds: float = 2) -> str:
    """Write cues of WebVTT that follow each other."""
    blocks = [
        f"00:{int(at * seconds) // 60:02}:{at * seconds % 60:06.3f} --> "
        f"00:{int((at + 1) * seconds) // 60:02}:{(at + 1) * seconds % 60:06.3f}\n{text}"
        for at, text in enumerate(texts)
    ]
    return "\n\n".join(["WEBVTT", *blocks, ""])


TEAMS = """WEBVTT

STYLE
::cue { color: red }

REGION
id:fred width:40%

NOTE Duration: 0:10

0f1e/1-0
00:00:01.000 --> 00:00:03.500 align:start
<v Alice Chen>Good morning &amp; welcome,
<b>everybody</b>.</v>

0f1e/2-0
00:00:04.000 --> 00:00:06.000
<v.loud Bob>Yes.</v> <v Alice Chen>No.</v>
"""


def test_what_teams_writes() -> None:
    found = read(TEAMS.encode(), VTT)
    assert said(found) == [
        (1.0, 3.5, "Alice Chen", "Good morning & welcome, everybody."),
        (4.0, 5.143, "Bob", "Yes."),
        (5.143, 6.0, "Alice Chen", "No."),
    ]
    assert [one.id for one in found.segments] == ["S0001", "S0002", "S0003"]
    assert (found.kind, found.source, found.timed, found.language) == (
        "supplied",
        "vtt",
        True,
        None,
    )


ZOOM = cues("Alice Chen: Hi.", "Bob: hello: yes", "Alice Chen: Hello: no", "Cara Li: Bye.")


def test_what_zoom_writes() -> None:
    assert voices(ZOOM, VTT) == [
        "0 Alice Chen: Hi.",
        "2 Bob: hello: yes",
        "4 Alice Chen: Hello: no",
        "6 Cara Li: Bye.",
    ]


def test_a_word_before_a_colon_is_no_name() -> None:
    text = cues("hello: yes", "One thing: it works.", "I said: stop.", *["Nothing here."] * 7)
    assert {one.speaker for one in read(text.encode(), VTT).segments} == {""}


def test_two_people_in_one_cue_share_its_time() -> None:
    text = cues("Alice: Good.\nBob: Well.", "Alice: Yes.", "Bob: No.\nand more", seconds=4)
    assert voices(text, VTT) == [
        "0 Alice: Good.", "2 Bob: Well.", "4 Alice: Yes.", "8 Bob: No. and more"
    ]  # fmt: skip


SRT_TEXT = """1
00:00:01,000 --> 00:00:02,500
<i>Alice\uff1aHi.</i>

2
00:00:03,000 --> 00:00:04,000
{\\an8}Bob\uff1aYes 3 < 4 and 5 > 2.

3
00:00:05,000 --> 00:00:06,000
Alice\uff1aOk.

4
00:00:07,000 --> 00:00:08,000
Bob\uff1aOk.
"""


def test_what_players_read() -> None:
    assert voices(SRT_TEXT, SRT) == [
        "1 Alice: Hi.", "3 Bob: Yes 3 < 4 and 5 > 2.", "5 Alice: Ok.", "7 Bob: Ok."
    ]  # fmt: skip


SHAPES = {
    "brackets": "[00:01:02] Alice Chen: Good morning.|[00:01:10] Bob: Hi there.|"
    "[00:01:20] Alice Chen: Let us start.",
    "otter": "Alice Chen  1:02|Good morning.||Bob  1:10|Hi there.||Alice Chen  1:20|Let us start.",
    "three lines": "Weekly meeting||Alice Chen|1:02|Good morning.|Bob|1:10|Hi there.|Alice Chen|"
    "1:20|Let us start.",
    "time first": "00:01:02 Alice Chen|Good morning.|00:01:10 Bob|Hi there.|00:01:20 Alice Chen|"
    "Let us start.|00:01:25 Bob|Yes indeed.",
    "zoom": "[Alice Chen] 00:01:02|Good morning.||[Bob] 00:01:10|Hi there.||"
    "[Alice Chen] 00:01:20|Let us start.",
    "tencent": "Alice Chen(00:01:02): |Good morning.||Bob(00:01:10): |Hi there.||"
    "Alice Chen(00:01:20): |Let us start.",
    "teams": "Alice Chen 1 minute 2 seconds 1:02|Good morning.|Bob 1 minute 10 seconds 1:10|"
    "Hi there.|Alice Chen 1 minute 20 seconds 1:20|Let us start.",
    "bold": "**Alice Chen** 1:02|Good morning.||**Bob** 1:10|Hi there.||**Alice Chen** 1:20|"
    "Let us start.",
    "docx": "0:1:2.0 --> 0:1:4.5|Alice Chen|Good morning.||0:1:10.0 --> 0:1:11.0|Bob|Hi there.||"
    "0:1:20.0 --> 0:1:22.0|Alice Chen|Let us start.||0:1:25.0 --> 0:1:26.0|Bob|Yes.",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_plain_text_with_times(shape: str) -> None:
    assert voices(SHAPES[shape].replace("|", "\n"))[:3] == [
        "62 Alice Chen: Good morning.",
        "70 Bob: Hi there.",
        "80 Alice Chen: Let us start.",
    ]


def test_chinese_meetings() -> None:
    feishu = "产品例会\n\n张三 00:00:03\n大家好，我们开始吧。\n\n李四 00:00:09\n好的：没问题。\n"
    assert voices(feishu) == ["3 张三: 大家好，我们开始吧。", "9 李四: 好的：没问题。"]
    found = read(
        "张三：大家好。\n李四：好的，开始。\n张三：那就这样。\n".encode("gb18030"), TEXT, 20
    )
    assert {one.speaker for one in found.segments} == {"张三", "李四"}
    assert found.language == "zh"


def test_without_times_they_are_reckoned_within_the_recording() -> None:
    text = "Alice: one two three four\nBob: one two\nAlice: one two\nand more\nBob: one two\n"
    found = read(text.encode(), TEXT, 120)
    assert not found.timed
    assert [one.start_s for one in found.segments] == [0, 40, 60, 100]
    assert found.segments[-1].end_s == 120
    assert read(text.encode(), TEXT).segments[-1].end_s == pytest.approx(4.8)


def test_a_start_alone_ends_when_it_was_said_or_the_next_begins() -> None:
    five = "one two three four five"
    text = f"[0:00] Alice: {five}\n[0:02] Bob: {five}\n[1:00] Alice: x y"
    assert [(one.start_s, one.end_s) for one in read(text.encode(), TEXT, 60.5).segments] == [
        (0, 2), (2, 5.2), (60, 60.5)
    ]  # fmt: skip


def test_the_time_of_day_becomes_that_of_the_recording() -> None:
    text = "2026-01-05 10:02:33 Alice: good morning all\n2026-01-05 10:02:40 Bob: hi there\n"
    assert voices(text) == ["0 Alice: good morning all", "7 Bob: hi there"]
    late = cues("a b c", "d e f").replace("00:00", "08:00")
    assert voices(late, VTT, 600) == ["0 : a b c", "2 : d e f"]
    assert voices(late, VTT)[0] == "28800 : a b c", "how long it lasts is not known"


def test_what_rolls_is_said_once() -> None:
    text = cues(
        "the quick brown",
        "the quick brown\nfox jumps over",
        "fox jumps over\nthe lazy dog",
        "the lazy dog",
        "the lazy dog\nand then some",
    )
    assert said(read(text.encode(), VTT)) == [
        (0, 4, "", "the quick brown fox jumps over"),
        (4, 10, "", "the lazy dog and then some"),
    ]


def test_who_only_repeats_himself_says_it_twice() -> None:
    text = cues(
        "I think that", "I think that we go", *(f"number {one} is next" for one in range(20))
    )
    assert len(read(text.encode(), VTT).segments) == 22


def test_cues_out_of_order_and_of_absurd_times() -> None:
    text = (
        "WEBVTT\n\n00:09.000 --> 00:07.000\nlater words\n\n00:01.000 --> 00:05.000\nfirst\n\n"
        "9999:00:00.000 --> 9999:00:01.000\nnever\n\n00:02.000 --> 9999:00:00.000\nsecond\n\n"
        "00:99.000 --> 01:00.000\nno time\n\nno cue at all\n"
    )
    assert said(read(text.encode(), VTT)) == [
        (1, 5, "", "first"), (2, 2.64, "", "second"), (9, 10.28, "", "later words")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
)
def test_every_encoding_says_the_same(encoding: str) -> None:
    text = "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\n<v 张三>你好，hello\r\n"
    assert said(read(text.encode(encoding), VTT)) == [(1, 2, "张三", "你好，hello")]


def test_what_cannot_be_seen_is_left_out() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A\u202elice\x07>one\u2066 \u200btwo\x00\n"
    assert said(read(text.encode(), VTT)) == [(1, 2, "Alice", "one two")]


NO_TRANSCRIPTS = [
    b"",
    b"WEBVTT\n\n",
    b"Dear all,\nplease find attached: the report.\nNote: it is late.\nNote: it is long.\n",
    b"name: x\nage: 4\nname: y\nage: 5\n",
    b"Agenda\n09:00 Welcome\n09:30 Coffee\n10:00 Talk\n",
    bytes(range(256)) * 8,
    b"hello",
]


@pytest.mark.parametrize("content", NO_TRANSCRIPTS)
def test_a_text_that_is_none(content: bytes) -> None:
    with pytest.raises(MediaRejected) as refused:
        read(content, TEXT)
    assert refused.value.reason is Reason.NO_TRANSCRIPT


def test_a_text_of_blanks_or_colons_takes_no_longer_than_others() -> None:
    # Where what may be repeated is tried again at every letter, these would not end.
    for text in (
        "A" + " " * 300_000 + "1:02",
        ":" * 300_000,
        "1:" * 150_000,
        " " * 300_000 + "x: y",
    ):
        with pytest.raises(MediaRejected):
            read(f"{text}\n".encode(), TEXT)


LIMITS = ["captions.MOST_BYTES", "captions.MOST_SEGMENTS", "captions.MOST_LETTERS"]


@pytest.mark.parametrize("limit", [*LIMITS, "blocks.MOST_CUES"])
def test_more_than_any_meeting_says(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(f"pipelines.meeting.{limit}", 2)
    with pytest.raises(MediaRejected) as refused:
        read(ZOOM.encode(), VTT)
    assert refused.value.reason in {Reason.TOO_LONG, Reason.TOO_LARGE}
