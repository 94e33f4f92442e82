"""What is said aloud in voice rooms of what was looked up: part of `Texts`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AloudTexts:
    """Short sentences for the ear; `{names}` are filled in by whoever speaks.

    Pairs are said of one and of many. `states` go by where a document stands, `kinds` are said of
    one that names no seller.
    """

    nothing: str
    unclear: str
    waiting: tuple[str, str]
    waiting_none: str
    one: str
    unnamed: str
    no_total: str
    more: tuple[str, str]
    spent: str
    spent_on: str
    spent_none: str
    spent_waits: str
    too_many: str
    document: str
    number: str
    dated: str
    due: str
    failed: tuple[str, str]
    states: Mapping[str, str]
    several: str
    decisions: tuple[str, str]
    tasks: tuple[str, str]
    owner: str
    between: str
    in_thread: str
    thread: str


ENGLISH_ALOUD = AloudTexts(
    nothing="There is nothing that I can say about that here.",
    unclear="I did not understand what to look up.",
    waiting=("One document waits for a decision.", "{count} documents wait for a decision."),
    waiting_none="Nothing that everybody here may see waits for a decision.",
    one="{vendor}, {total}",
    unnamed="a seller without a name",
    no_total="without a total",
    more=("And one more.", "And {count} more."),
    spent="Going by what everybody here may see, {month} came to {total}.",
    spent_on="Going by what everybody here may see, {month} came to {total} with {vendor}.",
    spent_none="I find no such spending in what everybody here may see.",
    spent_waits="Of that, {total} still waits for a decision.",
    too_many="These are more than {count} documents: ask for one seller, or have them exported.",
    document="{vendor}, {total}: {state}.",
    number="Number {number}.",
    dated="Of {date}.",
    due="Due {date}.",
    failed=("One check failed.", "{count} checks failed."),
    states={
        "pending": "it waits for a decision",
        "passed": "it passed every check",
        "approved": "it is approved",
        "rejected": "it is rejected",
        "": "nobody has to decide on it",
    },
    several="I found {count}; this is the newest.",
    decisions=("One decision was confirmed: ", "{count} decisions were confirmed: "),
    tasks=("One thing is to be done: ", "{count} things are to be done: "),
    owner="{text} ({owner})",
    between="; ",
    in_thread="The link is below the card of this room.",
    thread="Asked for in the voice room",
)

CHINESE_ALOUD = AloudTexts(
    nothing="关于这个，我在这里没有可以说的内容。",
    unclear="我没有听懂要查什么。",
    waiting=("有一份文件等待决定。", "有 {count} 份文件等待决定。"),
    waiting_none="这里所有人可查看的文件中，没有等待决定的。",
    one="{vendor}，{total}",
    unnamed="未写名称的销售方",
    no_total="没有合计金额",
    more=("另有一份。", "另有 {count} 份。"),
    spent="按这里所有人可查看的文件，{month}共计 {total}。",
    spent_on="按这里所有人可查看的文件，{month}与 {vendor} 的往来共计 {total}。",
    spent_none="在这里所有人可查看的文件中，没有找到这样的支出。",
    spent_waits="其中 {total} 仍等待决定。",
    too_many="超过 {count} 份文件：请只问一个销售方，或导出查看。",
    document="{vendor}，{total}：{state}。",
    number="号码 {number}。",
    dated="日期 {date}。",
    due="到期日 {date}。",
    failed=("有一项校验未通过。", "有 {count} 项校验未通过。"),
    states={
        "pending": "等待决定",
        "passed": "已通过全部校验",
        "approved": "已批准",
        "rejected": "已驳回",
        "": "无需决定",
    },
    several="找到 {count} 份，这是最新的一份。",
    decisions=("有一项已确认的决定：", "有 {count} 项已确认的决定："),
    tasks=("有一项待办：", "有 {count} 项待办："),
    owner="{text}（{owner}）",
    between="；",
    in_thread="链接在本房间的卡片下方。",
    thread="语音房间中查询的内容",
)
