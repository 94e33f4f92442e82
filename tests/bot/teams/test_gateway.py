"""Who is let in at the gate, and what they are answered: nothing of it is ever told otherwise."""

import asyncio
import base64
import hashlib
import hmac
import io
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping

import aiohttp
import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from multidict import CIMultiDict
from yarl import URL

from bot.teams.shapes import Answer, Json
from handlers.chat import ChatUnavailable
from handlers.ports import QueueUnavailable
from tests.bot.teams.entrance import Entrance, entrance
from tests.doubles.teams.signing import ISSUER, Keys, key
from tests.doubles.teams.world import APP

NOW = int(time.time())


@pytest.fixture
async def gate() -> AsyncIterator[Entrance]:
    async with entrance() as found:
        yield found


def claims(url: str) -> dict[str, object]:
    return {"iss": ISSUER, "aud": APP, "exp": NOW + 3600, "serviceurl": url}


def by_another_key(_keys: Keys, url: str) -> str:
    return jwt.encode(claims(url), key(1), "RS256", {"kid": "key-0"})


def unsigned(_keys: Keys, url: str) -> str:
    return jwt.encode(claims(url), "", "none", {"kid": "key-0"})


def by_another_algorithm(_keys: Keys, url: str) -> str:
    return jwt.encode(claims(url), key(0), "RS512", {"kid": "key-0"})


def by_the_public_key(_keys: Keys, url: str) -> str:
    """Sign with what everybody may read, as if it were a secret."""
    public = key(0).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    parts = [{"alg": "HS256", "typ": "JWT", "kid": "key-0"}, claims(url)]
    text = ".".join(map(_packed, (json.dumps(one).encode() for one in parts)))
    return f"{text}.{_packed(hmac.digest(public, text.encode(), hashlib.sha256))}"


def changed(keys: Keys, url: str) -> str:
    head, _, sign = keys.token(url).split(".")
    return f"{head}.{_packed(json.dumps(claims(url) | {'role': 'admin'}).encode())}.{sign}"


def _packed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


BAD: Mapping[str, Callable[[Keys, str], str]] = {
    "no token": lambda keys, url: "",
    "no JWT": lambda keys, url: "garbage",
    "three parts of nothing": lambda keys, url: "a.b.c",
    "expired": lambda keys, url: keys.token(url, exp=NOW - 301, nbf=NOW - 7200),
    "not valid yet": lambda keys, url: keys.token(url, nbf=NOW + 86_400),
    "for ever": lambda keys, url: keys.token(url, exp=None),
    "of another issuer": lambda keys, url: keys.token(url, iss="https://sts.example"),
    "of no issuer": lambda keys, url: keys.token(url, iss=None),
    "for another app": lambda keys, url: keys.token(url, aud="33333333-3333"),
    "for no app": lambda keys, url: keys.token(url, aud=None),
    "for other apps": lambda keys, url: keys.token(url, aud=["33333333-3333", "4"]),
    "for another service": lambda keys, url: keys.token("https://smba.example/"),
    "for no service": lambda keys, url: keys.token(url, serviceurl=None),
    "for a service that begins so": lambda keys, url: keys.token(url + "x"),
    "of an unknown key": lambda keys, url: keys.token(url, header={"kid": "key-9"}),
    "of no key": lambda keys, url: keys.token(url, header={"kid": ""}),
    "by another key": by_another_key,
    "by another algorithm": by_another_algorithm,
    "by the public key as a secret": by_the_public_key,
    "not signed": unsigned,
    "changed": changed,
    "cut off": lambda keys, url: keys.token(url)[:-20],
}


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


async def test_a_key_that_is_not_endorsed_for_teams_signs_nothing_of_it(gate: Entrance) -> None:
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


async def test_another_channel_is_turned_away(gate: Entrance) -> None:
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
    host: str, origin: str | None, status: int
) -> None:
    async with entrance(has_app=False) as gate:
        headers = {"Host": host} | ({} if origin is None else {"Origin": origin})
        answered = await gate.teams.deliveries.post(json.dumps(gate.said()).encode(), headers)
        assert answered.status == status
        assert len(gate.heard) == (status == 200)
        assert gate.teams.calls == []


async def test_the_playground_too_says_of_which_tenant_something_is() -> None:
    async with entrance(has_app=False) as gate:
        nowhere = gate.said(channelData={}, conversation={"id": "x"})
        assert await gate.send(nowhere, token="") == 403
        assert await gate.send(gate.said(serviceUrl="https://smba.example/"), token="") == 403
        assert await gate.send(token="") == 200
        assert len(gate.heard) == 1
