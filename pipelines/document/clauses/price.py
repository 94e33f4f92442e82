"""What is paid under a contract, where one amount is its consideration and no other."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipelines.document.clauses.prose import Prose
from pipelines.document.clauses.said import Said
from pipelines.document.clauses.verbatim import parted
from pipelines.document.page.marks import currency_of, meanings
from pipelines.document.page.numbers import Amount, amounts_in
from pipelines.document.page.printed import Printed

_BEFORE = 110
_WHOLE, _PART = 2, 1
_TOTAL = re.compile(
    r"(?:(?:total|aggregate|contract|purchase|fixed|lump[- ]sum) (?:contract |purchase |fixed )?"
    r"(?:price|fee|fees|amount|consideration|value|sum|compensation|cost|rent)|"
    r"gesamt(?:preis|betrag|vergutung)|kaufpreis|prix (?:total|d'achat|de vente)|montant total|"
    r"合同(?:总)?(?:价款?|金额|价格|总额)|(?:总价款?|总金额|总额|总费用|价款总计|费用总计|合计金额))[^.;。；]{0,70}$"
)
_CONSIDERATION = re.compile(
    r"(?:(?:monthly |annual |base |yearly |quarterly |weekly |service |licen[cs]e |consulting |"
    r"management |retainer |one-time )*(?:rent|rental|fees?|price|salary|compensation|"
    r"remuneration|consideration|"
    r"honorarium|retainer)|verg[u]tung|miete|honorar|gehalt|lizenzgebuhr|loyer|redevance|"
    r"honoraires|remuneration|prix|租金|服务费用?|报酬|工资|价款|费用|使用费|许可费)[^.;。；]{0,60}$"
)
_NOT_IT = re.compile(
    r"deposit|late|penalt|interest|liabil|insur|damages|expens|reimburs|cap |not (?:to )?exceed|"
    r"maximum|minimum|up to|at least|bonus|tax|kaution|haftung|depot|"
    r"押金|保证金|违约|定金|赔偿|不超过|罚"
)
_MARK = re.compile(r" ?(?:[€£$¥￥元圆円]|[A-Z]{3}(?![A-Za-z]))")
_SPELLED = re.compile(r"u\.?s\.? dollars?|united states dollars?|usd|us\$")


def price_of(prose: Prose, printed: Printed) -> Said[tuple[Decimal, str | None]] | None:
    """Give the amount and its currency (ISO 4217); None where there are several, or none.

    An amount that is called the total wins over what is paid a month.
    """
    found = list(_stated(prose, printed))
    best = max((one.weight for one in found), default=0)
    likely = [one for one in found if one.weight == best]
    return likely[0] if len({one.value[0] for one in likely}) == 1 else None


def _stated(prose: Prose, printed: Printed) -> Iterator[Said[tuple[Decimal, str | None]]]:
    for start, end in prose.lines():
        for amount in amounts_in(parted(prose.text[start:end]), printed.point):
            begins = start + amount.start
            before = prose.folded[max(begins - _BEFORE, 0) : begins]
            weight = _weight(before)
            if amount.mark is not None and amount.value > 0 and weight:
                first, _ = prose.sentence(begins, start + amount.end, _BEFORE)
                currency = _currency(prose, amount)
                yield Said((amount.value, currency), first, _end(prose, start + amount.end), weight)


def _end(prose: Prose, end: int) -> int:
    """Give where the words on an amount end: behind its currency."""
    mark = _MARK.match(prose.text, end)
    return mark.end() if mark else end


def _weight(before: str) -> int:
    if _NOT_IT.search(before[-80:]):
        return 0
    if _TOTAL.search(before):
        return _WHOLE
    return _PART if _CONSIDERATION.search(before) else 0


def _currency(prose: Prose, amount: Amount) -> str | None:
    """Give the currency of an amount; a sign that several share needs more than itself."""
    mark = amount.mark or ""
    if not meanings(mark):
        return currency_of(mark)
    if mark == "$":
        return "USD" if _SPELLED.search(prose.folded) else None
    return "CNY" if prose.is_chinese else None
