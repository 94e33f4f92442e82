"""Candidate commitments: real promises are found, and what only sounds like one is not."""

import pytest

from pipelines.meeting.commitments import MOST, commitments
from tests.pipelines.meeting.spoken import transcript

PROMISES = [
    "I'll send the draft by Friday.",
    "I will follow up with legal.",
    "We\u2019ll write to the committee.",
    "We're very happy to provide a note on that.",
    "I'm going to update the page tomorrow.",
    "I 'll fix it today .",
    "I'll get back to you on that.",
    "I'll set up a meeting with them.",
    "I'm not sure, but I will write to the committee.",
    "I'll have the return ready by Tuesday.",
    "I'll pay the invoice on Friday.",
    "I'll ask the bank tomorrow.",
    "I'll share the slides with you after the meeting.",
    "我来更新文档",
    "我回头发给你",
    "我们周五前付款",
    "我明天同步给市场部",
    "我负责跟进这个客户",
    "周五之前我把报告发给大家",
    "我明天把链接发到群里",
    "我们下周三提交方案",
    "会后我整理一下纪要",
    "我会在周五之前完成测试",
    "我这边今天下班前修复",
    "好的，我来安排会议室",
    "下周一前，我会把数据同步给市场部",
]

NONE = [
    "I'll be there on Friday.",
    "If you want I'll send it.",
    "I'd send it by Friday.",
    "Shall I say that I'll send it to them?",
    "I'll just say one thing.",
    "I won't send it by Friday.",
    "I'll never send it.",
    "We'll see tomorrow.",
    "I guess I'll send it to you.",
    "He said I will send it to him.",
    "I'll get back to the slide.",
    "Then I'll send a packet to the server.",
    "I'll write it here.",
    "I'll come back to this in a minute.",
    "Maybe I'll write it tomorrow.",
    "The will of the committee is to send it by Friday.",
    "I'll just share my screen with you.",
    "Next I'll share the next slide with you all.",
    "I'll follow up with one question here.",
    "I'll ask a question today.",
    "I'll add one thing today.",
    "I told him I'll send it tomorrow.",
    "我来汇报一下本周的情况",
    "我来分享一下今天的数据",
    "我今天来汇报预算",
    "我们今天先同步一下进度",
    "我来测试一下麦克风",
    "他说我明天发给你",
    "我来介绍一下",
    "我来说两句",
    "我觉得应该更新",
    "如果你需要我来更新",
    "我明天能不能提交？",
    "我上周已经提交了",
    "我们来看一下下周的安排",
    "我们来确认一下",
    "我们今天讨论三个问题",
    "我今天更新了文档",
    "我们今天发现一个问题",
    "我觉得下周的安排有问题",
    "我不来更新",
]


def quotes(text: str) -> list[str]:
    return [one.quote for one in commitments(transcript((0.0, 10.0, "A", text)))]


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise(promise: str) -> None:
    assert quotes(promise) == [promise]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_none(sentence: str) -> None:
    assert quotes(sentence) == []


def test_it_is_told_word_for_word_with_whom_and_when() -> None:
    text = "So that is that. I'll send   the draft by Friday! And then we eat."
    (found,) = commitments(transcript((0.0, 1.0, "B", "Hm."), (100.0, 166.0, "A", text)))
    assert (found.cite, found.speaker, found.start_s) == ("S0002", "A", 116.0)
    assert found.quote == "I'll send   the draft by Friday!"
    assert found.quote in text


def test_there_are_so_many_at_most() -> None:
    said = [(0.0, 1.0, "A", "I'll send it to you tomorrow. " * 10)] * 30
    assert len(commitments(transcript(*said))) == MOST


@pytest.mark.parametrize(
    "unit",
    ["I will just ", "我把会", "我今天把会给跟", "by the end of the ", "今天我", "share the "],
)
def test_no_text_takes_for_ever(unit: str) -> None:
    # What is tried in vain again and again grows with the length: this would not end.
    said = transcript(*[(0.0, 1.0, "A", (unit * 200)[:290] + ".")] * 20)
    assert len(commitments(said)) in {0, 20}
