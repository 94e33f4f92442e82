"""Check digits of bank accounts and tax numbers."""

import re
from collections.abc import Iterator, Mapping
from types import ModuleType

from stdnum.at import uid as austrian
from stdnum.be import vat as belgian
from stdnum.bg import vat as bulgarian
from stdnum.ch import uid as swiss
from stdnum.cn import uscc as chinese
from stdnum.cy import vat as cypriot
from stdnum.cz import dic as czech
from stdnum.de import vat as german
from stdnum.dk import cvr as danish
from stdnum.ee import kmkr as estonian
from stdnum.es import nif as spanish
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError
from stdnum.fi import alv as finnish
from stdnum.fr import tva as french
from stdnum.gb import vat as british
from stdnum.gr import vat as greek
from stdnum.hr import oib as croatian
from stdnum.hu import anum as hungarian
from stdnum.ie import vat as irish
from stdnum.in_ import gstin as indian
from stdnum.iso7064 import mod_11_2
from stdnum.it import iva as italian
from stdnum.lt import pvm as lithuanian
from stdnum.lu import tva as luxembourgish
from stdnum.lv import pvn as latvian
from stdnum.mt import vat as maltese
from stdnum.nl import btw as dutch
from stdnum.no import mva as norwegian
from stdnum.pl import nip as polish
from stdnum.pt import nif as portuguese
from stdnum.ro import cf as romanian
from stdnum.se import vat as swedish
from stdnum.si import ddv as slovenian
from stdnum.sk import dph as slovak

from pipelines.document.checks.case import Case
from pipelines.document.findings import Finding, Severity

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
_CHINESE = re.compile(r"[0-9][0-9A-HJ-NP-RTUW-Y][0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}", re.ASCII)
_INDIAN = re.compile(r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]Z[0-9A-Z]", re.ASCII)
_SWISS = re.compile(r"CHE[0-9]{9}(?:MWST|TVA|IVA|HR|RC)?", re.ASCII)
_NORWEGIAN = re.compile(r"(?:NO)?[0-9]{9}MVA", re.ASCII)
_SPANISH = re.compile(r"[A-HJ-NP-SUVW][0-9]{7}[0-9A-J]|[0-9XYZ][0-9]{7}[A-Z]", re.ASCII)
_PREFIXED: Mapping[str, ModuleType] = {
    "AT": austrian, "BE": belgian, "BG": bulgarian, "CY": cypriot, "CZ": czech, "DE": german,
    "DK": danish, "EE": estonian, "EL": greek, "ES": spanish, "FI": finnish, "FR": french,
    "GB": british, "GR": greek, "HR": croatian, "HU": hungarian, "IE": irish, "IT": italian,
    "LT": lithuanian, "LU": luxembourgish, "LV": latvian, "MT": maltese, "NL": dutch,
    "PL": polish, "PT": portuguese, "RO": romanian, "SE": swedish, "SI": slovenian,
    "SK": slovak, "XI": british,
}  # fmt: skip
_LEAST_DIGITS = 5


def compact(number: str) -> str:
    """Leave the letters and digits of a number, the letters large."""
    return "".join(one for one in number.upper() if one.isascii() and one.isalnum())


def check_digits(case: Case) -> Iterator[Finding]:
    """Tell the account and the tax numbers whose check digits do not fit the rest of them.

    That of an e-invoice was neither misread nor mistyped on the way: it is only told.
    """
    invoice = case.invoice
    if invoice.iban is not None and is_wrong_account(invoice.iban):
        stated = any(place.source == "xml" for place in case.evidence.get("iban", ()))
        severity: Severity = "warning" if stated else "error"
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
    plain = compact(number or "")
    digits = sum(one.isdigit() for one in plain)
    if plain[:2] in _PREFIXED and digits >= _LEAST_DIGITS:
        return {"EL": "GR", "XI": "GB"}.get(plain[:2], plain[:2])
    forms = {"CN": _CHINESE, "IN": _INDIAN, "CH": _SWISS, "NO": _NORWEGIAN, "ES": _SPANISH}
    return next((name for name, form in forms.items() if form.fullmatch(plain)), None)


def is_wrong_tax_id(number: str) -> bool:
    """Tell whether a tax number has the form of its country, and another check character.

    A number of any other form is not looked at.
    """
    plain = compact(number)
    country = country_of_tax_id(plain)
    if country is None:
        return False
    if country == "CN" and mod_11_2.is_valid(
        plain
    ):  # a person's, by the number of an identity card
        return False
    others = {"CN": chinese, "IN": indian, "CH": swiss, "NO": norwegian}
    if country == "CH":
        plain = plain[:12]
    return _fails(others.get(country) or _PREFIXED[country], plain)


def _fails(form: ModuleType, number: str) -> bool:
    try:
        form.validate(number)
    except (InvalidChecksum, InvalidComponent):
        return True
    except ValidationError:
        return False
    return False
