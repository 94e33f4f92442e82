"""Who people in Slack are, what they may decide, and what they see."""

import asyncio
import logging
from collections.abc import Iterable

import aiohttp
import pytest

from bot.slack.directory import SlackDirectory
from bot.slack.roles import Roles
from handlers.chat import ChatUnavailable, Place
from handlers.people import Person, Role
from tests.bot.slack.scripted import Refusal, ScriptedSlack

ARUN, OTTO = "slack:U1ARUN", "slack:U2OTTO"
HERE = Place("slack", "T1", "C1", "17.000100")


def directory(
    slack: ScriptedSlack,
    accountants: Iterable[tuple[str, str]] = (),
    admins: Iterable[tuple[str, str]] = (),
    now: list[float] | None = None,
) -> SlackDirectory:
    clock = (now or [0.0]).__getitem__
    roles = Roles(slack, frozenset(accountants), frozenset(admins), lambda: clock(0))
    return SlackDirectory(slack, roles, clock=lambda: clock(0), patience=0.01)


@pytest.fixture
def slack() -> ScriptedSlack:
    slack = ScriptedSlack()
    slack.know("T1", "U1ARUN", name="Arun", email="arun@acme.example")
    slack.know("T1", "U2OTTO", name="Otto", locale="zh-CN")
    slack.groups["T1", "S1"] = ["U1ARUN"]
    slack.open("T1", "C1", "U2OTTO")
    return slack


async def test_people_go_by_the_names_they_show(slack: ScriptedSlack) -> None:
    known = directory(slack)
    assert await known.person("T1", ARUN) == Person(ARUN, "Arun", "employee")
    slack.know("T1", "U3", name="", real_name="Mei Lin")
    assert (await known.person("T1", "slack:U3")).name == "Mei Lin"


@pytest.mark.parametrize("id_", ["slack:U9", "teams:U1ARUN", "slack:", ""])
async def test_who_nobody_knows_is_an_employee_by_the_id(slack: ScriptedSlack, id_: str) -> None:
    known = directory(slack, [("T1", "U9"), ("T1", "U1ARUN"), ("T1", "")])
    assert await known.person("T1", id_) == Person(id_, id_, "employee")
    assert not await known.sees("T1", id_, HERE)


async def test_a_name_cannot_turn_or_break_the_words_around_it(slack: ScriptedSlack) -> None:
    slack.know("T1", "U3", name="\u202eEve\n\u200b\x07 Adams" + "x" * 200)
    name = (await directory(slack).person("T1", "slack:U3")).name
    assert name.startswith("Eve Adamsxx")
    assert len(name) == 80
    slack.know("T1", "U4", name="\u200b\u202e")
    assert (await directory(slack).person("T1", "slack:U4")).name == "slack:U4"


@pytest.mark.parametrize("name", ["U1ARUN", "S1", "arun@acme.example"])
async def test_people_groups_and_addresses_raise_in_their_own_workspace(
    slack: ScriptedSlack, name: str
) -> None:
    slack.know("T2", "U1ARUN", email="arun@acme.example")
    slack.groups["T2", "S1"] = ["U1ARUN"]
    for role, known in (
        ("accountant", directory(slack, [("T1", name)])),
        ("admin", directory(slack, admins=[("T1", name)])),
        ("admin", directory(slack, [("T1", "U1ARUN")], [("T1", name)])),
    ):
        assert (await known.person("T1", ARUN)).role == role
        assert (await known.person("T1", OTTO)).role == "employee"
        assert (await known.person("T2", ARUN)).role == "employee"


async def test_a_group_is_asked_for_every_five_minutes(slack: ScriptedSlack) -> None:
    now = [0.0]
    known = directory(slack, [("T1", "S1")], now=now)
    roles = list[Role]()
    for now[0] in (0.0, 299.0, 301.0):
        roles.append((await known.person("T1", ARUN)).role)
        slack.groups["T1", "S1"] = []
    assert roles == ["accountant", "accountant", "employee"]
    assert slack.times("usergroups.users.list") == 2


