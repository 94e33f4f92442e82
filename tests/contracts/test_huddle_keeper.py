"""What everybody must do who keeps what comes of a voice room; the one by hand as well."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from decimal import Decimal
from typing import Protocol

import pytest

from pipelines.huddle.keeper import Keeper
from pipelines.huddle.page import Ending
from pipelines.voice import Line
from tests.bot.voice.ends import by_household
from tests.contracts.voices import PATIENCE
from tests.fake_page import FakeKeeper

LINES = [Line(float(at), 1.0, "p1", f"Words {at}.") for at in range(5)]


class KeeperEnd(Protocol):
    """A keeper of one room, and those that it tells."""

    keeper: Keeper

    async def away(self) -> None:
        """Have those not be there, until `back`."""
        ...

    async def back(self) -> None:
        """Have those be there again."""
        ...

    def left(self, usd: Decimal) -> None:
        """Have so much be left of what may be spent today."""
        ...

    async def settled(self) -> None:
        """Wait until all that was told until now has come to them."""
        ...

    def known(self) -> tuple[dict[int, Line], float, Decimal | None, list[Ending]]:
        """Give the lines by their numbers, what was used, and the endings, as they know them."""
        ...


class ByHand:
    def __init__(self) -> None:
        self.fake = FakeKeeper()
        self.keeper: Keeper = self.fake

    async def away(self) -> None:
        """It is those itself."""

    async def back(self) -> None:
        """It was never away."""

    def left(self, usd: Decimal) -> None:
        self.fake.left = usd

    async def settled(self) -> None:
        """It takes no time."""

    def known(self) -> tuple[dict[int, Line], float, Decimal | None, list[Ending]]:
        return self.fake.lines, self.fake.seconds, self.fake.cost_usd, self.fake.endings


@asynccontextmanager
async def by_hand() -> AsyncIterator[KeeperEnd]:
    yield ByHand()


# Everybody who keeps has a line here.
KEEPERS: dict[str, Callable[[], AbstractAsyncContextManager[KeeperEnd]]] = {
    "by hand": by_hand,
    "a household": by_household,
}


@pytest.fixture(params=KEEPERS)
async def end(request: pytest.FixtureRequest) -> AsyncIterator[KeeperEnd]:
    async with KEEPERS[request.param]() as made:
        yield made


async def test_lines_keep_their_numbers_and_the_same_again_is_harmless(end: KeeperEnd) -> None:
    await end.keeper.said(3, LINES[:2])
    await end.keeper.said(5, LINES[2:])
    await end.keeper.said(3, LINES[:2])
    await end.settled()
    assert end.known()[0] == dict(enumerate(LINES, 3))


async def test_what_was_used_is_added_up_until_nobody_knows(end: KeeperEnd) -> None:
    await end.keeper.used(10.0, Decimal("0.25"))
    await end.keeper.used(5.0, Decimal("0.5"))
    await end.settled()
    assert end.known()[1:3] == (15.0, Decimal("0.75"))
    await end.keeper.used(1.0, None)
    await end.settled()
    assert end.known()[1:3] == (16.0, None)


async def test_it_says_what_may_be_spent_still_as_soon_as_that_is_known(end: KeeperEnd) -> None:
    end.left(Decimal(3))
    await end.keeper.used(1.0, Decimal(1))
    await end.settled()
    assert await end.keeper.used(1.0, Decimal(1)) == Decimal(3)


async def test_something_is_always_said_of_what_is_looked_up(end: KeeperEnd) -> None:
    assert await end.keeper.look("p1", "spend", "{}")
    await end.away()
    async with asyncio.timeout(PATIENCE):
        assert await end.keeper.look("p1", "spend", "not even JSON")
    await end.back()


async def test_whoever_was_away_is_told_all_of_it_later_in_order(end: KeeperEnd) -> None:
    await end.away()
    async with asyncio.timeout(PATIENCE):
        await end.keeper.said(0, LINES)
        await end.keeper.used(1.0, Decimal(1))
        await end.keeper.ended("people")
    await end.back()
    async with asyncio.timeout(PATIENCE):
        await end.settled()
    assert end.known() == (dict(enumerate(LINES)), 1.0, Decimal(1), ["people"])
