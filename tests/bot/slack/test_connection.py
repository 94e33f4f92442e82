"""A connection by Socket Mode to a Slack of ours: greeted, cut, refused, mended."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.once import Once
from bot.slack.connection import UNREACHED, SlackConnection
from bot.slack.listeners import Listeners, app_of
from tests.bot.slack.shell import Heard, OneOfOurs
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.doubles.slack.state import Team

CHANNEL = "C0INVOICES"


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while True:
            if await true():
                return
            await asyncio.sleep(0.01)


async def troubled(line: SlackConnection) -> None:
    async def is_troubled() -> bool:
        return line.trouble is not None

    await until(is_troubled)


@dataclass
class Connected:
    """A Slack of ours, and connections that lead from it to what was heard."""

    slack: SlackDouble
    team: Team
    heard: Heard = field(default_factory=Heard)
    connections: list[SlackConnection] = field(default_factory=list)

    def connect(
        self, *, token: str = "xapp-sample", url: str | None = None, ping_seconds: float = 0.05
    ) -> SlackConnection:
        hears = Listeners(self.heard.ears(), self.heard.hooks(), Once(lambda: 0.0))
        app = app_of(hears, OneOfOurs(self.slack.world), self.slack.api_url)
        url = url or self.slack.api_url
        line = SlackConnection(app, token, url, ping_seconds=ping_seconds)
        self.connections.append(line)
        line.open()
        return line

    async def up(self, line: SlackConnection) -> None:
        await until(line.is_up)


@asynccontextmanager
async def connected() -> AsyncIterator[Connected]:
    async with slack_double() as slack:
        team = slack.world.add_team()
        slack.act.join(team, "U0ANN", CHANNEL)
        found = Connected(slack, team)
        try:
            yield found
        finally:
            for line in found.connections:
                await line.close()


async def test_a_drop_is_heard_and_acknowledged() -> None:
    async with connected() as one:
        line = one.connect()
        await one.up(line)
        dropped = one.slack.act.drop(one.team, CHANNEL, "U0ANN", [("a.pdf", b"")])
        answer = await one.slack.deliveries.send(one.slack.act.told(dropped))
        assert answer.status == 200
        assert [upload.file for upload in one.heard.uploads] == [dropped.files[0].id]


async def test_what_could_not_be_kept_is_not_acknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.doubles.slack.socket.PATIENCE", 0.3)
    async with connected() as one:
        await one.up(one.connect())
        dropped = one.slack.act.drop(one.team, CHANNEL, "U0ANN", [("a.pdf", b"")])
        payload = one.slack.act.told(dropped)
        one.heard.fails = 1
        assert (await one.slack.deliveries.send(payload)).status == 0
        assert (await one.slack.deliveries.send(payload, retry=1)).status == 200
        assert len(one.heard.uploads) == 1


async def test_a_form_is_answered_over_the_socket() -> None:
    async with connected() as one:
        await one.up(one.connect())
        one.heard.response = {"response_action": "errors", "errors": {"total": "no amount"}}
        view = {"id": "V1", "type": "modal", "callback_id": "review.edit", "blocks": []}
        payload = one.slack.act.submit(one.team, view, "U0ANN", {})
        assert (await one.slack.deliveries.send(payload)).json == one.heard.response


@pytest.mark.parametrize("payload", [{}, {"event": 7}, {"actions": [], "type": "block_actions"}])
async def test_an_envelope_of_nonsense_is_acknowledged(payload: dict[str, object]) -> None:
    async with connected() as one:
        await one.up(one.connect())
        assert await one.slack.sockets.send("events_api", payload) == {}
        assert one.heard.count == 0


async def test_slack_may_ask_for_another_connection() -> None:
    async with connected() as one:
        line = one.connect()
        await one.up(line)
        await one.slack.sockets.disconnect()

        async def renewed() -> bool:
            return len(one.slack.asked("apps.connections.open")) > 1 and await line.is_up()

        await until(renewed)
        command = one.slack.act.command(one.team, CHANNEL, "U0ANN", "queue")
        assert (await one.slack.deliveries.send(command)).status == 200


async def test_a_cut_connection_is_made_again() -> None:
    async with connected() as one:
        line = one.connect()
        await one.up(line)
        await one.slack.sockets.disconnect(abruptly=True)
        await one.slack.sockets.connected(0)
        await one.slack.sockets.connected(1)
        await one.up(line)
        dropped = one.slack.act.drop(one.team, CHANNEL, "U0ANN", [("a.pdf", b"")])
        assert (await one.slack.deliveries.send(one.slack.act.told(dropped))).status == 200


async def test_a_new_socket_is_not_up_before_slack_greets_on_it() -> None:
    async with connected() as one:
        line = one.connect(ping_seconds=0.2)
        await one.up(line)
        one.slack.sockets.greets = False
        await one.slack.sockets.disconnect(abruptly=True)
        await one.slack.sockets.connected(0)
        await one.slack.sockets.connected(1)
        for _ in range(10):
            await asyncio.sleep(0.01)
            assert not await line.is_up()
        one.slack.sockets.greets = True
        await one.slack.sockets.disconnect(abruptly=True)
        await one.up(line)


async def test_a_line_that_says_no_farewell_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.slack.connection.CLOSE_SECONDS", 0.05)
    async with slack_double() as slack:
        slack.world.add_team()
        slack.sockets.hears = False
        one = Connected(slack, slack.world.teams["T0OURS"])
        line = one.connect(ping_seconds=30)
        await one.up(line)
        await line.close()
        await slack.sockets.connected(0)
        left = [one for one in asyncio.all_tasks() if "SocketModeClient" in str(one.get_coro())]
        assert all(one.cancelling() for one in left)


async def test_a_token_that_slack_does_not_take_is_told() -> None:
    async with connected() as one:
        line = one.connect(token="xapp-other")
        await troubled(line)
        assert line.trouble == "invalid_auth"
        assert not await line.is_up()


async def test_a_slack_that_is_not_there_is_told() -> None:
    async with connected() as one:
        line = one.connect(url="http://127.0.0.1:9/api/")
        await troubled(line)
        assert line.trouble == UNREACHED


async def test_the_package_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with connected() as one:
        line = one.connect()
        await one.up(line)
        dropped = one.slack.act.drop(one.team, CHANNEL, "U0ANN", [("secret.pdf", b"")])
        await one.slack.deliveries.send(one.slack.act.told(dropped))
        await one.slack.sockets.disconnect(abruptly=True)
        await one.slack.sockets.connected(1)
        await one.up(line)
        said = caplog.text
        assert "secret" not in said
        assert "ticket" not in said
        assert "xapp" not in said
