"""Exports over a pile of documents."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from handlers.exports import Chosen, Exports, Wanted
from handlers.verdicts import Act
from tests.fake_ledger import FakeAudit
from tests.handlers.pile import ARUN, NOW, Paper, Pile

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)


@dataclass
class Vouches:
    """Vouches for every document but some."""

    but: Collection[str] = ()

    async def doubted(self, tenant: str, documents: Collection[str]) -> Collection[str]:
        return [one for one in documents if one in self.but]


def exports_of(
    pile: Pile, zone: tzinfo = UTC, *, passed: bool = False, but: Collection[str] = ()
) -> Exports:
    return Exports(pile.reviews, pile.ledger, FakeAudit(), Vouches(but), zone, passed)


async def choose(pile: Pile, *, zone: tzinfo = UTC, passed: bool = False, **wanted: Any) -> Chosen:
    asked = Wanted(**{"tenant": "t1", "first": DAY, "last": DAY, **wanted})
    return await exports_of(pile, zone, passed=passed).choose(asked)


def approved(hours: float = 1, **more: Any) -> Paper:
    act = Act(ARUN.id, "approve", 1, NOW - timedelta(hours=hours))
    return Paper(hours=hours, state="approved", acts=(act,), **more)
