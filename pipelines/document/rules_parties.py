"""Who sells: told from who buys by labels, zones, legal forms and repeated names."""

import re
import statistics
from collections.abc import Iterator

from rapidfuzz import fuzz

from pipelines.document.labels import Label, labels_in
from pipelines.document.layout import Row, Spot, below, overlap
from pipelines.document.numbers import CODES
from pipelines.document.printed import Claim, Printed

LEGAL_FORM = re.compile(
    r"(?<![a-z])(gmbh|mbh|ag|kg|ohg|ug|gbr|e\.\s?k\.?|se|ltd|limited|inc|llc|llp|plc|corp|corporation|co|"
    r"company|pvt|pte|pty|s\.?a\.?r\.?l|s\.?a\.?s\.?u?|s\.?a|eurl|sci|s\.?l\.?u?|s\.?r\.?l\.?s?|"
    r"s\.?p\.?a|b\.?v|n\.?v|v\.?o\.?f|sdn\.?\s?bhd|bhd|oy|ab|aps|a/s)(?![a-z])|"
    r"(有限责任公司|股份有限公司|有限公司|集团|事务所|商行|专营店|经营部|中心)$"
)
_TRADE = re.compile(
    r"(?<![a-z])(enterprise|trading|restaurant|restoran|restaurante|ristorante|trattoria|cafe|"
    r"hardware|store|stores|shop|market|markt|supermarket|supermarkt|backerei|apotheke|drogerie|"
    r"hotel|stationery|perniagaan|kedai|pasar|niaga|boulangerie|pharmacie|farmacia|panaderia|"
    r"bakkerij|slagerij|winkel|bar|libreria|services|group|holdings|industries|mart)(?![a-z])|"
    r"[店铺馆坊楼超市]$"
)
_ADDRESS = re.compile(
    r"(?<!\d)\d{4,6}(?!\d)|stra(s|ss|ß)e|str\.|\bstreet|\broad\b|avenue|\bave\b|\blane\b|platz|\bweg\b|"
    r"\brue\b|\bvia\b|calle|plaza|boulevard|jalan|\bjln\b|\blot\b|taman|lorong|straat|laan|\bno\.?\s?\d|路\d|街\d|号"
)
_CONTACT = re.compile(r"@|www\.|https?:|\btel|\bfax|\bfon\b|phone|电话|\biban|\bbic\b")
_NOT_A_NAME = re.compile(
    r"invoice|receipt|rechnung|quittung|kassenbon|facture|avoir|recu|ticket|factura|fattura|"
    r"ricevuta|scontrino|factuur|bonnetje|发票|收据|小票|bill\b|statement|\bpage\b|seite|"
    r"welcome|thank|danke|merci|gracias|grazie|bedankt|customer|copy|kopie|original|duplicate|"
    r"\bdate\b|\bdatum\b|\btotal\b|\bamount|\bcash\b|stylesheet|\bgst\b|\bvat\b|\btax\b|\bust\b|\breg\b|"
    r"company no|\bco\.? ?no\b|company reg|\broc\b|taxinvoice|\bitem\b|artikel|\bqty\b|produkt|beschreibung|omschrijving|bezeichnung|designation|"
    r"国家税务总局|名称|信息|verwendungszweck|bank\b|powered|zahlbar|uberweisen|payment|description|"
    r"bankverbindung|steuer|\biban\b|geschaftsfuhrer|handelsreg|www\.|@|http|欢迎|谢谢|税务局"
)
_CUT = re.compile(r"\s+(?:au capital|with capital|rcs\b).*$|\s*[·•●|,]\s.*$|\s+[-–—]\s.*$|\s{3,}.*$|\s*[（(][^)）]*\d{4}.*$|\s*[（(]\s*co\.?\s*(?:no|reg).*$|\s*[,(（]\s*$|[,\s]+$")
_NOTICE = re.compile(
    r"au capital|capital social|\brcs\b|\bhrb\b|\bhra\b|registergericht|geschaftsfuhrer|vorstand|"
    r"registered (?:office|in)|siege social|sede legale|domicilio social"
)
_LEAST_WEIGHT = 1.75
_NAME_LABEL = re.compile(r"^(name|firma|company|nom|nombre|nome|naam)\s*[:：]\s*")


