"""A chain cannot be made to end earlier, nor be taken out, without the key or an old copy."""

import pytest

from bot.ledger.audit import SqlAudit, Verified
from bot.ledger.chain import Broken, Head
from bot.ledger.database import Database
from bot.ledger.tables import AuditHeadRow, AuditRow
from tests.bot.ledger.tampering import EARLY, KEY, keep, link, tamper
from tests.fake_ledger import FakeClock

THIRD = "(SELECT mac FROM audit WHERE tenant = 't1' AND position = 3)"
SHORTER = (
    "DELETE FROM audit WHERE tenant = 't1' AND position > 3",
    f"UPDATE audit_heads SET position = 3, mac = {THIRD} WHERE tenant = 't1'",
)
UNSEALED = "the end of the chain is not sealed"
TAKEN_OUT = "a chain was taken out, put in or set back"


async def add(audit: SqlAudit, tenant: str, subject: str = "D-1") -> None:
    await audit.append(tenant, actor="local:eva", action="read", subject=subject, detail={})


@pytest.mark.parametrize(
    "seal",
    [
        "seal",
        "NULL",
        "''",
        "'é'",
        "mac",
        "lower(hex(randomblob(32)))",
        "(SELECT seal FROM audit_heads WHERE tenant = 't2')",
    ],
)
async def test_a_head_that_was_set_back_has_no_seal(
    audit: SqlAudit, database: Database, seal: str
) -> None:
    reseal = f"UPDATE audit_heads SET seal = {seal} WHERE tenant = 't1'"
    await tamper(database, *SHORTER, reseal)
    assert await audit.verify("t1") == Verified(3, Broken("t1", 4, UNSEALED))
    # The register is of all chains: it fits none of them any more.
    assert (await audit.verify("t2")).broken == Broken("*", 2, TAKEN_OUT)


async def test_a_chain_cannot_be_set_back_with_a_head_that_it_had(
    audit: SqlAudit, database: Database
) -> None:
    """Its seal is good, and so are the links that are left: only the register can tell."""
    await tamper(database, "CREATE TABLE earlier AS SELECT * FROM audit_heads WHERE tenant = 't1'")
    for _ in range(2):
        await add(audit, "t1")
    await tamper(
        database,
        "DELETE FROM audit WHERE tenant = 't1' AND position > 5",
        "DELETE FROM audit_heads WHERE tenant = 't1'",
        "INSERT INTO audit_heads SELECT * FROM earlier",
    )
    for tenant in (None, "t1", "t2"):
        assert (await audit.verify(tenant)).broken == Broken("*", 2, TAKEN_OUT)
    for tenant in ("t1", "t2", "t3"):  # what is added afterwards does not hide it
        await add(audit, tenant)
    assert (await audit.verify()).broken == Broken("*", 3, TAKEN_OUT)


async def test_what_is_added_later_does_not_hide_that_a_chain_was_cut(
    audit: SqlAudit, database: Database
) -> None:
    await tamper(database, *SHORTER)
    for _ in range(3):
        await add(audit, "t1")
        await add(audit, "t3")
    assert await audit.verify("t1") == Verified(6, Broken("t1", 7, UNSEALED))


OUT = ("DELETE FROM audit WHERE tenant = 't1'", "DELETE FROM audit_heads WHERE tenant = 't1'")


async def test_a_chain_that_was_taken_out_is_missed(audit: SqlAudit, database: Database) -> None:
    await tamper(database, *OUT)
    assert await audit.verify() == Verified(2, Broken("*", 1, TAKEN_OUT))
    assert await audit.verify("t1") == Verified(0, Broken("*", 1, TAKEN_OUT))
    # Neither does a new chain, nor the same tenant's next one, hide it.
    await add(audit, "t3")
    assert (await audit.verify()).broken == Broken("*", 2, TAKEN_OUT)
    await add(audit, "t1")
    assert (await audit.verify()).broken == Broken("*", 3, TAKEN_OUT)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM audit_heads WHERE tenant = ''",
        "UPDATE audit_heads SET position = 1 WHERE tenant = ''",
        "UPDATE audit_heads SET seal = NULL WHERE tenant = ''",
    ],
)
async def test_without_its_register_no_ledger_is_whole(
    audit: SqlAudit, database: Database, change: str
) -> None:
    await tamper(database, *OUT, change)
    assert (await audit.verify()).broken == Broken("*", 1, TAKEN_OUT)
    await add(audit, "t1")
    await add(audit, "t2")
    assert (await audit.verify()).broken == Broken("*", 2, TAKEN_OUT)


