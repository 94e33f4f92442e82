"""Deadlines in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from handlers.deadlines import Deadline
from tests.fake_ledger import FakeLedger


@dataclass
class FakeDeadlines:
    """What contracts are due for, beside what `ledger` keeps: what is erased there is gone."""

    ledger: FakeLedger = field(default_factory=FakeLedger)

    async def keep(self, deadline: Deadline) -> None:
        where = (deadline.tenant, deadline.document_id)
        self.ledger.deadlines.setdefault(where, (deadline, False))

    async def near(self, until: date) -> Sequence[Deadline]:
        return _sorted(
            one for one, told in self.ledger.deadlines.values() if not told and one.due.day <= until
        )

    async def told(self, tenant: str, document_id: str) -> None:
        kept = self.ledger.deadlines.get((tenant, document_id))
        if kept is not None:
            self.ledger.deadlines[tenant, document_id] = (kept[0], True)

    async def between(self, tenant: str, first: date, last: date) -> Sequence[Deadline]:
        return _sorted(
            one
            for one, _ in self.ledger.deadlines.values()
            if one.tenant == tenant and first <= one.due.day <= last
        )


def _sorted(found: Iterable[Deadline]) -> list[Deadline]:
    return sorted(found, key=lambda one: (one.due.day, one.tenant, one.document_id))
