"""What is read is asked for again, what is posted never is unless Slack says it was not done."""

import logging

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.clients import LONGEST_WAIT, Sleep, clients, retry_after
from bot.slack.faults import asked
from bot.slack.session import SlackSession
from handlers.chat import ChatUnavailable
from tests.doubles.faults import Fault
from tests.doubles.server import Double, Reply
from tests.doubles.slack import faults
from tests.doubles.slack.double import SlackDouble, slack_double


def recording(waits: list[float]) -> Sleep:
    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    return sleep


async def post(client: AsyncWebClient) -> object:
    return await asked("post", client.chat_postMessage(channel="C0INVOICES", text="Hello"))


def inhabited(slack: SlackDouble) -> str:
    team = slack.world.add_team()
    slack.act.join(team, "U0ANN", "C0INVOICES")
    return team.token


async def test_what_is_too_much_is_asked_again_when_slack_says_so() -> None:
    waits: list[float] = []
    async with slack_double() as slack, SlackSession(slack.api_url) as session:
        token = inhabited(slack)
        for client in clients(token, slack.api_url, session.http, sleep=recording(waits)):
            slack.faults.add("chat.postMessage", faults.limited(7), times=2)
            await post(client)
    assert len(slack.asked("chat.postMessage")) == 6
    assert len(waits) == 4
    assert all(7 <= one <= 8 for one in waits)


async def test_a_storm_ends_and_a_long_wait_is_left_to_the_job() -> None:
    waits: list[float] = []
    async with slack_double() as slack, SlackSession(slack.api_url) as session:
        _, posting = clients(inhabited(slack), slack.api_url, session.http, sleep=recording(waits))
        slack.faults.add("chat.postMessage", faults.limited(1), times=100)
        with pytest.raises(ChatUnavailable, match="post: ratelimited"):
            await post(posting)
        assert len(waits) == 3
        slack.faults.clear()
        slack.faults.add("chat.postMessage", faults.limited(int(LONGEST_WAIT) + 1))
        with pytest.raises(ChatUnavailable, match="post: ratelimited"):
            await post(posting)
        assert len(waits) == 3


@pytest.mark.parametrize(
    "fault", [faults.cut(), faults.cut(done=True), faults.broken(), faults.broken(503)]
)
async def test_only_what_is_read_is_asked_again_without_an_answer(fault: Fault) -> None:
    waits: list[float] = []
    async with slack_double() as slack, SlackSession(slack.api_url) as session:
        reading, posting = clients(
            inhabited(slack), slack.api_url, session.http, sleep=recording(waits)
        )
        slack.faults.add("auth.test", fault, times=3)
        slack.faults.add("chat.postMessage", fault)
        await reading.auth_test()
        assert waits == [0.5, 1.0, 2.0]
        with pytest.raises(ChatUnavailable):
            await post(posting)
        assert len(slack.asked("chat.postMessage")) == 1


async def test_a_token_follows_no_redirect_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with slack_double() as slack, Double(lambda _: Reply(body=b'{"ok":true}')) as trap:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, trap.url)
        async with SlackSession(slack.api_url) as session:
            for client in clients(inhabited(slack), slack.api_url, session.http):
                slack.faults.add("chat.postMessage", faults.redirect(f"{trap.url}/api/"))
                with pytest.raises(ChatUnavailable, match="post: Redirected"):
                    await post(client)
        for client in clients(slack.world.teams["T0OURS"].token, slack.api_url):
            await post(client)
    assert trap.calls == []


async def test_what_is_sent_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with slack_double() as slack, SlackSession(slack.api_url) as session:
        token = inhabited(slack)
        for client in clients(token, slack.api_url, session.http):
            await post(client)
    assert "Hello" not in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("7", 7.0), ("0", 0.0), ("", 1.0), ("soon", 1.0), ("-3", 1.0), ("1.5", 1.0), ("٣", 1.0)],
)
def test_seconds_are_read(said: str, seconds: float) -> None:
    assert retry_after({"Retry-After": said}) == seconds
    assert retry_after({"retry-after": [said]}) == seconds
