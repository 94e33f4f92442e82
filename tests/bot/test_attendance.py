"""Rooms that nobody keeps any more are noticed, and no others are."""

import asyncio

from bot.attendance import GONE_S, Attendance
from bot.bridge.wire import Enter, Return
from handlers.ports import QueueUnavailable
from tests.fake_household import OTHER, ROOM, FakeHousehold
from tests.virtual_time import run


class Losses:
    """What was told to be there still, each time."""

    def __init__(self) -> None:
        self.known: list[frozenset[str]] = []
        self.fault: Exception | None = None

    async def __call__(self, known: frozenset[str]) -> None:
        self.known.append(known)
        if self.fault is not None:
            raise self.fault


async def attended(losses: Losses, rooms: dict[str, int], minutes: int) -> Losses:
    """Ask about rooms, each minute for so many minutes, and watch."""
    loop = asyncio.get_running_loop()
    household = FakeHousehold()
    attendance = Attendance(household, losses, timer=loop.time)
    attendance.start()
    for minute in range(minutes):
        for room, lasts in rooms.items():
            if minute < lasts:
                await attendance.ask(Return(room=room, token=household.pass_("slack:ada", room)))
        await asyncio.sleep(60)
    await attendance.stop()
    return losses


def test_nobody_is_lost_before_all_had_time_to_come_again() -> None:
    assert run(attended(Losses(), {}, round(GONE_S / 60) - 1)).known == []


def test_a_room_that_is_asked_about_stays_and_another_does_not() -> None:
    known = run(attended(Losses(), {ROOM: 100, OTHER: 2}, 12)).known
    assert known[0] == {ROOM, OTHER}
    assert known[-1] == {ROOM}


async def knocked() -> Losses:
    """Have strangers ask about rooms for which they bring nothing."""
    loop, losses = asyncio.get_running_loop(), Losses()
    household = FakeHousehold()
    attendance = Attendance(household, losses, timer=loop.time)
    attendance.start()
    for minute in range(8):
        await attendance.ask(Enter(room=ROOM, token="nothing"))
        await attendance.ask(Return(room=f"H-{minute}", token=""))
        await asyncio.sleep(60)
    await attendance.stop()
    return losses


def test_who_is_a_stranger_there_keeps_no_room() -> None:
    assert {*run(knocked()).known} == {frozenset()}


def test_what_comes_in_the_way_is_tried_again() -> None:
    losses = Losses()
    losses.fault = QueueUnavailable("not now")
    assert len(run(attended(losses, {}, 9)).known) > 2
