"""Codes that a tax authority wants on an invoice: China, Saudi Arabia, Portugal, Spain, India."""

import base64
import binascii
import json
import re
from urllib.parse import parse_qs, urlsplit

from pipelines.document.codes.payload import Payload, Value, amount, day, payload

_CHINA_LEAST = 6  # parts up to the date
_WITH_TAX = frozenset({"31", "32"})  # fully digital invoices: the amount is the total
_SAUDI = {1: "vendor", 2: "vendor_tax_id", 3: "issue_date", 4: "total", 5: "tax"}
_TAG = re.compile(r"([A-Z]\d?):([^*]*)")
_TICKET = re.compile(r"TBAI-[A-Z0-9]{9}-(\d{6})-[^-]+-\d{3}", re.ASCII)


def china(text: str) -> Payload | None:
    """Read 01,TYPE,CODE,NUMBER,AMOUNT,YYYYMMDD,CHECK,CRC of Chinese VAT invoices."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < _CHINA_LEAST or parts[0] != "01" or not re.fullmatch(r"\d\d", parts[1]):
        return None
    issued = day(parts[5], "%Y%m%d")
    if issued is None or not re.fullmatch(r"\d{8}|\d{20}", parts[3], re.ASCII):
        return None
    role = "total" if parts[1] in _WITH_TAX else "subtotal"
    values: dict[str, Value | None] = {
        "invoice_code": parts[2],
        "invoice_number": parts[3],
        role: amount(parts[4]),
        "issue_date": issued,
    }
    return payload("invoice", values, {"currency": "CNY"})


def saudi(text: str) -> Payload | None:
    """Read the tags of ZATCA in base64: one byte of name, one of length, then the value."""
    try:
        content = base64.b64decode(text.strip(), validate=True)
    except (ValueError, binascii.Error):
        return None
    said: dict[str, str] = {}
    at = 0
    while at + 2 <= len(content):
        tag, size = content[at], content[at + 1]
        if tag in _SAUDI:
            said[_SAUDI[tag]] = content[at + 2 : at + 2 + size].decode("utf-8", "replace")
        at += 2 + size
    if at != len(content) or set(said) != set(_SAUDI.values()):
        return None
    values: dict[str, Value | None] = {
        "vendor": said["vendor"],
        "vendor_tax_id": said["vendor_tax_id"],
        "issue_date": day(said["issue_date"][:10], "%Y-%m-%d"),
        "total": amount(said["total"]),
        "tax": amount(said["tax"]),
    }
    return payload("invoice", values, {"currency": "SAR"})


def portugal(text: str) -> Payload | None:
    """Read A:SELLER*B:BUYER*...*F:YYYYMMDD*G:NUMBER*...*N:TAX*O:TOTAL*... of Portugal."""
    parts = (_TAG.fullmatch(part) for part in text.split("*"))
    tags = {part[1]: part[2] for part in parts if part}
    if not {"A", "D", "F", "G", "H", "O"} <= tags.keys():
        return None
    values: dict[str, Value | None] = {
        "vendor_tax_id": tags["A"],
        "buyer_tax_id": None if tags.get("B") == "999999990" else tags.get("B"),  # a nameless one
        "issue_date": day(tags["F"], "%Y%m%d"),
        "invoice_number": tags["G"],
        "tax": amount(tags.get("N", "")),
        "total": amount(tags["O"]),
    }
    return payload("invoice", values, {"currency": "EUR"})


def spain(text: str) -> Payload | None:
    """Read the addresses of VERI*FACTU and TicketBAI where anybody may look an invoice up."""
    if not text.startswith("https://"):
        return None
    try:
        address = urlsplit(text)
        said = {name: found[0] for name, found in parse_qs(address.query).items()}
    except ValueError:
        return None
    if "ValidarQR" in address.path and {"nif", "numserie", "fecha", "importe"} <= said.keys():
        values: dict[str, Value | None] = {
            "vendor_tax_id": said["nif"],
            "invoice_number": said["numserie"],
            "issue_date": day(said["fecha"], "%d-%m-%Y"),
            "total": amount(said["importe"]),
        }
        return payload("invoice", values, {"currency": "EUR"})
    ticket = _TICKET.fullmatch(said.get("id", ""))
    if ticket is None or "nf" not in said:
        return None
    values = {
        "invoice_number": said.get("s", "") + said["nf"],
        "issue_date": day(ticket[1], "%d%m%y"),
        "total": amount(said.get("i", "")),
    }
    return payload("invoice", values, {"currency": "EUR"})


def india(text: str) -> Payload | None:
    """Read what the Indian invoice registry signed: a JWT around JSON around JSON."""
    parts = text.strip().split(".")
    if len(parts) != 3:
        return None
    try:
        content = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        said = json.loads(json.loads(content)["data"], parse_float=str, parse_int=str)
        values: dict[str, Value | None] = {
            "vendor_tax_id": str(said["SellerGstin"]),
            "buyer_tax_id": str(said["BuyerGstin"]),
            "invoice_number": str(said["DocNo"]),
            "issue_date": day(str(said["DocDt"]), "%d/%m/%Y"),
            "total": amount(str(said["TotInvVal"])),
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return payload("invoice", values)
