"""What every page of a voice room must do, as the room has it; the one by hand as well."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from decimal import Decimal
from typing import Protocol

import pytest

from pipelines.huddle.page import (
    PEOPLE,
    Assistant,
    Caption,
    Here,
    Levels,
    Meter,
    Over,
    Page,
    Present,
    Shown,
)
from pipelines.voice import CHUNK
from tests.bot.voice.ends import by_socket
from tests.fake_page import FakePage

SHOWN: tuple[Shown, ...] = (
    Here((Present("p1", "Ada Example", sharing=True), Present("p2", "王小明", apart=True))),
    Assistant("here", "realtime", "gpt-realtime-2.1", "api.openai.com", instead_of="gemini"),
    Caption("1.a", "p1", "<b>What</b> about “it”?", whole=True, at_s=1.5),
    Caption("1.b", "assistant", "", whole=True, at_s=2.0, mute=True),
    Levels({"p1": 0.5}),
    Meter(61.5, Decimal("0.125")),
    Meter(62.0, None),
    Over("money"),
)


class PageEnd(Protocol):
    """A page, and what came of it at whoever looks at it."""

    page: Page

    async def played(self) -> list[tuple[int, bytes] | None]:
        """Give what was played, in order, under which number; None: it was still."""
        ...

    async def shown(self) -> list[Shown]:
        """Give what was shown, in order."""
        ...

    async def go(self) -> None:
        """Be gone, without a word."""
        ...


class ByHand:
    def __init__(self) -> None:
        self.fake = FakePage()
        self.page: Page = self.fake

    async def played(self) -> list[tuple[int, bytes] | None]:
        return [*self.fake.played, *([None] * self.fake.flushes)]

    async def shown(self) -> list[Shown]:
        return self.fake.shown

    async def go(self) -> None:
        """It stays: nothing can be seen of that."""


@asynccontextmanager
async def by_hand() -> AsyncIterator[PageEnd]:
    yield ByHand()


# Every kind of page has its line here.
PAGES: dict[str, Callable[[], AbstractAsyncContextManager[PageEnd]]] = {
    "by hand": by_hand,
    "a socket": by_socket,
}


@pytest.fixture(params=PAGES)
async def end(request: pytest.FixtureRequest) -> AsyncIterator[PageEnd]:
    async with PAGES[request.param]() as made:
        yield made


async def test_sound_arrives_in_order_under_its_number(end: PageEnd) -> None:
    sounds = [(PEOPLE, b"\1\0" * (CHUNK // 2)), (1, b"\2\0" * 9600), (70_000, b"\3\0")]
    for number, pcm in sounds:
        await end.page.play(number, pcm)
    await end.page.flush()
    assert await end.played() == [*sounds, None]


async def test_what_is_shown_arrives_as_it_is(end: PageEnd) -> None:
    for one in SHOWN:
        await end.page.show(one)
    assert await end.shown() == list(SHOWN)


async def test_a_page_that_is_gone_raises_nothing(end: PageEnd) -> None:
    await end.go()
    await end.page.play(1, bytes(CHUNK))
    await end.page.flush()
    await end.page.show(SHOWN[0])
