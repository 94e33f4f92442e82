"""What a document says, as a person wrote it down beside it: NAME.truth.json."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pipelines.comparison import folded

FIELDS = ("vendor", "invoice_number", "issue_date", "currency", "subtotal", "tax", "total")
AMOUNTS = frozenset({"subtotal", "tax", "total"})
EXACT = ("effective_date", "governing_law", "term")  # of a contract
LINE = ("description", "qty", "unit_price", "total")
ENDING = ".truth.json"
_DAYS = ("issue_date", "effective_date")

Kind = Literal["invoice", "receipt", "contract", "other"]


class TruthFault(Exception):
    """A truth file that cannot be used; the text says why, in one line."""


def _text(value: object) -> object:
    """Take numbers as people write them: 12.50 without quotation marks."""
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return str(value) if is_number else value


Text: TypeAlias = Annotated[str, BeforeValidator(_text)]


class Truth(BaseModel):
    """The truth of one document; what it does not name is not scored.

    `fields` of an invoice or receipt are texts or None, which says that the document does not tell;
    of a contract `parties` is a list. `after` names documents that were read before this one.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Kind
    kind_any: tuple[Kind, ...] = ()
    fields: dict[str, Text | tuple[str, ...] | None] = Field(default={})
    vendor_any: tuple[str, ...] = ()
    line_items: tuple[dict[str, Text | None], ...] | None = None
    must_flag: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    credit_note: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind that is accepted."""
        return self.kind_any or (self.kind,)

    @property
    def billed(self) -> bool:
        """Invoices and receipts: what has amounts, and may pass."""
        return self.kind in ("invoice", "receipt")

    @property
    def scalars(self) -> dict[str, str | None]:
        """The fields to score of an invoice or receipt."""
        fields = self.fields if self.billed else {}
        return {name: _one(fields[name]) for name in FIELDS if name in fields}

    @property
    def terms(self) -> dict[str, str | None]:
        """The exact fields to score of a contract."""
        fields = self.fields if self.kind == "contract" else {}
        return {name: _one(fields[name]) for name in EXACT if name in fields}

    @property
    def parties(self) -> tuple[str, ...] | None:
        """The parties of a contract; None where they are not scored."""
        found = self.fields.get("parties") if self.kind == "contract" else None
        return found if isinstance(found, tuple) else None

    @model_validator(mode="after")
    def _checked(self) -> "Truth":
        for name, value in self.fields.items():
            _check(name, value, one=name in (*FIELDS, *EXACT))
        for line in self.line_items or ():
            for name in LINE[1:]:
                if line.get(name) is not None and folded.number(line[name]) is None:
                    raise ValueError(f"line_items: {line[name]!r} is no number: write 12.50")
        return self


def _check(name: str, value: str | tuple[str, ...] | None, *, one: bool) -> None:
    if value is None:
        return
    if one and not isinstance(value, str):
        raise ValueError(f"fields.{name}: one text is wanted, or null")
    if name == "parties" and not isinstance(value, tuple):
        raise ValueError("fields.parties: a list is wanted")
    if name in AMOUNTS and folded.number(value) is None:
        raise ValueError(f"fields.{name}: {value!r} is no amount: write 12.50")
    if name in _DAYS and not _is_day(str(value)):
        raise ValueError(f"fields.{name}: {value!r} is no day: write YYYY-MM-DD")


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _one(value: str | tuple[str, ...] | None) -> str | None:
    return value if isinstance(value, str) else None


def parse(content: bytes) -> Truth:
    """Take a truth file apart.

    Raises TruthFault.
    """
    try:
        values: Any = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise TruthFault(f"this is no JSON: {_line(str(error))}") from error
    if not isinstance(values, Mapping):
        raise TruthFault("a JSON object is wanted, with at least a kind")
    try:
        return Truth.model_validate(values)
    except ValidationError as error:
        raise TruthFault(_told(error)) from error


def _told(error: ValidationError) -> str:
    """Say the first thing that is wrong, and where."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][:2])
    what = first["msg"].removeprefix("Value error, ")
    return _line(f"{where}: {what}" if where else what)


def _line(text: str) -> str:
    return " ".join(text.split())[:200]
