"""What a document shows of the land whose money it counts in."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from pipelines.document.page.layout import Spot
from pipelines.document.page.printed import Claim, Printed

_EURO = (
    "at", "be", "cy", "de", "ee", "es", "fi", "fr", "gr", "hr", "ie", "it", "lt", "lu", "lv",
    "mt", "nl", "pt", "si", "sk",
)  # fmt: skip
_MONEY: dict[str, str] = dict.fromkeys(_EURO, "EUR") | {
    "ch": "CHF", "li": "CHF", "gb": "GBP", "uk": "GBP", "se": "SEK", "no": "NOK", "dk": "DKK",
    "is": "ISK", "pl": "PLN", "cz": "CZK", "hu": "HUF", "ro": "RON", "bg": "BGN", "tr": "TRY",
    "us": "USD", "ca": "CAD", "au": "AUD", "nz": "NZD", "in": "INR", "my": "MYR", "sg": "SGD",
    "hk": "HKD", "tw": "TWD", "cn": "CNY", "jp": "JPY", "kr": "KRW", "br": "BRL", "mx": "MXN",
    "za": "ZAR", "th": "THB", "id": "IDR", "ph": "PHP", "vn": "VND", "ae": "AED", "sa": "SAR",
    "il": "ILS", "ua": "UAH", "ma": "MAD", "ar": "ARS", "cl": "CLP", "co": "COP",
}  # fmt: skip
_NO_DOMAIN = frozenset({"co", "is", "id", "in", "li", "me"})  # also words, or used by anyone
_MOST_PLACES = 2  # of one land that count
# How surely each shows the land; the account to pay to is the seller's own.
_IBAN, _NUMBER, _DOMAIN, _PLACE = 4.0, 2.0, 2.0, 1.5

_ACCOUNT = re.compile(r"(?<![a-z0-9])([a-z]{2})\d\d ?(?:[a-z0-9]{4} ?){2,7}")
_TAX_NUMBER = re.compile(
    r"(?<![a-z0-9])(at ?u|be ?[01]|bg|che?-?|cy|cz|de|dk|ee|el|es|fi|fr|gb|hr|hu|ie|it|lt|lu|lv|"
    r"mt|nl|no|pl|pt|ro|se|si|sk)[ -]?[a-z]?\d{3}[ .]?\d{3}[ .]?\d"
)
_ADDRESS = re.compile(r"(?:www\.|@|https?://)[a-z0-9.-]{1,80}\.([a-z]{2})(?![a-z.-])")
_PLACES: dict[str, str] = {
    "CHF": r"switzerland|schweiz|suisse|svizzera|zurich|basel|geneve|lausanne|luzern|winterthur|"
    r"(?<![a-z])che-?\d{3}",
    "SEK": r"sweden|sverige|stockholm|goteborg|malmo|uppsala|momsreg|bankgiro|plusgiro|kronor",
    "NOK": r"norway|norge|oslo|bergen|trondheim|stavanger|foretaksregisteret|"
    r"(?<![a-z])mva(?![a-z])",
    "DKK": r"denmark|danmark|kobenhavn|aarhus|odense|aalborg|(?<![a-z])cvr(?![a-z])",
    "PLN": r"poland|polska|warszawa|krakow|gdansk|wroclaw|poznan|(?<![a-z])nip[ :]|zlotych",
    "CZK": r"czech|ceska|praha|(?<![a-z])dic[ :]|korun",
    "HUF": r"hungary|magyar|budapest|adoszam|forint",
    "GBP": r"united kingdom|england|scotland|(?<![a-z])london|manchester|vat reg\.? no\.? gb|"
    r"(?<![a-z0-9])[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}(?![a-z0-9])",
    "MYR": r"sdn\.?\s?bhd|malaysia|selangor|johor|kuala lumpur|penang|(?<![a-z])sst(?![a-z])",
    "INR": r"gstin|pvt\.?\s?ltd|(?<![a-z])india(?![a-z])|cgst|sgst|igst|mumbai|bengaluru|chennai",
    "SGD": r"(?<![a-z])singapore(?![a-z])|pte\.?\s?ltd|(?<![a-z])uen(?![a-z])",
    "HKD": r"hong kong|kowloon|香港",
    "TWD": r"taiwan|taipei|臺灣|台灣|台北|臺北|統一編號|統一發票|民國",
    "AUD": r"australia|(?<![a-z])abn(?![a-z])|sydney|melbourne|brisbane",
    "NZD": r"new zealand|auckland|(?<![a-z])nzbn(?![a-z])",
    "CAD": r"canada|toronto|vancouver|montreal|ontario|quebec|(?<![a-z])(?:[hpq]st|tvq)(?![a-z])|"
    r"(?<![a-z0-9])[a-z]\d[a-z] \d[a-z]\d(?![a-z0-9])",
    "USD": r"united states|(?<![a-z])usa(?![a-z])|sales tax|, [a-z]{2} \d{5}(?!\d)",
    "JPY": r"japan|(?<![a-z])(?:tokyo|osaka|kyoto|yokohama|nagoya|kobe|fukuoka|sapporo)|[ぁ-ヿ]",
    "KRW": r"(?<![a-z])korea(?![a-z])|(?<![a-z])seoul(?![a-z])|[가-힣]{2}",
    "CNY": r"发票|纳税人|增值税|合\s*计",
    "BRL": r"brasil|sao paulo|(?<![a-z])cnpj(?![a-z])",
    "MXN": r"mexico|(?<![a-z])rfc(?![a-z])",
    "TRY": r"turkiye|istanbul|ankara|(?<![a-z])kdv(?![a-z])",
    "ZAR": r"south africa|johannesburg|cape town",
    "EUR": r"ust-?id|mwst|(?<![a-z])ust(?![a-z])|siret|(?<![a-z])(?:tva|iva|btw)(?![a-z])|"
    r"deutschland|france|nederland|italia|espana|portugal|osterreich|belgi|ireland|(?<![a-z])kvk",
}
# Many lands say these: they count only where nothing else tells.
_WEAK = frozenset({"EUR", "CNY"})


@cache
def _places() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(words) for code, words in _PLACES.items()}


def homes(printed: Printed) -> dict[str, Claim[str]]:
    """Give the currencies of the lands that a document speaks of, each with what shows it."""
    weights: dict[str, float] = {}
    spots: dict[str, list[Spot]] = {}
    seen: set[tuple[str, str]] = set()
    for code, spot, weight in _shown(printed):
        if (code, spot.text) not in seen:  # a footer is printed on every page
            seen.add((code, spot.text))
            weights[code] = weights.get(code, 0.0) + weight
            spots.setdefault(code, []).append(spot)
    return {code: Claim(code, tuple(spots[code]), weight) for code, weight in weights.items()}


def _shown(printed: Printed) -> Iterator[tuple[str, Spot, float]]:
    for row in printed.rows:
        for pattern, weight in ((_ACCOUNT, _IBAN), (_TAX_NUMBER, _NUMBER), (_ADDRESS, _DOMAIN)):
            for match in pattern.finditer(row.folded):
                land = match[1][:2]
                skipped = pattern is _ADDRESS and land in _NO_DOMAIN
                if land in _MONEY and not skipped:
                    yield _MONEY[land], Spot(row, match.start(), match.end()), weight
    for code, words in _places().items():
        weight = 0.5 if code in _WEAK else _PLACE
        said = ((row, words.search(row.folded)) for row in printed.rows)
        for row, match in islice(((row, one) for row, one in said if one), _MOST_PLACES):
            yield code, Spot(row, match.start(), match.end()), weight
