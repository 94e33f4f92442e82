"""The Reviews port in memory, over the arrivals and the documents of a FakeLedger."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from handlers.verdicts import Case, Review
from tests.fake_ledger import FakeLedger


@dataclass
class FakeReviews:
    """Reviews beside what `ledger` keeps: what is erased there is gone here.

    `exclusive` is a database that lets one act at a time: who holds a review is alone until the
    end, and what an exception ends is taken back. Otherwise everybody is let in at once, each is
    given what was true then, and only `move` tells who was first; nothing is taken back.
    """

    ledger: FakeLedger = field(default_factory=FakeLedger)
    exclusive: bool = True
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _holder: asyncio.Task[object] | None = None

    async def open(self, review: Review) -> None:
        if review.acts:
            raise ValueError(review.document_id)
        async with self._turn():
            self.ledger.reviews.setdefault((review.tenant, review.document_id), review)

    async def case(self, tenant: str, document_id: str) -> Case | None:
        review = self.ledger.reviews.get((tenant, document_id))
        return None if review is None else self._case(review)

    @asynccontextmanager
    async def holding(self, tenant: str, document_id: str) -> AsyncIterator[Case | None]:
        async with self._turn():
            case = await self.case(tenant, document_id)
            take_back = self._remembering((tenant, document_id))
            await asyncio.sleep(0)  # the others get as far as they can
            try:
                yield case
            except BaseException:
                take_back()
                raise

    async def move(self, before: Review, after: Review) -> bool:
        where = (before.tenant, before.document_id)
        if (after.tenant, after.document_id) != where or after.version != before.version + 1:
            raise ValueError(before.document_id)
        if not after.acts or after.acts[:-1] != before.acts:
            raise ValueError(before.document_id)
        async with self._turn():
            now = self.ledger.reviews.get(where)
            if now is None or _stand(now) != _stand(before):
                return False
            self.ledger.reviews[where] = after
            return True

    async def waiting(self, tenant: str) -> Sequence[Case]:
        return self._cases(tenant, lambda one: one.state == "pending")

    async def closed(self, tenant: str, first: datetime, end: datetime) -> Sequence[Case]:
        return self._cases(tenant, lambda one: one.state != "pending" and first <= one.since < end)

    async def issued(self, tenant: str, first: date, last: date) -> Sequence[Case]:
        def within(review: Review) -> bool:
            issued = review.summary.issue_date
            return issued is not None and first <= issued <= last

        return sorted(
            self._cases(tenant, within),
            key=lambda case: case.review.summary.issue_date or date.min,
        )

    async def undated(self, tenant: str) -> Sequence[Case]:
        return self._cases(tenant, lambda one: one.summary.issue_date is None)

    async def unshown(self) -> Sequence[tuple[str, str, int]]:
        return [
            (*where, review.version)
            for where, review in self.ledger.reviews.items()
            if self.ledger.told.get(where, 0) < review.version
        ]

    async def shown(self, tenant: str, document_id: str, version: int) -> None:
        where = (tenant, document_id)
        if where in self.ledger.reviews:
            self.ledger.told[where] = max(version, self.ledger.told.get(where, 0))

    def _case(self, review: Review) -> Case:
        return Case(review, self.ledger.brought(review.tenant, review.document_id))

    def _cases(self, tenant: str, which: Callable[[Review], bool]) -> list[Case]:
        chosen = [
            review
            for (owner, _), review in self.ledger.reviews.items()
            if owner == tenant and which(review)
        ]
        return [self._case(one) for one in sorted(chosen, key=lambda r: (r.since, r.document_id))]

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        me = asyncio.current_task()
        if not self.exclusive or self._holder is me:
            yield
            return
        async with self._lock:
            self._holder = me
            try:
                yield
            finally:
                self._holder = None

    def _remembering(self, where: tuple[str, str]) -> Callable[[], None]:
        tables: tuple[dict[tuple[str, str], object], ...] = (
            self.ledger.reviews, self.ledger.documents, self.ledger.revisions, self.ledger.lessons,
        )  # type: ignore[assignment]  # each is put back what was taken out of it  # fmt: skip
        rows = [(table, table.get(where)) for table in tables]

        def take_back() -> None:
            for table, row in rows if self.exclusive else ():
                table.pop(where, None)
                if row is not None:
                    table[where] = row

        return take_back


def _stand(review: Review) -> tuple[int, str, int]:
    return review.revision, review.state, review.version
