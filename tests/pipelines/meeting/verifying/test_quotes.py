"""Where a quote is said, and what is no quote at all."""

import pytest

from pipelines.meeting.minutes import Doubt
from tests.pipelines.meeting.verifying.told import Told, verified

SAID = (
    ("portal", 6, "I'll send the release notes to the customers by Friday."),
    ("portal", 6, "i will send the release notes"),
    ("portal", 6, "Um, I'll send the the release notes to the customers by Friday"),
    ("portal", 6, "send release notes to the customers"),
    ("portal", 6, "I'll send the relase notes to the customers"),
    ("portal", 7, "send the release notes to the customers by Friday. Great. Next, the marketing"),
    ("portal", 8, "we have 25,000 euros"),
    ("portal", 8, "Ｗe have “twenty-five thousand euros”"),
    ("standup", 2, "I found it, it's the session cookie"),
    ("standup", 7, "let's do the migration after the demo. So migration after the demo"),
    ("budget", 6, "我周五之前把发布说明发给客户。"),
    ("budget", 17, "转化率从2.4%涨到了3.1%"),
    ("budget", 8, "目前预算是25000"),
    ("sync", 3, "我明天下午三点前提交一个 fix，然后小陈在 staging 上验证一下"),
)  # fmt: skip
NOT_SAID = (
    ("portal", 6, "I'll send the customers by Friday."),
    ("portal", 6, "I'll send ... by Friday."),
    ("portal", 8, "we have thirty-five thousand euros"),
    ("portal", 18, "We have signed the contract with Hetzner yet."),
    ("portal", 9, "I think we should pay thirty."),
    ("portal", 5, "Then we go live on the ninth of May."),
    ("portal", 16, "by the end of the month I can do that"),
    ("portal", 10, "..."),
    ("budget", 18, "我们跟阿里云的合同已经签"),
    ("budget", 8, "目前预算是五万"),
    ("budget", 6, "我周五之前发给客户"),
    ("budget", 13, "可以把客服中心搬到重庆"),
)


@pytest.mark.parametrize("row", SAID, ids=str)
def test_what_is_said_is_found(row: tuple[str, int, str]) -> None:
    assert _doubts(row) & _OF_QUOTES == set()


@pytest.mark.parametrize("row", NOT_SAID, ids=str)
def test_what_is_not_said_is_not(row: tuple[str, int, str]) -> None:
    assert _doubts(row) & _OF_QUOTES == {Doubt.NOT_SAID}


def test_what_is_said_elsewhere_is_told_apart() -> None:
    assert _doubts(("portal", 17, "Let's keep it at twenty-five thousand")) & _OF_QUOTES == {
        Doubt.SAID_ELSEWHERE
    }


_OF_QUOTES = {Doubt.NOT_SAID, Doubt.SAID_ELSEWHERE}


def _doubts(row: tuple[str, int, str]) -> set[Doubt]:
    meeting, cite, quote = row
    return set(verified(Told(meeting, "decision", "", (cite,), quote)).doubts)
