"""Two small meetings with their minutes, in English and in Chinese: most of it said, some not.

What is verified here is what the transcript says; each doubtful statement says why it is one.
"""

from collections.abc import Sequence
from datetime import UTC, date
from typing import Literal

from pipelines.meeting.brief import Brief
from pipelines.meeting.draft import Claim, Draft, DraftTopic, Point, Task
from pipelines.meeting.minutes import Action, Dated, Doubt, Due, Minutes, Statement, Topic
from pipelines.meeting.model import Segment, Slide, Timeline, Transcript
from pipelines.meeting.timeline import timeline

WRITER, MODEL = "qwen", "qwen3-vl"
# Tuesday, and Thursday.
ENGLISH_DAY = Dated(day=date(2026, 11, 17), by="name")
CHINESE_DAY = Dated(day=date(2026, 11, 19), by="recording")

_STEP = 12.0  # from one thing that is said to the next

ENGLISH_SAID = (
    ("Alice Chen", "Good morning. Two things today: the launch, and the price of the small plan."),
    ("Bob", "All 214 payment tests are green since Monday."),
    ("Alice Chen", "Then we ship the beta on 4 December, that is decided."),
    ("Bob", "Agreed. I will send the release notes to the whole team by Friday."),
    ("Speaker 3", "And I ask legal to look at the new terms before the end of the month."),
    ("Alice Chen", "Thanks. Now the price: the small plan costs 19 euros today."),
    ("Bob", "Sales would like 24 euros, but nobody has asked the customers."),
    ("Speaker 3", "Do people who are customers already keep the old price?"),
    ("Alice Chen", "I do not know yet, and we will not settle that today."),
    ("Bob", "I can call ten customers and show next Tuesday what they say."),
    ("Alice Chen", "Good. Until then we stay at 19 euros. Speaker 3, please tell sales."),
    ("Speaker 3", "I will."),
)
CHINESE_SAID = (
    ("张三", "大家好，今天讨论两件事：新版上线时间和服务器采购。"),
    ("李四", "支付模块的 214 个测试用例全部通过了。"),
    ("张三", "那就定在12月4日上线，这个就这么定了。"),
    ("李四", "好的，我下周一之前把发布说明发给大家。"),
    ("说话人 3", "我月底前请法务看一下新的服务条款。"),
    ("张三", "接下来是服务器，目前有 6 台。"),
    ("李四", "运维希望增加到 10 台，不过预算还没有批。"),
    ("说话人 3", "老客户还能继续用原来的价格吗？"),
    ("张三", "这个还不清楚，今天先不定。"),
)


def transcript(said: Sequence[tuple[str, str]], language: Literal["en", "zh"]) -> Transcript:
    """Make a transcript of who says what, one thing each twelve seconds."""
    segments = tuple(
        Segment(
            id=f"S{at + 1:04}",
            start_s=at * _STEP,
            end_s=at * _STEP + _STEP - 2,
            text=text,
            speaker=who,
        )
        for at, (who, text) in enumerate(said)
    )
    return Transcript(segments=segments, kind="supplied", source="vtt", language=language)


def statement(text: str, at: int, quote: str, *doubts: Doubt) -> Statement:
    """Make a statement that cites the so-many-th thing that was said, from 1."""
    return Statement(
        text=text, cites=(f"S{at:04}",), quote=quote, start_s=(at - 1) * _STEP, doubts=doubts
    )


def action(text: str, at: int, quote: str, *doubts: Doubt, **more: object) -> Action:
    """Make an action; `more` are its owner and its due."""
    said = statement(text, at, quote, *doubts)
    return Action.model_validate({**said.model_dump(), **more})


def topic(title: str, first: int, last: int, *points: Statement) -> Topic:
    """Make a topic from one thing that was said to another."""
    cites = tuple(f"S{at:04}" for at in range(first, last + 1))
    return Topic(
        title=title,
        start_s=(first - 1) * _STEP,
        end_s=last * _STEP - 2,
        cites=cites,
        points=points,
    )


