"""What is remembered of answers, for how long, and what two ask at once."""

import asyncio

import pytest

from bot.remembered import Remembered


class Answers:
    """Counts what is asked; a key in `held` is answered when its gate opens."""

    def __init__(self) -> None:
        self.asked = list[str]()
        self.held = dict[str, asyncio.Event]()
        self.fault: Exception | None = None
        self.now = 0.0

    async def ask(self, key: str) -> str:
        self.asked.append(key)
        answer = f"{key} {len(self.asked)}"
        if key in self.held:
            await self.held[key].wait()
        if self.fault is not None:
            raise self.fault
        return answer

    def remembered(self, most: int = 3) -> Remembered[str, str]:
        return Remembered(self.ask, seconds=60, most=most, clock=lambda: self.now)


async def test_it_is_asked_once_a_while() -> None:
    answers = Answers()
    remembered = answers.remembered()
    said = []
    for now in (0.0, 59.9, 60.0, 119.0):
        answers.now = now
        said.append(await remembered.get("a"))
    assert said == ["a 1", "a 1", "a 2", "a 2"]


async def test_who_was_used_last_stays() -> None:
    answers = Answers()
    remembered = answers.remembered(most=2)
    for key in ("a", "b", "a", "c", "a"):
        await remembered.get(key)
    assert answers.asked == ["a", "b", "c"]
    await remembered.get("b")
    assert answers.asked == ["a", "b", "c", "b"]


async def test_two_who_ask_at_once_wait_for_one_answer() -> None:
    answers = Answers()
    answers.held["a"] = asyncio.Event()
    remembered = answers.remembered()
    first, second = (asyncio.create_task(remembered.get("a")) for _ in range(2))
    await asyncio.sleep(0)
    answers.held["a"].set()
    assert [await first, await second] == ["a 1", "a 1"]


async def test_who_gives_up_leaves_the_answer_to_the_next() -> None:
    answers = Answers()
    answers.held["a"] = asyncio.Event()
    remembered = answers.remembered()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.001):
            await remembered.get("a")
    answers.held["a"].set()
    assert await remembered.get("a") == "a 1"
    assert await remembered.get("a") == "a 1"


async def test_what_failed_is_asked_again() -> None:
    answers = Answers()
    remembered = answers.remembered()
    answers.fault = ValueError("away")
    with pytest.raises(ValueError, match="away"):
        await remembered.get("a")
    answers.fault = None
    assert await remembered.get("a") == "a 2"
