"""The Audit port in SQL: a chain of rows in which every link vouches for the one before."""

import hmac
import json
from dataclasses import dataclass
from datetime import UTC

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.database import Database
from bot.ledger.tables import AuditHeadRow, AuditRow
from handlers.ports import Clock, Facts

_NO_LINK = ""
_UNSYNCHRONISED = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where a tenant's chain is not what was appended."""

    tenant: str
    position: int
    why: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How many links were checked before the first broken one, if any."""

    links: int
    broken: Broken | None


class SqlAudit:
    """What happened, a chain for each tenant, made with a key the database does not hold.

    A chain shows that a link was changed, moved, put in or taken out. It cannot show that its
    last links were taken out together with the note of them in `audit_heads`, or a whole tenant
    with both: for that, `verify` is compared with a count that was written down elsewhere.
    """

    def __init__(self, database: Database, key: bytes, clock: Clock) -> None:
        self._database = database
        self._key = key
        self._clock = clock

    async def append(
        self, tenant: str, *, actor: str, action: str, subject: str, detail: Facts
    ) -> None:
        """Add a link. `detail` holds ids, hashes and figures: no personal data."""
        async with self._database.session() as session:
            position, before = await _take_head(session, tenant)
            row = AuditRow(
                tenant=tenant,
                position=position,
                at=self._clock.now().astimezone(UTC),
                actor=actor,
                action=action,
                subject=subject,
                detail=dict(detail),
                mac=_NO_LINK,
            )
            row.mac = self._mac(row, before)
            session.add(row)
            head = sa.update(AuditHeadRow).where(AuditHeadRow.tenant == tenant)
            await session.execute(head.values(mac=row.mac), execution_options=_UNSYNCHRONISED)

    async def verify(self, tenant: str | None = None) -> Verified:
        """Check every link of a tenant's chain, or of all, up to the first broken one."""
        links = 0
        async with self._database.snapshot() as session:
            for name in await _tenants(session) if tenant is None else [tenant]:
                checked = await self._verify(session, name)
                links += checked.links
                if checked.broken is not None:
                    return Verified(links, checked.broken)
        return Verified(links, None)

    async def _verify(self, session: AsyncSession, tenant: str) -> Verified:
        position, mac = 0, _NO_LINK
        rows = sa.select(AuditRow).where(AuditRow.tenant == tenant).order_by(AuditRow.position)
        async for row in await session.stream_scalars(rows.execution_options(yield_per=500)):
            if row.position != position + 1:
                return Verified(position, Broken(tenant, position + 1, "this link is missing"))
            if not hmac.compare_digest(self._mac(row, mac), row.mac):
                return Verified(position, Broken(tenant, position + 1, "this link was changed"))
            position, mac = row.position, row.mac
        head = await session.get(AuditHeadRow, tenant)
        end = (0, _NO_LINK) if head is None else (head.position, head.mac)
        if end != (position, mac):
            return Verified(position, Broken(tenant, position + 1, "the chain ends elsewhere"))
        return Verified(position, None)

    def _mac(self, row: AuditRow, before: str) -> str:
        link = [
            before,
            row.tenant,
            row.position,
            row.at.isoformat(),
            row.actor,
            row.action,
            row.subject,
            row.detail,
        ]
        message = json.dumps(link, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hmac.digest(self._key, message.encode(), "sha256").hex()


async def _take_head(session: AsyncSession, tenant: str) -> tuple[int, str]:
    """Give the position of the next link and the mac of the one before.

    It writes before it reads: the write lock keeps a second link from the same place.
    """
    first = insert(AuditHeadRow).values(tenant=tenant, position=1, mac=_NO_LINK)
    following = {"position": AuditHeadRow.position + 1}
    statement = first.on_conflict_do_update(index_elements=["tenant"], set_=following)
    head = await session.execute(statement.returning(AuditHeadRow.position, AuditHeadRow.mac))
    position, mac = head.one()
    return position, mac


async def _tenants(session: AsyncSession) -> list[str]:
    chains = sa.union(sa.select(AuditRow.tenant), sa.select(AuditHeadRow.tenant))
    return sorted(await session.scalars(chains))
