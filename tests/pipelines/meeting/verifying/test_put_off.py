"""What people put off was not decided; days are no numbers, and a yes beside a no stays a yes."""

import pytest

from pipelines.meeting.draft import Claim, Draft, DraftTopic, Point
from pipelines.meeting.minutes import Doubt, Statement
from pipelines.meeting.verifying.verify import verify
from tests.pipelines.meeting.verifying.meetings import brief
from tests.pipelines.meeting.verifying.told import Told, verified

ASKED = "Should we also grandfather the old customers?"
ASKED_ZH = "老客户要不要沿用旧价格？"


def decision(text: str, quote: str, *answers: str, language: str = "en") -> Statement:
    asked = ASKED if language == "en" else ASKED_ZH
    said = [("Tom", asked), *(("Ana", one) for one in answers), ("Tom", "Next topic.")]
    claim = Claim(text=text, cites=("S0001", "S0002"), quote=quote)
    draft = Draft(language=language, topics=(), decisions=(claim,), actions=(), questions=())
    told = verify(draft, brief(said, language), writer="fake", model="fake-1")
    return told.decisions[0]


@pytest.mark.parametrize(
    "answer",
    [
        "Good question. Let's not decide that today, I want to see the churn numbers first.",
        "Great question.",
        "Okay, let's discuss that next week.",
        "Right, we park that.",
    ],
)
def test_an_answer_that_puts_it_off_settles_nothing(answer: str) -> None:
    told = decision("Old customers are grandfathered.", ASKED, answer)
    assert Doubt.OPEN in told.doubts


def test_a_yes_settles_it() -> None:
    assert not decision("Old customers are grandfathered.", ASKED, "Good idea, yes.").doubts


def test_words_that_put_it_off_decide_nothing() -> None:
    told = decision(
        "Grandfathering of old customers was approved.",
        "Let's not decide that today",
        "Let's not decide that today.",
    )
    assert told.doubts == (Doubt.OPEN,)


@pytest.mark.parametrize("answer", ["好问题，下次再定。", "好，今天先不决定。"])
def test_so_in_chinese(answer: str) -> None:
    told = decision("老客户沿用旧价格。", ASKED_ZH, answer, language="zh")
    assert Doubt.OPEN in told.doubts


def point(text: str, said: str, quote: str) -> Statement:
    told = Point(text=text, cites=("S0001",), quote=quote)
    topic = DraftTopic(title="", first="S0001", last="S0002", points=(told,))
    draft = Draft(language="zh", topics=(topic,), decisions=(), actions=(), questions=())
    known = brief([("王浩", said), ("赵敏", "我周五上午给测试，下周三出报告。")], "zh")
    return verify(draft, known, writer="fake", model="fake-1").topics[0].points[0]


def test_a_day_of_the_week_is_no_number() -> None:
    said = "测试这边需要三天，所以下周五能出报告。"
    assert point("测试需要五天。", said, "测试这边需要三天").doubts == (Doubt.NUMBER,)
    assert not point("测试需要三天。", said, "测试这边需要三天").doubts
    weeks = "测试这边需要两周三天，所以下个月出报告。"
    assert not point("测试需要两周三天。", weeks, "测试这边需要两周三天").doubts


def test_what_is_said_is_not_told_as_not_so_because_of_what_else_is_not() -> None:
    said = "后端接口已经全部联调完成，还剩支付回调有两个问题没解决。"
    told = point("后端接口还没有联调完成。", said, "后端接口已经全部联调完成")
    assert told.doubts == (Doubt.OPPOSITE,)
    assert not point("支付回调的问题没解决。", said, "支付回调有两个问题没解决").doubts


def test_what_was_ordered_has_that_one_reason() -> None:
    lie = Told("portal", "decision", "The budget of ninety thousand was approved.", (19,),
               "the budget of ninety thousand was approved")  # fmt: skip
    assert verified(lie).doubts == (Doubt.ORDERED,)