@pytest.mark.parametrize(
    "traits",
    [
        {"deleted": True},
        {"is_restricted": True},
        {"is_ultra_restricted": True, "is_restricted": True},
        {"is_bot": True},
        {"is_stranger": True},
        {"team_id": "T2"},
        {"team_id": "T2", "enterprise_user": {"teams": ["T2", "T3"]}},
    ],
    ids=str,
)
async def test_guests_bots_and_strangers_are_never_more_than_employees(
    slack: ScriptedSlack, traits: dict[str, object]
) -> None:
    slack.know("T1", "U1ARUN", email="arun@acme.example", **traits)
    named = [("T1", "U1ARUN"), ("T1", "S1"), ("T1", "arun@acme.example")]
    known = directory(slack, named, named)
    assert (await known.person("T1", ARUN)).role == "employee"
    slack.open("T1", "C2", "U1ARUN")
    seen = [await known.sees("T1", ARUN, Place("slack", "T1", one)) for one in ("C1", "C2")]
    assert seen == [False, not traits.get("deleted", False)]


async def test_who_is_at_home_in_another_workspace_of_the_company_belongs(
    slack: ScriptedSlack,
) -> None:
    slack.know("T1", "U1ARUN", team_id="T2", enterprise_user={"teams": ["T1", "T2"]})
    assert (await directory(slack, [("T1", "S1")]).person("T1", ARUN)).role == "accountant"


@pytest.mark.parametrize("code", ["missing_scope", "no_such_subteam", "plan_upgrade_required"])
async def test_a_group_that_cannot_be_read_raises_nobody_and_is_told_once(
    slack: ScriptedSlack, caplog: pytest.LogCaptureFixture, code: str
) -> None:
    slack.faults["usergroups.users.list"] = Refusal(code)
    now = [0.0]
    known = directory(slack, [("T1", "S1")], now=now)
    with caplog.at_level(logging.WARNING):
        for now[0] in (0.0, 400.0, 800.0):
            assert (await known.person("T1", ARUN)).role == "employee"
    assert [code in line for line in caplog.messages] == [True]
    assert "Arun" not in caplog.text
    roles = Roles(slack, [("T1", "S1"), ("T1", "U2OTTO")], [("T9", "S1")])
    told = [one async for one in roles.faults()]
    assert told == [("T1", "S1", code), ("T1", "U2OTTO", None), ("T9", "S1", "not_installed")]


@pytest.mark.parametrize(
    "fault",
    [
        Refusal("ratelimited", 429),
        Refusal("internal_error"),
        Refusal("anything", 503),
        aiohttp.ClientError(),
        TimeoutError(),
    ],
    ids=repr,
)
@pytest.mark.parametrize("call", ["users.info", "usergroups.users.list", "users.lookupByEmail"])
async def test_where_slack_is_away_nobody_is_taken_for_anything(
    slack: ScriptedSlack, call: str, fault: Exception
) -> None:
    slack.faults[call] = fault
    named = [("T1", "arun@acme.example"), ("T1", "S1")]
    known = directory(slack, named)
    with pytest.raises(ChatUnavailable):
        await known.person("T1", OTTO)
    del slack.faults[call]
    assert (await known.person("T1", ARUN)).role == "accountant"


@pytest.mark.parametrize("call", ["conversations.info", "conversations.members"])
async def test_where_slack_is_away_nobody_is_told_what_they_see(
    slack: ScriptedSlack, call: str
) -> None:
    slack.open("T1", "C1", "U1ARUN", is_private=True)
    slack.faults[call] = aiohttp.ClientError()
    with pytest.raises(ChatUnavailable):
        await directory(slack).sees("T1", ARUN, HERE)
    slack.faults[call] = Refusal("missing_scope")
    assert not await directory(slack).sees("T1", ARUN, HERE)


async def test_where_clerk_is_not_installed_everybody_is_an_employee(slack: ScriptedSlack) -> None:
    slack.know("T3", "U1ARUN")
    known = directory(slack, [("T3", "U1ARUN")])
    assert (await known.person("T3", ARUN)).role == "employee"
    assert not await known.sees("T3", ARUN, Place("slack", "T3", "C1"))


