"""What every Directory keeps to."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

import pytest

from bot.local.directory import LocalDirectory
from bot.slack.directory import SlackDirectory
from bot.slack.roles import Roles as SlackRoles
from bot.teams.connector import Member
from bot.teams.directory import TeamsDirectory
from bot.teams.roles import Roles
from handlers.chat import ChatUnavailable, Place
from handlers.people import Directory, Person, person_id
from tests.bot.slack.speaking import speaking
from tests.bot.teams.rosters import T1, Groups, Rosters
from tests.doubles.faults import broken
from tests.fake_directory import FakeDirectory


@dataclass
class Company:
    """A Directory with an employee and an accountant in it.

    `everybodys` is a channel that both read, `accountings` one that the accountant alone does.
    `leave` lets the platform be away, where it can be.
    """

    directory: Directory
    employee: str
    accountant: str
    everybodys: Place
    accountings: Place
    leave: Callable[[], None] | None = None


def fake() -> Company:
    directory = FakeDirectory(tenant="t1", platform="local")
    lena, arun = (
        Person("local:lena", "Lena", "employee"),
        Person("local:arun", "Arun", "accountant"),
    )
    directory.know([lena, arun], channels=["general"])
    directory.know([arun], channels=["accounting"])

    def leave() -> None:
        directory.is_away = True

    everybodys = Place("local", "t1", "general", "thread")
    accountings = replace(everybodys, channel="accounting")
    return Company(directory, lena.id, arun.id, everybodys, accountings, leave)


def local() -> Company:
    everybodys = Place("local", "local", "general", "thread")
    accountings = replace(everybodys, channel="accounting")
    lena, arun = "local:employee", "local:accountant-1"
    return Company(LocalDirectory(), lena, arun, everybodys, accountings)


async def slack() -> AsyncIterator[Company]:
    async with speaking("T0OURS", "T0THEIRS") as room:
        ours = room.slack.world.teams["T0OURS"]
        room.slack.act.join(ours, "U0LENA", "C0GENERAL", name="Lena")
        room.slack.act.join(ours, "U0ARUN", "C0GENERAL", name="Arun")
        ours.add_channel("G0ACCOUNTING", "U0ARUN", kind="private")
        ours.groups["S0ACCOUNTANTS"] = ("accountants", {"U0ARUN"})
        named = [(tenant, "S0ACCOUNTANTS") for tenant in ("T0OURS", "T0THEIRS")]

        def leave() -> None:
            for method in ("users.info", "usergroups.users.list", "conversations.info"):
                room.slack.faults.add(method, broken(503), times=100)

        everybodys = Place("slack", "T0OURS", "C0GENERAL", "17.000100")
        accountings = replace(everybodys, channel="G0ACCOUNTING")
        directory = SlackDirectory(room, SlackRoles(room, named, ()))
        yield Company(directory, "slack:U0LENA", "slack:U0ARUN", everybodys, accountings, leave)


async def teams() -> Company:
    rosters, group = Rosters(), "99999999-9999-4999-8999-999999999999"
    lena = Member("29:lena", "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "Lena")
    arun = Member("29:arun", "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb", "Arun")
    await rosters.meet(T1, "19:general@thread.tacv2", lena, arun)
    await rosters.meet(T1, "19:accounting@thread.tacv2", arun)
    for one in (lena, arun):
        await rosters.hear(T1, "19:general@thread.tacv2", one)
    named = [(tenant, group) for tenant in (T1, "T0THEIRS")]

    def leave() -> None:
        rosters.fault = ChatUnavailable("members")

    everybodys = Place("teams", T1, "19:general@thread.tacv2", "17")
    accountings = replace(everybodys, channel="19:accounting@thread.tacv2")
    roles = Roles(Groups({(T1, group): [arun.user]}), named, ())
    known = TeamsDirectory(rosters.book, rosters, roles)
    ids = person_id("teams", lena.user), person_id("teams", arun.user)
    return Company(known, *ids, everybodys, accountings, leave)


@pytest.fixture(params=["fake", "local", "slack", "teams"])
async def company(request: pytest.FixtureRequest) -> AsyncIterator[Company]:
    match request.param:
        case "fake":
            yield fake()
        case "local":
            yield local()
        case "teams":
            yield await teams()
        case _:
            async for one in slack():
                yield one


async def test_people_have_a_name_and_a_role(company: Company) -> None:
    tenant, directory = company.everybodys.tenant, company.directory
    lena = await directory.person(tenant, company.employee)
    arun = await directory.person(tenant, company.accountant)
    assert (lena.id, arun.id) == (company.employee, company.accountant)
    assert (lena.role, arun.role) == ("employee", "accountant")
    assert not {lena.name, arun.name} & {"", company.employee, company.accountant}


async def test_who_nobody_knows_is_an_employee_and_sees_nothing(company: Company) -> None:
    tenant, platform = company.everybodys.tenant, company.everybodys.platform
    for id_ in (person_id(platform, "U0NOBODY"), person_id(platform, ""), "fax:7", ""):
        assert await company.directory.person(tenant, id_) == Person(id_, id_, "employee")
        assert not await company.directory.sees(tenant, id_, company.everybodys)


async def test_everybody_reads_what_they_are_let_into(company: Company) -> None:
    seen = [
        await company.directory.sees(place.tenant, id_, place)
        for place in (company.everybodys, company.accountings)
        for id_ in (company.employee, company.accountant)
    ]
    assert seen == [True, True, False, True]


async def test_nobody_is_anything_in_another_tenant(company: Company) -> None:
    unknown = Person(company.accountant, company.accountant, "employee")
    assert await company.directory.person("T0THEIRS", company.accountant) == unknown
    for place in (company.everybodys, company.accountings):
        there = replace(place, tenant="T0THEIRS")
        for tenant, where in (("T0THEIRS", there), ("T0THEIRS", place), (place.tenant, there)):
            assert not await company.directory.sees(tenant, company.accountant, where)


async def test_who_is_in_a_channel_is_listed_as_who_they_are(company: Company) -> None:
    everybody = await company.directory.readers(company.everybodys)
    assert {company.employee, company.accountant} <= {one.id for one in everybody}
    for one in everybody:
        assert one == await company.directory.person(company.everybodys.tenant, one.id)
    assert company.employee not in {
        one.id for one in await company.directory.readers(company.accountings)
    }
    for change in ({"channel": "nowhere"}, {"platform": "fax"}, {"tenant": "T0THEIRS"}):
        assert not await company.directory.readers(replace(company.everybodys, **change))


async def test_nobody_reads_what_is_not_there(company: Company) -> None:
    for change in ({"channel": "nowhere"}, {"platform": "fax"}):
        place = replace(company.everybodys, **change)
        assert not await company.directory.sees(place.tenant, company.accountant, place)


async def test_where_the_platform_is_away_nobody_is_taken_for_anything(company: Company) -> None:
    if company.leave is None:
        return  # it is Clerk's own, and is there whenever Clerk is
    company.leave()
    place = company.everybodys
    with pytest.raises(ChatUnavailable):
        await company.directory.person(place.tenant, company.accountant)
    with pytest.raises(ChatUnavailable):
        await company.directory.sees(place.tenant, company.accountant, place)
    with pytest.raises(ChatUnavailable):
        await company.directory.readers(place)
