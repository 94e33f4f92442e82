"""A Clerk in Slack that starts after it was cut off, or is not let in; and one that ends."""

import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest

from bot.serving import News, serving
from tests.conftest import ROOT
from tests.doubles.slack import faults
from tests.doubles.slack.double import slack_double
from tests.scenarios.bills import bill
from tests.scenarios.in_slack import (
    ANN,
    INVOICES,
    Scene,
    Way,
    inhabited,
    jobs,
    opened,
    settings,
)


async def test_what_was_kept_and_not_acknowledged_is_done_once_by_whoever_comes_next(
    tmp_path: Path,
) -> None:
    async with slack_double() as slack:
        team = inhabited(slack)
        given = settings(slack, team, tmp_path, "http")
        dropped = slack.act.drop(team, INVOICES, ANN, [("cut.xml", bill("CUT-1"))])
        share = slack.act.told(dropped)
        slack.faults.add("chat.postMessage", faults.silent(), times=99)
        async with opened(slack, given) as house:
            # Slack hears nothing of it: the first Clerk ends before it has said a word.
            await slack.deliveries.send(share)
            assert await jobs(house, dropped.files[0].id) == 1
        slack.faults.clear()
        async with opened(slack, given) as house:
            scene = Scene(house, slack, team)
            await slack.deliveries.send(share, retry=1)
            await scene.whole(dropped)
            await slack.deliveries.send(share, retry=2)
            assert await jobs(house, dropped.files[0].id) == 1
            assert len(scene.answers(dropped)) == 3


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("socket", "not connected by Socket Mode: invalid_auth"),
        ("http", "listening by HTTP, but auth.test: token_revoked"),
    ],
)
async def test_a_clerk_that_slack_does_not_let_in_starts_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way, said: str
) -> None:
    monkeypatch.setattr("bot.slack.server.GREETING_SECONDS", 0.3)
    async with slack_double() as slack:
        team = inhabited(slack)
        given = settings(slack, team, tmp_path, way)
        slack.world.app_token, team.revoked = "xapp-another", True
        async with opened(slack, given) as house:
            platform, listener = house.platforms.slack, house.platforms.listener
            assert platform is not None
            assert listener is not None
            scene = Scene(house, slack, team)
            await scene.until(lambda: platform.probe and platform.probe.trouble)
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"{listener.url}/healthz") as answer,
            ):
                assert answer.status == 503
                assert (await answer.json())["slack"] == said


async def test_two_connections_to_one_queue_are_one_job(tmp_path: Path) -> None:
    async with slack_double() as slack:
        team = inhabited(slack)
        given = settings(slack, team, tmp_path, "socket")
        async with (
            opened(slack, given) as house,
            serving(given, house.ledger, house.router, News(), None),
        ):
            await slack.sockets.connected(2)
            scene = Scene(house, slack, team)
            dropped = slack.act.drop(team, INVOICES, ANN, [("two.xml", bill("TWO-1"))])
            share = slack.act.told(dropped)
            assert await slack.sockets.send_to_all("events_api", share) == [{}, {}]
            card = await scene.whole(dropped)
            assert await jobs(house, dropped.files[0].id) == 1
            assert scene.cards(dropped) == [card]
            assert len(scene.answers(dropped)) == 3


async def test_the_end_hears_no_more_before_it_waits_for_what_was_heard(tmp_path: Path) -> None:
    async with slack_double() as slack:
        given = settings(slack, inhabited(slack), tmp_path, "http")
        async with opened(slack, given) as house, AsyncExitStack() as stack:
            another = serving(given, house.ledger, house.router, News(), None)
            served = await stack.enter_async_context(another)
            assert served.slack is not None
            assert served.listener is not None
            decided = asyncio.Event()
            served.slack.listeners.busy.add(asyncio.create_task(decided.wait()))
            ending = asyncio.create_task(stack.pop_all().aclose())
            async with asyncio.timeout(5), aiohttp.ClientSession() as session:
                while True:
                    try:
                        await session.post(f"{served.listener.url}/slack/events")
                    except aiohttp.ClientConnectionError:
                        break
            assert not ending.done()
            decided.set()
            await ending


async def test_a_start_without_slack_or_teams_loads_none_of_their_packages() -> None:
    # The one place where they are asked for at a start.
    program = (
        "import asyncio, sys\n"
        "from bot.commands import serve\n"
        "from bot.serving import reaching_slack, reaching_teams\n"
        "from bot.settings import Settings\n"
        "async def main():\n"
        "    async with reaching_slack(Settings(), None, None, None) as reach:\n"
        "        assert reach is None\n"
        "    async with reaching_teams(Settings(), None) as reach:\n"
        "        assert reach is None\n"
        "asyncio.run(main())\n"
        "packages = ('slack', 'botbuilder', 'botframework', 'msal', 'msrest', 'jwt')\n"
        "print([one for one in sys.modules if one.startswith(packages)])\n"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program),
        cwd=ROOT,
        env={},
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await process.communicate()
    assert (process.returncode, printed) == (0, b"[]\n")
