"""What stands of a field that two readers read: the rules of the embedded engine, and a model.

| embedded engine            | model                     | what stands | told                      |
|----------------------------|---------------------------|-------------|---------------------------|
| a value                    | the same                  | engine's    | -                         |
| a value                    | nothing                   | engine's    | -                         |
| nothing                    | a value that is grounded  | model's     | -                         |
| nothing                    | a value that stands nowhere | nothing   | -                         |
| a value its rules stopped  | another that is grounded  | model's     | -                         |
| a value of an e-invoice    | another                   | engine's    | `source_conflict`         |
| amounts that do not add up | others that do            | model's     | `source_conflict` of each |
| lines that fail a check    | others, no fewer figures  | model's     | `source_conflict`         |
| a day that does not exist  | any                       | nothing     | `invalid_date`            |
| any other value            | another                   | engine's    | `source_conflict`         |
| a name                     | one that stands nowhere   | engine's    | -                         |
| a kind                     | another                   | engine's    | `source_conflict`         |
| "other"                    | an invoice or receipt     | model's     | `source_conflict`         |

Stopped are values that nothing names (`total_guessed`), that stand nowhere (`missing_evidence`)
and currencies told by their sign alone. Lines of goods are taken as a whole: those that add up.
What was found about the page stands whatever a model says; rules about values run again on those
that stand.
"""

from collections.abc import Iterator
from datetime import date

from pipelines.document.agreement.bills import Bills
from pipelines.document.agreement.contracts import agreed_terms
from pipelines.document.exchange import Understood
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice, Kind, Reading

_BILLS: frozenset[Kind] = frozenset({"invoice", "receipt"})


def merge(local: Reading, told: Understood, reader: str, today: date) -> Reading:
    """Make one reading of the embedded engine's and a model's; `reader` names the model."""
    merged, apart = local.model_copy(update={"reader": reader}), [*_kinds(local, told, reader)]
    if local.kind == "contract" and told.contract is not None:
        merged = agreed_terms(merged, told, reader)
    elif told.invoice is not None and (local.invoice is not None or local.kind == "other"):
        kind = told.kind if local.kind == "other" else local.kind
        before = merged.model_copy(update={"kind": kind, "invoice": local.invoice or Invoice()})
        merged = Bills(before, told, reader).merged(today)
    return merged.model_copy(update={"findings": (*merged.findings, *apart)})


def _kinds(local: Reading, told: Understood, reader: str) -> Iterator[Finding]:
    """Tell of two kinds; between an invoice and a receipt hangs little."""
    if local.kind == told.kind:
        return
    facts = {"found": local.kind, "expected": told.kind, "reader": reader}
    alike = {local.kind, told.kind} <= _BILLS or {local.kind, told.kind} == {"other", "contract"}
    yield Finding(rule="source_conflict", severity="warning" if alike else "error", facts=facts)
