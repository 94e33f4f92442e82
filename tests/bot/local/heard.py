"""A Clerk that only notes what the workspace tells it, and answers presses as it is bid."""

from dataclasses import dataclass, field

from bot.local.api import Ears, Limits
from handlers.chat import Command, Outcome, Press, Submission, Upload

MAX_UPLOAD = 200_000
LIMITS = Limits(MAX_UPLOAD, b"k" * 32)


@dataclass
class Heard:
    """What was told; `answer` is what presses and submissions get."""

    uploads: list[Upload] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)
    answer: Outcome = None
    fault: Exception | None = None

    def ears(self) -> Ears:
        return Ears(self.on_upload, self.on_command, self.on_press, self.on_submit)

    async def on_upload(self, upload: Upload) -> None:
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
