"""Words on a page that are meant for a machine that reads it, and not for whoever pays.

Invoices ask people for payment; none tells its reader how to read. The phrases are few and plain:
whoever words it otherwise is not found here, but by what the values come to.
"""

import re

from pipelines.document.page.layout import Spot
from pipelines.document.page.printed import Printed

_IT = r"(?:this|the|that) (?:\w+ )?(?:invoice|receipt|document|bill|file|review)"
_FIELD = r"(?:the |its )?(?:\w+ )?(?:total|amount|iban|account|vendor|seller|supplier|number|date)"
_ENGLISH = (
    r"(?:ignore|disregard|forget|override) (?:\w+ ){0,3}(?:instruction|prompt|rule|check)s?",
    rf"approve {_IT}",
    rf"mark (?:it|{_IT}) (?:as|to be) (?:approved|clear|checked|verified|correct)",
    rf"(?:set|change|replace|overwrite) {_FIELD} (?:to|as|with) ",
    r"(?:do not|don't|never) (?:flag|verify|validate|escalate) ",
    r"system (?:prompt|override)",
    r"you are (?:now )?(?:an? |the )?(?:\w+ )?(?:assistant|ai|language model|bot)",
    r"(?:note|message|instructions?) (?:to|for) (?:the |all |any )?(?:ai|llm|language model)",
    r"(?:@channel|@everyone|<!channel>)",
)
_CHINESE = (
    r"(?:忽略|无视)[^。,，]{0,12}(?:指令|提示|规则|要求|检查)",
    r"(?:批准|核准|审批)(?:这|本|此|该)[^。]{0,3}(?:发票|单据|付款)",
    r"(?:将|把)[^。,，]{0,8}(?:合计|总额|总计|金额|账号|账户|销售方|号码|日期)[^。,，]{0,6}(?:改|设|写|填|换)[为成]",
    r"(?:不要|无需|不得|请勿)[^。,，]{0,4}(?:标记|标注|核对|复核|校验|人工审核)",
    r"系统提示[词:：]",
)
_ORDERS = re.compile(
    "|".join((*(rf"(?<![a-z0-9]){one}" for one in _ENGLISH), *_CHINESE)), re.IGNORECASE
)
_LONGEST = 2_000  # characters of a row that are looked at


def orders(printed: Printed) -> list[Spot]:
    """Give what speaks to the machine, the first of each row."""
    found = ((row, _ORDERS.search(row.folded[:_LONGEST])) for row in printed.rows)
    return [Spot(row, match.start(), match.end()) for row, match in found if match]


def ordering(printed: Printed) -> frozenset[int]:
    """Give the rows that orders stand in, and those below them that they may go on in."""
    at = {spot.row.index for spot in orders(printed)}
    return frozenset(at | {one + 1 for one in at})
