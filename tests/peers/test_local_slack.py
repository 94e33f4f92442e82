"""The peer itself: pinned, in a network of its own, and gone when it is told to be."""

import socket
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.peers.listening import is_alone
from tests.peers.local_slack import BOT_TOKEN, CHANNEL, TEAM, LocalSlack, local_slack

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack("socket") as peer:
        yield peer


async def test_it_is_a_slack_and_shows_what_happens_there(slack: LocalSlack) -> None:
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    async with slack.session.post(f"{slack.url}/api/auth.test", headers=headers) as answer:
        assert (await answer.json())["team_id"] == TEAM
    message = await slack.drop("发票 1.txt", b"sample")
    assert await slack.until(lambda: slack.messages.get((CHANNEL, message["ts"]))) == message
    assert message["files"][0]["name"] == "发票 1.txt"


async def test_nobody_reaches_it_from_another_machine(slack: LocalSlack) -> None:
    assert await is_alone(int(slack.url.rpartition(":")[2]))


async def test_killed_it_is_gone_and_comes_back_empty(slack: LocalSlack) -> None:
    message = await slack.drop("a.txt", b"sample")
    await slack.until(lambda: slack.messages.get((CHANNEL, message["ts"])))
    await slack.kill()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(slack.url.rpartition(":")[2]))) != 0
    await slack.start()
    again = await slack.drop("b.txt", b"sample")
    await slack.until(lambda: slack.messages.get((CHANNEL, again["ts"])))
    assert [one for _, one in slack.messages] == [again["ts"]]
