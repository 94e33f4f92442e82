"""What goes to a page goes in order, and what is urgent goes first."""

import asyncio

from pipelines.huddle.outbox import MOST_S, Outbox
from pipelines.huddle.page import PEOPLE, Levels, Over
from pipelines.voice import CHUNK, RATE
from tests.fake_page import FakePage
from tests.virtual_time import run

SECOND = bytes(RATE * 2)
LEVELS = Levels({"ada": 0.5})


async def opened() -> tuple[FakePage, Outbox, "asyncio.Task[bool]"]:
    page = FakePage()
    outbox = Outbox(page)
    running = asyncio.create_task(outbox.run())
    await asyncio.sleep(0)
    return page, outbox, running


def test_everything_is_handed_over_in_order_until_it_is_closed() -> None:
    async def scenario() -> None:
        page, outbox, running = await opened()
        for number in (1, PEOPLE, 2):
            outbox.play(number, bytes(CHUNK))
        outbox.show(LEVELS)
        await asyncio.sleep(0.1)
        assert [number for number, _ in page.played] == [1, PEOPLE, 2]
        assert page.shown == [LEVELS]
        outbox.close(Over("people"))
        assert await running is False
        assert page.shown[-1] == Over("people")

    run(scenario())


def test_to_be_still_goes_before_all_and_takes_back_what_waits() -> None:
    async def scenario() -> None:
        page, outbox, _ = await opened()
        page.goes.clear()
        outbox.play(1, b"first")
        await asyncio.sleep(0.1)  # the page takes it, slowly
        outbox.play(1, SECOND)
        outbox.play(PEOPLE, bytes(CHUNK))
        outbox.flush()
        outbox.play(2, b"after")
        page.goes.set()
        await asyncio.sleep(0.1)
        assert page.flushes == 1
        assert page.played == [(1, b"first"), (PEOPLE, bytes(CHUNK)), (2, b"after")]
        assert outbox.waiting_bytes == 0

    run(scenario())


def test_of_people_a_slow_page_hears_what_they_say_now() -> None:
    async def scenario() -> None:
        page, outbox, _ = await opened()
        page.goes.clear()
        for at in range(500):
            outbox.play(PEOPLE, at.to_bytes(2, "little") * (CHUNK // 2))
        assert not outbox.is_full
        page.goes.set()
        await asyncio.sleep(0.1)
        assert len(page.of_people()) <= CHUNK * 26
        assert page.of_people().endswith((499).to_bytes(2, "little"))
        assert outbox.waiting_bytes == 0
        outbox.play(PEOPLE, bytes(CHUNK))
        await asyncio.sleep(0.1)
        assert page.played[-1] == (PEOPLE, bytes(CHUNK))

    run(scenario())


def test_a_page_for_which_too_much_waits_is_given_up() -> None:
    async def scenario() -> None:
        page, outbox, running = await opened()
        page.goes.clear()
        for _ in range(round(MOST_S)):
            outbox.play(1, SECOND)
        assert not outbox.is_full
        outbox.play(1, SECOND)
        assert outbox.is_full
        page.goes.set()
        assert await running is True

    run(scenario())


def test_so_is_one_that_takes_nothing_and_one_that_is_shown_too_much() -> None:
    async def scenario() -> None:
        page, outbox, running = await opened()
        page.goes.clear()
        outbox.show(LEVELS)
        await asyncio.sleep(MOST_S - 1)
        assert not running.done()
        await asyncio.sleep(2)
        assert await running is True
        other = Outbox(page)
        for _ in range(3000):
            other.show(LEVELS)
        assert await other.run() is True

    run(scenario())
