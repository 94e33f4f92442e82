"""What Clerk says about what it remembers of sellers, in one language: part of its `Texts`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RememberingTexts:
    """Phrases of one line on a card, and of the list; `{names}` are filled in by whoever speaks.

    Pairs are said of one and of many, the title of the list of none too. `recalled` is said of
    the name that is printed where people use another, `recalled_value` of other values, and
    `recalled_number` of a number that is printed where the seller's other documents have theirs.
    """

    known: str
    approved: tuple[str, str]
    account: str
    usually: str
    comma: str
    recalled: str
    recalled_value: str
    recalled_number: str
    title: tuple[str, str, str]
    page: str
    name: str
    aliases: str
    tax_ids: str
    accounts: str
    currencies: str
    rates: str
    labels: str
    documents: str
    last: str
    forget: str
    back: str
    forgotten: tuple[str, str]
    unknown: str
    role: str


ENGLISH_REMEMBERING = RememberingTexts(
    known="Known seller: {matter}",
    approved=("1 document approved", "{count} documents approved"),
    account="account {account}",
    usually="usually {values}",
    comma=", ",
    recalled="The document says “{printed}”; people here call this seller {name}.",
    recalled_value="{field} {value} was recalled from approved documents of this seller; here I "
    "read: {was}.",
    recalled_number="{field} {value} was taken, as it stands where approved documents of this "
    "seller have theirs; without them I would have read: {was}.",
    title=("No seller is remembered", "1 seller is remembered", "{count} sellers are remembered"),
    page="{first}–{last} of {count}",
    name="Names",
    aliases="Printed as",
    tax_ids="Tax numbers",
    accounts="Accounts",
    currencies="Currencies",
    rates="Tax rates",
    labels="Number beside",
    documents="Approved",
    last="Last approved",
    forget="Forget",
    back="All sellers",
    forgotten=(
        "What 1 document taught about {name} is forgotten.",
        "What {count} documents taught about {name} is forgotten.",
    ),
    unknown="Nothing is remembered of “{name}”.",
    role="Only accounting can see what is remembered of sellers.",
)
CHINESE_REMEMBERING = RememberingTexts(
    known="已知销售方：{matter}",
    approved=("已批准 1 份文件", "已批准 {count} 份文件"),
    account="账户 {account}",
    usually="通常为 {values}",
    comma="，",
    recalled="文件上印有“{printed}”；此处称该销售方为 {name}。",
    recalled_value="{field} {value} 取自该销售方已批准的文件；本文件读取为：{was}。",
    recalled_number="{field}取 {value}：该销售方已批准的文件以此处的号码为准；否则读取为：{was}。",
    title=("没有记住任何销售方", "记住了 1 个销售方", "记住了 {count} 个销售方"),
    page="第 {first}–{last} 个，共 {count} 个",
    name="名称",
    aliases="文件所印名称",
    tax_ids="税号",
    accounts="账户",
    currencies="币种",
    rates="税率",
    labels="号码旁的标签",
    documents="已批准",
    last="最近批准",
    forget="忘记",
    back="全部销售方",
    forgotten=(
        "1 份文件所教的关于 {name} 的内容已忘记。",
        "{count} 份文件所教的关于 {name} 的内容已忘记。",
    ),
    unknown="没有记住关于“{name}”的任何内容。",
    role="只有财务人员可以查看记住的销售方内容。",
)
