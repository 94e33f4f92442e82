"""What people take back, among in-memory ports: an office, and who forgets in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from handlers.chat import Card, Place, Press, Turned
from handlers.forgetting import Forgetting
from handlers.ports import Job
from handlers.privacy import Privacy
from handlers.taking_back import TakingBack
from handlers.withdrawals import KIND, Withdrawal
from tests.fake_ledger import FakeClock, FakeQueue
from tests.fake_meetings import FakeMeetings
from tests.fake_queue import InMemorySteps
from tests.fake_withdrawing import FakeWithdrawing
from tests.handlers.office import Office

HERE = Place("local", "t1", "invoices")


@dataclass
class Shared:
    """What is still shared, by the channel and the file."""

    files: set[tuple[str, str]] = field(default_factory=set)
    asked: list[Withdrawal] = field(default_factory=list)

    async def is_shared(self, withdrawal: Withdrawal) -> bool:
        self.asked.append(withdrawal)
        place = withdrawal.place
        return place is not None and (place.channel, withdrawal.file) in self.files


class Takebacks(Office):
    """An office in which people take back what they dropped."""

    def __init__(self, scratch: Path) -> None:
        super().__init__(scratch)
        self.shared = Shared()
        self.withdrawing = FakeWithdrawing(self.ledger)
        self.taking_back = self.open(self.queue)
        self.forgetting = Forgetting(self.withdrawing, self.taking_back, self.people, self.audit)

    def open(self, queue: FakeQueue) -> TakingBack:
        return TakingBack(
            withdrawing=self.withdrawing,
            meetings=FakeMeetings(self.ledger),
            privacy=Privacy(self.ledger, self.store, self.chat, queue, self.audit, FakeClock()),
            threads=self.threads,
            queue=queue,
            chat=self.chat,
            audit=self.audit,
            clock=FakeClock(),
            sharings={"local": self.shared},
        )

    def withdrawals(self) -> Sequence[Job]:
        """Give the jobs that wait to forget something."""
        return [job for job in self.queue.jobs.values() if job.kind == KIND]

    async def withdraw(self, withdrawal: Withdrawal) -> None:
        """Let something be deleted, and what comes of it be done."""
        await self.taking_back.on_withdrawal(withdrawal)
        await self.settle()

    async def settle(self) -> None:
        """Do the withdrawals that wait."""
        for job in self.withdrawals():
            await self.taking_back.on_job(job, InMemorySteps())

    async def ask(self, user: str, words: str) -> Card:
        """Say `/clerk forget WORDS`."""
        return await self.forgetting.card(HERE, user, words, "en")

    async def press(self, user: str, value: str) -> Card:
        """Press the button that forgets."""
        outcome = await self.forgetting.on_press(Press(HERE, user, "withdrawal.forget", value))
        assert isinstance(outcome, Turned)
        return outcome.card

    def private(self) -> list[tuple[str | None, object]]:
        """Give what was told to one person each."""
        return [(one.audience, one.content) for one in self.chat.said if one.audience]

    def actions(self) -> list[str]:
        """Give what the audit was told of withdrawals."""
        told = ("file.withdrawn", "document.held", "withdrawal.")
        return [action for _, _, action, _, _ in self.audit.links if action.startswith(told)]
