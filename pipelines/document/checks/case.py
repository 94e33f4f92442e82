"""A document before its checks: what was read, and what its rules go by besides."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.document.model import (
    NO_ADJUSTMENTS,
    NO_ASIDES,
    Adjustments,
    Asides,
    Evidence,
    Invoice,
    Kind,
)


@dataclass(frozen=True)
class Case:
    """What is checked. `invalid` holds impossible dates by field, as written."""

    kind: Kind
    invoice: Invoice
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    invalid: Mapping[str, str] = field(default_factory=dict)
    adjustments: Adjustments = NO_ADJUSTMENTS
    asides: Asides = NO_ASIDES
