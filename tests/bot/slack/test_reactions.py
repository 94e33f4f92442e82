"""Reactions: they keep nobody waiting, and Slack is not asked for many at a time."""

import pytest
from pydantic import SecretStr

from bot.background import Background
from bot.slack.installed import OneWorkspace
from bot.slack.reactions import AT_ONCE, SEEN, Reactions
from tests.bot.slack.scripted import Refusal, ScriptedSlack
from tests.doubles.slack.double import slack_double


@pytest.mark.parametrize("code", [None, "already_reacted", "message_not_found", "ratelimited"])
async def test_the_eyes_are_a_courtesy(code: str | None) -> None:
    slack, background = ScriptedSlack(), Background()
    if code is not None:
        slack.faults["reactions.add"] = Refusal(code)
    Reactions(slack, background).see("T1", "C1", "17.000100")
    assert slack.asked == [], "it is not waited for"
    await background.settled()
    [(tenant, _, given)] = slack.asked
    assert (tenant, given) == ("T1", {"channel": "C1", "timestamp": "17.000100", "name": "eyes"})


async def test_eyes_are_put_on_very_many_messages_a_few_at_a_time() -> None:
    async with slack_double() as slack:
        team = slack.world.add_team("T1")
        slack.act.join(team, "U0DORA", "C1")
        said = [slack.act.say(team, "C1", "U0DORA", f"{number}") for number in range(8)]
        slack.delay, background = 0.01, Background()
        reactions = Reactions(OneWorkspace(SecretStr(team.token), slack.api_url), background)
        for message in said:
            reactions.see("T1", "C1", message.ts)
        await background.settled()
        assert all(SEEN in message.reactions for message in said)
        assert slack.at_once == AT_ONCE
