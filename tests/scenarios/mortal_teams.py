"""A whole Clerk in Teams that lets people wait for answers, and may never hear what arrived.

    python -m tests.scenarios.mortal_teams CORNER=WHAT...

is `python -m bot`, where the outbox stands still before it is told that a message arrived: one
whose key holds CORNER and ends with WHAT. It prints each such corner.
"""

import asyncio
import sys

import bot.app
import bot.teams.answers
import bot.teams.hearing
import bot.teams.kept
from bot.__main__ import main
from bot.ledger.outbox import SqlOutbox
from handlers.chat import MessageRef

ENDS = dict(one.split("=") for one in sys.argv[1:])
PATIENCE = 180  # seconds


class MortalOutbox(SqlOutbox):
    """An outbox that stands still when it hears that a message arrived."""

    async def done(self, key: str, message: MessageRef) -> None:
        for corner, what in ENDS.items():
            if corner in key and key.endswith(f":{what}"):
                sys.stdout.write(f"{corner}\n")
                sys.stdout.flush()
                await asyncio.Event().wait()
        await super().done(key, message)


if __name__ == "__main__":
    # A plain assignment to what is imported there is a type error.
    setattr(bot.app, "SqlOutbox", MortalOutbox)  # noqa: B010
    # That people are told after seconds that it takes longer has tests of its own.
    setattr(bot.teams.answers, "SECONDS", PATIENCE)  # noqa: B010
    setattr(bot.teams.hearing, "_MEETING_SECONDS", PATIENCE)  # noqa: B010
    if ENDS:  # with so much under way at once, what is shown is kept late
        setattr(bot.teams.kept, "AGAIN", (1.0,) * PATIENCE)  # noqa: B010
    sys.exit(main([]))
