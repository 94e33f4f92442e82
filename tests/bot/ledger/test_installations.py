"""Installations in the ledger: one a tenant, renewed by one at a time, gone when dropped."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.ledger.database import Database
from bot.ledger.installations import Installed, SqlInstallations, SqlInstalling

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)
OURS = Installed("T1", "client-1", "Acme", "wrapped-1")


@pytest.fixture
def installations(database: Database) -> SqlInstallations:
    return SqlInstallations(database)


async def test_an_installation_takes_the_place_of_the_one_before(
    installations: SqlInstallations,
) -> None:
    assert await installations.get("T1", "client-1") is None
    await installations.keep(OURS)
    await installations.keep(Installed("T1", "client-1", "Acme Ltd", "wrapped-2"))
    kept = await installations.get("T1", "client-1")
    assert kept == Installed("T1", "client-1", "Acme Ltd", "wrapped-2", version=2)
    assert await installations.all("client-1") == [kept]


async def test_tenants_and_apps_are_apart(installations: SqlInstallations) -> None:
    others = [Installed("T2", "client-1", "B", "w"), Installed("T1", "client-2", "C", "w")]
    for one in (OURS, *others):
        await installations.keep(one)
    assert await installations.drop(OURS)
    assert not await installations.drop(OURS)
    assert await installations.get("T1", "client-1") is None
    assert [await installations.get(one.tenant, one.client) for one in others] == others


async def test_of_those_who_would_renew_one_does(installations: SqlInstallations) -> None:
    await installations.keep(OURS)
    tries = [installations.take(OURS, now=NOW, until=SOON) for _ in range(4)]
    assert sorted(await asyncio.gather(*tries)) == [False, False, False, True]
    assert await installations.renew(OURS, "wrapped-2")
    assert not await installations.renew(OURS, "wrapped-3")
    newest = await installations.get("T1", "client-1")
    assert newest == Installed("T1", "client-1", "Acme", "wrapped-2", version=2)
    assert await installations.take(newest, now=NOW, until=SOON)
    await installations.give_back(newest)
    assert await installations.take(newest, now=NOW, until=SOON)


async def test_who_died_while_renewing_keeps_nobody_out(installations: SqlInstallations) -> None:
    await installations.keep(OURS)
    assert await installations.take(OURS, now=NOW, until=SOON)
    assert not await installations.take(OURS, now=NOW, until=SOON)
    assert await installations.take(OURS, now=SOON + timedelta(seconds=1), until=SOON)


async def test_what_was_installed_anew_or_removed_is_not_renewed_or_dropped_by_the_old(
    installations: SqlInstallations,
) -> None:
    await installations.keep(OURS)
    await installations.keep(OURS)
    assert not await installations.take(OURS, now=NOW, until=SOON)
    assert not await installations.renew(OURS, "late")
    assert not await installations.drop(OURS)
    assert await installations.drop(replace(OURS, version=2))
    assert not await installations.renew(OURS, "later")
    assert await installations.get("T1", "client-1") is None


async def test_what_was_removed_and_installed_anew_is_another_installation(
    installations: SqlInstallations,
) -> None:
    await installations.keep(OURS)
    assert await installations.drop(OURS)
    anew = replace(OURS, wrapped="wrapped-9")
    await installations.keep(anew)
    assert not await installations.take(OURS, now=NOW, until=SOON)
    assert not await installations.renew(OURS, "late")
    assert not await installations.drop(OURS)
    assert await installations.get("T1", "client-1") == anew


async def test_a_token_that_was_given_stays_whatever_else_fails(
    database: Database, installations: SqlInstallations
) -> None:
    async def keep_and_fail() -> None:
        async with database.transaction():
            await installations.keep(OURS)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await keep_and_fail()
    assert await installations.get("T1", "client-1") == OURS


async def test_a_mark_comes_back_once_and_in_time(database: Database) -> None:
    installing = SqlInstalling(database)
    await installing.begin("m1", now=NOW, until=SOON)
    tries = [installing.end("m1", now=NOW) for _ in range(4)]
    assert sorted(await asyncio.gather(*tries)) == [False, False, False, True]
    await installing.begin("m2", now=NOW, until=SOON)
    assert not await installing.end("m2", now=SOON)
    assert not await installing.end("m3", now=NOW)


async def test_marks_that_nobody_came_back_with_are_forgotten(database: Database) -> None:
    installing = SqlInstalling(database)
    await installing.begin("m1", now=NOW, until=SOON)
    await installing.begin("m2", now=SOON, until=SOON + timedelta(minutes=1))
    # Were it still there, a clock that goes back would find it.
    assert not await installing.end("m1", now=NOW)
