"""What lies in the environment changes nothing: not where a call goes, not what goes along."""

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import BaseModel

from pipelines.backends.openai_compatible import GPT, OpenAICompatible
from pipelines.ports import Prompt
from tests.doubles.behaviours import CANARY
from tests.doubles.server import Call, Double, Trap
from tests.doubles.vendors import KEY, VENDORS, Vendor
from tests.doubles.wire import speaking

PROMPT = Prompt(system="Copy.", images=(), text="Total 1,320.00")
SENT = {
    "accept",
    "accept-encoding",
    "anthropic-version",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "user-agent",
    "x-goog-api-key",
    "x-server-timeout",
}
PATHS = {
    "qwen": "/v1/chat/completions",
    "gpt": "/v1/chat/completions",
    "claude": "/v1/messages",
    "gemini": "/v1beta/models/gemini:generateContent",
}


class Sheet(BaseModel):
    total: str | None


def planted(trap: str, folder: Path) -> Mapping[str, str]:
    """Give variables that SDKs and their HTTP clients look for, all of them pointing elsewhere."""
    custom = f"Authorization: Bearer {CANARY}\nX-Api-Key: {CANARY}\nX-Extra: {CANARY}"
    proxies = {
        name: trap
        for lower in ("http_proxy", "https_proxy", "all_proxy")
        for name in (lower, lower.upper())
    }
    return {
        **proxies,
        "NO_PROXY": "",
        "no_proxy": "",
        "HOME": str(folder),
        "NETRC": str(folder / ".netrc"),
        "SSL_CERT_FILE": str(folder / "none.pem"),
        "OPENAI_API_KEY": CANARY,
        "OPENAI_ADMIN_KEY": CANARY,
        "OPENAI_BASE_URL": f"{trap}/v1",
        "OPENAI_ORG_ID": CANARY,
        "OPENAI_PROJECT_ID": CANARY,
        "OPENAI_WEBHOOK_SECRET": CANARY,
        "OPENAI_CUSTOM_HEADERS": custom,
        "OPENAI_API_TYPE": "azure",
        "AZURE_OPENAI_ENDPOINT": trap,
        "AZURE_OPENAI_API_KEY": CANARY,
        "ANTHROPIC_API_KEY": CANARY,
        "ANTHROPIC_AUTH_TOKEN": CANARY,
        "ANTHROPIC_BASE_URL": trap,
        "ANTHROPIC_CUSTOM_HEADERS": custom,
        "ANTHROPIC_PROFILE": CANARY,
        "ANTHROPIC_CONFIG_DIR": str(folder),
        "ANTHROPIC_WEBHOOK_SIGNING_KEY": CANARY,
        "ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE": "content",
        "OTEL_EXPORTER_OTLP_ENDPOINT": trap,
        "GOOGLE_API_KEY": CANARY,
        "GEMINI_API_KEY": CANARY,
        "GOOGLE_GENAI_USE_VERTEXAI": "true",
        "GOOGLE_GENAI_USE_ENTERPRISE": "true",
        "GOOGLE_GENAI_API_VERSION": CANARY,
        "GOOGLE_GENAI_CLIENT_MODE": "replay",
        "GOOGLE_GENAI_REPLAY_ID": CANARY,
        "GOOGLE_GENAI_REPLAYS_DIRECTORY": str(folder),
        "GOOGLE_CLOUD_PROJECT": CANARY,
        "GOOGLE_CLOUD_LOCATION": CANARY,
        "GOOGLE_APPLICATION_CREDENTIALS": str(folder / "none.json"),
        "GOOGLE_GEMINI_BASE_URL": trap,
        "GOOGLE_VERTEX_BASE_URL": trap,
        "GOOGLE_API_USE_MTLS_ENDPOINT": "always",
        "GOOGLE_API_USE_CLIENT_CERTIFICATE": "true",
    }


def key_of(call: Call) -> str | None:
    """Give the key that came along."""
    return call.headers.get("x-goog-api-key") or call.headers.get("authorization")


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
async def test_the_environment_is_not_heard(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text(f"default login {CANARY} password {CANARY}\n")
    respond = speaking(vendor.wire, lambda _: '{"total": "1,320.00"}')
    async with Trap() as trap, Double(respond) as double:
        for name, value in planted(trap.url, tmp_path).items():
            monkeypatch.setenv(name, value)
        model = await vendor.open(double.url)
        answer = await model.ask(PROMPT, Sheet, max_tokens=100, seconds=10)
        await model.close()
    assert answer.value.total == "1,320.00"
    assert trap.heard == []
    (call,) = double.calls
    assert (call.method, call.path, call.query) == ("POST", PATHS[vendor.name], {})
    assert CANARY not in f"{call.path} {call.query} {call.headers} {call.raw!r}"
    assert call.headers.keys() <= SENT
    keys = {"qwen": None, "gemini": KEY}
    assert key_of(call) == keys.get(vendor.name, f"Bearer {KEY}")


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
async def test_no_document_comes_into_the_log(
    vendor: Vendor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("anthropic", "openai"):  # as ANTHROPIC_LOG=debug and OPENAI_LOG=debug do
        logging.getLogger(name).setLevel(logging.DEBUG)
    respond = speaking(vendor.wire, lambda _: '{"total": "1,320.00"}')
    async with Double(respond) as double:
        model = await vendor.open(double.url)
        await model.ask(PROMPT, Sheet, max_tokens=100, seconds=10)
        await model.close()
    # Nor what only troubles an SDK: a command says itself what went wrong.
    for name in ("anthropic._base_client", "google_genai.models", "httpx2", "openai"):
        logging.getLogger(name).warning("a part that is no text")
    own = {"asyncio", "aiohttp"}
    assert [one.name for one in caplog.records if one.name.partition(".")[0] not in own] == []
    assert "1,320.00" not in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
async def test_nobody_is_followed_elsewhere(vendor: Vendor) -> None:
    async with Trap() as trap:
        reply = vendor.wire.failure(307)
        moved = type(reply)(status=307, headers={"Location": f"{trap.url}/v1"})
        async with Double(lambda _: moved) as double:
            model = await vendor.open(double.url)
            with pytest.raises(Exception, match="no_model"):
                await model.ask(PROMPT, Sheet, max_tokens=100, seconds=10)
            await model.close()
    assert trap.heard == []


async def test_a_key_lying_about_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Trap() as trap:
        monkeypatch.setenv("OPENAI_API_KEY", CANARY)
        monkeypatch.setenv("OPENAI_BASE_URL", trap.url)
        model = await asyncio.to_thread(OpenAICompatible, "gpt", key=None, profile=GPT)
        await model.close()
    assert trap.heard == []
