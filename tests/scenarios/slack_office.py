"""A running Clerk in a Slack of ours, and what its people do and see there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.app import build
from bot.settings import Settings
from tests.bot.slack.test_sheets import left
from tests.doubles.slack import events
from tests.doubles.slack.deliveries import SECRET
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.doubles.slack.gestures import buttons
from tests.doubles.slack.state import Message, Team

HERE, BOOKS = "C0INVOICES", "C0BOOKS"
LENA, ARUN, MEI = "U0LENA", "U0ARUN", "U0MEI"
PATIENCE = 180  # seconds
Json = dict[str, Any]
Found = TypeVar("Found")


@dataclass
class SlackOffice:
    """Lena drops; Arun and Mei, who are in the user group of accountants, decide."""

    slack: SlackDouble
    team: Team

    async def drop(self, name: str, content: bytes) -> Message:
        """Let Lena drop a file; gives her message."""
        dropped = self.slack.act.drop(self.team, HERE, LENA, [(name, content)])
        answers = await self.slack.deliveries.send_until_taken(self.slack.act.told(dropped))
        assert answers[-1].status == 200
        return dropped.message

    async def card(self, said: str, *, channel: str = HERE) -> Message:
        """Wait for Clerk's message that says so, for everybody."""
        return await self._find(
            lambda: self._said(channel, said, lambda one: one.ephemeral is None)
        )

    async def told(self, user: str, said: str, *, channel: str = HERE) -> Message:
        """Wait for what somebody alone is told."""
        return await self._find(
            lambda: self._said(channel, said, lambda one: one.ephemeral == user)
        )

    async def press(self, message: Message, user: str, action: str, channel: str = HERE) -> None:
        """Press a button on a message."""
        payload = self.slack.act.press(self.team, channel, message, user, action)
        assert (await self.slack.deliveries.send(payload)).status == 200

    async def press_in(self, view: Json, user: str, action: str) -> None:
        """Press a button in a modal or a Home."""
        found = next(one for one in buttons(view["blocks"]) if one["action_id"].startswith(action))
        payload = events.view_press(self.slack.world, self.team, user, view, found)
        assert (await self.slack.deliveries.send(payload)).status == 200

    async def submit(self, view: Json, user: str, **changes: Json) -> Json | None:
        """Send a modal off; gives what it is answered with."""
        values = left(view, **changes)["state"]["values"]
        payload = self.slack.act.submit(self.team, view, user, values)
        answer = await self.slack.deliveries.send(payload)
        assert answer.status == 200
        return answer.json or None

    async def modal(self, said: str) -> Json:
        """Wait for a modal that says so."""

        def found() -> Json | None:
            views = [one for one in self.team.views.values() if one["type"] == "modal"]
            return next((one for one in reversed(views) if said in str(one)), None)

        return await self._find(found)

    async def home(self, user: str, said: str) -> Json:
        """Wait for a Home that says so; gives it as a press tells of it."""

        def found() -> Json | None:
            view = self.team.homes.get(user)
            return {"id": f"V0{user}", **view} if view and said in str(view) else None

        return await self._find(found)

    async def command(self, user: str, text: str) -> None:
        """Say `/clerk TEXT`."""
        payload = self.slack.act.command(self.team, HERE, user, text)
        assert (await self.slack.deliveries.send(payload)).status == 200

    async def write(self, user: str, text: str) -> None:
        """Write to Clerk directly."""
        channel = self.team.dm(user).id
        message = self.slack.act.say(self.team, channel, user, text)
        payload = events.said(self.slack.world, self.team, channel, message)
        assert (await self.slack.deliveries.send(payload)).status == 200

    async def open_home(self, user: str) -> None:
        """Look at Clerk's Home."""
        await self.slack.deliveries.send(self.slack.act.open_home(self.team, user))

    def _said(self, channel: str, said: str, which: Callable[[Message], bool]) -> Message | None:
        messages = [one for one in self.team.channels[channel].messages if which(one)]
        words = ((one, f"{one.text} {one.blocks}") for one in reversed(messages))
        return next((one for one, text in words if said in text and one.user != LENA), None)

    async def _find(self, look: Callable[[], Found | None]) -> Found:
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    found = look()
                    if found is not None:
                        return found
                    await asyncio.sleep(0.02)
        except TimeoutError:
            said = {one.id: one.messages for one in self.team.channels.values()}
            raise AssertionError(f"it was not said; what was: {said}") from None


@asynccontextmanager
async def slack_office(data_dir: Path) -> AsyncIterator[SlackOffice]:
    """Open a whole Clerk that works in Slack by signed HTTP."""
    async with slack_double() as slack:
        team = slack.world.add_team("T0OURS")
        for user, name, channels in (
            (LENA, "Lena", (HERE,)),
            (ARUN, "Arun", (HERE, BOOKS)),
            (MEI, "Mei", (HERE, BOOKS)),
        ):
            slack.act.join(team, user, *channels, name=name)
        team.people[MEI].locale = "zh-CN"
        team.groups["S0BOOKS"] = ("books", {ARUN, MEI})
        settings = Settings.model_validate({
            "BOT_DATA_DIR": data_dir,
            "BOT_DIGEST_AT": "off",
            "BOT_WEB_PORT": 0,
            "BOT_PUBLIC_URL": "https://clerk.example.com",
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": "xoxb-sample-T0OURS",
            "SLACK_SIGNING_SECRET": SECRET,
            "BOT_ACCOUNTANTS": "slack:T0OURS:S0BOOKS",
            "BOT_ACCOUNTING_CHANNELS": f"slack:T0OURS:{BOOKS}",
        })  # fmt: skip
        async with build(settings) as house:
            listener = house.platforms.listener
            assert listener is not None
            slack.deliveries.url = f"{listener.url}/slack/events"
            yield SlackOffice(slack, team)
