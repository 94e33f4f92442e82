"""The Audit port in SQL: a chain of rows in which every link vouches for the one before."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.chain import (
    ALL,
    NO_LINK,
    REGISTER,
    Broken,
    Head,
    Link,
    Sealed,
    Seals,
    Walk,
    check_register,
    is_sealed,
)
from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.links import HEAD, LINK, OWNER, UNREADABLE, head_of, link_of, text_of
from bot.ledger.tables import AuditHeadRow, AuditRow
from handlers.ports import Clock, Facts
from handlers.vouching import TOLD, Entry

SHORTEST_PREFIX = 16


@dataclass(frozen=True, slots=True)
class Verified:
    """How many links were checked before the first broken one, if any."""

    links: int
    broken: Broken | None


class SqlAudit:
    """What happened, a chain for each tenant, made with a key the database does not hold.

    A chain shows that a link was changed, moved, put in or taken out. Each chain's head is sealed
    with the key, and so is the register of the heads of all chains: without the key no chain can
    be made to end earlier, not even with a head that it once had, and none be taken out. A seal
    that is wrong is never put right by a later link.

    Heads of a ledger from before there were seals are sealed, all at once, when the next link is
    added; that happens only while there is no register and every chain ends in a link that was
    made then, which today's links cannot pass for.

    What no chain can show by itself: that all of them at once, with the register, were replaced
    by an earlier copy, set back to what was there before the first seal, or emptied. `verify`
    finds that by a head that was written down elsewhere.
    """

    def __init__(self, database: Database, key: bytes, clock: Clock) -> None:
        self._database = database
        self._seals = Seals(key)
        self._clock = clock

    async def append(
        self, tenant: str, *, actor: str, action: str, subject: str, detail: Facts
    ) -> None:
        """Add a link. `detail` holds ids, hashes and figures: no personal data."""
        if tenant == REGISTER:
            raise ValueError("a link belongs to a tenant")
        async with self._database.session() as session:
            await self._take_register(session)
            heads = await _heads(session)
            kept = heads.get(tenant)
            end = Head(0, NO_LINK) if kept is None else kept.head
            link = Link(
                tenant=tenant,
                position=end.links + 1,
                at=self._clock.now().astimezone(UTC),
                actor=actor,
                action=action,
                subject=subject,
                detail=dict(detail),
                mac=NO_LINK,
            )
            link = replace(link, mac=self._seals.link(link, end.mac))
            await session.execute(sa.insert(AuditRow).values(asdict(link)))
            await self._end(session, heads, tenant, Head(link.position, link.mac))

    async def head(self, tenant: str) -> Head:
        """Give how many links a chain has and the mac of the last: to be written down elsewhere."""
        async with self._database.session() as session:
            kept = (await _heads(session)).get(tenant)
        return Head(0, NO_LINK) if kept is None else kept.head

    async def heads(self) -> Mapping[str, Head]:
        """Give the head of every chain by its tenant."""
        async with self._database.session() as session:
            kept = await _heads(session)
        return {tenant: one.head for tenant, one in kept.items() if tenant != REGISTER}

    async def verify(
        self, tenant: str | None = None, expected: tuple[int, str] | None = None
    ) -> Verified:
        """Check every link of a tenant's chain, or of all, up to the first broken one.

        `expected` is a head that a chain had once: a count, and the mac of that link or at least
        its first 16 characters. ValueError when it is shorter.
        """
        if expected is not None and len(expected[1]) < SHORTEST_PREFIX:
            raise ValueError(f"a head is written with {SHORTEST_PREFIX} characters or more")
        links = 0
        async with self._database.snapshot() as session:
            heads = await _heads(session)
            for name in await _tenants(session) if tenant is None else [tenant]:
                if name == UNREADABLE:
                    return Verified(links, Broken(ALL, 0, "whose link it is cannot be read"))
                checked = await self._verify(session, name, heads)
                links += checked.links
                if checked.broken is not None:
                    return Verified(links, checked.broken)
            chains = {name: kept for name, kept in heads.items() if name != REGISTER}
            broken = check_register(self._seals, heads.get(REGISTER), chains)
            if broken is None and expected is not None:
                broken = await _missing(session, tenant, Head(*expected))
        return Verified(links, broken)

    async def entries(self, tenant: str) -> Sequence[Entry]:
        """Give what a chain tells of documents, oldest first, up to its first broken link."""
        walk, told = Walk(self._seals, tenant), []
        async with self._database.reading() as session:
            async for link in _links(session, tenant):
                if walk.take(link) is not None or link is None:
                    break
                if link.action in TOLD:
                    told.append(Entry(link.actor, link.action, link.subject, link.detail))
        return told

    async def _verify(
        self, session: AsyncSession, tenant: str, heads: Mapping[str, Sealed]
    ) -> Verified:
        walk = Walk(self._seals, tenant)
        async for link in _links(session, tenant):
            broken = walk.take(link)
            if broken is not None:
                return Verified(walk.head.links, broken)
        kept = None if tenant == REGISTER else heads.get(tenant)
        return Verified(walk.head.links, walk.end(kept, registered=REGISTER in heads))

    async def _take_register(self, session: AsyncSession) -> None:
        """Keep everybody else from adding a link; without a register, make it where one may."""
        register = sa.update(AuditHeadRow).where(AuditHeadRow.tenant == REGISTER)
        # It writes before anything is read: the write lock keeps a second link from the same place.
        taken = await session.execute(
            register.values(position=AuditHeadRow.position).returning(AuditHeadRow.tenant),
            execution_options=UNSYNCHRONISED,
        )
        if taken.first() is not None:
            return
        heads = await _heads(session)
        for tenant, kept in heads.items():
            if kept.seal is not None or not await self._ends_early(session, tenant, kept.head):
                return
        for tenant, kept in heads.items():
            await _keep(session, tenant, Sealed(kept.head, self._seals.head(tenant, kept.head)))
        await self._register(session, {tenant: kept.head for tenant, kept in heads.items()})

    async def _ends_early(self, session: AsyncSession, tenant: str, head: Head) -> bool:
        """Tell whether a chain ends in a link from before there were seals."""
        ends = sa.select(*LINK).where(
            AuditRow.tenant == tenant, AuditRow.position.in_([head.links - 1, head.links])
        )
        rows = await session.execute(ends.order_by(AuditRow.position.desc()))
        last, before = [*(link_of(tenant, row) for row in rows), None, None][:2]
        if last is None or last.mac != head.mac:
            return False
        signed = self._seals.early_link(last, NO_LINK if before is None else before.mac)
        return signed == head.mac

    async def _end(
        self, session: AsyncSession, heads: Mapping[str, Sealed], tenant: str, head: Head
    ) -> None:
        """Let a chain end at `head`; it is sealed, and the register, where their seals were right.

        `heads` are those that there were before.
        """
        chains = {name: kept for name, kept in heads.items() if name != REGISTER}
        register, kept = heads.get(REGISTER), heads.get(tenant)
        fits = register is not None and check_register(self._seals, register, chains) is None
        if kept is None or is_sealed(self._seals, tenant, kept):
            seal: str | None = self._seals.head(tenant, head)
        else:
            seal = kept.seal
        await _keep(session, tenant, Sealed(head, seal))
        if fits:
            ends = {name: one.head for name, one in chains.items()}
            await self._register(session, {**ends, tenant: head})

    async def _register(self, session: AsyncSession, heads: Mapping[str, Head]) -> None:
        sealed = Sealed(Head(len(heads), NO_LINK), self._seals.chains(heads))
        await _keep(session, REGISTER, sealed)


async def _links(session: AsyncSession, tenant: str) -> AsyncIterator[Link | None]:
    """Give the links of a chain by position; None for each that cannot be read."""
    rows = sa.select(*LINK).where(AuditRow.tenant == tenant).order_by(AuditRow.position)
    async for row in await session.stream(rows.execution_options(yield_per=500)):
        yield link_of(tenant, row)


async def _heads(session: AsyncSession) -> dict[str, Sealed]:
    return dict(head_of(row) for row in await session.execute(sa.select(*HEAD)))


async def _keep(session: AsyncSession, tenant: str, kept: Sealed) -> None:
    values = {"position": kept.head.links, "mac": kept.head.mac, "seal": kept.seal}
    row = insert(AuditHeadRow).values(tenant=tenant, **values)
    await session.execute(row.on_conflict_do_update(index_elements=["tenant"], set_=values))


async def _tenants(session: AsyncSession) -> list[str]:
    owners = await session.execute(sa.select(*OWNER).distinct())
    linked = {
        UNREADABLE if UNREADABLE in name else name for name in (text_of(*one) for one in owners)
    }
    return sorted(linked | (await _heads(session)).keys() - {REGISTER})


async def _missing(session: AsyncSession, tenant: str | None, expected: Head) -> Broken | None:
    macs = sa.select(sa.cast(AuditRow.mac, sa.LargeBinary)).where(
        AuditRow.position == expected.links
    )
    if tenant is not None:
        macs = macs.where(AuditRow.tenant == tenant)
    if any(mac.startswith(expected.mac.encode()) for mac in await session.scalars(macs)):
        return None
    why = "this link is not the one that was written down"
    return Broken(ALL if tenant is None else tenant, expected.links, why)
