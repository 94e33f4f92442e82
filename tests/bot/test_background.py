"""Courtesies: they keep nobody waiting, and nothing that they may come upon ends Clerk."""

import asyncio
import logging

import pytest

from bot.background import HINDRANCES, Background
from bot.ledger.faults import DatabaseBusy
from handlers.chat import ChatRefused


@pytest.mark.parametrize("fault", [ChatRefused("views.publish: gone"), DatabaseBusy("locked")])
async def test_a_hindrance_is_told_to_the_log(
    caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    async def hindered() -> None:
        raise fault

    background = Background()
    with caplog.at_level(logging.INFO):
        background.start(hindered())
        await background.settled()
    assert str(fault) in caplog.text
    assert isinstance(fault, HINDRANCES)


async def test_what_takes_too_long_is_broken_off_at_the_end() -> None:
    ended = list[str]()

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("broken off")

    async def short() -> None:
        await asyncio.sleep(0)
        ended.append("done")

    background = Background()
    background.start(forever())
    background.start(short())
    await background.close(0.01)
    assert ended == ["done", "broken off"]
    await background.close(0)


async def test_no_more_goes_on_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.background._MOST", 2)
    background, begun = Background(), list[int]()

    async def begin(number: int) -> None:
        begun.append(number)

    for number in range(4):
        background.start(begin(number))
    await background.settled()
    assert begun == [0, 1]
