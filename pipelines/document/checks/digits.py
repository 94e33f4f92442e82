"""Check digits of bank accounts and tax numbers."""

import re
from collections.abc import Iterator

from stdnum import luhn
from stdnum.iso7064 import mod_11_2

from pipelines.document.checks.case import Case
from pipelines.document.findings import Finding, Severity
from pipelines.document.page.layout import fold
from pipelines.document.page.shapes import BUILT, NAMED, Shape

# Countries in the registry of ISO 13616, with those that use it without being in it.
IBAN_COUNTRIES = frozenset((
    "AD", "AE", "AL", "AO", "AT", "AZ", "BA", "BE", "BF", "BG", "BH", "BI", "BJ", "BR", "BY",
    "CF", "CG", "CH", "CI", "CM", "CR", "CV", "CY", "CZ", "DE", "DJ", "DK", "DO", "DZ", "EE",
    "EG", "ES", "FI", "FK", "FO", "FR", "GA", "GB", "GE", "GI", "GL", "GQ", "GR", "GT", "GW",
    "HN", "HR", "HU", "IE", "IL", "IQ", "IR", "IS", "IT", "JO", "KM", "KW", "KZ", "LB", "LC",
    "LI", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MG", "MK", "ML", "MN", "MR", "MT",
    "MU", "MZ", "NE", "NI", "NL", "NO", "OM", "PK", "PL", "PS", "PT", "QA", "RO", "RS", "RU",
    "SA", "SC", "SD", "SE", "SI", "SK", "SM", "SN", "SO", "ST", "SV", "TD", "TG", "TL", "TN",
    "TR", "UA", "VA", "VG", "XK", "YE",
))  # fmt: skip
_ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", re.ASCII)
_COUNTING = "12345678"
_SPANISH = re.compile(r"[A-HJ-NP-SUVW][0-9]{7}[0-9A-J]|[0-9XYZ][0-9]{7}[A-Z]", re.ASCII)
_SWISS = 12  # characters of a number before what says that it is one for taxes


def compact(number: str) -> str:
    """Leave the letters and digits of a number, the letters large."""
    return "".join(one for one in number.upper() if one.isascii() and one.isalnum())


def check_digits(case: Case) -> Iterator[Finding]:
    """Tell the account and the tax numbers whose check digits do not fit the rest of them.

    That of an e-invoice was neither misread nor mistyped on the way, and one that counts up was
    made up for a sample: these are only told.
    """
    invoice = case.invoice
    if invoice.iban is not None and is_wrong_account(invoice.iban):
        stated = any(place.source == "xml" for place in case.evidence.get("iban", ()))
        made_up = _COUNTING in compact(invoice.iban)
        severity: Severity = "warning" if stated or made_up else "error"
        yield Finding(rule="iban", severity=severity, field="iban", facts={"found": invoice.iban})
    for field in ("vendor_tax_id", "buyer_tax_id"):
        number = getattr(invoice, field)
        if number is not None and is_wrong_tax_id(number):
            yield Finding(rule="tax_id", severity="warning", field=field, facts={"found": number})


def is_account(number: str) -> bool:
    """Tell whether a number is written as an IBAN is; others are of a bank's own making."""
    plain = compact(number)
    return plain[:2] in IBAN_COUNTRIES and _ACCOUNT.fullmatch(plain) is not None


def is_wrong_account(number: str) -> bool:
    """Tell whether an IBAN does not keep its check sum (ISO 7064, modulo 97)."""
    plain = compact(number)
    if not is_account(plain):
        return False
    turned = "".join(str(int(one, 36)) for one in plain[4:] + plain[:4])
    return int(turned) % 97 != 1


def country_of_tax_id(number: str | None) -> str | None:
    """Give the country whose form a tax number has; None for a form that several have."""
    return next((shape.country for shape in _shapes_of(number or "")), None)


def is_wrong_tax_id(number: str) -> bool:
    """Tell whether a tax number has the form of its country, and another check character.

    A number of any other form is not looked at.
    """
    plain, shapes = _with_country(number), _shapes_of(number)
    if not shapes or any(shape.is_valid(plain) for shape in shapes):
        return False
    country = shapes[0].country
    if country == "CN":  # a person's number is that of the identity card
        return not mod_11_2.is_valid(plain)
    # More than its check character can be wrong with an Italian number.
    return country != "IT" or not luhn.is_valid(plain.removeprefix("IT"))


def _with_country(number: str) -> str:
    """Give a number as its country's form has it: with the letters in front, without those behind.

    Spanish numbers are known without letters in front, as no others have their form.
    """
    plain = compact(number)
    if plain.startswith("CHE"):
        return plain[:_SWISS]
    if plain.endswith("MVA"):
        return plain.removeprefix("NO")
    return f"ES{plain}" if _SPANISH.fullmatch(plain) else plain


def _shapes_of(number: str) -> list[Shape]:
    plain = fold(_with_country(number))
    return [one for one in (*NAMED, *BUILT) if one.check and one.pattern.fullmatch(plain)]