def read_vendor(printed: Printed) -> Claim[str] | None:
    """Give the most likely name of the seller with every place that prints it."""
    chinese = _chinese_seller(printed)
    if chinese is not None:
        return chinese
    zones = _Zones(printed)
    claims = [claim for claim in _names(printed, zones) if claim.weight >= _LEAST_WEIGHT]
    best = max(claims, key=lambda one: one.weight, default=None)
    return _with_line_above(_longer(best, claims), claims) if best is not None else None


def _with_line_above(best: Claim[str], claims: list[Claim[str]]) -> Claim[str]:
    """Put a name together whose last words, a trade and a legal form, are on a line of their own."""
    spot = best.spots[0]
    rest = _TRADE.sub("", LEGAL_FORM.sub("", spot.row.folded[spot.start : spot.end]))
    if _letters(rest):
        return best
    for claim in claims:
        above = claim.spots[0]
        gap = spot.box.y0 - above.box.y1
        near = abs(gap) < (spot.box.y1 - spot.box.y0) and above.box.y0 < spot.box.y0
        if above.row.page == spot.row.page and near and overlap(above.box, spot.box) > 0.5:
            return Claim(f"{claim.value} {best.value}", (above, spot), best.weight)
    return best


def _longer(best: Claim[str], claims: list[Claim[str]]) -> Claim[str]:
    """Prefer the spelling with the legal form where the same name is printed with and without."""
    short = _letters(best.value)
    for claim in claims:
        full = _letters(claim.value)
        if full != short and full.startswith(short) and LEGAL_FORM.search(claim.value.lower()):
            rest = claim.value[len(best.value) :].strip()
            if len(rest) <= 12 and LEGAL_FORM.match(rest.lower()):
                return claim
    return best


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


# ---------------------------------------------------------------- Chinese invoices

_ZH_NAME = re.compile(r"名\s*称\s*[:：]\s*(?P<name>[^\s:：]{4,}(?:\s?[^\s:：]{2,})?)")
_ZH_LABELLED = re.compile(
    r"(?:销售方|销方|销货单位|收款单位|开票单位|商户)(?:名称)?\s*[:：]\s*(?P<name>[^\s:：(（]{4,})"
)


_ZH_BUYER = re.compile(r"(?:客户|购货单位|购买方|购方|买方|抬头|付款方?|收货人|项目|商品|货物|产品)\s*$")


def _chinese_seller(printed: Printed) -> Claim[str] | None:
    """Take the right-hand or lower one of the two 名称 on a VAT invoice, or a labelled seller."""
    names: list[Spot] = []
    for row in printed.rows:
        for match in _ZH_LABELLED.finditer(row.text):
            spot = Spot(row, *match.span("name"))
            return Claim(spot.text, (spot,), 8.0)
        for match in _ZH_NAME.finditer(row.text):
            if not _ZH_BUYER.search(row.text[: match.start()]):
                names.append(Spot(row, *match.span("name")))
    if not names:
        return None
    first, last = names[0], names[-1]
    side_by_side = max(names, key=lambda one: one.box.x0)
    level = abs(first.box.y0 - last.box.y0) < 0.08
    seller = side_by_side if len(names) > 1 and level else last
    if len(names) == 1 and re.search("购", seller.row.text[: seller.start]):
        return None
    return Claim(seller.text, (seller,), 8.0)


# ---------------------------------------------------------------- the rest of the world


