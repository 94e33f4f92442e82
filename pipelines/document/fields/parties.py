"""Who sells: told from who buys by labels, zones, legal forms and repeated names."""

import re
import statistics
from collections.abc import Iterator

from rapidfuzz import fuzz

from pipelines.document.fields.zones import Zones, name_label
from pipelines.document.page.labels import labels_in
from pipelines.document.page.layout import Row, Spot, below, fold, overlap
from pipelines.document.page.names import (
    ADDRESS,
    CONTACT,
    DOMAIN,
    LEGAL_FORM,
    NO_NAME,
    NOTICE,
    SELDOM_NAME,
    TAIL,
    TAX_NUMBER,
    TRADE,
    letters,
    matches_domain,
)
from pipelines.document.page.numbers import CODES
from pipelines.document.page.printed import Claim, Printed

_LEAST_WEIGHT = 1.75
_LONGEST = 60  # characters of a name
# A comma, words without figures, and a legal form that ends the line.
_LEGAL_END = re.compile(
    r",\s+(?:(?P<direct>(?:ltd|limited|inc|llc|l\.l\.c|s\.?a|s\.?l)\.?)|"
    r"[^\d,;|·•]*(?<![a-z])(?:gmbh|kg|ag|ltd|limited|inc|llc|llp|plc|s\.?a\.?r\.?l|s\.?l|b\.?v)\.?)"
)
_FAMILIES = ("parties", "amounts", "identifiers", "dates")


def read_vendor(printed: Printed) -> Claim[str] | None:
    """Give the most likely name of the seller and the place that prints it."""
    chinese = _chinese_seller(printed)
    if chinese is not None:
        return chinese
    claims = [claim for claim in _names(printed) if claim.weight >= _LEAST_WEIGHT]
    best = max(claims, key=lambda one: one.weight, default=None)
    return _with_line_above(_with_legal_form(best, claims), claims) if best else None


def _with_legal_form(best: Claim[str], claims: list[Claim[str]]) -> Claim[str]:
    """Prefer the spelling with the legal form where a name is printed with and without."""
    for claim in claims:
        rest = claim.value[len(best.value) :].strip().lower()
        longer = letters(claim.value).startswith(letters(best.value))
        if longer and 0 < len(rest) <= 12 and LEGAL_FORM.match(rest):
            return claim
    return best


def _with_line_above(best: Claim[str], claims: list[Claim[str]]) -> Claim[str]:
    """Put a name together whose last words, a trade and a legal form, have their own line."""
    spot = best.spots[0]
    rest = TRADE.sub("", LEGAL_FORM.sub("", spot.row.folded[spot.start : spot.end]))
    if letters(rest):
        return best
    for claim in claims:
        above = claim.spots[0]
        gap = spot.box.y0 - above.box.y1
        near = abs(gap) < (spot.box.y1 - spot.box.y0) and above.box.y0 < spot.box.y0
        if above.row.page == spot.row.page and near and overlap(above.box, spot.box) > 0.5:
            return Claim(f"{claim.value} {best.value}", (above, spot), best.weight)
    return best


_ZH_NAME = re.compile(
    r"名\s*称\s*[:：]\s*(?P<name>(?:(?!名\s*称)[^\s:：]){4,}(?:\s?(?:(?!名\s*称)[^\s:：]){2,})?)"
)
_ZH_SELLER = re.compile(
    r"(?:销售方|销方|销货单位|收款单位|开票单位|商户)\s*(?:名\s*称)?\s*[:：]\s*(?P<name>[^\s:：(（]{4,})"
)
_ZH_BUYER = re.compile(
    r"(?:客户|购货单位|购买方|购方|买方|抬头|付款方?|收货人|项目|商品|货物|产品)\s*$"
)


def _chinese_seller(printed: Printed) -> Claim[str] | None:
    """Take the right-hand or lower one of the two 名称 on a VAT invoice, or a labelled seller."""
    names: list[Spot] = []
    for row in printed.rows:
        labelled = _ZH_SELLER.search(row.text)
        if labelled:
            spot = Spot(row, *labelled.span("name"))
            return Claim(spot.text, (spot,), 8.0)
        names.extend(
            Spot(row, *match.span("name"))
            for match in _ZH_NAME.finditer(row.text)
            if not _ZH_BUYER.search(row.text[: match.start()])
        )
    if not names or (len(names) == 1 and _is_buyers(names[0])):
        return None
    level = abs(names[0].box.y0 - names[-1].box.y0) < 0.08
    seller = max(names, key=lambda one: one.box.x0) if level else names[-1]
    return Claim(seller.text, (seller,), 8.0)


def _is_buyers(name: Spot) -> bool:
    """Tell by the last party named before it in its row whose name it is."""
    before = name.row.text[: name.start]
    return before.rfind("购") > before.rfind("销")


