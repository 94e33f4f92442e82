"""The doubles do what they are told: they answer, stall, break and remember."""

import asyncio

import aiohttp
import pytest

from tests.doubles.chat_completions import CHAT
from tests.doubles.generate_content import GENERATE
from tests.doubles.messages import MESSAGES
from tests.doubles.server import Call, Double, Reply, Trap, deaf, nobody
from tests.doubles.wire import Wire, speaking

QUICK = aiohttp.ClientTimeout(total=0.2)
QUESTION = {
    "messages": [{"role": "user", "content": "How much?"}],
    "contents": [{"role": "user", "parts": [{"text": "How much?"}]}],
}


async def post(url: str, **arguments: object) -> tuple[int, bytes]:
    async with (
        aiohttp.ClientSession(timeout=QUICK, trust_env=False) as session,
        session.post(url, **arguments) as response,  # type: ignore[arg-type]
    ):
        return response.status, await response.read()


@pytest.mark.parametrize("wire", [CHAT, MESSAGES, GENERATE], ids=lambda wire: wire.name)
async def test_an_answer_is_made_of_what_was_asked(wire: Wire) -> None:
    def answer(call: Call) -> str:
        return f"{wire.asked(call)} {wire.pictures(call)}"

    async with Double(speaking(wire, answer)) as double:
        status, body = await post(f"{double.url}/v1/thing", json=QUESTION)
    assert status == 200
    assert b'"How much? 0"' in body
    (call,) = double.calls
    assert (call.method, call.path, call.body) == ("POST", "/v1/thing", QUESTION)
    assert call.headers["content-type"] == "application/json"


@pytest.mark.parametrize("ending", ["silent", "stall", "endless", "drip"])
async def test_what_never_ends(ending: str) -> None:
    reply = Reply(body=b"{", ending=ending)  # type: ignore[arg-type]
    async with Double(lambda _: reply) as double:
        with pytest.raises(TimeoutError):
            await post(double.url)


async def test_a_connection_that_breaks() -> None:
    async with Double(lambda _: Reply(body=b"{", ending="reset")) as double:
        with pytest.raises(aiohttp.ClientError):
            await post(double.url)


async def test_nobody_listens_and_nobody_hears() -> None:
    async with nobody() as url:
        with pytest.raises(aiohttp.ClientConnectionError):
            await post(url)
    async with deaf() as url:
        with pytest.raises(TimeoutError):
            await post(url)


async def test_calls_at_once_are_counted() -> None:
    async with Double(lambda call: Reply(body=call.path.encode()), delay=0.01) as double:
        answers = await asyncio.gather(*(post(f"{double.url}/{at}") for at in range(3)))
        assert double.at_once == 3
    assert [body for _, body in answers] == [b"/0", b"/1", b"/2"]


async def test_a_trap_keeps_what_it_hears() -> None:
    async with Trap() as trap:
        with pytest.raises(aiohttp.ClientError):
            await post(trap.url)
    assert trap.heard
    assert trap.heard[0].startswith(b"POST / ")
