"""The manifests are what their source says, and ask for exactly what the code does."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from bot.slack import manifest as source
from bot.slack import payloads
from bot.slack.credentials import CALLBACK, EVENTS
from bot.slack.manifest import (
    CALL_SCOPES,
    EVENT_SCOPES,
    FEATURE_SCOPES,
    OTHER_CALLS,
    SCOPES,
    Mode,
)
from tests.bot.slack.manifest_schema import faults
from tests.conftest import ROOT

ROOM = ROOT / "bot" / "slack"
# What one call of the SDK's asks Slack for.
SEVERAL = {"files_upload_v2": {"files.getUploadURLExternal", "files.completeUploadExternal"}}


def kept(mode: Mode) -> Any:
    return yaml.safe_load((ROOT / "manifests" / f"slack.{mode}.yaml").read_text(encoding="utf-8"))


def calls() -> Iterator[str]:
    """Give every Web API method that Clerk's code calls, as Slack names it."""
    from slack_sdk.web.async_client import AsyncWebClient

    ours = {name for name in vars(AsyncWebClient) if "_" in name.strip("_") and name[0] != "_"}
    for file in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ours:
                yield from SEVERAL.get(node.attr, {node.attr.replace("_", ".")})


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_the_files_are_what_the_source_says(mode: Mode) -> None:
    assert kept(mode) == source.manifest(mode)
    file = ROOT / "manifests" / f"slack.{mode}.yaml"
    assert file.read_text(encoding="utf-8") == source.written(mode), "run: make manifests"


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_slack_takes_them(mode: Mode) -> None:
    assert list(faults(kept(mode))) == []
    broken = kept(mode) | {"functions": {}, "display_information": {"name": "n" * 36}}
    assert len(list(faults(broken))) == 2


def test_the_two_differ_only_in_how_slack_reaches_clerk() -> None:
    socket, http = kept("socket"), kept("http")
    assert http["settings"].pop("token_rotation_enabled") is True
    assert socket["settings"].pop("token_rotation_enabled") is False
    assert socket["settings"].pop("socket_mode_enabled") is True
    assert http["settings"].pop("socket_mode_enabled") is False
    events = f"{source.HOST}{EVENTS}"
    assert http["settings"]["event_subscriptions"].pop("request_url") == events
    assert http["settings"]["interactivity"].pop("request_url") == events
    for command in http["features"]["slash_commands"]:
        assert command.pop("url") == events
    assert http["oauth_config"].pop("redirect_urls") == [f"{source.HOST}{CALLBACK}"]
    assert socket == http


def test_it_is_an_agent_of_today_and_asks_nothing_of_persons() -> None:
    for mode in ("socket", "http"):
        said = kept(mode)
        assert "assistant_view" not in said["features"]
        assert said["oauth_config"]["scopes"].keys() == {"bot"}
        assert said["settings"]["org_deploy_enabled"] is False


def test_every_event_that_is_subscribed_to_is_listened_to_and_no_other() -> None:
    assert EVENT_SCOPES.keys() == payloads.EVENTS
    commands = [one["command"] for one in kept("http")["features"]["slash_commands"]]
    assert commands == [payloads.COMMAND, payloads.VOICE]


def test_no_scope_is_asked_for_without_a_use() -> None:
    used = (*EVENT_SCOPES.values(), *CALL_SCOPES.values(), *FEATURE_SCOPES.values())
    assert set(SCOPES) == {scope for scopes in used for scope in scopes}
    assert FEATURE_SCOPES.keys() <= kept("http")["features"].keys()
    assert kept("socket")["oauth_config"]["scopes"]["bot"] == list(SCOPES)


def test_every_scope_is_explained() -> None:
    said = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
    rows = [line for line in said.splitlines() if line.startswith("| `")]
    first = [line.split("`")[1] for line in rows]
    explained = [name for name in first if name in SCOPES or ":" in name]
    assert sorted(explained) == sorted([*SCOPES, "connections:write"])


def test_every_call_has_its_scopes_and_nothing_is_listed_that_is_not_called() -> None:
    called = set(calls())
    assert len(called) > 10
    assert called - CALL_SCOPES.keys() - OTHER_CALLS == set()
    assert CALL_SCOPES.keys() - called == set()
    by_name = [one.name for one in ROOM.glob("*.py") if "api_call(" in one.read_text("utf-8")]
    assert by_name == ["exchange.py"]
