"""Codes that tell a bank what to pay: EPC069-12 ("Girocode") and the Swiss QR-bill."""

import re

from pipelines.document.codes.payload import Payload, Value, amount, day, iban, payload

_EPC_LEAST = 7  # lines up to the IBAN
_SWISS_LEAST = 20  # lines up to the currency


def epc(text: str) -> Payload | None:
    """Read BCD, version, charset, SCT, BIC, name, IBAN, amount; one a line."""
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) < _EPC_LEAST or lines[0] != "BCD" or lines[3] not in ("SCT", "INST"):
        return None
    account = iban(lines[6])
    if account is None:
        return None
    stated = lines[7] if len(lines) > _EPC_LEAST else ""
    values: dict[str, Value | None] = {"vendor": lines[5], "iban": account}
    if stated.startswith("EUR"):
        values["total"] = amount(stated[3:])
    return payload("payment", values, {"currency": "EUR"})


def swiss(text: str) -> Payload | None:
    """Read a Swiss QR-bill: account, creditor, amount, currency, and what Swico adds."""
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) < _SWISS_LEAST or lines[0] != "SPC" or not lines[1].startswith("02"):
        return None
    account = iban(lines[3])
    if account is None or lines[19] not in ("CHF", "EUR"):
        return None
    values: dict[str, Value | None] = {
        "iban": account,
        "vendor": lines[5],
        "total": amount(lines[18]),
        "currency": lines[19],
    }
    about = next((line for line in lines[29:] if line.startswith("//S1/")), "")
    return payload("payment", values | _swico(about))


def _swico(text: str) -> dict[str, Value | None]:
    """Read //S1/10/NUMBER/11/YYMMDD/30/UID/...; a slash in a value is written with a backslash."""
    parts = [re.sub(r"\\(.)", r"\1", one) for one in re.split(r"(?<!\\)/", text)[3:]]
    tags = dict(zip(parts[::2], parts[1::2], strict=False))
    return {
        "invoice_number": tags.get("10"),
        "issue_date": day(tags.get("11", ""), "%y%m%d"),
    }
