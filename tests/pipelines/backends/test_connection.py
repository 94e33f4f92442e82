"""The one way out: to one address, with one key, for so long and no more than so many bytes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest
from pydantic import BaseModel

from pipelines.backends.connection import AnswerTooLong, Connection, lost, no_client
from pipelines.errors import BackendError, BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Prompt
from tests.doubles.server import Double, Reply, Trap, deaf
from tests.doubles.vendors import VENDORS, Vendor

PROMPT = Prompt(system="Copy.", images=(), text="Total 1,320.00")


class Sheet(BaseModel):
    total: str | None


@asynccontextmanager
async def way_out(
    address: str, *, connect_seconds: float = 5.0, answer_bytes: int = 4 << 20
) -> AsyncIterator[httpx2.AsyncClient]:
    connection = await asyncio.to_thread(
        Connection, address, connect_seconds=connect_seconds, answer_bytes=answer_bytes
    )
    connection.carry({"authorization": "Bearer k"})
    async with connection.client() as client:
        yield client


@pytest.mark.parametrize("path", ["/v1x", "/", "/v2/chat", "//v1/"])
async def test_only_what_is_below_the_address(path: str) -> None:
    async with Double(lambda _: Reply()) as double, way_out(f"{double.url}/v1/") as client:
        assert (await client.post(f"{double.url}/v1/chat")).status_code == 200
        with pytest.raises(httpx2.UnsupportedProtocol):
            await client.post(f"{double.url}{path}")
    assert len(double.calls) == 1


async def test_no_other_host_or_port_or_scheme() -> None:
    async with Trap() as trap, way_out("http://127.0.0.1:9/v1") as client:
        named = f"http://localhost:{trap.port}/v1/x"
        for url in (f"{trap.url}/v1/chat", named, "https://127.0.0.1:9/v1/"):
            with pytest.raises(httpx2.UnsupportedProtocol):
                await client.post(url)
    assert trap.heard == []


async def test_connecting_has_a_time_of_its_own() -> None:
    async with deaf() as url, way_out(url, connect_seconds=0.05) as client:
        with pytest.raises(httpx2.ConnectTimeout):
            await client.post(f"{url}/", timeout=600)
        with pytest.raises(httpx2.ConnectTimeout):
            await client.post(f"{url}/", timeout=None)


@pytest.mark.parametrize(("size", "fits"), [(1000, True), (1001, False)])
async def test_an_answer_has_an_end(size: int, fits: bool) -> None:
    reply = Reply(body=b" " * size)
    async with Double(lambda _: reply) as double, way_out(double.url, answer_bytes=1000) as client:
        if fits:
            assert len((await client.post(double.url)).content) == size
            return
        with pytest.raises(AnswerTooLong):
            await client.post(double.url)


async def test_errors_have_an_end_as_well() -> None:
    reply = Reply(status=500, body=b" " * 2000)
    async with Double(lambda _: reply) as double, way_out(double.url, answer_bytes=1000) as client:
        with pytest.raises(AnswerTooLong):
            await client.post(double.url)


async def test_only_named_headers_go_along() -> None:
    async with Double(lambda _: Reply()) as double, way_out(double.url) as client:
        headers = {"Cookie": "a=b", "Authorization": "Bearer other", "X-Api-Key": "other"}
        await client.post(double.url, headers=headers)
    (call,) = double.calls
    assert call.headers["authorization"] == "Bearer k"
    assert not call.headers.keys() & {"cookie", "x-api-key"}
    assert call.headers["accept-encoding"] == "identity"


async def test_tls_that_is_none_is_a_lost_connection() -> None:
    async with Double(lambda _: Reply()) as double:
        url = double.url.replace("http://", "https://")
        async with way_out(url) as client:
            with pytest.raises(httpx2.HTTPError) as caught:
                await client.post(url)
    assert lost(caught.value).fault is Fault.CONNECTION


@pytest.mark.parametrize("vendor", VENDORS[1:], ids=lambda vendor: vendor.name)
async def test_every_vendor_says_so(vendor: Vendor) -> None:
    async with Double(lambda _: Reply()) as double:
        model = await vendor.open(double.url.replace("http://", "https://"))
        with pytest.raises(BackendError) as caught:
            await model.ask(PROMPT, Sheet, max_tokens=10, seconds=10)
        await model.close()
    assert isinstance(caught.value, BackendUnavailable)
    assert caught.value.fault is Fault.CONNECTION


@pytest.mark.parametrize(
    ("error", "kind", "fault"),
    [
        (AnswerTooLong(""), BadAnswer, Fault.NO_JSON),
        (httpx2.ReadTimeout(""), BackendUnavailable, Fault.TIMEOUT),
        (httpx2.PoolTimeout(""), BackendUnavailable, Fault.TIMEOUT),
        (httpx2.RemoteProtocolError(""), BackendUnavailable, Fault.CONNECTION),
        (None, BackendUnavailable, Fault.CONNECTION),
    ],
)
def test_what_is_lost_has_a_name(
    error: Exception | None, kind: type[BackendError], fault: Fault
) -> None:
    told = lost(error)
    assert (type(told), told.fault) == (kind, fault)


@pytest.mark.parametrize("key", ["k\nX: y", "schlüssel", "k\0"])
def test_a_key_that_cannot_be_sent(key: str) -> None:
    with pytest.raises(ValueError, match="copy it again") as caught:
        Connection("http://127.0.0.1:9").carry({"authorization": key})
    assert key not in str(caught.value)


def test_the_other_way_out_of_an_sdk_leads_nowhere() -> None:
    with no_client() as client, pytest.raises(NotImplementedError):  # httpx2's word for: not sent
        client.get("http://127.0.0.1:9")
