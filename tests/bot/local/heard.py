"""A Clerk that only notes what the workspace tells it, and answers presses as it is bid."""

from dataclasses import dataclass, field

from bot.local.api import Ears, Limits
from bot.local.lookups import Eyes
from bot.local.presses import Hands
from handlers.backlog import Listing
from handlers.chat import Card, Command, Outcome, Press, Submission, Upload
from handlers.decisions import Looked

MAX_UPLOAD = 200_000
MAX_RECORDING = 300_000
LIMITS = Limits(MAX_UPLOAD, b"k" * 32, MAX_RECORDING)


@dataclass
class Heard:
    """What was told; `answer` is what presses and submissions get, lookups what there is to see.

    `looks` are the documents that were asked for, and whether the page did by itself.
    """

    uploads: list[Upload] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)
    looks: list[tuple[Press, bool]] = field(default_factory=list)
    answer: Outcome = None
    listing: Listing = field(default_factory=lambda: Listing(Card("Nothing is waiting"), 0))
    looked: Looked = field(default_factory=lambda: Looked(Card("The document")))
    fault: Exception | None = None
    fails: bool = False

    def ears(self) -> Ears:
        return Ears(
            self.on_upload,
            self.on_command,
            Hands(self.on_press, self.on_submit),
            Eyes(self.on_list, self.on_look),
        )

    async def on_upload(self, upload: Upload) -> None:
        if self.fails:
            raise RuntimeError("the process dies here")
        self.uploads.append(upload)

    async def on_command(self, command: Command) -> None:
        self.commands.append(command)

    async def on_press(self, press: Press) -> Outcome:
        if self.fault is not None:
            raise self.fault
        self.presses.append(press)
        return self.answer

    async def on_submit(self, submission: Submission) -> Outcome:
        self.submissions.append(submission)
        return self.answer

    async def on_list(self, press: Press) -> Listing:
        self.presses.append(press)
        return self.listing

    async def on_look(self, press: Press, again: bool) -> Looked:
        self.looks.append((press, again))
        return self.looked
