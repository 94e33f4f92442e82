"""Who is let in at the gate, and what they are answered: nothing of it is ever told otherwise."""

import asyncio
import io
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from multidict import CIMultiDict
from yarl import URL

from bot.teams.shapes import Answer, Json
from handlers.chat import ChatUnavailable
from handlers.ports import QueueUnavailable
from tests.bot.teams.entrance import Entrance, entrance
from tests.bot.teams.forged import BAD

pytestmark = pytest.mark.asyncio(loop_scope="module")


# One gate for all that changes nothing of it: to open one takes longer than most of what is asked.
@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened() -> AsyncIterator[Entrance]:
    async with entrance() as found:
        yield found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def believing() -> AsyncIterator[Entrance]:
    async with entrance(has_app=False) as found:
        yield found


@pytest.fixture
def gate(opened: Entrance) -> Entrance:
    opened.heard.clear()
    opened.answer = opened.fault = None
    return opened


@pytest.fixture
def near(believing: Entrance) -> Entrance:
    believing.heard.clear()
    return believing


async def test_a_token_that_is_no_text_is_turned_away(gate: Entrance) -> None:
    # As bytes: aiohttp's own client would write them out as UTF-8.
    url = URL(gate.url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    head = f"POST {url.path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n"
    writer.write(head.encode() + b"Authorization: Bearer \xff\xfe.a.b\r\n\r\n")
    assert (await reader.readline()).split()[1] == b"401"
    writer.close()
    await writer.wait_closed()


async def test_what_never_ends_is_given_up(gate: Entrance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.teams.gateway.READ_SECONDS", 0.01)
    url, token = URL(gate.url), gate.teams.keys.token(gate.service_url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    head = (
        f"POST {url.path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: 9\r\n\r\n{{"
    )
    writer.write(head.encode())
    assert (await reader.readline()).split()[1] == b"408"
    writer.close()
    await writer.wait_closed()


async def test_of_whom_microsoft_did_not_sign_nothing_is_read(gate: Entrance) -> None:
    forged = {"Authorization": f"Bearer {gate.teams.keys.token(gate.service_url, aud='another')}"}
    assert (await gate.teams.deliveries.post(b"{", forged)).status == 401


@pytest.mark.parametrize("bad", BAD)
async def test_a_bad_token_is_turned_away(gate: Entrance, bad: str) -> None:
    token = BAD[bad](gate.teams.keys, gate.service_url)
    assert await gate.send(token=token) == 401
    assert gate.heard == []


async def test_of_bad_tokens_the_operator_is_told_seldom_and_of_others_always(
    gate: Entrance, caplog: pytest.LogCaptureFixture
) -> None:
    def told() -> list[str]:
        found = [one for one in caplog.records if one.levelname == "WARNING"]
        return [one.getMessage().partition("(")[2] for one in found]

    gate.watch.now += 61
    for _ in range(5):
        await gate.send(token=gate.teams.keys.token(gate.service_url, aud="another"))
    await gate.send(gate.said(channelData={"tenant": {"id": "another"}}))
    assert told() == ["401: InvalidAudienceError)", "403: another tenant)"]
    gate.watch.now += 61
    await gate.send(token="garbage")
    assert told()[2:] == ["401: DecodeError)"]


@pytest.mark.parametrize("written", ["Basic {}", "bearer{}", "{}", "Bearer", "Bearer {} {}"])
async def test_a_token_comes_in_one_way(gate: Entrance, written: str) -> None:
    token = written.format(*[gate.teams.keys.token(gate.service_url)] * 2)
    body = json.dumps(gate.said()).encode()
    answered = await gate.teams.deliveries.post(body, {"Authorization": token})
    assert (answered.status, gate.heard) == (401, [])


async def test_two_tokens_are_none(gate: Entrance) -> None:
    good = ("Authorization", f"Bearer {gate.teams.keys.token(gate.service_url)}")
    async with (
        aiohttp.ClientSession() as session,
        session.post(gate.url, json=gate.said(), headers=CIMultiDict([good, good])) as answer,
    ):
        assert (answer.status, gate.heard) == (401, [])


async def test_what_is_too_large_is_turned_away(gate: Entrance) -> None:
    headers = {"Authorization": f"Bearer {gate.teams.keys.token(gate.service_url)}"}
    body = io.BytesIO(b" " * 3_000_000)
    typed = headers | {"Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(gate.url, data=body, headers=typed) as answer,
    ):
        assert (answer.status, gate.heard) == (413, [])


async def test_a_key_that_is_not_endorsed_for_teams_signs_nothing_of_it() -> None:
    async with entrance() as gate:
        gate.teams.keys.endorsements = ["webchat", "skype"]
        assert await gate.send() == 401
        assert gate.heard == []


@pytest.mark.parametrize(
    "changes",
    [
        {"channelData": {"tenant": {"id": "another"}}, "conversation": {"id": "x"}},
        {"channelData": {"tenant": {"id": "another"}}},  # the conversation says ours
        {"channelData": {}, "conversation": {"id": "x"}},
        {"serviceUrl": "https://smba.evil.example/"},
        {"serviceUrl": "http://smba.trafficmanager.net/"},
        {"serviceUrl": "https://127.0.0.1.evil.example/"},
    ],
)
async def test_what_microsoft_signed_for_others_is_turned_away(
    gate: Entrance, changes: Json
) -> None:
    assert await gate.send(gate.said(**changes)) == 403
    assert gate.heard == []


async def test_another_channel_is_turned_away() -> None:
    async with entrance() as gate:
        gate.teams.keys.endorsements = None
        assert await gate.send(gate.said(channelId="webchat")) == 403
        assert await gate.send(gate.said()) == 200
        assert len(gate.heard) == 1


async def test_tenants_that_are_listed_are_let_in_and_no_others() -> None:
    async with entrance({"BOT_TEAMS_TENANTS": "t-1, t-2"}) as gate:
        for tenant, status in (("t-1", 200), ("t-2", 200), (gate.tenant.id, 403)):
            where = {**gate.said()["conversation"], "tenantId": tenant}
            told = gate.said(channelData={"tenant": {"id": tenant}}, conversation=where)
            assert await gate.send(told) == status


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        (Answer(200, {"statusCode": 200, "value": {"text": "Grüße"}}), 200, {"statusCode": 200}),
        (Answer(501, {"error": "unknown"}), 501, {"error": "unknown"}),
        (Answer(200), 200, None),
        (None, 501, None),
    ],
)
async def test_an_invoke_is_answered_as_it_was_heard(
    gate: Entrance, answer: Answer | None, status: int, body: Json | None
) -> None:
    gate.answer = answer
    told = gate.said(type="invoke", name="adaptiveCard/action", value={"action": {}})
    answered = await gate.teams.deliveries.send(told)
    assert answered.status == status
    assert (answered.json or {}).items() >= (body or {}).items()
    assert gate.heard == [told]


@pytest.mark.parametrize(
    ("body", "type_", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "application/json", 401),  # of no service that a token could be for
        (b"{}", "text/plain", 415),
    ],
)
async def test_what_is_no_activity_is_turned_away(
    gate: Entrance, body: bytes, type_: str, status: int
) -> None:
    token = gate.teams.keys.token(gate.service_url)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": type_}
    assert (await gate.teams.deliveries.post(body, headers)).status == status
    assert gate.heard == []


