"""Who is in a channel of Slack: people, and each of them asked about once."""

import pytest

from bot.slack import directory
from bot.slack.directory import SlackDirectory
from bot.slack.roles import Roles
from handlers.chat import Place
from handlers.people import MOST_READERS, Person
from tests.bot.slack.scripted import Refusal, ScriptedSlack

ARUN, OTTO = "slack:U1ARUN", "slack:U2OTTO"


def world() -> ScriptedSlack:
    slack = ScriptedSlack()
    slack.know("T1", "U1ARUN", name="Arun")
    slack.know("T1", "U2OTTO", name="Otto")
    return slack


async def test_who_is_in_a_channel_is_listed_without_bots_and_those_who_left() -> None:
    slack = world()
    slack.know("T1", "U0CLERK", name="Clerk", is_bot=True)
    slack.know("T1", "U3FLOW", name="Flow", is_workflow_bot=True)
    slack.know("T1", "USLACKBOT", name="Slackbot")
    slack.know("T1", "U4GONE", name="Gone", deleted=True)
    slack.know("T1", "U5GUEST", name="Ann", is_restricted=True)
    everybody = [*("U0CLERK", "U3FLOW", "USLACKBOT", "U4GONE", "U5GUEST", "U9"), "U1ARUN"]
    slack.open("T1", "C2", *everybody, is_private=True)
    slack.open("T1", "D1", is_im=True, user="U2OTTO")
    known = SlackDirectory(slack, Roles(slack, [("T1", "U1ARUN"), ("T1", "U5GUEST")], ()))
    assert await known.readers(Place("slack", "T1", "C2")) == [
        Person("slack:U5GUEST", "Ann", "employee"),
        Person(ARUN, "Arun", "accountant"),
    ]
    assert [one.id for one in await known.readers(Place("slack", "T1", "D1"))] == [OTTO]
    slack.faults["conversations.info"] = Refusal("channel_not_found")
    assert await known.readers(Place("slack", "T1", "C3")) == []


async def test_of_a_large_channel_the_first_ones_are_listed_and_asked_about_once() -> None:
    slack = world()
    users = [f"U{number:03}" for number in range(1000)]
    for user in users:
        slack.know("T1", user)
    slack.open("T1", "C2", *users)
    known = SlackDirectory(slack, Roles(slack, (), ()))
    for _ in range(2):
        listed = await known.readers(Place("slack", "T1", "C2"))
        assert [one.id for one in listed] == [f"slack:{user}" for user in users[:MOST_READERS]]
    assert slack.times("users.info") <= 2 * MOST_READERS


async def test_who_shows_a_nickname_goes_by_the_whole_name_too() -> None:
    slack = world()
    slack.know("T1", "U3", name="bee", real_name="Beatrix Sandoval")
    slack.open("T1", "C2", "U3")
    known = SlackDirectory(slack, Roles(slack, (), ()))
    [bee] = await known.readers(Place("slack", "T1", "C2"))
    assert (bee.name, bee.also) == ("bee", ("Beatrix Sandoval",))


async def test_where_most_of_a_large_channel_are_bots_nobody_is_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(directory, "MOST_READERS", 10)
    slack = world()
    users = [f"U{number:03}" for number in range(21)]
    for number, user in enumerate(users):
        slack.know("T1", user, is_bot=number % 3 > 0)
    slack.open("T1", "C2", *users)
    known = SlackDirectory(slack, Roles(slack, (), ()))
    assert await known.readers(Place("slack", "T1", "C2")) == ()
