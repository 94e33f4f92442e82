"""The Vendors port in memory, over the lessons of a FakeLedger."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handlers.vendors import MOST_FACTS, Fact, Lesson
from tests.fake_ledger import FakeLedger


@dataclass
class FakeVendors:
    """What is remembered of sellers, beside what `ledger` keeps: what is erased there is gone."""

    ledger: FakeLedger = field(default_factory=FakeLedger)

    async def learn(
        self, tenant: str, document_id: str, lessons: Collection[Lesson], at: datetime
    ) -> None:
        self.ledger.lessons[tenant, document_id] = (frozenset(lessons), at)

    async def facts(
        self, tenant: str, sellers: Collection[str], *, besides: str | None = None
    ) -> Sequence[Fact]:
        taught = defaultdict[Lesson, list[tuple[datetime, str]]](list)
        for (owner, document), (lessons, at) in self.ledger.lessons.items():
            for lesson in lessons if owner == tenant and document != besides else ():
                if lesson.who in sellers:
                    taught[lesson].append((at, document))
        facts = [
            Fact(one.who, one.topic, one.value, len(by), *max(by)) for one, by in taught.items()
        ]
        facts.sort(key=lambda one: (one.who, one.topic, one.value))
        return sorted(facts, key=lambda one: one.last_at, reverse=True)[:MOST_FACTS]

    async def sellers(self, tenant: str, offset: int, limit: int) -> tuple[int, Sequence[str]]:
        named = sorted(
            {
                lesson.who
                for (owner, _), (lessons, _) in self.ledger.lessons.items()
                for lesson in lessons
                if owner == tenant and lesson.topic == "seller"
            }
        )
        return len(named), named[offset : offset + limit]

    async def forget(self, tenant: str, seller: str) -> int:
        ours = [
            (owner, document)
            for (owner, document), (lessons, _) in self.ledger.lessons.items()
            if owner == tenant and any(one.who == seller for one in lessons)
        ]
        for where in ours:
            del self.ledger.lessons[where]
        return len(ours)
