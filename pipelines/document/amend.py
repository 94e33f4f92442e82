"""What becomes of a reading when a person changes its values: the checks run again on them."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipelines.document.checks import check
from pipelines.document.model import Finding, Invoice, LineItem, Reading, Rule
from pipelines.document.pairing import Row, origins

# Rules that values alone decide. The others looked at the document: what they found stands until
# a person settles the field it is about.
RECOMPUTED: frozenset[Rule] = frozenset(
    {"future_date", "line_sum_mismatch", "missing_field", "sum_mismatch"}
)
LINES = "line_items"
_IDENTITY = frozenset({"vendor", "invoice_number"})
_LINE_AMOUNTS = ("unit_price", "total")


def amend(reading: Reading, invoice: Invoice, today: date) -> Reading:
    """Give the reading with the values of `invoice`, checked again.

    A changed value is a person's: its evidence goes, and so does what was found wrong with it. A
    finding that seller and number were seen before goes with either of them: whoever knows the
    other documents looks again.
    """
    before = reading.invoice or Invoice()
    if invoice == before:
        return reading
    edit = _Edit(before, invoice)
    edited = edit.changed | {now for one in reading.edited if (now := edit.now(one))}
    evidence = {
        now: places
        for name, places in reading.evidence.items()
        if (now := edit.now(name)) and now not in edited
    }
    values = {
        "invoice": invoice,
        "evidence": evidence,
        "edited": tuple(sorted(edited, key=_position)),
    }
    amended = reading.model_copy(update=values)
    return amended.model_copy(update={"findings": _findings(amended, edit.changed, today)})


@dataclass(frozen=True)
class _Edit:
    """The step from one invoice to the next."""

    before: Invoice
    after: Invoice

    @cached_property
    def changed(self) -> frozenset[str]:
        """Name the values that are others now, by the places they have now.

        The table of goods itself is among them when rows were added, moved or taken out.
        """
        fields = (name for name in Invoice.model_fields if name != LINES)
        changed = {one for one in fields if getattr(self.before, one) != getattr(self.after, one)}
        for number, origin in enumerate(self._origins):
            was = LineItem() if origin is None else self.before.line_items[origin]
            item = self.after.line_items[number]
            changed |= {
                f"{LINES}.{number}.{name}"
                for name in LineItem.model_fields
                if getattr(was, name) != getattr(item, name)
            }
        if self._origins != tuple(range(len(self.before.line_items))):
            changed.add(LINES)
        return frozenset(changed)

    def now(self, path: str) -> str | None:
        """Give the path that a value has now; None when its row was taken out."""
        parts = path.split(".")
        if len(parts) == 1:
            return path
        number = self._now.get(int(parts[1]))
        return None if number is None else f"{LINES}.{number}.{parts[2]}"

    @cached_property
    def _origins(self) -> tuple[int | None, ...]:
        return origins(_rows(self.before), _rows(self.after))

    @cached_property
    def _now(self) -> dict[int, int]:
        return {origin: at for at, origin in enumerate(self._origins) if origin is not None}


def _rows(invoice: Invoice) -> list[Row]:
    return [tuple(dict(item).values()) for item in invoice.line_items]


def _position(path: str) -> tuple[int, int, int]:
    """Order paths as an invoice has its fields."""
    field, _, cell = path.partition(".")
    number, _, column = cell.partition(".")
    at = list(Invoice.model_fields).index(field)
    return (at, int(number), list(LineItem.model_fields).index(column)) if cell else (at, -1, 0)


def _findings(amended: Reading, changed: Set[str], today: date) -> tuple[Finding, ...]:
    """Keep what still holds where it was; what is wrong since the edit follows."""
    invoice = amended.invoice or Invoice()
    invalid = {
        one.field: one.facts["found"]
        for one in amended.findings
        if one.rule == "invalid_date" and one.field and one.field not in amended.edited
    }
    checked = check(amended.kind, invoice, amended.evidence, invalid, today, amended.adjustments)
    fresh = [one for one in checked if one.rule in RECOMPUTED]
    kept = [
        still
        for one in amended.findings
        for still in ([one] if one in fresh else _standing(one, amended, changed))
    ]
    return (*kept, *(one for one in fresh if one not in kept))


def _standing(finding: Finding, amended: Reading, changed: Set[str]) -> Iterator[Finding]:
    """Give what an edit leaves of a finding that values alone do not decide: it, or nothing."""
    if finding.rule in RECOMPUTED:
        return
    if finding.rule == "duplicate":
        settled = bool(changed & _IDENTITY)
    elif finding.rule == "currency_conflict":
        finding, settled = _in_currency(finding, amended)
    else:
        settled = finding.field in amended.edited
    if not settled:
        yield finding


def _in_currency(finding: Finding, amended: Reading) -> tuple[Finding, bool]:
    """Hold an amount against the invoice's currency of now; tell whether that settles it."""
    invoice = amended.invoice or Invoice()
    if finding.field == LINES:
        touched = any(path.startswith(LINES) for path in amended.edited)
        settled = touched and all(one in amended.edited for one in _amounts_of_lines(invoice))
    else:
        settled = finding.field in amended.edited
    if "currency" not in amended.edited:
        return finding, settled
    facts = {**finding.facts, "expected": str(invoice.currency)}
    settled = settled or invoice.currency in (None, finding.facts["found"])
    return finding.model_copy(update={"facts": facts}), settled


def _amounts_of_lines(invoice: Invoice) -> Iterator[str]:
    for number, item in enumerate(invoice.line_items):
        for name in _LINE_AMOUNTS:
            if getattr(item, name) is not None:
                yield f"{LINES}.{number}.{name}"
