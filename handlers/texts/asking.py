"""What Clerk says about models, whom they are asked of and what they cost: part of its `Texts`."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.errors import Fault
from pipelines.failover import Bar


@dataclass(frozen=True, slots=True)
class AskingTexts:
    """Phrases of a card's footer and of accounting's; `{names}` are filled in by whoever speaks.

    `saw` is said of who saw a document, and where, `saw_own` where that is one's own machine;
    `reader` and `other` put that behind the reader's name, and behind what came of another.
    `silent` says why a backend gave nothing: `faults` go by fault, `bars` by what kept it from
    being asked, `resting_since` where that is known. `also` is said of one that answered and was
    not needed. `alone` stands on cards that no model answered for, `retired` where another model
    was asked than was to be. The rest is about the budget of a day.
    """

    saw: str
    saw_own: str
    price_unknown: str
    comma: str
    reader: str
    other: str
    silent: str
    also: str
    faults: Mapping[Fault, str]
    bars: Mapping[Bar, str]
    resting_since: str
    alone: str
    retired: str
    nearly_spent: str
    nearly_spent_why: str
    spent: str
    spent_why: str


ENGLISH_ASKING = AskingTexts(
    saw="{model} at {host} saw this document",
    saw_own="{model} on your own {host} saw this document",
    price_unknown="price unknown",
    comma=", ",
    reader="{name} ({said})",
    other="{matter}; {said}",
    silent="{name}: {why}",
    also="{name} read it too",
    faults={
        Fault.CONNECTION: "no answer (the connection failed)",
        Fault.TIMEOUT: "no answer (timeout)",
        Fault.BUSY: "no answer (too busy)",
        Fault.FAILING: "no answer (its service failed)",
        Fault.KEY: "no answer (it refused the key)",
        Fault.NO_MODEL: "no answer (it does not have this model)",
        Fault.TOO_LARGE: "no answer (the document is too large for it)",
        Fault.REJECTED: "no answer (it did not accept the question)",
        Fault.REFUSED: "no answer (it declined)",
        Fault.TRUNCATED: "its answer could not be used (cut off)",
        Fault.SHAPE: "its answer could not be used (not in the form asked for)",
        Fault.NO_JSON: "its answer could not be used (no data in it)",
    },
    bars={
        "resting": "resting",
        "region": "not asked (documents may not leave their region)",
        "route": "not asked (documents may not go there)",
        "budget": "not asked (the day's budget for models is spent, or held for documents in hand)",
        "no_price": "not asked (its price is not known)",
        "deadline": "not asked (the time for this document was up)",
    },
    resting_since="resting since {since}",
    alone="The models did not answer; this is the embedded engine's reading.",
    retired="{old} is retired: its successor {new} was asked.",
    nearly_spent="{percent} % of the budget for models of {day} is used up",
    nearly_spent_why="{spent} of {limit} is spent. Once all of it is, only the embedded engine "
    "reads until the day ends.",
    spent="The budget for models of {day} is used up",
    spent_why="{spent} of {limit} is spent: until the day ends, only the embedded engine reads. "
    "What fails a check waits as ever. Whoever runs Clerk can raise BOT_MODEL_BUDGET_USD.",
)

CHINESE_ASKING = AskingTexts(
    saw="{host} 上的 {model} 看到了本文件",
    saw_own="贵方自有主机 {host} 上的 {model} 看到了本文件",
    price_unknown="费用未知",
    comma="，",
    reader="{name}（{said}）",
    other="{matter}；{said}",
    silent="{name}：{why}",
    also="{name} 也读取了本文件",
    faults={
        Fault.CONNECTION: "未答复（连接失败）",
        Fault.TIMEOUT: "未答复（超时）",
        Fault.BUSY: "未答复（对方繁忙）",
        Fault.FAILING: "未答复（对方服务故障）",
        Fault.KEY: "未答复（密钥被拒）",
        Fault.NO_MODEL: "未答复（对方没有该模型）",
        Fault.TOO_LARGE: "未答复（文件超出其上限）",
        Fault.REJECTED: "未答复（对方不接受该请求）",
        Fault.REFUSED: "未答复（对方拒绝回答）",
        Fault.TRUNCATED: "答复无法使用（被截断）",
        Fault.SHAPE: "答复无法使用（格式不符）",
        Fault.NO_JSON: "答复无法使用（不含数据）",
    },
    bars={
        "resting": "暂停使用",
        "region": "未询问（文件不得离开所在区域）",
        "route": "未询问（文件不得发往该处）",
        "budget": "未询问（当日模型预算已用完，或已为正在读取的文件预留）",
        "no_price": "未询问（价格未知）",
        "deadline": "未询问（处理本文件的时限已到）",
    },
    resting_since="自 {since} 起暂停使用",
    alone="各模型均未答复；这是内置引擎的读取结果。",
    retired="{old} 已停用，改为询问其后继 {new}。",
    nearly_spent="{day} 的模型预算已用 {percent}%",
    nearly_spent_why="已花费 {spent}，预算为 {limit}。用完后，当日仅由内置引擎读取。",
    spent="{day} 的模型预算已用完",
    spent_why="已花费 {spent}，预算为 {limit}：当日余下时间仅由内置引擎读取。"
    "未通过校验的文件照常等待审核。管理员可调高 BOT_MODEL_BUDGET_USD。",
)