ENGLISH = Minutes(
    writer=WRITER,
    model=MODEL,
    language="en",
    dated=ENGLISH_DAY,
    topics=(
        topic(
            "Launch of the beta", 1, 5,
            statement("All 214 payment tests pass.", 2, ENGLISH_SAID[1][1]),
            statement("Marketing has prepared 3 videos.", 2, "three videos", Doubt.NOT_SAID,
                      Doubt.NUMBER),
        ),
        topic(
            "Price of the small plan", 6, 11,
            statement("The small plan costs 19 euros; sales would like 24.", 7,
                      "Sales would like 24 euros"),
        ),
    ),
    decisions=(
        statement("The beta ships on 4 December.", 3, "we ship the beta on 4 December"),
        statement("The price stays at 19 euros until customers were asked.", 11,
                  "Until then we stay at 19 euros."),
        statement("The small plan costs 24 euros from now on.", 7, "Sales would like 24 euros",
                  Doubt.OPEN),
    ),
    actions=(
        action("Send the release notes to the whole team", 4,
               "I will send the release notes to the whole team by Friday.", owner="Bob",
               due=Due(day=date(2026, 11, 20), words="by Friday")),
        action("Ask legal to look at the new terms", 5,
               "I ask legal to look at the new terms before the end of the month.",
               owner="Speaker 3",
               due=Due(day=date(2026, 11, 30), words="before the end of the month")),
        action("Call ten customers about the price", 10,
               "I can call ten customers and show next Tuesday what they say.", owner="Bob",
               due=Due(day=date(2026, 11, 24), words="next Tuesday")),
        action("Tell sales that the price stays, Speaker 3 said so", 11,
               "Speaker 3, please tell sales.", owner="Speaker 3"),
        action("Order new laptops", 10, "Dana orders the laptops tomorrow", Doubt.NOT_SAID,
               Doubt.OWNER, Doubt.DUE, owner="Dana",
               due=Due(day=date(2026, 11, 18), words="tomorrow")),
    ),
    questions=(
        statement("Do people who are customers already keep the old price?", 8,
                  ENGLISH_SAID[7][1]),
    ),
)  # fmt: skip
CHINESE = Minutes(
    writer=WRITER,
    model=MODEL,
    language="zh",
    dated=CHINESE_DAY,
    topics=(
        topic("新版上线", 1, 5, statement("214 个测试用例全部通过。", 2, CHINESE_SAID[1][1])),
        topic("服务器采购", 6, 7, statement("目前有 6 台服务器。", 6, "目前有 6 台")),
    ),
    decisions=(
        statement("新版于12月4日上线。", 3, "那就定在12月4日上线"),
        statement("服务器增加到 10 台。", 7, "运维希望增加到 10 台", Doubt.OPEN),
    ),
    actions=(
        action("把发布说明发给大家", 4, "我下周一之前把发布说明发给大家", owner="李四",
               due=Due(day=date(2026, 11, 23), words="下周一之前")),
        action("请法务看新的服务条款", 5, CHINESE_SAID[4][1], owner="说话人 3",
               due=Due(day=date(2026, 11, 30), words="月底前")),
        action("采购 4 台服务器", 7, "王五明天下单", Doubt.NOT_SAID, Doubt.OWNER, owner="王五"),
    ),
    questions=(statement("老客户能否继续使用原来的价格？", 8, CHINESE_SAID[7][1]),),
)  # fmt: skip


def english(*slides: Slide, minutes: Minutes | None = ENGLISH) -> Timeline:
    """Give the English meeting, with its minutes unless they are None."""
    said = transcript(ENGLISH_SAID, "en")
    known = timeline("Weekly", "en", 150.0, said, slides)
    return known.model_copy(update={"minutes": minutes})


def chinese(*slides: Slide, minutes: Minutes | None = CHINESE) -> Timeline:
    """Give the Chinese meeting, with its minutes unless they are None."""
    said = transcript(CHINESE_SAID, "zh")
    known = timeline("周会", "zh", 120.0, said, slides)
    return known.model_copy(update={"minutes": minutes})


def brief(known: Timeline) -> Brief:
    """Give what a writer is told of one of them."""
    assert known.transcript is not None
    dated = ENGLISH_DAY if known.language == "en" else CHINESE_DAY
    return Brief(known.title, known.transcript, known.duration_s, dated, UTC, slides=known.slides)


def drafted(minutes: Minutes) -> Draft:
    """Give what a writer answered that these are the minutes of."""
    return Draft(
        language=minutes.language,
        topics=tuple(
            DraftTopic(
                title=one.title,
                first=one.cites[0],
                last=one.cites[-1],
                points=tuple(
                    Point(text=said.text, cites=said.cites, quote=said.quote) for said in one.points
                ),
            )
            for one in minutes.topics
        ),
        decisions=tuple(_claim(one) for one in minutes.decisions),
        actions=tuple(
            Task(
                text=one.text,
                owner=one.owner or None,
                due=None if one.due is None else one.due.words,
                cites=one.cites,
                quote=one.quote,
            )
            for one in minutes.actions
        ),
        questions=tuple(_claim(one) for one in minutes.questions),
    )


def _claim(one: Statement) -> Claim:
    return Claim(text=one.text, cites=one.cites, quote=one.quote)
