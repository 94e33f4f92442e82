"""Who presses faster than Clerk keeps what it said is heard, and nobody else waits for it."""

from dataclasses import dataclass

from bot.book import Said
from bot.teams.kept import AGAIN
from handlers.chat import MessageRef
from tests.bot.teams.answering import Scene, card_of, error_of
from tests.bot.teams.filled import words


@dataclass
class Behind(Scene):
    """A company whose book is behind: it keeps `late` once somebody has waited."""

    late: Said | None = None

    async def _pause(self, seconds: float) -> None:
        await super()._pause(seconds)
        if self.late is not None:
            await self.room.book.say(self.late)


async def test_a_press_waits_until_its_message_is_kept() -> None:
    scene = Behind()
    message = await scene.said(scene.paper.channel)
    scene.late = await scene.room.book.said(message)
    await scene.room.book.unsay(message)
    assert "Invoice 4711" in words(card_of(await scene.pressed(message)))
    assert scene.pauses == [AGAIN[0]]
    assert len(scene.done) == 1


async def test_what_is_not_kept_by_then_is_stale() -> None:
    scene = Behind()
    message = await scene.said(scene.paper.channel)
    answer = await scene.pressed(MessageRef(message.place, "1"))
    assert error_of(answer)[0] == "stale"
    assert scene.pauses == [*AGAIN]
    assert scene.done == []