@pytest.mark.parametrize("changes", [{"from": []}, {"recipient": "x"}, {"entities": {"a": 1}}])
async def test_what_is_strange_within_breaks_nothing(gate: Entrance, changes: Json) -> None:
    assert await gate.send(gate.said(**changes)) in {200, 400}


@pytest.mark.parametrize("fault", [ChatUnavailable("send: 0"), QueueUnavailable("busy")])
async def test_what_cannot_be_taken_now_is_not_acknowledged(
    gate: Entrance, fault: Exception
) -> None:
    gate.fault = fault
    assert await gate.send() == 503


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("127.0.0.1:3978", None, 200),
        ("localhost", None, 200),
        ("[::1]:3978", None, 200),
        ("clerk.example.com", None, 403),
        ("127.0.0.1.example.com", None, 403),
        ("127.0.0.1:3978", "http://127.0.0.1:3978", 403),
    ],
)
async def test_the_playground_is_believed_on_this_machine(
    near: Entrance, host: str, origin: str | None, status: int
) -> None:
    headers = {"Host": host} | ({} if origin is None else {"Origin": origin})
    answered = await near.teams.deliveries.post(json.dumps(near.said()).encode(), headers)
    assert answered.status == status
    assert len(near.heard) == (status == 200)
    assert near.teams.calls == []


async def test_the_playground_too_says_of_which_tenant_something_is(near: Entrance) -> None:
    nowhere = near.said(channelData={}, conversation={"id": "x"})
    assert await near.send(nowhere, token="") == 403
    assert await near.send(near.said(serviceUrl="https://smba.example/"), token="") == 403
    assert await near.send(token="") == 200
    assert len(near.heard) == 1
