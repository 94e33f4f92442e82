"""The scenario of voice rooms: what is asked for, pressed and said there, and what comes of it."""

from dataclasses import dataclass

from handlers.chat import Card, Command, Outcome, Press
from handlers.huddles.attending import Attending
from handlers.huddles.cards import END, JOIN
from handlers.huddles.desk import Closing
from handlers.huddles.joining import Joining
from handlers.huddles.looking import Looking
from handlers.huddles.records import REPORT
from handlers.huddles.reporting import Reporting
from handlers.huddles.starting import Starting
from handlers.ports import Job, Steps

ACTIONS = frozenset({JOIN, END})
KINDS = frozenset({REPORT})


@dataclass(frozen=True, slots=True)
class Huddling:
    """Opens rooms, lets people in, and ends them.

    `attending` answers whoever keeps rooms open, which `closing` tells of those that are to end.
    """

    starting: Starting
    joining: Joining
    attending: Attending
    looking: Looking
    reporting: Reporting
    closing: Closing

    async def on_command(self, command: Command, _: str) -> Card | None:
        """Open a room; what is said behind the word is its topic, as somebody wrote it."""
        topic = " ".join(command.words.split()).partition(" ")[2]
        return await self.starting.start(command, topic)

    async def on_press(self, press: Press) -> Outcome:
        """Deal with a button."""
        return await self.joining.on_press(press)

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Do one durable job."""
        await self.reporting.on_job(job, steps)
