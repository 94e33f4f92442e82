"""What every Audit does."""

import asyncio

from tests.contracts.conftest import Ledger


async def test_links_that_are_added_at_once_are_all_kept_each_in_its_tenants_chain(
    ledger: Ledger,
) -> None:
    await asyncio.gather(
        *(
            ledger.audit.append(
                tenant, actor="local:eva", action="a", subject=f"{n}", detail={"n": n, "x": None}
            )
            for tenant, links in (("t1", 5), ("t2", 3))
            for n in range(links)
        )
    )
    assert [await ledger.links(tenant) for tenant in ("t1", "t2", "t3")] == [5, 3, 0]
