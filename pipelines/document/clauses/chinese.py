"""The parties of a Chinese contract: 甲方（出租方）：某公司, 乙方：…; each under its label."""

import re
from collections.abc import Iterator

from pipelines.document.clauses.names import Party, letters
from pipelines.document.clauses.prose import Prose

_HEAD = 400  # rows in which the parties are told
_ROLES = (
    r"甲\s?方|乙\s?方|丙\s?方|丁\s?方|出\s?租\s?(?:方|人)|承\s?租\s?(?:方|人)|买\s?方|卖\s?方|买受人|出卖人|"
    r"委托方|受托方|委托人|受托人|发包(?:方|人)|承包(?:方|人)|供(?:货)?方|需方|采购方|供应商|服务方|用人单位|"
    r"劳动者|披露方|接收方|许可方|被许可方|出借(?:方|人)|借款(?:方|人)|贷款人|转让方|受让方|保证人|"
    r"定作(?:方|人)|承揽(?:方|人)|客户"
)
_SIDES = ("甲方", "乙方", "丙方", "丁方")
_LABEL = re.compile(
    rf"(?P<role>{_ROLES})\s?(?:[（(](?P<aside>[^（）()]{{1,24}})[）)])?\s?(?:名称|姓名|全称)?\s?(?:[:：]\s?|$)"
)
_NAME_LABEL = re.compile(r"(?:单位名称|公司名称|企业名称|名称|姓名|全称)\s?[:：]\s?")
_ENDS = re.compile(
    r"[（(](?:以下|下称|简称|盖章|签|公章|“|\"|甲|乙)|[，,；;。]|\s{2,}| (?=\S{1,8}[:：])|"
    rf"(?:法定代表人|法人代表|地址|住所|住址|统一社会信用代码|身份证|联系|电话|授权代表|负责人|签字|盖章|日期|"
    rf"(?:{_ROLES})\s?(?:[（(][^（）()]{{1,24}}[）)])?\s?[:：])"
)
_CALLED = re.compile(
    r"[（(](?:以下)?(?:简称|称为|下称)[：:]?\s?[“\"']?(?P<role>[^”\"'）)]{1,16})[”\"']?[）)]"
)
_FIRM = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2,30}(?:公司|厂|中心|研究院|银行|大学|合伙企业))"
    r"(?:，[^（(。；]{0,40})?[（(](?:以下(?:简称|称为)?|下称|简称)?：?[“\"](?P<role>[^”\"]{1,16})[”\"][）)]"
)
_NO_NAME = re.compile(
    r"[\s_＿—\-·.…（）()]*|.*(?:签字|盖章|签章|代表人?|公章).*|.*(?:应当|有权|应|不得).*"
)


def chinese_parties(prose: Prose) -> list[Party]:
    """Give the parties by the labels of their roles; each role and each name once."""
    found: list[Party] = []
    for party in _labelled(prose):
        known = any(one.role == party.role or one.key == party.key for one in found)
        if not known:
            found.append(party)
    return found if len(found) > 1 else _listed(prose)


def _listed(prose: Prose) -> list[Party]:
    """Give the firms of a list: （1）某公司，一家……的公司（“投资方”）."""
    found = [
        Party(match["name"], match["role"], *match.span("name"))
        for match in _FIRM.finditer(prose.text, 0, 2_000)
    ]
    return found if len(found) > 1 else []


def _labelled(prose: Prose) -> Iterator[Party]:
    lines = prose.lines()[:_HEAD]
    for number, (start, end) in enumerate(lines):
        for label in _LABEL.finditer(prose.text, start, end):
            begins = label.end()
            name = _name(prose, begins, end)
            if name is None and begins >= end - 1 and number + 1 < len(lines):
                name = _below(prose, *lines[number + 1])
            if name is not None:
                role = _role(prose.text, label, name[1])
                yield Party(prose.text[slice(*name)], role, *name)


def _below(prose: Prose, start: int, end: int) -> tuple[int, int] | None:
    """Give a name on the row below its label."""
    label = _NAME_LABEL.match(prose.text, start, end)
    return _name(prose, label.end() if label else start, end)


def _name(prose: Prose, start: int, end: int) -> tuple[int, int] | None:
    while start < end and prose.text[start] in " _＿":
        start += 1
    stop = _ENDS.search(prose.text, start, min(end, start + 80))
    last = stop.start() if stop else min(end, start + 80)
    while last > start and prose.text[last - 1] in " _＿":
        last -= 1
    name = prose.text[start:last]
    if not 2 <= len(name) <= 60 or _NO_NAME.fullmatch(name) or not letters(name):
        return None
    return start, last


def _role(text: str, label: re.Match[str], end: int) -> str:
    """Give what a party is called: what a bracket behind its name says, else its label."""
    called = _CALLED.match(text, end, end + 40)
    if called:
        return called["role"].strip()
    sides = [re.sub(r"\s", "", one) for one in (label["aside"] or "", label["role"])]
    return next((one for one in sides if one in _SIDES), sides[1])
