"""Who people in Teams are, what they may decide, and what they see."""

import logging
from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.ledger.faults import DatabaseBusy
from bot.teams.connector import Member, TeamsRefused
from bot.teams.directory import TeamsDirectory
from bot.teams.graph import Graph, NotConsented
from bot.teams.roles import NOBODY, Roles
from handlers.chat import ChatUnavailable, Place
from handlers.people import Person, Role
from tests.bot.teams.rosters import CLERK, T1, T2, Groups, Rosters

GROUP = "99999999-9999-4999-8999-999999999999"
ANN = Member("29:ann", "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "Ann Example", "ann@acme.example")
OTTO = Member("29:otto", "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb", "Otto Sample", "otto@acme.example")
STRANGER = Member("29:x", "", "Somebody", role="anonymous")
CHANNEL, CHAT, ALONE = "19:invoices@thread.tacv2", "19:chat@thread.v2", "a:ann"
HERE = Place("teams", T1, CHANNEL, "17")

Named = Iterable[tuple[str, str]]


class Now:
    """A clock that stands still."""

    time = 0.0

    def __call__(self) -> float:
        return self.time


def directory(
    rosters: Rosters,
    accountants: Named = (),
    admins: Named = (),
    *,
    graph: Graph | None = None,
    now: Now | None = None,
) -> TeamsDirectory:
    clock = now or Now()
    roles = Roles(graph, frozenset(accountants), frozenset(admins), clock)
    return TeamsDirectory(rosters.book, rosters, roles, clock=clock)


def id_of(member: Member) -> str:
    return f"teams:{member.user or member.id}"


@pytest.fixture
async def rosters() -> Rosters:
    rosters = Rosters()
    await rosters.meet(T1, CHANNEL, ANN, OTTO)
    await rosters.hear(T1, CHANNEL, ANN)
    await rosters.meet(T1, ALONE, ANN, kind="personal")
    return rosters


async def test_people_go_by_their_names_wherever_they_were_met(rosters: Rosters) -> None:
    known = directory(rosters)
    assert await known.person(T1, id_of(ANN)) == Person(id_of(ANN), "Ann Example", "employee")
    # Otto has said nothing yet: he is known once he is listed.
    assert await known.person(T1, id_of(OTTO)) == Person(id_of(OTTO), id_of(OTTO), "employee")
    assert [one.name for one in await known.readers(HERE)] == ["Ann Example", "Otto Sample"]
    assert (await known.person(T1, id_of(OTTO))).name == "Otto Sample"


async def test_who_left_where_they_were_met_is_known_from_their_own_chat(rosters: Rosters) -> None:
    rosters.inside[T1, CHANNEL].remove(ANN)
    assert (await directory(rosters).person(T1, id_of(ANN))).name == "Ann Example"
    await rosters.book.left(T1, ALONE)
    assert (await directory(rosters).person(T1, id_of(ANN))).name == id_of(ANN)


async def test_a_name_cannot_turn_the_words_around_it(rosters: Rosters) -> None:
    rosters.inside[T1, CHANNEL][0] = replace(ANN, name="\u202eAnn\n\u200b Ex")
    assert (await directory(rosters).person(T1, id_of(ANN))).name == "Ann Ex"
    rosters.inside[T1, CHANNEL][0] = replace(ANN, name="\u200b")
    assert (await directory(rosters).person(T1, id_of(ANN))).name == id_of(ANN)


@pytest.mark.parametrize(
    "name", [ANN.user, ANN.user.upper(), GROUP, "ann@acme.example", "Ann@Acme.example"]
)
async def test_people_groups_and_addresses_raise_in_their_own_tenant(
    rosters: Rosters, name: str
) -> None:
    await rosters.meet(T2, CHANNEL, ANN)
    await rosters.hear(T2, CHANNEL, ANN)
    await rosters.hear(T1, CHANNEL, OTTO)
    groups = Groups({(T1, GROUP): ["c", "d", ANN.user.upper()], (T2, GROUP): [ANN.user]})
    for role, known in (
        ("accountant", directory(rosters, [(T1, name)], graph=groups)),
        ("admin", directory(rosters, admins=[(T1.upper(), name)], graph=groups)),
        ("admin", directory(rosters, [(T1, ANN.user)], [(T1, name)], graph=groups)),
    ):
        assert (await known.person(T1, id_of(ANN))).role == role
        assert (await known.person(T1, id_of(OTTO))).role == "employee"
        assert (await known.person(T2, id_of(ANN))).role == "employee"


async def test_a_group_is_asked_for_every_five_minutes_by_pages(rosters: Rosters) -> None:
    now, roles, groups = Now(), list[Role](), Groups({(T1, GROUP): ["a", "b", ANN.user]})
    known = directory(rosters, [(T1, GROUP)], graph=groups, now=now)
    for now.time in (0.0, 299.0, 301.0):
        roles.append((await known.person(T1, id_of(ANN))).role)
        groups.groups[T1, GROUP] = []
    assert roles == ["accountant", "accountant", "employee"]
    assert len(groups.calls) == 3  # two pages, then none


@pytest.mark.parametrize("role", ["guest", "anonymous"])
async def test_guests_and_strangers_are_never_more_than_employees(
    rosters: Rosters, role: str
) -> None:
    rosters.inside[T1, CHANNEL][0] = replace(ANN, role=role)
    named = [(T1, ANN.user), (T1, GROUP), (T1, ANN.mail)]
    known = directory(rosters, named, named, graph=Groups({(T1, GROUP): [ANN.user]}))
    assert (await known.person(T1, id_of(ANN))).role == "employee"
    assert await known.sees(T1, id_of(ANN), HERE)
    assert {one.role for one in await known.readers(HERE)} == {"employee"}


@pytest.mark.parametrize(
    "fault", [NotConsented("groups", "GroupMember.Read.All"), TeamsRefused("groups", 400, "Bad")]
)
async def test_a_group_that_cannot_be_read_raises_nobody_and_is_told_once(
    rosters: Rosters, caplog: pytest.LogCaptureFixture, fault: TeamsRefused
) -> None:
    now, groups = Now(), Groups({(T1, GROUP): [ANN.user]}, fault=fault)
    known = directory(rosters, [(T1, GROUP)], graph=groups, now=now)
    with caplog.at_level(logging.WARNING):
        for now.time in (0.0, 400.0):
            assert (await known.person(T1, id_of(ANN))).role == "employee"
    assert len(caplog.records) == 1
    assert str(fault.status) in caplog.text
    groups.fault, now.time = None, 800.0
    assert (await known.person(T1, id_of(ANN))).role == "accountant"


async def test_where_graph_is_away_nobody_is_taken_for_anything(rosters: Rosters) -> None:
    groups = Groups(fault=ChatUnavailable("graph"))
    known = directory(rosters, [(T1, GROUP), (T1, OTTO.user)], graph=groups)
    with pytest.raises(ChatUnavailable):
        await known.person(T1, id_of(ANN))
    await rosters.hear(T1, CHANNEL, OTTO)
    assert (await known.person(T1, id_of(OTTO))).role == "accountant"


@pytest.mark.parametrize("fault", [ChatUnavailable("graph"), None], ids=["away", "silent"])
async def test_who_is_named_themselves_waits_for_no_group(
    rosters: Rosters, fault: Exception | None
) -> None:
    names, group = frozenset({(T1, ANN.user), (T1, GROUP)}), frozenset({(T1, GROUP)})
    groups = Groups({(T1, GROUP): [ANN.user]}, fault=fault, silent=fault is None)

    async def role(patience: float) -> Role:
        roles = Roles(groups, names, group, Now(), patience=patience)
        known = TeamsDirectory(rosters.book, rosters, roles, clock=Now())
        return (await known.person(T1, id_of(ANN))).role

    assert await role(patience=0.0) == "accountant"
    groups.fault = None
    groups.answer.set()
    assert await role(patience=60.0) == "admin"


async def test_what_a_setting_names_is_told_of_where_it_raises_nobody(rosters: Rosters) -> None:
    unknown, mail = "dddddddd-dddd-4ddd-8ddd-dddddddddddd", "new@acme.example"
    named = [(T1, ANN.user), (T1, GROUP), (T1, unknown), (T1, mail)]

    async def faults(graph: Graph | None) -> dict[str, str | None]:
        roles = Roles(graph, frozenset(named), ())
        return {name: fault async for _, name, fault in roles.faults(rosters.book)}

    groups = Groups({(T1, GROUP): []})
    known = {ANN.user: None, mail: None}
    assert await faults(groups) == {**known, GROUP: None, unknown: NOBODY}
    assert await faults(None) == {**known, GROUP: NOBODY, unknown: NOBODY}
    groups.fault = NotConsented("groups", "GroupMember.Read.All")
    said = "403 GroupMember.Read.All"
    assert await faults(groups) == {**known, GROUP: said, unknown: said}


async def test_who_sees_a_conversation_is_in_it(rosters: Rosters) -> None:
    await rosters.meet(T1, CHAT, OTTO, kind="group")
    known = directory(rosters)
    seen = {
        (channel, one.name)
        for channel in (CHANNEL, CHAT, ALONE)
        for one in (ANN, OTTO)
        if await known.sees(T1, id_of(one), replace(HERE, channel=channel))
    }
    assert seen == {
        (CHANNEL, "Ann Example"),
        (CHANNEL, "Otto Sample"),
        (CHAT, "Otto Sample"),
        (ALONE, "Ann Example"),
    }


async def test_who_has_left_sees_nothing_a_minute_later(rosters: Rosters) -> None:
    now = Now()
    known = directory(rosters, now=now)
    assert await known.sees(T1, id_of(ANN), HERE)
    rosters.inside[T1, CHANNEL].remove(ANN)
    now.time = 59.0
    assert await known.sees(T1, id_of(ANN), HERE)
    now.time = 60.0
    assert not await known.sees(T1, id_of(ANN), HERE)
    assert rosters.calls == ["member", "member"]


async def test_bots_are_not_listed_and_strangers_go_by_their_account(rosters: Rosters) -> None:
    bots = [Member(CLERK, "", "Clerk"), Member("28:other", "", "Other")]
    rosters.inside[T1, CHANNEL] += [*bots, STRANGER]
    listed = await directory(rosters, [(T1, STRANGER.id)]).readers(HERE)
    assert listed[-1] == Person("teams:29:x", "Somebody", "employee")
    assert [one.name for one in listed] == ["Ann Example", "Otto Sample", "Somebody"]


async def test_whom_teams_names_by_their_account_alone_is_who_they_were_before(
    rosters: Rosters,
) -> None:
    rosters.inside[T1, CHANNEL][0] = replace(ANN, user="")
    known = directory(rosters, [(T1, ANN.user)])
    assert await known.person(T1, id_of(ANN)) == Person(id_of(ANN), ANN.name, "accountant")
    [first, _] = await known.readers(HERE)
    assert first == Person(id_of(ANN), ANN.name, "accountant")


async def test_no_more_people_are_listed_than_a_form_may_hold(rosters: Rosters) -> None:
    rosters.inside[T1, CHANNEL] = [
        Member(f"29:{number}", f"u{number}", f"N{number:03}") for number in range(300)
    ]
    known = directory(rosters)
    assert len(await known.readers(HERE)) == 200
    await known.readers(HERE)
    assert rosters.calls == ["members"]
    rosters.inside[T1, CHANNEL] = [Member(f"28:{number}", "", "Bot") for number in range(300)]
    assert not await directory(rosters).readers(HERE)


async def test_a_refusal_is_told_once_and_shows_nobody(
    rosters: Rosters, caplog: pytest.LogCaptureFixture
) -> None:
    rosters.fault = TeamsRefused("members", 403, "BotNotInConversationRoster")
    known = directory(rosters)
    with caplog.at_level(logging.WARNING):
        assert not await known.readers(HERE)
        assert not await known.sees(T1, id_of(ANN), HERE)
        assert (await known.person(T1, id_of(ANN))).name == id_of(ANN)
    assert len(caplog.records) == 1
    assert "403 BotNotInConversationRoster" in caplog.text


async def test_while_the_database_is_busy_nobody_is_taken_for_anything(rosters: Rosters) -> None:
    known = directory(rosters)
    rosters.fault = DatabaseBusy("busy")
    for asked in (
        known.person(T1, id_of(ANN)),
        known.sees(T1, id_of(ANN), HERE),
        known.readers(HERE),
    ):
        with pytest.raises(ChatUnavailable):
            await asked
