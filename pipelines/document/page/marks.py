"""The signs and codes that stand beside amounts, and the currencies they mean."""

CODES = frozenset((
    "EUR", "USD", "GBP", "CNY", "JPY", "CHF", "MYR", "INR", "SGD", "HKD", "TWD", "KRW", "AUD",
    "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "BRL", "MXN",
    "ZAR", "THB", "IDR", "PHP", "VND", "AED", "SAR", "ILS", "ISK", "UAH", "EGP", "NGN", "KES",
    "PKR", "QAR", "KWD", "COP", "CLP", "ARS", "MAD", "MOP",
))  # fmt: skip
_SYMBOLS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₺": "TRY", "₫": "VND", "฿": "THB",
    "₪": "ILS", "₴": "UAH", "₦": "NGN", "₱": "PHP", "zł": "PLN", "円": "JPY", "圓": "TWD",
    "元": "CNY", "人民币": "CNY", "rm": "MYR", "rs": "INR", "rs.": "INR", "rp": "IDR",
    "kč": "CZK", "chf": "CHF", "fr.": "CHF", "sfr.": "CHF", "r$": "BRL", "s$": "SGD",
    "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD",
    "nz$": "NZD", "us$": "USD", "mx$": "MXN", "$": "USD", "¥": "CNY", "￥": "CNY", "kr": "SEK",
    "kr.": "SEK", "rmb": "CNY", "ntd": "TWD",
}  # fmt: skip
DOLLARS = ("USD", "CAD", "AUD", "SGD", "HKD", "NZD", "TWD", "MXN")
YUAN_OR_YEN = ("CNY", "JPY")
CROWNS = ("SEK", "NOK", "DKK", "ISK")
_SHARED = {
    "$": DOLLARS, "¥": YUAN_OR_YEN, "￥": YUAN_OR_YEN, "kr": CROWNS, "kr.": CROWNS,
    "元": ("CNY", "TWD", "HKD"),
}  # fmt: skip

# As parts of regular expressions, case not regarded: before an amount, and behind one.
BEFORE = (
    r"(?:(?:US|HK|NT|R|S|AU|A|CA|C|NZ|MX)\$|RMB|RM|Rs\.?|S?Fr\.|kr\.?(?![a-z])|Rp\.?(?![a-z])|"
    r"[€£₹₩₺₫฿₪₴₦₱$¥￥]|[A-Z]{3}(?![A-Za-z]))"
)
BEHIND = rf"(?:{BEFORE}|[元円圓]|zł|kč)"


def is_currency(mark: str) -> bool:
    """Tell whether a sign or code names a currency."""
    return mark.upper() in CODES or mark.lower() in _SYMBOLS


def currency_of(mark: str) -> str | None:
    """Give the ISO 4217 code that a sign or code stands for; of several, the usual one."""
    return mark.upper() if mark.upper() in CODES else _SYMBOLS.get(mark.lower().strip())


def meanings(mark: str) -> tuple[str, ...]:
    """Give the currencies that share a sign; none for a sign that is of one alone."""
    return _SHARED.get(mark.lower(), ())