@pytest.mark.parametrize(
    ("channel", "sees"),
    [
        ({"is_private": False}, True),
        ({"is_private": True, "members": ["U2OTTO", "U5", "U6", "U1ARUN"]}, True),
        ({"is_private": True, "members": ["U2OTTO"]}, False),
        ({"is_private": False, "is_mpim": True, "members": ["U2OTTO"]}, False),
        ({"is_private": None, "members": ["U2OTTO"]}, False),
        ({"is_im": True, "user": "U1ARUN"}, True),
        ({"is_im": True, "user": "U2OTTO"}, False),
        ({"is_im": True}, False),
    ],
    ids=str,
)
async def test_who_reads_a_channel(
    slack: ScriptedSlack, channel: dict[str, object], sees: bool
) -> None:
    slack.channels["T1", "C1"] = channel
    assert await directory(slack).sees("T1", ARUN, HERE) is sees


@pytest.mark.parametrize(
    "place",
    [
        Place("slack", "T1", "C9"),
        Place("slack", "T2", "C1"),
        Place("local", "T1", "C1"),
        Place("slack", "T1", "U2OTTO"),
    ],
    ids=str,
)
async def test_nobody_sees_what_is_not_there_or_another_tenants(
    slack: ScriptedSlack, place: Place
) -> None:
    assert not await directory(slack).sees("T1", ARUN, place)


async def test_everybody_sees_what_they_alone_are_told(slack: ScriptedSlack) -> None:
    assert await directory(slack).sees("T1", ARUN, Place("slack", "T1", "U1ARUN"))


async def test_who_leaves_a_channel_stops_to_read_it_within_a_minute(slack: ScriptedSlack) -> None:
    slack.open("T1", "C1", "U1ARUN", is_private=True)
    now = [0.0]
    known, seen = directory(slack, now=now), list[bool]()
    for now[0] in (0.0, 59.0, 61.0):
        seen.append(await known.sees("T1", ARUN, HERE))
        slack.open("T1", "C1", is_private=True)
    assert seen == [True, True, False]


async def test_members_are_listed_once_for_everybody_who_asks(slack: ScriptedSlack) -> None:
    slack.open("T1", "C1", "U1ARUN", "U3", "U4", is_private=True)
    known = directory(slack)
    seen = await asyncio.gather(*(known.sees("T1", one, HERE) for one in (ARUN, OTTO, ARUN)))
    assert seen == [True, False, True]
    assert (slack.times("conversations.members"), slack.times("conversations.info")) == (2, 1)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-CN", "zh"), ("zh-TW", "zh"), ("de-DE", "en"), ("", "en"), (None, "en")],
)
async def test_people_are_spoken_to_in_their_language(
    slack: ScriptedSlack, locale: str | None, language: str
) -> None:
    slack.know("T1", "U3", locale=locale)
    known = directory(slack)
    assert [await known.locale("T1", "U3") for _ in range(2)] == [language] * 2
    assert slack.times("users.info") == 1
    assert slack.asked[0][2]["include_locale"]


@pytest.mark.parametrize("fault", [aiohttp.ClientError(), Refusal("ratelimited", 429)], ids=repr)
async def test_a_language_that_cannot_be_told_now_is_english_until_it_can(
    slack: ScriptedSlack, fault: Exception
) -> None:
    slack.faults["users.info"] = fault
    known = directory(slack)
    assert await known.locale("T1", "U2OTTO") == "en"
    del slack.faults["users.info"]
    assert await known.locale("T1", "U2OTTO") == "zh"


async def test_no_acknowledgement_waits_long_for_a_language(slack: ScriptedSlack) -> None:
    held = asyncio.Event()
    answer = slack.get

    async def late(tenant: str) -> object:
        await held.wait()
        return await answer(tenant)

    slack.get = late  # type: ignore[method-assign, assignment]
    known = directory(slack)
    assert await known.locale("T1", "U2OTTO") == "en"
    held.set()
    assert (await known.person("T1", OTTO)).name == "Otto"
    assert await known.locale("T1", "U2OTTO") == "zh"
    assert slack.times("users.info") == 1