class _Zones:
    """Which cells stand under a label for the buyer, and which under one for the seller."""

    def __init__(self, printed: Printed) -> None:
        self.buyer: set[tuple[int, int]] = set()
        self.seller: dict[tuple[int, int], float] = {}
        self._printed = printed
        for index, row in enumerate(printed.rows):
            for label in printed.labels("parties")[index]:
                if _stands_alone(label, row):
                    self._mark(index, row, label)

    def _mark(self, index: int, row: Row, label: Label) -> None:
        cell = row.cell_at(label.start)
        rest = row.folded[label.end : cell[1]].strip(" :：/.#")
        if rest:
            self._set(label, index, label.end, 0)
            return
        following = [one for one in row.cells if one[0] >= cell[1]]
        if following and row.folded[label.end : cell[1]].strip().startswith((":", "：")):
            self._set(label, index, following[0][0], 0)
        depth, bottom = 0, row.box.y1
        for spot in below(self._printed.rows, index, Spot(row, *cell), depth=9):
            at = self._printed.rows.index(spot.row)
            height = spot.box.y1 - spot.box.y0
            far = spot.box.y0 - bottom > (1.6 if depth else 3) * height
            if far or len(spot.row.cells) > 4 or (depth and self._ends(at, spot)):
                return
            bottom = max(bottom, spot.box.y1)
            if self._is_numbered(at, spot):
                continue
            start = self._behind_name_label(spot)
            if start is not None:
                self._set(label, at, start, depth)
                depth += 1

    def _behind_name_label(self, spot: Spot) -> int | None:
        """Give where a party's line starts: for "Name:" in the next cell; None for other labels."""
        folded = spot.row.folded[spot.start : spot.end].rstrip()
        if not folded.endswith((":", "：")):
            return spot.start
        following = [cell[0] for cell in spot.row.cells if cell[0] >= spot.end]
        return following[0] if following and _NAME_LABEL.match(folded + " ") else None

    def _is_numbered(self, index: int, spot: Spot) -> bool:
        """A customer or supplier number stands among the lines of a party."""
        return any(one.start == spot.start for one in self._printed.labels("identifiers")[index])

    def _ends(self, index: int, spot: Spot) -> bool:
        """A party's block ends at the next label of a party, a date or a number."""
        row = spot.row
        return any(
            label.weight >= 3
            and spot.start <= label.start < spot.end
            and (family != "parties" or _stands_alone(label, row))
            for family in ("parties", "dates")
            for label in self._printed.labels(family)[index]
        )

    def _set(self, label: Label, index: int, start: int, depth: int) -> None:
        if label.role == "buyer":
            self.buyer.add((index, start))
        else:
            weight = float(label.weight) if depth == 0 else label.weight * max(0.0, 0.7 - 0.35 * depth)
            self.seller[index, start] = max(weight, self.seller.get((index, start), 0.0))


def _stands_alone(label: Label, row: Row) -> bool:
    """A label opens its cell, and is followed by a colon, by nothing, or is long enough."""
    start, end = row.cell_at(label.start)
    before, phrase = row.folded[start : label.start], row.folded[label.start : label.end]
    rest = row.folded[label.end : end].lstrip()
    if before.strip(" -–—*•·:") and before.rstrip()[-1:] not in "-–—|;·•●":
        return not rest and " " in phrase
    return not rest or rest[0] in ":：/" or " " in phrase or "方" in phrase


def _names(printed: Printed, zones: _Zones) -> Iterator[Claim[str]]:
    """Give every cell that may name a company or a person, weighed."""
    if not printed.rows:
        return
    heights = [row.box.y1 - row.box.y0 for row in printed.rows]
    usual = statistics.median(heights)
    domains = set(re.findall(r"(?:@|www\.|//)([a-z0-9.-]+)\.[a-z]{2,4}(?![a-z])", printed.folded))
    for index, row in enumerate(printed.rows):
        for start, end in _segments(row, zones, index):
            spot = _clean(Spot(row, start, end))
            if spot is None:
                continue
            weight = _weigh(printed, zones, index, (start, spot))
            weight += 1.0 if (spot.box.y1 - spot.box.y0) > 1.35 * usual else 0.0
            name = _letters(spot.text)
            weight += 2.0 if any(_matches(name, one) for one in domains) else 0.0
            yield Claim(spot.text, (spot,), weight)


def _segments(row: Row, zones: _Zones, index: int) -> Iterator[tuple[int, int]]:
    """Give the cells of a row, and the stretches that follow a party's label inside a cell."""
    for start, end in row.cells:
        inner = [
            at
            for at in (*zones.seller, *sorted(zones.buyer))
            if at[0] == index and start < at[1] < end
        ]
        if inner:
            yield inner[0][1], end
        else:
            yield start, end


