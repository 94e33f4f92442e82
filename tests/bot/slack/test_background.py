"""Courtesies: they keep nobody waiting, and nothing that they may come upon ends Clerk."""

import asyncio
import logging

import pytest
from pydantic import SecretStr

from bot.ledger.faults import DatabaseBusy
from bot.slack.background import HINDRANCES, Background
from bot.slack.installed import OneWorkspace
from bot.slack.reactions import AT_ONCE, SEEN, Reactions
from handlers.chat import ChatRefused
from tests.bot.slack.scripted import Refusal, ScriptedSlack
from tests.doubles.slack.double import slack_double


@pytest.mark.parametrize("fault", [ChatRefused("views.publish: gone"), DatabaseBusy("locked")])
async def test_a_hindrance_is_told_to_the_log(
    caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    async def hindered() -> None:
        raise fault

    background = Background()
    with caplog.at_level(logging.INFO):
        background.start(hindered())
        await background.settled()
    assert str(fault) in caplog.text
    assert isinstance(fault, HINDRANCES)


async def test_what_takes_too_long_is_broken_off_at_the_end() -> None:
    ended = list[str]()

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("broken off")

    async def short() -> None:
        await asyncio.sleep(0)
        ended.append("done")

    background = Background()
    background.start(forever())
    background.start(short())
    await background.close(0.01)
    assert ended == ["done", "broken off"]
    await background.close(0)


async def test_no_more_goes_on_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.background._MOST", 2)
    background, begun = Background(), list[int]()

    async def begin(number: int) -> None:
        begun.append(number)

    for number in range(4):
        background.start(begin(number))
    await background.settled()
    assert begun == [0, 1]


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
