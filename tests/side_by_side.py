"""Checkpoints in memory for jobs whose steps run side by side: kept by their number."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Self

from handlers.chat import ChatUnavailable
from handlers.ports import Facts


class SideBySide:
    """As InMemorySteps, but a step has its number from when it begins, as in the real ones."""

    def __init__(self, tries: int = 5) -> None:
        self.kept: dict[int, tuple[str, Facts]] = {}
        self._next = 0
        self._tries = tries
        self._raised: list[int] = []

    @property
    def answers(self) -> list[tuple[str, Facts]]:
        """Give what was answered, in the order in which the steps began."""
        return [self.kept[number] for number in sorted(self.kept)]

    def retried(self) -> Self:
        """Begin the job once more: done again from the first step that raised."""
        if self._raised:
            first = min(self._raised)
            self.kept = {number: one for number, one in self.kept.items() if number < first}
            self._raised.clear()
        return self.again()

    def again(self) -> Self:
        """Begin the job once more, as after a crash."""
        self._next = 0
        return self

    async def run(self, name: str, action: Callable[[], Awaitable[Facts]]) -> Facts:
        number, self._next = self._next, self._next + 1
        if number in self.kept:
            assert self.kept[number][0] == name, "the order of the steps changed"
            return self.kept[number][1]
        try:
            answer = await self._patiently(action)
        except Exception:  # of any kind, and raised again: a retry begins at the step that raised
            self._raised.append(number)
            raise
        self.kept[number] = name, dict(answer)
        return answer

    async def commit(self, name: str, action: Callable[[], Awaitable[Facts]]) -> Facts:
        return await self.run(name, action)

    async def _patiently(self, action: Callable[[], Awaitable[Facts]]) -> Facts:
        for _ in range(self._tries - 1):
            try:
                return await action()
            except ChatUnavailable:
                await asyncio.sleep(0)
        return await action()
