"""The chain shows where a row was changed, moved, put in or taken out."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ledger.audit import SqlAudit, Verified
from bot.ledger.chain import Broken
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.tables import AuditHeadRow, AuditRow
from tests.bot.ledger.tampering import KEY, tamper
from tests.fake_ledger import FakeClock


async def test_an_untouched_chain_is_whole(audit: SqlAudit) -> None:
    assert await audit.verify() == Verified(7, None)
    assert await audit.verify("t1") == Verified(5, None)
    assert await audit.verify("t3") == Verified(0, None)


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'local:tom'",
        "action = 'approve'",
        "subject = 'D-9'",
        "detail = '{\"n\": 2.0}'",
        'detail = \'{"n": 2, "m": 1}\'',
        "at = '2026-11-22 09:00:00.000000'",
        "mac = lower(hex(randomblob(32)))",
    ],
)
async def test_a_changed_link_is_found(audit: SqlAudit, database: Database, change: str) -> None:
    await tamper(database, f"UPDATE audit SET {change} WHERE tenant = 't1' AND position = 3")
    assert await audit.verify() == Verified(2, Broken("t1", 3, "this link was changed"))
    assert await audit.verify("t2") == Verified(2, None)


@pytest.mark.parametrize(
    "change",
    [
        "detail = '{'",
        "detail = '[]'",
        "detail = 'null'",
        'detail = \'{"n": 7, "n": 2}\'',
        "detail = '{\"n\" : 2}'",
        "detail = replace(hex(zeroblob(60000)), '00', '[')",
        "detail = x'7b7d'",
        "at = 'x'",
        "at = ''",
        "at = 7",
        "at = '2026-11-22T08:00:02'",
        "at = at || '+00:00'",
        "actor = x'ff'",
        "actor = CAST(x'ff' AS TEXT)",
        "subject = CAST(subject AS BLOB)",
        "action = x'00ff'",
        "mac = x'00ff'",
        "mac = CAST(x'ff00' AS TEXT)",
    ],
)
async def test_a_link_that_cannot_be_read_is_found(
    audit: SqlAudit, database: Database, change: str
) -> None:
    await tamper(database, f"UPDATE audit SET {change} WHERE tenant = 't1' AND position = 3")
    assert await audit.verify() == Verified(2, Broken("t1", 3, "this link cannot be read"))
    written = (await audit.head("t2")).mac
    assert (await audit.verify("t2", (2, written))).broken is None
    # It stands in nobody's way who adds another.
    await audit.append("t1", actor="x", action="x", subject="x", detail={})
    assert (await audit.heads())["t1"].links == 6


@pytest.mark.parametrize("position", ["x'ff'", "'three'", "3.5"])
async def test_a_link_without_a_place_is_found(
    audit: SqlAudit, database: Database, position: str
) -> None:
    named = "tenant = 't1' AND position = 3"
    await tamper(database, f"UPDATE audit SET position = {position} WHERE {named}")
    [broken] = [(await audit.verify()).broken]
    assert broken
    assert (broken.tenant, broken.position) == ("t1", 3)


@pytest.mark.parametrize("tenant", ["x'ff'", "CAST(x'ff' AS TEXT)", "CAST('t1' AS BLOB)"])
@pytest.mark.parametrize("table", ["audit", "audit_heads"])
async def test_a_link_or_a_head_of_nobody_is_found(
    audit: SqlAudit, database: Database, table: str, tenant: str
) -> None:
    await tamper(database, f"UPDATE {table} SET tenant = {tenant} WHERE tenant = 't1'")
    assert (await audit.verify()).broken is not None


@pytest.mark.parametrize(
    "change",
    [
        "position = 'x'",
        "position = x'ff'",
        "mac = x'ff'",
        "mac = CAST(x'ff' AS TEXT)",
        "mac = CAST(mac AS BLOB)",
        "seal = x'ff'",
        "seal = CAST(x'ff' AS TEXT)",
        "seal = CAST(seal AS BLOB)",
    ],
)
@pytest.mark.parametrize("tenant", ["t1", ""])
async def test_a_head_that_cannot_be_read_is_found(
    audit: SqlAudit, database: Database, change: str, tenant: str
) -> None:
    whose = f"WHERE tenant = '{tenant}'"
    if tenant and change.startswith("position"):
        await tamper(database, f"UPDATE audit_heads SET position = 4 {whose}")
    await tamper(database, f"UPDATE audit_heads SET {change} {whose}")
    assert (await audit.verify()).broken is not None
    await audit.heads()
    await audit.append("t2", actor="x", action="x", subject="x", detail={})
    assert (await audit.verify()).broken is not None


@pytest.mark.parametrize("position", [1, 3])
async def test_a_missing_link_is_found(audit: SqlAudit, database: Database, position: int) -> None:
    await tamper(database, f"DELETE FROM audit WHERE tenant = 't1' AND position = {position}")
    broken = Broken("t1", position, "this link is missing")
    assert await audit.verify() == Verified(position - 1, broken)


async def test_a_missing_end_is_found(audit: SqlAudit, database: Database) -> None:
    await tamper(database, "DELETE FROM audit WHERE tenant = 't1' AND position > 3")
    assert await audit.verify() == Verified(3, Broken("t1", 4, "the chain ends elsewhere"))
    await tamper(database, "DELETE FROM audit WHERE tenant = 't1'")
    assert await audit.verify() == Verified(0, Broken("t1", 1, "the chain ends elsewhere"))


async def test_links_that_changed_places_are_found(audit: SqlAudit, database: Database) -> None:
    move = "UPDATE audit SET position = {} WHERE tenant = 't1' AND position = {}"
    await tamper(database, move.format(99, 2), move.format(2, 3), move.format(3, 99))
    assert await audit.verify() == Verified(1, Broken("t1", 2, "this link was changed"))


async def test_a_closed_gap_is_found(audit: SqlAudit, database: Database) -> None:
    await tamper(
        database,
        "DELETE FROM audit WHERE tenant = 't1' AND position = 2",
        "UPDATE audit SET position = -position WHERE tenant = 't1' AND position > 2",
        "UPDATE audit SET position = -position - 1 WHERE tenant = 't1' AND position < 0",
    )
    assert await audit.verify() == Verified(1, Broken("t1", 2, "this link was changed"))


async def test_a_link_of_a_history_that_was_taken_back_is_found(
    audit: SqlAudit, database: Database
) -> None:
    """Its signature is good, and so is its position: only the link after it can tell."""
    newest = "tenant = 't1' AND position = 6"
    await tamper(database, "CREATE TABLE earlier AS SELECT * FROM audit_heads")
    await audit.append("t1", actor="local:eva", action="reject", subject="D-6", detail={})
    await tamper(
        database,
        f"CREATE TABLE taken_back AS SELECT * FROM audit WHERE {newest}",
        f"DELETE FROM audit WHERE {newest}",
        "DELETE FROM audit_heads",
        "INSERT INTO audit_heads SELECT * FROM earlier",
    )
    for action in ("approve", "pay"):
        await audit.append("t1", actor="local:eva", action=action, subject="D-6", detail={})
    assert await audit.verify("t1") == Verified(7, None)
    await tamper(
        database,
        f"DELETE FROM audit WHERE {newest}",
        "INSERT INTO audit SELECT * FROM taken_back",
    )
    assert await audit.verify("t1") == Verified(6, Broken("t1", 7, "this link was changed"))


@pytest.mark.parametrize("tenant", ["t1", "t9"])
async def test_a_link_that_was_put_in_is_found(
    audit: SqlAudit, database: Database, tenant: str
) -> None:
    at = 6 if tenant == "t1" else 1
    await tamper(
        database,
        "INSERT INTO audit (tenant, position, at, actor, action, subject, detail, mac)"
        f" SELECT '{tenant}', {at}, at, actor, action, subject, detail, mac FROM audit"
        " WHERE tenant = 't2' AND position = 1",
    )
    verified = await audit.verify()
    assert verified.broken == Broken(tenant, at, "this link was changed")


async def test_another_tenants_chain_does_not_pass_for_ones_own(
    audit: SqlAudit, database: Database
) -> None:
    await tamper(
        database,
        "DELETE FROM audit WHERE tenant = 't1'",
        "DELETE FROM audit_heads WHERE tenant = 't1'",
        "UPDATE audit SET tenant = 't1'",
        "UPDATE audit_heads SET tenant = 't1' WHERE tenant = 't2'",
    )
    assert await audit.verify() == Verified(0, Broken("t1", 1, "this link was changed"))


async def test_a_lost_head_is_found(audit: SqlAudit, database: Database) -> None:
    await tamper(database, "DELETE FROM audit_heads WHERE tenant = 't2'")
    assert await audit.verify() == Verified(7, Broken("t2", 3, "the chain ends elsewhere"))


async def test_another_key_does_not_fit(audit: SqlAudit, database: Database) -> None:
    forger = SqlAudit(database, b"a guess", FakeClock())
    assert (await forger.verify("t1")).broken == Broken("t1", 1, "this link was changed")
    await forger.append("t1", actor="x", action="x", subject="x", detail={})
    assert await audit.verify("t1") == Verified(5, Broken("t1", 6, "this link was changed"))


async def test_appends_at_once_do_not_fork_the_chain(tmp_path: Path, audit: SqlAudit) -> None:
    other = Database(tmp_path / FILE_NAME)  # as another process would open it
    second = SqlAudit(other, KEY, FakeClock())
    await asyncio.gather(
        *(
            writer.append("t1", actor="x", action="x", subject=f"{n}", detail={})
            for n in range(10)
            for writer in (audit, second)
        )
    )
    await other.close()
    assert await audit.verify("t1") == Verified(25, None)


async def test_a_link_is_kept_with_its_transaction_or_not_at_all(
    audit: SqlAudit, database: Database
) -> None:
    async def append_both_and_fail() -> None:
        async with database.transaction():
            for _ in range(2):
                await audit.append("t1", actor="x", action="x", subject="x", detail={})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await append_both_and_fail()
    assert await audit.verify("t1") == Verified(5, None)
    async with database.transaction():
        for _ in range(2):
            await audit.append("t1", actor="x", action="x", subject="x", detail={})
    assert await audit.verify("t1") == Verified(7, None)


async def test_verifying_sees_one_moment(audit: SqlAudit, database: Database) -> None:
    async with database.snapshot() as before:
        assert await before.scalar(sa.select(sa.func.count()).select_from(AuditRow)) == 7
        await audit.append("t1", actor="x", action="x", subject="x", detail={})
        head = await before.get_one(AuditHeadRow, "t1")
        assert head.position == 5
