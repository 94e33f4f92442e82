"""The fault proxy: what it passes on is as it was, and what goes wrong is what was asked for."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest

from tests.doubles.server import Call, Double, Reply
from tests.doubles.slack import faults
from tests.doubles.slack.deliveries import SECRET, signed
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.doubles.slack.fault_proxy import EVENTS, FaultProxy
from tests.doubles.slack.state import Team


@dataclass
class Between:
    """A Slack, somebody in Clerk's place, the proxy between them, and a caller."""

    slack: SlackDouble
    clerk: Double
    proxy: FaultProxy
    session: aiohttp.ClientSession
    team: Team

    async def ask(self, method: str, **said: str) -> tuple[int, dict[str, object]]:
        headers = {"Authorization": f"Bearer {self.team.token}"}
        url = f"{self.proxy.api_url}{method}"
        async with self.session.post(url, data=said, headers=headers) as answer:
            return answer.status, json.loads(await answer.read())


@asynccontextmanager
async def between() -> AsyncIterator[Between]:
    async with (
        slack_double() as slack,
        Double(lambda _: Reply()) as clerk,
        FaultProxy() as proxy,
        aiohttp.ClientSession() as session,
    ):
        team = slack.world.add_team()
        slack.act.join(team, "U0DORA", "C0INVOICES")
        proxy.slack, proxy.clerk = slack.url, clerk.url
        slack.deliveries.url = f"{proxy.url}{EVENTS}"
        yield Between(slack, clerk, proxy, session, team)


@pytest.fixture
async def here() -> AsyncIterator[Between]:
    async with between() as found:
        yield found


async def test_what_is_right_passes_and_files_come_through_the_proxy_too(here: Between) -> None:
    drop = here.slack.act.drop(here.team, "C0INVOICES", "U0DORA", [("a.txt", b"sample")])
    status, told = await here.ask("files.info", file=drop.files[0].id)
    assert (status, told["ok"]) == (200, True)
    file = told["file"]
    assert isinstance(file, dict)
    url = str(file["url_private_download"])
    assert url.startswith(here.proxy.url)
    headers = {"Authorization": f"Bearer {here.team.token}"}
    async with here.session.get(url, headers=headers) as answer:
        assert await answer.read() == b"sample"


async def test_a_fault_stops_the_call_or_comes_after_it(here: Between) -> None:
    said = {"channel": "C0INVOICES", "text": "hello"}
    here.proxy.faults.add("chat.postMessage", faults.limited(7))
    assert (await here.ask("chat.postMessage", **said))[0] == 429
    assert here.team.channels["C0INVOICES"].messages == []
    here.proxy.faults.add("chat.postMessage", faults.cut(done=True))
    with pytest.raises(aiohttp.ClientError):
        await here.ask("chat.postMessage", **said)
    assert len(here.team.channels["C0INVOICES"].messages) == 1


async def test_what_slack_tells_is_signed_told_again_and_changed_as_asked(here: Between) -> None:
    drop = here.slack.act.drop(here.team, "C0INVOICES", "U0DORA", [("a.txt", b"sample")])
    here.proxy.again = 2
    here.proxy.twist = lambda payload: payload | {"event_id": "Ev0TWISTED"}
    assert (await here.slack.deliveries.send(here.slack.act.told(drop))).status == 200
    await here.proxy.tell_again()
    calls = here.clerk.calls
    retries = sorted(one.headers.get("x-slack-retry-num", "0") for one in calls)
    assert retries == ["0", "1", "1", "2"]
    assert {one.body["event_id"] for one in calls} == {"Ev0TWISTED"}
    assert all(_is_signed(one) for one in calls)
    assert here.slack.url.encode() not in b"".join(one.raw for one in calls)


def _is_signed(call: Call) -> bool:
    at = float(call.headers["x-slack-request-timestamp"])
    wanted = signed(call.raw, secret=SECRET, at=at)["X-Slack-Signature"]
    return call.headers["x-slack-signature"] == wanted
