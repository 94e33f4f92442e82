"""Where the fault proxy stands between Clerk and a Slack: the peer, or ours, which keeps more."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from bot.app import build
from bot.settings import Settings
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.doubles.slack.fault_proxy import EVENTS, FaultProxy
from tests.peers.clerk import settings_for
from tests.peers.local_slack import (
    BOT_TOKEN,
    CHANNEL,
    CLERK,
    EMPLOYEE,
    SIGNING_SECRET,
    TEAM,
    Json,
    LocalSlack,
    free_port,
    local_slack,
)

_PATIENCE = 180


class Stage(Protocol):
    """A Slack behind the proxy; what stands there is given as Slack's JSON."""

    proxy: FaultProxy

    async def drop(self, name: str, content: bytes) -> str:
        """Drop a file in the channel; gives the ts of the message."""
        ...

    async def until(self, look: Callable[[], bool]) -> None:
        """Wait until something is to be seen."""
        ...

    def replies(self, root: str) -> list[Json]:
        """Give what stands below a message for everybody."""
        ...


class PeerStage:
    """The Slack that others wrote."""

    def __init__(self, proxy: FaultProxy, slack: LocalSlack) -> None:
        self.proxy = proxy
        self._slack = slack

    async def drop(self, name: str, content: bytes) -> str:
        return str((await self._slack.drop(name, content))["ts"])

    async def until(self, look: Callable[[], bool]) -> None:
        await self._slack.until(look)

    def replies(self, root: str) -> list[Json]:
        return self._slack.replies(root)

    async def pick(self, root: str, shortcut: str) -> None:
        """Choose a shortcut on a message: the peer has none, so it is told for it."""
        payload = {
            "type": "message_action",
            "callback_id": shortcut,
            "trigger_id": "1.2.sample",
            "action_ts": f"{root}1",
            "team": {"id": TEAM, "domain": "sample"},
            "user": {"id": EMPLOYEE, "name": "dora", "team_id": TEAM},
            "channel": {"id": CHANNEL, "name": "invoices"},
            "message_ts": root,
            "message": self._slack.messages[CHANNEL, root],
            "response_url": f"{self.proxy.url}/_hooks/response/none",
        }
        await self.proxy.tell(payload)


class DoubleStage:
    """The Slack of ours: it keeps the metadata of messages, as the real one does."""

    def __init__(self, proxy: FaultProxy, slack: SlackDouble) -> None:
        self.proxy = proxy
        self._slack = slack
        self._team = slack.world.teams[TEAM]

    async def drop(self, name: str, content: bytes) -> str:
        drop = self._slack.act.drop(self._team, CHANNEL, EMPLOYEE, [(name, content)])
        await self._slack.deliveries.send_until_taken(self._slack.act.told(drop))
        return drop.message.ts

    async def until(self, look: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                while not look():  # noqa: ASYNC110 - what it keeps tells nobody that it changed
                    await asyncio.sleep(0.02)
        except TimeoutError:
            said = [one.text for one in self._team.channels[CHANNEL].messages]
            raise AssertionError("\n".join(["it never came, but:", *said])) from None

    def replies(self, root: str) -> list[Json]:
        return [
            {"ts": one.ts, "text": one.text, "blocks": one.blocks, "files": one.files}
            for one in self._team.channels[CHANNEL].messages
            if one.thread == root and one.ephemeral is None
        ]


def cards(stage: Stage, root: str) -> list[str]:
    """Give what Clerk's cards below a message say."""
    return [
        json.dumps(one, ensure_ascii=False)
        for one in stage.replies(root)
        if one.get("blocks") and not one.get("files")
    ]


def files(stage: Stage, root: str) -> int:
    """Count the files below a message."""
    return sum(len(one.get("files") or ()) for one in stage.replies(root))


@asynccontextmanager
async def peer_stage(data: Path) -> AsyncIterator[PeerStage]:
    """Clerk, the proxy, and the peer, which tells over HTTP."""
    async with (
        FaultProxy(secret=SIGNING_SECRET) as proxy,
        local_slack("events", called=proxy.port) as slack,
        _clerk(proxy, slack.url, data),
    ):
        yield PeerStage(proxy, slack)


@asynccontextmanager
async def double_stage(data: Path) -> AsyncIterator[DoubleStage]:
    """Clerk, the proxy, and the Slack of ours."""
    async with slack_double() as slack, FaultProxy(secret=SIGNING_SECRET) as proxy:
        team = slack.world.add_team(TEAM, user=CLERK)
        team.token = BOT_TOKEN
        slack.act.join(team, EMPLOYEE, CHANNEL)
        slack.deliveries.url = f"{proxy.url}{EVENTS}"
        async with _clerk(proxy, slack.url, data):
            yield DoubleStage(proxy, slack)


@asynccontextmanager
async def _clerk(proxy: FaultProxy, slack: str, data: Path) -> AsyncIterator[None]:
    port = free_port()
    proxy.slack, proxy.clerk = slack, f"http://127.0.0.1:{port}"
    told = settings_for("events", data, proxy.api_url, port)
    # The accounting channel is none of what is looked at here; rich blocks may be refused.
    told |= {"BOT_ACCOUNTING_CHANNELS": "off", "BOT_SLACK_BLOCKS": "rich"}
    async with build(Settings.model_validate(told)):
        yield
