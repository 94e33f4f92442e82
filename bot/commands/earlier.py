"""Documents that were read before another one, as its truth says: what they make of it."""

from collections.abc import Mapping
from datetime import date

from handlers.twins import known
from pipelines.document.findings import Finding
from pipelines.document.model import Reading


def held_against(reading: Reading, earlier: Mapping[str, Reading], today: date) -> Reading:
    """Give a reading with what the `earlier` ones, by their names, make of it."""
    known_by = known(reading)
    same = (name for name, other in earlier.items() if known_by and known(other) == known_by)
    findings = [
        Finding(
            rule="duplicate",
            severity="error",
            field="invoice_number",
            facts={"document": name, "date": today.isoformat()},
        )
        for name in same
    ]
    return reading.model_copy(update={"findings": (*reading.findings, *findings[:1])})
