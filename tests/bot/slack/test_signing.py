"""Forged, replayed, expired and malformed requests over HTTP: none accepted, none answered 500."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping
from urllib.parse import urlencode

import aiohttp
import pytest
import pytest_asyncio

from bot.web.listener import MOST_BYTES
from tests.bot.slack.shell import Shell, shell
from tests.doubles.slack.deliveries import SECRET, Answered, body_of, signed
from tests.doubles.slack.state import Json

CHANNEL = "C0INVOICES"
STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[Shell]:
    async with shell() as opened:
        yield opened


def drop(slack: Shell) -> Json:
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("a.pdf", b"")])
    return slack.act.told(dropped)


async def post(slack: Shell, body: bytes, headers: Mapping[str, str]) -> Answered:
    return await slack.deliveries.post(body, headers)


def at(slack: Shell, body: bytes, seconds: float, **more: str) -> dict[str, str]:
    """Sign a body so many seconds from now."""
    return signed(body, at=slack.clock() + seconds, **more)


OLD = -301.0
# How a good request is spoiled, by what it is then.
FORGED: dict[str, Mapping[str, str | None]] = {
    "no headers": {STAMP: None, SIGNATURE: None},
    "no signature": {SIGNATURE: None},
    "no timestamp": {STAMP: None},
    "empty signature": {SIGNATURE: ""},
    "another scheme": {SIGNATURE: "v1=" + "0" * 64},
    "zeros": {SIGNATURE: "v0=" + "0" * 64},
    "short signature": {SIGNATURE: "v0=abc"},
    "long signature": {SIGNATURE: "v0=" + "0" * 5000},
    "signature in capitals": {SIGNATURE: "UPPER"},
    "signature in wide figures": {SIGNATURE: "v0=" + "０" * 64},
    "signature with a space": {SIGNATURE: "v0= " + "0" * 63},
    "empty timestamp": {STAMP: ""},
    "timestamp in words": {STAMP: "abc"},
    "timestamp that is no number": {STAMP: "nan"},
    "timestamp without end": {STAMP: "inf"},
    "negative timestamp": {STAMP: "-1"},
    "timestamp with a sign": {STAMP: "+1800000000"},
    "timestamp with a point": {STAMP: "1800000000.5"},
    "timestamp with an exponent": {STAMP: "18e8"},
    "timestamp with an underscore": {STAMP: "1_800_000_000"},
    "timestamp in hexadecimals": {STAMP: "0x6b49d200"},
    "timestamp in other figures": {STAMP: "١٨٠٠٠٠٠٠٠٠"},
    "timestamp in wide figures": {STAMP: "１８００００００００"},
    "huge timestamp": {STAMP: "9" * 400},
    "timestamp of long ago": {STAMP: "0"},
    "timestamp of another second": {STAMP: "EARLIER"},
}


@pytest.mark.parametrize("how", FORGED)
async def test_a_forged_request_is_turned_away(slack: Shell, how: str) -> None:
    body, _ = body_of(drop(slack))
    headers: dict[str, str] = at(slack, body, 0) | JSON
    words = {
        "UPPER": headers[SIGNATURE].upper().replace("V0", "v0"),
        "EARLIER": str(int(headers[STAMP]) - 1),
    }
    for name, value in FORGED[how].items():
        if value is None:
            del headers[name]
        else:
            headers[name] = words.get(value, value)
    await turned_away(slack, body, headers)


async def turned_away(slack: Shell, body: bytes, headers: Mapping[str, str]) -> None:
    before = slack.heard.count
    answer = await post(slack, body, headers)
    assert (answer.status, answer.body) == (401, b"Unauthorized")
    assert slack.heard.count == before


@pytest.mark.parametrize("seconds", [OLD, -3600.0, 61.0, 299.0, 1e9])
async def test_a_request_of_another_time_is_turned_away(slack: Shell, seconds: float) -> None:
    body, _ = body_of(drop(slack))
    await turned_away(slack, body, at(slack, body, seconds) | JSON)


@pytest.mark.parametrize("secret", ["", "another", SECRET.upper(), SECRET + " "])
async def test_a_request_signed_with_another_secret_is_turned_away(
    slack: Shell, secret: str
) -> None:
    body, _ = body_of(drop(slack))
    await turned_away(slack, body, at(slack, body, 0, secret=secret) | JSON)


@pytest.mark.parametrize("change", ["a byte more", "a byte less", "another file", "nothing"])
async def test_a_request_that_was_changed_is_turned_away(slack: Shell, change: str) -> None:
    body, _ = body_of(drop(slack))
    changed = {
        "a byte more": body + b" ",
        "a byte less": body[:-1],
        "another file": body.replace(b"a.pdf", b"b.pdf"),
        "nothing": b"",
    }
    await turned_away(slack, changed[change], at(slack, body, 0) | JSON)


async def test_an_unsigned_check_of_the_address_is_turned_away(slack: Shell) -> None:
    for body in (b'{"type":"url_verification","challenge":"x"}', b"ssl_check=1&token=x"):
        await turned_away(slack, body, {**JSON, STAMP: "0", SIGNATURE: "v0=" + "0" * 64})


async def test_bytes_that_are_no_words_are_of_nobodys_signing(slack: Shell) -> None:
    body = b"\xff\xfe{}"
    await turned_away(slack, body, at(slack, body, 0) | JSON)


async def test_two_signatures_are_none(slack: Shell) -> None:
    body, _ = body_of(drop(slack))
    good = at(slack, body, 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", slack.listener.port)
    lines = [
        b"POST /slack/events HTTP/1.1",
        b"Host: localhost",
        b"Connection: close",
        b"Content-Type: application/json",
        f"Content-Length: {len(body)}".encode(),
        *(f"{SIGNATURE}: {one}".encode() for one in ("v0=" + "0" * 64, good[SIGNATURE])),
        f"{STAMP}: {good[STAMP]}".encode(),
    ]
    writer.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 401 ")


async def test_a_request_replayed_is_answered_and_does_nothing(slack: Shell) -> None:
    for payload in (drop(slack), slack.act.command(slack.team, CHANNEL, "U0ANN", "help")):
        body, type_ = body_of(payload)
        headers = at(slack, body, -200) | {"Content-Type": type_}
        before = slack.heard.count
        answers = [await post(slack, body, headers)]
        answers += await asyncio.gather(*(post(slack, body, headers) for _ in range(5)))
        await slack.settled()
        assert [one.status for one in answers] == [200] * 6
        assert slack.heard.count == before + 1


async def test_a_request_that_failed_may_come_again(slack: Shell) -> None:
    body, _ = body_of(drop(slack))
    headers = at(slack, body, 0) | JSON
    before, slack.heard.fails = slack.heard.count, 1
    answers = [await post(slack, body, headers) for _ in range(3)]
    assert [one.status for one in answers] == [500, 200, 200]
    assert slack.heard.count == before + 1


async def test_slacks_word_for_a_retry_changes_nothing(slack: Shell) -> None:
    body, _ = body_of(drop(slack))
    before = slack.heard.count
    for retry in range(4):
        again = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        answer = await post(slack, body, at(slack, body, -100 + retry) | JSON | again)
        assert answer.status == 200
    # Each is the same job; that there is one is the queue's to know.
    assert slack.heard.count == before + 4
    assert len({one.file for one in slack.heard.uploads[-4:]}) == 1


DEEP = b"[" * 100_000
MALFORMED = {
    "nothing": (b"", JSON),
    "no JSON": (b"{", JSON),
    "too deep": (DEEP, JSON),
    "too deep in a form": (urlencode({"payload": DEEP.decode()}).encode(), FORM),
    "a figure without end": (b'{"a":' + b"9" * 5000 + b"}", JSON),
    "a form of no JSON": (b"payload=%7B", FORM),
    "too many fields": (b"&".join(b"a%d=1" % one for one in range(200)), FORM),
    "a form in JSON's name": (b"payload=%7B%7D", JSON),
    "another type": (b"{}", {"Content-Type": "text/plain"}),
    "a type of nonsense": (b"{}", {"Content-Type": ";;;charset=\x80"}),
    "no type": (b"{}", {"Content-Type": ""}),
    "a file": (b"--x--", {"Content-Type": "multipart/form-data; boundary=x"}),
}


@pytest.mark.parametrize("how", MALFORMED)
async def test_what_is_signed_and_cannot_be_read_is_refused(slack: Shell, how: str) -> None:
    body, type_ = MALFORMED[how]
    before = slack.heard.count
    answer = await post(slack, body, at(slack, body, 0) | type_)
    assert answer.status == 400
    assert slack.heard.count == before


async def test_what_is_packed_is_refused(slack: Shell) -> None:
    body = b"x" * 100
    packed = at(slack, body, 0) | JSON | {"Content-Encoding": "gzip"}
    assert (await post(slack, body, packed)).status in {400, 415}


async def test_what_is_too_large_is_refused_before_it_is_read(slack: Shell) -> None:
    body = b"{" + b" " * MOST_BYTES + b"}"
    headers = at(slack, body, 0) | JSON
    url = f"{slack.listener.url}/slack/events"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=io.BytesIO(body), headers=headers) as answer,
    ):
        assert answer.status == 413


async def test_a_charset_that_there_is_none_of_is_no_matter(slack: Shell) -> None:
    body, _ = body_of(drop(slack))
    odd = {"Content-Type": "application/json; charset=made-up"}
    assert (await post(slack, body, at(slack, body, 0) | odd)).status == 200


async def test_the_address_is_checked_as_slack_does(slack: Shell) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c"}).encode()
    answer = await post(slack, body, at(slack, body, 0) | JSON)
    assert (answer.status, answer.json) == (200, {"challenge": "c"})


async def test_other_methods_and_addresses_are_not_there(slack: Shell) -> None:
    url = slack.listener.url
    async with aiohttp.ClientSession() as session:
        for method, path, status in (
            ("GET", "/slack/events", 405),
            ("PUT", "/slack/events", 405),
            ("POST", "/", 404),
            ("GET", "/slack/events/../../etc/passwd", 404),
        ):
            async with session.request(method, url + path) as answer:
                assert answer.status == status
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Server"] == "Clerk"
