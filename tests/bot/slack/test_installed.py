"""The one workspace of a token is asked for once, and nothing is done for another."""

import asyncio

import pytest
from pydantic import SecretStr

from bot.slack.installed import OneWorkspace
from bot.slack.session import SlackSession
from handlers.chat import ChatRefused, ChatUnavailable
from tests.doubles.slack import faults
from tests.doubles.slack.double import slack_double


async def test_it_is_asked_for_once() -> None:
    async with slack_double() as slack, SlackSession(slack.api_url) as session:
        team = slack.world.add_team("T0OURS")
        workspaces = OneWorkspace(SecretStr(team.token), slack.api_url, session)
        assert slack.calls == []
        first, second = await asyncio.gather(*(workspaces.get("T0OURS") for _ in range(2)))
        assert first is second
        assert (first.tenant, first.user, first.bot) == ("T0OURS", team.user, team.bot)
        assert first.scopes == team.scopes
        with pytest.raises(ChatRefused):
            await workspaces.get("T0THEIRS")
    assert len(slack.calls) == 1
    assert team.token not in repr(first)


async def test_it_is_asked_for_again_after_a_fault() -> None:
    async with slack_double() as slack, SlackSession(slack.api_url) as session:
        team = slack.world.add_team("T0OURS")
        workspaces = OneWorkspace(SecretStr(team.token), slack.api_url, session)
        slack.faults.add("auth.test", faults.says("internal_error"))
        with pytest.raises(ChatUnavailable):
            await workspaces.get("T0OURS")
        team.revoked = True
        with pytest.raises(ChatRefused, match="token_revoked"):
            await workspaces.get("T0OURS")
        team.revoked = False
        assert (await workspaces.get("T0OURS")).tenant == "T0OURS"
