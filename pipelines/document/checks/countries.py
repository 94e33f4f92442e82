"""Where the taxes of an invoice are raised, as its numbers and its money tell."""

from pipelines.document.checks.digits import country_of_tax_id
from pipelines.document.model import Invoice

# Money of one country. An account abroad is nothing rare, and tells nothing.
_BY_CURRENCY = {
    "AED": "AE", "AUD": "AU", "CAD": "CA", "CHF": "CH", "CNY": "CN", "CZK": "CZ", "DKK": "DK",
    "GBP": "GB", "HUF": "HU", "INR": "IN", "JPY": "JP", "KRW": "KR", "MXN": "MX", "MYR": "MY",
    "NOK": "NO", "NZD": "NZ", "PLN": "PL", "RON": "RO", "SAR": "SA", "SEK": "SE", "SGD": "SG",
    "THB": "TH", "TRY": "TR", "TWD": "TW", "ZAR": "ZA",
}  # fmt: skip


def countries_of(invoice: Invoice, told: str | None) -> tuple[str, ...]:
    """Give the countries whose taxes may be on an invoice: the seller's, and the buyer's.

    `told` is what an address says of the seller. Empty where nothing tells of the seller.
    """
    seller = country_of_tax_id(invoice.vendor_tax_id) or told
    seller = seller or _BY_CURRENCY.get(invoice.currency or "")
    if seller is None:
        return ()
    buyer = country_of_tax_id(invoice.buyer_tax_id)
    return tuple(dict.fromkeys((seller, buyer))) if buyer else (seller,)
