"""The Slack peer and Clerk, for the tests of a module, by one way of telling and the other."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.peers.clerk import clerk, settings_for
from tests.peers.local_slack import CHANNEL, Json, LocalSlack, button, local_slack


@dataclass
class Office:
    """A Slack with Clerk in it, as people in it see both; what Clerk keeps lies in `data`."""

    slack: LocalSlack
    data: Path

    async def card(self, root: str, holding: str, channel: str = CHANNEL, at_most: int = 1) -> Json:
        """Wait for a card in a thread, of at most so many, to hold this; gives its message."""

        def look() -> Json | None:
            cards = self.cards(root, channel)
            assert len(cards) <= at_most, cards
            return next((one for one in cards if holding in str(one["blocks"])), None)

        return await self.slack.until(look)

    def cards(self, root: str, channel: str = CHANNEL) -> list[Json]:
        """Give Clerk's cards in a thread."""
        return [one for one in self.slack.replies(root, channel) if one.get("blocks")]

    async def files(self, root: str, many: int) -> list[str]:
        """Wait for so many files in a thread; gives their titles."""

        def look() -> list[str] | None:
            replies = self.slack.replies(root)
            names = [file["title"] for one in replies for file in one.get("files", ())]
            return sorted(names) if len(names) >= many else None

        return await self.slack.until(look)

    async def told(self, user: str, words: str) -> None:
        """Wait until only this person is told so."""
        await self.slack.until(lambda: any(words in one for one in self.slack.told(user)))


def has_button(message: Json, action: str) -> bool:
    """Tell whether something can be pressed on a message."""
    try:
        return bool(button(message["blocks"], action))
    except AssertionError:
        return False


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "events"])
async def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """Both of them, running."""
    folder = tmp_path_factory.mktemp("office")
    async with local_slack(request.param) as slack:
        settings = settings_for(request.param, folder, f"{slack.url}/api/", slack.called)
        async with clerk(settings, folder / "log"):
            yield Office(slack, folder)
