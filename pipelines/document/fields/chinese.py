"""Who sells and who buys on Chinese invoices: two names, told apart by caption or by place."""

import re
from dataclasses import dataclass

from pipelines.document.fields.zones import Role, Zones
from pipelines.document.page.layout import Spot
from pipelines.document.page.printed import Claim, Printed

_NAME = re.compile(
    r"名\s*称\s*[:：]\s*(?P<name>(?:(?!名\s*称)[^\s:：]){4,}(?:\s?(?:(?!名\s*称)[^\s:：]){2,})?)"
)
_SELLER = re.compile(
    r"(?:销售方|销方|销货单位|收款单位|开票单位|商户)\s*(?:名\s*称)?\s*[:：]\s*(?P<name>[^\s:：(（]{4,}+)(?!\s*[:：])"
)
_NO_PARTY = re.compile(
    r"(?:客户|付款方?|收货人|抬头|项目|商品|货物|产品|户|账户|开户|劳务|服务|规格|商户|店铺|门店|品)\s*$"
)
_BUYS, _SELLS = "购买", "销售"
_CAPTION_ROWS = 4  # a caption written downwards stands beside the lines of its party
_SURE = 8.0


@dataclass(frozen=True)
class Pair:
    """The names on a VAT invoice; None where the page does not tell."""

    seller: Claim[str] | None = None
    buyer: Claim[str] | None = None


def read_pair(printed: Printed, zones: Zones) -> Pair:
    """Take the captions' word, or else the right-hand or lower one of two names for the seller."""
    names = _names(printed)
    captions = ((spot, zones.party_of(spot) or _caption(printed, spot)) for spot in names)
    told = {role: spot for spot, role in captions if role is not None}
    labelled = next(
        (
            Spot(row, *match.span("name"))
            for row in printed.rows
            if (match := _SELLER.search(row.text))
        ),
        None,
    )
    if labelled is not None:
        told["seller"] = labelled
    if not told and len(names) > 1:
        level = abs(names[0].box.y0 - names[-1].box.y0) < 0.08
        sides = sorted((names[0], names[-1]), key=lambda one: one.box.x0 if level else 0)
        told = {"buyer": sides[0], "seller": sides[1]}
    elif len(told) == 1 and len(names) == 2:
        ((role, spot),) = told.items()
        rest = next((one for one in names if one.text != spot.text), None)
        if rest is not None:
            told["buyer" if role == "seller" else "seller"] = rest
    elif not told and names:
        told = {"seller": names[0]}
    return Pair(_claim(told.get("seller")), _claim(told.get("buyer")))


def _claim(spot: Spot | None) -> Claim[str] | None:
    return Claim(spot.text, (spot,), _SURE) if spot else None


def _names(printed: Printed) -> list[Spot]:
    return [
        Spot(row, *match.span("name"))
        for row in printed.rows
        for match in _NAME.finditer(row.text)
        if not _NO_PARTY.search(row.text[: match.start()])
    ]


def _caption(printed: Printed, name: Spot) -> Role | None:
    """Tell by the caption beside a name whose it is: in its row, or written downwards."""
    before = name.row.text[: name.start]
    buys, sells = (max(before.rfind(one) for one in word) for word in (_BUYS, _SELLS))
    if buys != sells:
        return "buyer" if buys > sells else "seller"
    first = max(name.row.index - _CAPTION_ROWS, 0)
    signs = [
        (Spot(row, start, end).box.x0, row.text[start:end])
        for row in printed.rows[first : name.row.index + _CAPTION_ROWS + 1]
        if row.page == name.row.page
        for start, end in row.cells
        if row.text[start:end] in (*_BUYS, *_SELLS)
    ]
    left = [(x, sign) for x, sign in signs if x < name.box.x0]
    if not left:
        return None
    edge = max(x for x, _ in left)
    nearest = {sign in _BUYS for x, sign in left if edge - x < 0.03}
    if len(nearest) > 1:
        return None
    return "buyer" if nearest.pop() else "seller"
