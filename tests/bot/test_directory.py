"""Who is who when platforms and lists both have a say."""

from dataclasses import dataclass

import pytest

from bot.directory import Directories
from handlers.chat import Place
from handlers.people import Person, Role

HERE = Place("slack", "t1", "general")


@dataclass(frozen=True)
class Open:
    """A platform whose people go by their names and read every channel."""

    role: Role = "employee"

    async def person(self, tenant: str, id_: str) -> Person:
        return Person(id_, f"{id_} of {tenant}", self.role)

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        return True

    async def readers(self, place: Place) -> list[Person]:
        return [await self.person(place.tenant, f"{place.platform}:{user}") for user in "ab"]


@pytest.mark.parametrize(
    ("id_", "at_home", "role"),
    [
        ("slack:nobody", "employee", "employee"),
        ("slack:a", "employee", "accountant"),
        ("slack:b", "employee", "admin"),
        ("slack:a", "admin", "admin"),
        ("slack:nobody", "accountant", "accountant"),
        ("teams:a", "employee", "employee"),
    ],
)
async def test_the_lists_raise_a_role_and_never_lower_it(
    id_: str, at_home: Role, role: Role
) -> None:
    directory = Directories(
        {"slack": Open(at_home)},
        accountants={("t1", "slack:a"), ("t1", "slack:b")},
        admins={("t1", "slack:b")},
    )
    assert (await directory.person("t1", id_)).role == role
    assert (await directory.person("t2", id_)).role == at_home


async def test_a_role_is_one_in_a_tenant() -> None:
    directory = Directories({"slack": Open()}, {("t1", "slack:a")}, {("t2", "slack:a")})
    roles = [(await directory.person(tenant, "slack:a")).role for tenant in ("t1", "t2", "t3")]
    assert roles == ["accountant", "admin", "employee"]


async def test_who_nobody_knows_goes_by_the_id() -> None:
    directory = Directories({}, accountants={("t1", "teams:29:x")})
    assert await directory.person("t1", "fax:7") == Person("fax:7", "fax:7", "employee")
    assert await directory.person("t1", "teams:29:x") == Person(
        "teams:29:x", "teams:29:x", "accountant"
    )
    known = Directories({"slack": Open()})
    assert (await known.person("t1", "slack:a")).name == "slack:a of t1"


@pytest.mark.parametrize(
    ("id_", "tenant", "sees"),
    [
        ("slack:a", "t1", True),
        ("teams:a", "t1", False),
        ("slack:a", "t2", False),
        ("", "t1", False),
    ],
)
async def test_nobody_reads_the_channels_of_others(id_: str, tenant: str, sees: bool) -> None:
    directory = Directories({"slack": Open()})
    assert await directory.sees(tenant, id_, HERE) is sees


async def test_where_nobody_knows_who_reads_a_channel_nobody_does() -> None:
    directory = Directories({}, admins={("t1", "slack:a")})
    assert not await directory.sees("t1", "slack:a", HERE)
