"""A ledger's audit as an attacker with the database sees it: rows to read, change and put back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import sqlalchemy as sa

from bot.ledger.audit import SqlAudit
from bot.ledger.chain import REGISTER, Broken, Head, Link, Sealed, Seals, Walk, check_register
from bot.ledger.database import Database
from bot.ledger.tables import AuditHeadRow, AuditRow
from tests.fake_ledger import MORNING

KEY = b"a key that the database does not hold"
SEALS = Seals(KEY)
TODAY = SEALS.link
EARLY = SEALS.early_link
TENANTS = ("t1", "t2", "t3")


@dataclass
class Rows:
    """All rows of the audit, by tenant."""

    links: dict[str, list[Link]]
    heads: dict[str, Sealed]

    def copy(self) -> "Rows":
        return Rows({tenant: list(chain) for tenant, chain in self.links.items()}, dict(self.heads))

    def verify(self) -> Broken | None:
        """Check all of it, as SqlAudit.verify does over the database."""
        heads = {tenant: kept for tenant, kept in self.heads.items() if tenant != REGISTER}
        register = self.heads.get(REGISTER)
        for tenant in sorted({*heads, *(name for name, chain in self.links.items() if chain)}):
            walk = Walk(SEALS, tenant)
            for link in sorted(self.links.get(tenant, ()), key=lambda one: one.position):
                if (broken := walk.take(link)) is not None:
                    return broken
            kept = heads.get(tenant)
            if (broken := walk.end(kept, registered=register is not None)) is not None:
                return broken
        return check_register(SEALS, register, heads)


def link(tenant: str, n: int) -> Link:
    """Make the content of a link."""
    return Link(
        tenant=tenant,
        position=n + 1,
        at=MORNING + timedelta(seconds=n),
        actor=f"local:{tenant}-{n % 3}",
        action=("read", "approve", "export")[n % 3],
        subject=f"D-{n}",
        detail={"n": n, "sha256": f"{n:064x}", "more": None},
        mac="",
    )


def chained(
    sign: Callable[[Link, str], str], links: Iterable[Link], before: str = ""
) -> list[Link]:
    """Sign `links` one after the other."""
    chain = []
    for one in links:
        chain.append(replace(one, mac=sign(one, before)))
        before = chain[-1].mac
    return chain


async def read(database: Database) -> Rows:
    """Give everything that the database holds of the audit."""
    rows = Rows({}, {})
    async with database.session() as session:
        for row in await session.scalars(sa.select(AuditRow).order_by(AuditRow.position)):
            values = {name: getattr(row, name) for name in Link.__dataclass_fields__}
            rows.links.setdefault(row.tenant, []).append(Link(**values))
        for head in await session.scalars(sa.select(AuditHeadRow)):
            rows.heads[head.tenant] = Sealed(Head(head.position, head.mac), head.seal)
    return rows


async def write(database: Database, rows: Rows) -> None:
    """Let the database hold `rows` and nothing else of the audit."""
    links = [
        {name: getattr(one, name) for name in Link.__dataclass_fields__}
        for chain in rows.links.values()
        for one in chain
    ]
    heads = [
        {"tenant": tenant, "position": kept.head.links, "mac": kept.head.mac, "seal": kept.seal}
        for tenant, kept in rows.heads.items()
    ]
    async with database.session() as session:
        for table, values in ((AuditRow, links), (AuditHeadRow, heads)):
            await session.execute(sa.delete(table))
            if values:
                await session.execute(sa.insert(table), values)


async def keep(
    database: Database, sign: Callable[[Link, str], str], chains: Sequence[Sequence[Link]]
) -> None:
    """Keep chains whose heads have no seals, as a ledger from before there were any."""
    signed = {chain[0].tenant: chained(sign, chain) for chain in chains}
    heads = {
        tenant: Sealed(Head(len(chain), chain[-1].mac), None) for tenant, chain in signed.items()
    }
    await write(database, Rows(signed, heads))


async def tamper(database: Database, *statements: str) -> None:
    """Change rows behind the back of the audit."""
    async with database.session() as session:
        for statement in statements:
            await session.execute(sa.text(statement))


async def ledger(database: Database, audit: SqlAudit) -> Rows:
    """Three chains: t1 of today, t2 begun before there were seals, t3 all from before."""
    await keep(
        database, EARLY, [[link("t2", n) for n in range(3)], [link("t3", n) for n in range(5)]]
    )
    for tenant, links in (("t1", 8), ("t2", 4)):
        for n in range(links):
            await audit.append(
                tenant, actor="local:eva", action="approve", subject=f"D-{n}", detail={"more": n}
            )
    return await read(database)