def _names(printed: Printed) -> Iterator[Claim[str]]:
    """Give every cell of the first and the last page that may name a seller, weighed."""
    if not printed.rows:
        return
    zones = Zones(printed)
    usual = statistics.median(row.box.y1 - row.box.y0 for row in printed.rows)
    domains = set(DOMAIN.findall(printed.folded))
    pages = {printed.rows[0].page, printed.rows[-1].page}
    for row in (one for one in printed.rows if one.page in pages):
        for cell in row.cells:
            start = zones.starts_in(row, *cell) or cell[0]
            spot = _clean(Spot(row, start, cell[1]))
            if spot is None:
                continue
            weight = _looks(spot) + _role(zones, row, start)
            weight += _position(printed, spot) + _company_block(printed, spot)
            weight += min(2.0, 1.0 * _repeats(printed, spot))
            weight += 1.0 if (spot.box.y1 - spot.box.y0) > 1.35 * usual else 0.0
            name = letters(spot.text)
            weight += 2.0 if any(matches_domain(name, one) for one in domains) else 0.0
            yield Claim(spot.text, (spot,), weight)


def _clean(spot: Spot) -> Spot | None:
    """Cut the address behind a name; None for what cannot be a name."""
    lead = len(spot.text) - len(spot.text.lstrip(" :：*-–•·#."))
    lead += name_label(spot.row.folded[spot.start + lead : spot.end])
    text = _without_tail(spot.text[lead:])
    name = Spot(spot.row, spot.start + lead, spot.start + lead + len(text))
    return name if _may_be_name(name) else None


def _without_tail(text: str) -> str:
    """Cut what follows a name; a comma may be a part of it, as in "Smith, Jones & Co. LLP"."""
    short = TAIL.sub("", text)
    rest = fold(text[len(short) :])
    form = _LEGAL_END.fullmatch(rest) if rest.startswith(",") else None
    if form and (form["direct"] or not LEGAL_FORM.search(fold(short))):
        return text
    return short


def _may_be_name(spot: Spot) -> bool:
    """Tell whether a stretch is made of letters and is neither a label nor a heading."""
    text, folded = spot.text, spot.row.folded[spot.start : spot.end]
    alphabetic = sum(one.isalpha() for one in text)
    if alphabetic < 3 or alphabetic < 0.55 * len(text.replace(" ", "")):
        return False
    if len(text) > _LONGEST or text.upper() in CODES or NO_NAME.search(folded):
        return False
    if SELDOM_NAME.search(folded) and not LEGAL_FORM.search(folded):
        return False
    heads = spot.row.folded[spot.end :].lstrip().startswith((":", "：")) or ":" in text
    if heads and not LEGAL_FORM.search(folded):
        return False
    labels = (label for family in _FAMILIES for label in labels_in(folded, family))
    return not any(label.end - label.start == len(folded) for label in labels)


def _looks(spot: Spot) -> float:
    """Weigh what the words themselves look like."""
    folded = spot.row.folded[spot.start : spot.end]
    behind = spot.row.folded[spot.end : spot.row.cell_at(spot.start)[1]].lstrip()
    legal = LEGAL_FORM.search(folded)
    whole = folded + behind if behind.startswith(",") else folded
    signs = (
        (3.0, legal),
        (2.0, not legal and TRADE.search(folded)),
        (2.0, re.match(r"[·•●|]", behind)),  # the sender above the window of an envelope
        (-3.0, folded.count(" ") > 7 or folded[:1].isdigit()),
        (-2.0, spot.text.islower()),
        (-2.5, SELDOM_NAME.search(folded)),
        (-3.0, re.search(r"\d{3}", folded)),
        (-3.0, not legal and ADDRESS.search(whole)),
    )
    return sum(weight for weight, sign in signs if sign)


def _role(zones: Zones, row: Row, start: int) -> float:
    """Weigh the label that a stretch stands under or behind."""
    weight = 1.5 * zones.seller.get((row.index, start), 0.0)
    weight -= 9.0 if (row.index, start) in zones.buyer else 0.0
    before = row.folded[: row.cell_at(start)[0]].rstrip()
    other = before.endswith((":", "：")) and not name_label(before.split("   ")[-1])
    return weight - (3.0 if other else 0.0)


def _position(printed: Printed, spot: Spot) -> float:
    """Weigh the place: sellers open the first page, or stand in its footer with a legal form."""
    index = spot.row.index
    if spot.row.page != printed.rows[0].page:
        return -0.5
    if index == 0:
        return 3.0
    if index <= 8:
        return 2.5 - 0.25 * index if index <= 2 else 1.5 - 0.15 * index
    return 0.5 if spot.box.y0 > 0.8 and LEGAL_FORM.search(spot.row.folded) else 0.0


def _company_block(printed: Printed, spot: Spot) -> float:
    """Weigh an address, a tax number, a telephone or a legal notice beside or below."""
    beside = spot.row.folded[spot.end : spot.end + 80]
    under = (cell.row.folded[cell.start : cell.end] for cell in below(printed.rows, spot, 4))
    text = "\n".join((beside, *under))
    signs = (
        (1.0, ADDRESS.search(text)),
        (0.75, CONTACT.search(text)),
        (1.0, TAX_NUMBER.search(text)),
        (2.0, NOTICE.search(beside)),
    )
    return sum(weight for weight, sign in signs if sign)


def _repeats(printed: Printed, spot: Spot) -> int:
    """Count the other places that print a name, give or take a misread letter."""
    folded = spot.row.folded[spot.start : spot.end]
    times = printed.folded.count(folded) - 1
    if times or spot.row.source != "ocr" or len(folded) < 10:
        return times
    return sum(
        1
        for row in printed.rows
        if row is not spot.row
        and len(row.folded) >= len(folded)
        and fuzz.partial_ratio(folded, row.folded) >= 90
    )