def _clean(spot: Spot) -> Spot | None:
    """Cut the address behind a name; None for what cannot be a name."""
    text = spot.text
    lead = len(text) - len(text.lstrip(" :：*-–•·#."))
    named = _NAME_LABEL.match(spot.row.folded[spot.start + lead : spot.end])
    lead += named.end() if named else 0
    text = _CUT.sub("", text[lead:])
    folded = spot.row.folded[spot.start + lead : spot.start + lead + len(text)]
    letters = sum(one.isalpha() for one in text)
    if letters < 3 or letters < 0.55 * len(text.replace(" ", "")) or len(text) > 60:
        return None
    rest = spot.row.folded[spot.start + lead + len(text) :].lstrip()
    if text.upper() in CODES or (rest.startswith((":", "：")) and not LEGAL_FORM.search(folded)):
        return None
    if any(one.end - one.start == len(folded) for one in _labels(folded)):
        return None
    if _NOT_A_NAME.search(folded) or (":" in text and not LEGAL_FORM.search(folded)):
        return None
    begin = spot.start + lead
    return Spot(spot.row, begin, begin + len(text))


def _labels(folded: str) -> Iterator[Label]:
    for family in ("parties", "amounts", "identifiers", "dates"):
        yield from labels_in(folded, family)


def _weigh(
    printed: Printed, zones: _Zones, index: int, at: tuple[int, Spot]
) -> float:
    start, spot = at
    folded = spot.row.folded[spot.start : spot.end]
    weight = 0.0
    if re.match(r"\s*[·•●|]\s", spot.row.text[spot.end :]):
        weight += 2.0  # the line of the sender above the window of the envelope
    if LEGAL_FORM.search(folded):
        weight += 3.0
    elif _TRADE.search(folded):
        weight += 2.0
    if folded.count(" ") > 7 or folded[:1].isdigit():
        weight -= 3.0
    if spot.text.islower():
        weight -= 2.0
    if re.search(r"\d{3}", folded):
        weight -= 3.0
    start_of_cell, end_of_cell = spot.row.cell_at(spot.start)
    behind = spot.row.folded[spot.end : end_of_cell].lstrip()
    cut = behind.startswith(",") and not LEGAL_FORM.search(folded)
    if _ADDRESS.search(folded + behind if cut else folded):
        weight -= 3.0
    if _is_labelled(spot.row, start_of_cell):
        weight -= 3.0
    if (index, start) in zones.buyer:
        weight -= 9.0
    weight += 1.5 * zones.seller.get((index, start), 0.0)
    weight += _position(printed, index, spot)
    weight += _company_block(printed, index, spot)
    return weight + min(2.0, 1.0 * _repeats(printed, spot))


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


def _is_labelled(row: Row, start: int) -> bool:
    """The cell before ends with a colon: this one is the value of some other field."""
    before = row.folded[:start].rstrip()
    return before.endswith((":", "：")) and not _NAME_LABEL.search(before.split("   ")[-1] + " ")


def _position(printed: Printed, index: int, spot: Spot) -> float:
    """Names of sellers open the first page, or stand in its footer with their legal form."""
    if spot.row.page != printed.rows[0].page:
        return -0.5
    if index == 0:
        return 3.0
    if index <= 2:
        return 2.5 - 0.25 * index
    if index <= 8:
        return 1.5 - 0.15 * index
    return 0.5 if spot.box.y0 > 0.8 and LEGAL_FORM.search(spot.row.folded) else 0.0


def _company_block(printed: Printed, index: int, spot: Spot) -> float:
    """An address, a tax number or a telephone beside or below belongs to a company."""
    around = [spot.row.folded[spot.end : spot.end + 80]]
    around.extend(cell.row.folded[cell.start : cell.end] for cell in below(printed.rows, index, spot, 4))
    text = "\n".join(around)
    weight = 1.0 if _ADDRESS.search(text) else 0.0
    weight += 2.0 if _NOTICE.search(around[0]) else 0.0
    weight += 0.75 if _CONTACT.search(text) else 0.0
    numbered = re.search(r"ust-?\.?id|vat|tva|siret|btw|kvk|p\.? ?iva|gst|steuer-?n|reg\. no|nif|cif", text)
    return weight + (1.0 if numbered else 0.0)


def _matches(name: str, domain: str) -> bool:
    """Tell whether a name is the one in a web or mail address."""
    plain = _letters(domain)
    return len(name) >= 4 and len(plain) >= 4 and (name[:12] in plain or plain[:12] in name)
