"""Documents that were read before another one, as its truth says: what they make of it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from handlers.accounts import bank_changed
from handlers.twins import Earlier, twins, with_findings
from handlers.vendors import Fact, lessons
from pipelines.document.model import Reading


def held_against(reading: Reading, earlier: Mapping[str, Reading], today: date) -> Reading:
    """Give a reading with what the `earlier` ones, by their names, make of it.

    They count as approved, so that their accounts are the known ones of their sellers.
    """
    came = datetime.combine(today, time(), UTC)
    told = [Earlier(name, today.isoformat(), other) for name, other in earlier.items()]
    facts = [
        Fact(one.who, one.topic, one.value, documents=1, last_at=came, last_document=name)
        for name, other in earlier.items()
        for one in sorted(lessons(other, "approved"), key=str)
    ]
    return with_findings(reading, [*twins(reading, told), *bank_changed(reading, facts)])
