"""The shape of what a code says, and the plain values in it."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

from pipelines.document.values import sane

# "invoice": a tax authority wants it, and it says what the invoice says. "payment": it tells a
# bank what to pay to whom, which need not be the total, nor the seller by the name it trades under.
Purpose = Literal["invoice", "payment"]
Value: TypeAlias = str | Decimal | date

_AMOUNT = re.compile(r"-?\d{1,15}(\.\d{1,4})?", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)


@dataclass(frozen=True)
class Payload:
    """What one code says, by field of an invoice.

    `implied` are values that the code does not carry, but that belong to every one of its kind.
    """

    purpose: Purpose
    values: dict[str, Value]
    implied: dict[str, Value] = field(default_factory=dict)


def payload(
    purpose: Purpose, values: dict[str, Value | None], implied: dict[str, Value] | None = None
) -> Payload | None:
    """Make a payload of the values that are there; None where nothing is."""
    said = {name: value for name, value in values.items() if value is not None and value != ""}
    return Payload(purpose, said, implied or {}) if said else None


def amount(text: str) -> Decimal | None:
    """Read an amount with a point before its decimals."""
    text = text.strip()
    return sane(Decimal(text)) if _AMOUNT.fullmatch(text) else None


def day(text: str, form: str) -> date | None:
    """Read a day, as `strptime` does; None where there is no such day."""
    try:
        return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def iban(text: str) -> str | None:
    """Read an IBAN, however it is spaced; None where its check digits are wrong."""
    solid = "".join(text.split()).upper()
    if not _IBAN.fullmatch(solid):
        return None
    digits = "".join(str(int(one, 36)) for one in solid[4:] + solid[:4])
    return solid if int(digits) % 97 == 1 else None
