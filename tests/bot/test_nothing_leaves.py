"""The process as it is started: who is not listed hears nothing, and who is forbidden stops it."""

from pathlib import Path

import pytest

from tests.bot.terminal import bot
from tests.bot.test_commands import a
from tests.conftest import ROOT
from tests.doubles.server import Trap

KEYS = {"OPENAI_API_KEY": "k1", "ANTHROPIC_API_KEY": "k2", "GEMINI_API_KEY": "k3"}
# Of a Clerk in Slack: a command that only reads has nothing to say there.
SLACK = {
    "SLACK_BOT_TOKEN": "xoxb-sample",
    "SLACK_APP_TOKEN": "xapp-sample",
    "SLACK_SIGNING_SECRET": "sample-signing-secret",
    "SLACK_CLIENT_SECRET": "sample-client-secret",
}
# What SDKs look for of themselves, besides what Clerk has settings for; and those settings.
LYING = (
    "ALL_PROXY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "BOT_CLAUDE_URL", "BOT_GEMINI_URL",
    "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL", "HTTPS_PROXY",
    "HTTP_PROXY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OTEL_EXPORTER_OTLP_ENDPOINT", "all_proxy",
    "http_proxy", "https_proxy",
)  # fmt: skip
SDKS = (
    "openai", "anthropic", "google.genai", "httpx2", "slack_sdk", "slack_bolt", "faster_whisper",
    "huggingface_hub", "botbuilder.core", "botframework.connector", "msal", "msrest", "jwt",
)  # fmt: skip

# What only those wait for who keep something, or serve it.
KEEPING = ("sqlalchemy", "alembic", "aiohttp", "apscheduler", "dbos")


async def test_keys_that_lie_in_the_environment_enable_nothing(tmp_path: Path) -> None:
    """A flagged document, which listed models would be asked about."""
    flagged = a("ubl", flagged=True, folder=tmp_path)
    async with Trap() as trap:
        environment = KEYS | dict.fromkeys(LYING, trap.url)
        environment |= dict.fromkeys(
            ("BOT_CLAUDE_URL", "OPENAI_BASE_URL", "BOT_GEMINI_URL"), trap.url
        )
        environment |= SLACK | {"SLACK_API_URL": f"{trap.url}/api/"}
        always = {"BOT_DOCUMENT_MODELS": "always", "PYTHONPROFILEIMPORTTIME": "1"}
        ran = await bot("read", flagged, "--json", cwd=ROOT, **environment, **always)
    assert ran.status == 0
    assert '"reader": "local"' in ran.out
    assert trap.heard == []
    assert not [one for one in SLACK.values() if one in ran.out + ran.err]
    imported = {line.rpartition("|")[2].strip() for line in ran.err.splitlines()}
    assert "pipelines.document.read" in imported
    assert imported.isdisjoint(SDKS)
    assert imported.isdisjoint(KEEPING)


async def test_of_a_meeting_nothing_leaves_for_them_either(tmp_path: Path) -> None:
    """A transcript, which listed writers would be asked about; named models list nobody."""
    talk = tmp_path / "weekly.vtt"
    talk.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada>We ship on Friday.\n")
    async with Trap() as trap:
        environment = KEYS | dict.fromkeys(LYING, trap.url)
        environment |= {f"BOT_{name}_WRITER": "a" for name in ("CLAUDE", "GPT", "GEMINI")}
        profiled = {"PYTHONPROFILEIMPORTTIME": "1", "BOT_DATA_DIR": str(tmp_path / "data")}
        ran = await bot("minutes", talk, "--json", cwd=ROOT, **environment, **profiled)
    assert ran.status == 0
    assert '"minutes": null' in ran.out
    assert trap.heard == []
    imported = {line.rpartition("|")[2].strip() for line in ran.err.splitlines()}
    assert "pipelines.meeting.writing.writing" in imported
    assert imported.isdisjoint(SDKS)


@pytest.mark.parametrize("arguments", [[], ["read", "FILE"]])
async def test_a_forbidden_address_stops_the_start(tmp_path: Path, arguments: list[str]) -> None:
    file = a("ubl", folder=tmp_path)
    given = [str(file) if one == "FILE" else one for one in arguments]
    data = {"BOT_DATA_DIR": str(tmp_path / "data"), "BOT_LOCAL_PORT": "0"}
    ran = await bot(
        *given, cwd=ROOT, **KEYS, **data, BOT_DOCUMENT_READERS="claude", BOT_REGION="eu"
    )
    assert ran.status == 2
    assert ran.complaint.startswith("BOT_REGION is eu, and nothing keeps what claude")
    assert ran.out == ""


async def test_a_transcriber_that_must_not_be_asked_stops_the_start(tmp_path: Path) -> None:
    data = {"BOT_DATA_DIR": str(tmp_path / "data"), "BOT_LOCAL_PORT": "0"}
    ran = await bot(cwd=ROOT, **KEYS, **data, BOT_TRANSCRIBERS="gemini", BOT_REGION="eu")
    assert (ran.status, ran.out) == (2, "")
    assert ran.complaint.startswith("BOT_REGION is eu, and nothing keeps what gemini")
