"""Words on a page that are meant for a machine that reads it, and not for whoever pays.

Invoices ask people for payment; none tells its reader how to read. The phrases are few and plain:
whoever words it otherwise is not found here, but by what the values come to.
"""

import re

from pipelines.document.page.layout import Spot
from pipelines.document.page.printed import Printed
from pipelines.orders import CHINESE, ENGLISH

_IT = r"(?:this|the|that) (?:\w+ )?(?:invoice|receipt|document|bill|file|review)"
_FIELD = r"(?:the |its )?(?:\w+ )?(?:total|amount|iban|account|number|date)"
_ENGLISH = (
    rf"(?:automatically|auto-?) ?approve {_IT}",
    rf"approve {_IT} (?:\w+ )?(?:without|at once|immediately|automatically|regardless|anyway)",
    rf"mark (?:it|{_IT}) (?:as|to be) (?:approved|clear|checked|verified|correct)",
    rf"(?:set|change|replace|overwrite) {_FIELD} (?:to|as|with) (?:[a-z]{{2,3}} ?|[^\w\s])?\d",
    r"(?:set|overwrite) (?:the )?(?:vendor|seller|supplier) (?:name )?(?:to|as|with) ",
    (
        rf"(?:do not|don't|never) (?:flag|verify|validate|escalate) (?:it|anything|{_IT}|{_FIELD})"
        r"(?![a-z])"
    ),
    r"(?:@channel|@everyone|<!channel>)(?![a-z0-9.])",
)
_CHINESE = (
    r"(?:立即|立刻|马上|直接|自动)[^。,，]{0,2}(?:批准|核准|审批|通过)[^。,，]{0,3}(?:发票|单据|付款)",
    r"(?:批准|核准)(?:这|此)[张份笔](?:发票|单据|付款)",
    (
        r"(?:将|把)[^。,，]{0,8}(?:合计|总额|总计|金额|账号|账户|号码|日期)[^。,，]{0,6}"
        r"(?:改|设|写|填|换)[为成] ?[a-z¥￥]{0,3} ?\d"
    ),
    r"(?:将|把)[^。,，]{0,4}销售方[^。,，]{0,4}(?:改|设|换)[为成]",
    (
        r"(?:不要|无需|不得|请勿)[^。,，]{0,2}(?:标记|标注|核对|复核|校验|审核)(?:这|本|此|该)[张份]?"
        r"(?:发票|单据|文件)"
    ),
)
_ORDERS = re.compile(
    "|".join((*(rf"(?<![a-z0-9]){one}" for one in (*ENGLISH, *_ENGLISH)), *CHINESE, *_CHINESE)),
    re.IGNORECASE,
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
