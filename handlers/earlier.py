"""Readings held against earlier ones without a ledger: what memory can tell of a handful."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from handlers.accounts import bank_changed
from handlers.twins import Earlier, twins, with_findings
from handlers.vendors import Fact, Lesson, lessons
from pipelines.document.model import Reading


def held_against(reading: Reading, earlier: Mapping[str, Reading], today: date) -> Reading:
    """Give a reading with what the `earlier` ones, by their names, make of it today."""
    seen = Seen()
    for name, other in earlier.items():
        seen.remember(name, seen.compared(other), today.isoformat())
    return seen.compared(reading)


class Seen:
    """Documents that were read before, in the order in which they were read.

    Nobody has decided on any of them: as in a ledger, what they say is seen and not approved.
    """

    def __init__(self) -> None:
        self._earlier: list[Earlier] = []
        self._taught: dict[Lesson, list[str]] = {}

    def remember(self, name: str, reading: Reading, day: str = "") -> None:
        """Take a document in, with its findings, under the name by which it is told of later."""
        self._earlier.append(Earlier(name, day, reading))
        for lesson in lessons(reading, "pending"):
            self._taught.setdefault(lesson, []).append(name)

    def compared(self, reading: Reading) -> Reading:
        """Give a reading with what the documents seen make of it, as a ledger would flag it."""
        findings = (*twins(reading, self._earlier), *bank_changed(reading, self._facts()))
        return with_findings(reading, findings)

    def _facts(self) -> list[Fact]:
        never = datetime.min.replace(tzinfo=UTC)  # when it was does not matter to what is said
        facts = [
            Fact(one.who, one.topic, one.value, len(names), never, names[-1])
            for one, names in self._taught.items()
        ]
        return facts[::-1]
