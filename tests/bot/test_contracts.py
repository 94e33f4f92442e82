"""A contract in the ledger and the queue: reminded of once across restarts, and forgotten whole."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.local.roster import TENANT
from handlers.notices import NOTICES
from handlers.ports import Job
from pipelines.document.model import Reading
from pipelines.document.terms import Contract
from tests.bot.test_forgetting import ACCOUNTING, HOME, LENA, MEI, Desktop, Words, open_desktop
from tests.handlers.pacts import a_pact

SOON = timedelta(days=20)


@dataclass(frozen=True)
class Terms(Words):
    """What a contract says that ends soon."""

    def reading(self) -> Reading:
        ends = datetime.now(UTC).date() + SOON
        parties = (self.seller, self.buyer)
        return a_pact(Contract(parties=parties, roles=(None, None), expiry_date=ends))


async def reminded(desktop: Desktop) -> list[str]:
    """Give where people were reminded of a contract: in which channel, each time."""
    found = []
    for place, reader in ((HOME, LENA), (ACCOUNTING, MEI)):
        history = await desktop.ledger.workspace.history(TENANT, place.channel, reader)
        heads = [one.body for one in history.messages]
        found += [place.channel for body in heads if "The term of this" in str(body)]
    return found


async def noon(desktop: Desktop, first: datetime, number: int) -> None:
    """Let the reminders of contracts be due, so many days after the first, whatever time it is."""
    at = first.replace(hour=12) + timedelta(days=number)
    job = Job(NOTICES, f"{NOTICES}:{number}:{at:%H%M%S%f}", {"slot": at.isoformat()})
    await desktop.engine.put(job)
    await desktop.over(job.key)


async def test_a_contract_is_reminded_of_once_and_forgotten_whole(tmp_path: Path) -> None:
    words, today = Terms("pact"), datetime.now(UTC)
    async with open_desktop(tmp_path) as desktop:
        document = await desktop.drop(words)
        await noon(desktop, today, 0)
        assert await reminded(desktop) == []
        await noon(desktop, today, 2)
        assert sorted(await reminded(desktop)) == ["accounting", "invoices"]
    async with open_desktop(tmp_path) as desktop:
        await noon(desktop, today, 3)
        await noon(desktop, today, 30)
        assert sorted(await reminded(desktop)) == ["accounting", "invoices"]
        said = [word for word in words.all() if word.startswith(("seller", "buyer", "file"))]
        assert await desktop.holds(said) == said
        receipt = await desktop.forget(document)
        assert (receipt.counts["deadlines"], receipt.remains) == (1, ())
        assert await desktop.holds(words.all()) == []
        assert await reminded(desktop) == []
