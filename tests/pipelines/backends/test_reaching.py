"""The list of models, asked of each vendor's wire: what it says, and how it can fail."""

import json
from datetime import date

import pytest

from pipelines.backends.reaching import models_at
from pipelines.errors import BackendError, Fault
from tests.doubles.server import Call, Double, Reply, nobody

LISTS = [
    ("qwen", "/v1", "/v1/models", {"data": [{"id": "a"}, {"id": "b"}, {}, 7]}, None),
    ("gpt", "/v1", "/v1/models", {"data": [{"id": "a"}, {"id": "b"}]}, "authorization"),
    ("claude", "", "/v1/models", {"data": [{"id": "a"}, {"id": "b"}]}, "x-api-key"),
    (
        "gemini",
        "",
        "/v1beta/models",
        {"models": [{"name": "models/a"}, {"name": "models/b"}]},
        "x-goog-api-key",
    ),
]


@pytest.mark.parametrize(("name", "base", "path", "listed", "header"), LISTS)
async def test_every_vendor_lists_its_models(
    name: str, base: str, path: str, listed: object, header: str | None
) -> None:
    async with Double(lambda call: Reply(body=json.dumps(listed).encode())) as double:
        key = "the-key" if header else ""
        found = await models_at(name, f"{double.url}{base}", key, seconds=20.0)
    assert found == {"a": None, "b": None}
    [call] = double.calls
    assert (call.method, call.path, call.raw) == ("GET", path, b"")
    secret = {one for one, value in call.headers.items() if "the-key" in value}
    assert secret == ({header} if header else set())


@pytest.mark.parametrize(
    ("written", "end"),
    [("2027-01-14", date(2027, 1, 14)), (None, None), ("soon", None), (20270114, None)],
)
async def test_a_vendor_may_say_when_a_model_ends(written: object, end: date | None) -> None:
    listed = {"data": [{"id": "gpt-4o", "shutdown_date": written}]}
    async with Double(lambda call: Reply(body=json.dumps(listed).encode())) as double:
        found = await models_at("gpt", f"{double.url}/v1", "k", seconds=20.0)
    assert found == {"gpt-4o": end}


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (Reply(status=401, body=b"{}"), Fault.KEY),
        (Reply(status=403, body=b"no"), Fault.KEY),
        (Reply(status=404, body=b"<html>"), Fault.NO_MODEL),
        (Reply(status=302, headers={"Location": "http://127.0.0.1:1/"}), Fault.NO_MODEL),
        (Reply(status=429, body=b"{}"), Fault.BUSY),
        (Reply(status=500), Fault.FAILING),
        (Reply(body=b"<html>hello</html>", type="text/html"), Fault.NO_JSON),
        (Reply(body=b"[1]"), Fault.NO_JSON),
        (Reply(body=b'{"data": 7}'), Fault.NO_JSON),
        (Reply(body=b"[" * 100_000), Fault.NO_JSON),
        (Reply(ending="endless"), Fault.NO_JSON),
        (Reply(body=b"{", ending="reset"), Fault.CONNECTION),
        (Reply(ending="silent"), Fault.TIMEOUT),
    ],
)
async def test_what_may_come_back_instead(reply: Reply, fault: Fault) -> None:
    seconds = 0.3 if reply.ending == "silent" else 20.0

    def answer(call: Call) -> Reply:
        return reply

    async with Double(answer) as double:
        with pytest.raises(BackendError) as failed:
            await models_at("gpt", f"{double.url}/v1", "k", seconds=seconds)
    assert failed.value.fault is fault
    assert len(double.calls) == 1


async def test_nobody_is_there() -> None:
    async with nobody() as url:
        with pytest.raises(BackendError) as failed:
            await models_at("claude", url, "k", seconds=20.0)
    assert failed.value.fault is Fault.CONNECTION
