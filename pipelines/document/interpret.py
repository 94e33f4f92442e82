"""From a document taken apart to what it says: kind, fields, evidence and findings."""

from dataclasses import dataclass, field
from datetime import date

from pipelines.document.model import Decoded, Evidence, Finding, Invoice, Kind


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What the words of a document mean; `invoice` is None for the kind "other"."""

    kind: Kind
    invoice: Invoice | None = None
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def interpret(decoded: Decoded, *, today: date) -> Interpreted:
    """Decide what a document is, read its fields, ground them and check them."""
    if decoded.structured is None:
        return Interpreted("other")
    evidence = {
        name: (Evidence(path=path, text=decoded.structured.texts.get(name), source="xml"),)
        for name, path in decoded.structured.paths.items()
    }
    return Interpreted("invoice", decoded.structured.invoice, evidence)