async def test_links_of_today_do_not_pass_for_those_from_before_seals(
    audit: SqlAudit, database: Database
) -> None:
    await tamper(
        database,
        *OUT,
        "DELETE FROM audit_heads WHERE tenant = ''",
        "UPDATE audit_heads SET seal = NULL",
    )
    assert await audit.verify() == Verified(2, Broken("t2", 3, UNSEALED))
    await add(audit, "t2")
    assert await audit.verify() == Verified(3, Broken("t2", 4, UNSEALED))


async def test_the_register_is_no_tenant(audit: SqlAudit, database: Database) -> None:
    with pytest.raises(ValueError, match="tenant"):
        await add(audit, "")
    await tamper(database, "UPDATE audit SET tenant = '' WHERE tenant = 't1' AND position = 1")
    assert await audit.verify() == Verified(0, Broken("", 1, "this link was changed"))


@pytest.fixture
async def early(database: Database) -> SqlAudit:
    """A ledger from before there were seals: three links for t1, one for t2."""
    chains = [[link("t1", n) for n in range(3)], [link("t2", 0)]]
    await keep(database, EARLY, chains)
    return SqlAudit(database, KEY, FakeClock())


async def test_a_ledger_from_before_seals_is_whole_and_sealed_by_its_next_link(
    early: SqlAudit, database: Database
) -> None:
    assert await early.verify() == Verified(4, None)
    await add(early, "t2")
    assert await early.verify() == Verified(5, None)
    await add(early, "t3")
    assert await early.verify() == Verified(6, None)
    # From now on t1, to which nothing was added since, cannot be shortened or unsealed either.
    unseal = "UPDATE audit_heads SET seal = NULL WHERE tenant = 't1'"
    await tamper(database, unseal)
    assert (await early.verify("t1")).broken == Broken("t1", 4, UNSEALED)
    await add(early, "t1")
    assert (await early.verify("t1")).broken == Broken("t1", 5, UNSEALED)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM audit WHERE tenant = 't1' AND position = 3",
        "DELETE FROM audit WHERE tenant = 't1' AND position = 2",
        "UPDATE audit SET actor = 'local:tom' WHERE tenant = 't1' AND position = 3",
        "UPDATE audit_heads SET mac = 'x' WHERE tenant = 't1'",
        "UPDATE audit_heads SET seal = 'x' WHERE tenant = 't1'",
    ],
)
async def test_what_was_changed_before_it_was_sealed_is_never_sealed(
    early: SqlAudit, database: Database, change: str
) -> None:
    await tamper(database, change)
    assert (await early.verify()).broken
    await add(early, "t2")
    assert (await early.verify()).broken
    async with database.session() as session:
        assert await session.get(AuditHeadRow, "") is None


async def test_a_head_that_was_written_down_finds_what_no_chain_shows(
    audit: SqlAudit, database: Database
) -> None:
    written = await audit.head("t1")
    assert written.links == 5
    assert await audit.heads() == {"t1": written, "t2": await audit.head("t2")}
    assert await audit.head("t9") == Head(0, "")
    await add(audit, "t1")
    for tenant in ("t1", None):
        assert (await audit.verify(tenant, written)).broken is None
        assert (await audit.verify(tenant, (5, written.mac[:16]))).broken is None
    why = "this link is not the one that was written down"
    assert (await audit.verify("t2", written)).broken == Broken("t2", 5, why)
    for wrong in ((4, written.mac), (6, written.mac), (99, written.mac), (5, "0" * 64)):
        assert (await audit.verify(expected=wrong)).broken == Broken("*", wrong[0], why)
    # Emptied, and written anew by one who has the key.
    await tamper(database, "DELETE FROM audit", "DELETE FROM audit_heads")
    assert await audit.verify() == Verified(0, None)
    assert (await audit.verify(expected=written)).broken == Broken("*", 5, why)
    for n in range(6):
        await add(audit, "t1", f"another {n}")
    assert await audit.verify() == Verified(6, None)
    assert (await audit.verify("t1", written)).broken == Broken("t1", 5, why)


async def test_a_head_is_written_down_long_enough_not_to_be_guessed(audit: SqlAudit) -> None:
    mac = (await audit.head("t1")).mac
    for short in ("", mac[:15]):
        with pytest.raises(ValueError, match="16"):
            await audit.verify("t1", (5, short))


async def test_seals_are_in_no_row_of_a_chain(audit: SqlAudit, database: Database) -> None:
    """Or else a shortened chain could be given the seal it had."""
    async with database.session() as session:
        macs = set(
            await session.scalars(AuditRow.__table__.select().with_only_columns(AuditRow.mac))
        )
        heads = (await session.execute(AuditHeadRow.__table__.select())).all()
    assert len({head.seal for head in heads} | macs) == len(heads) + len(macs)
