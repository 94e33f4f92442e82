"""Whatever is done to a row of the audit, `verify` tells it and does not stumble over it."""

import random
from pathlib import Path

from bot.ledger.audit import SqlAudit
from bot.ledger.chain import REGISTER
from bot.ledger.database import FILE_NAME, Database
from tests.bot.ledger.tampering import KEY, TENANTS, ledger, read, tamper, write
from tests.fake_ledger import FakeClock


def damage(chance: random.Random) -> str:
    """Give a statement that leaves something that nothing of Clerk's ever wrote."""
    garbage = chance.choice(
        ["x'ff'", "x'00ff'", "CAST(x'ff' AS TEXT)", "'{'", "'x'", "''", "7", "x''", "3.5"]
    )
    if chance.random() < 0.3:
        column = chance.choice(["tenant", "position", "mac", "seal"])
        whose = chance.choice([*TENANTS, REGISTER])
        return f"UPDATE OR IGNORE audit_heads SET {column} = {garbage} WHERE tenant = '{whose}'"
    column = chance.choice(
        ["tenant", "position", "at", "actor", "action", "subject", "detail", "mac"]
    )
    link = f"tenant = '{chance.choice(TENANTS)}' AND position = {chance.randint(1, 5)}"
    return f"UPDATE OR IGNORE audit SET {column} = {garbage} WHERE {link}"


async def test_whatever_is_left_of_a_row_it_is_told(tmp_path: Path) -> None:
    database = Database(tmp_path / FILE_NAME)
    await database.migrate()
    audit = SqlAudit(database, KEY, FakeClock())
    untouched = await ledger(database, audit)
    chance = random.Random(2026)
    for _ in range(200):
        statement = damage(chance)
        await tamper(database, statement)
        if (await audit.verify()).broken is None:
            # A position of its own kind may be the very one that was there.
            assert await read(database) == untouched, statement
        await write(database, untouched)
    await database.close()
