"""Ten thousand random changes of the audit by one who has the database: every one is found."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ledger.audit import SqlAudit
from bot.ledger.chain import REGISTER, Head, Link, Sealed
from bot.ledger.database import Database
from tests.bot.ledger.tampering import KEY, TENANTS, Rows, ledger, write
from tests.fake_ledger import FakeClock

CHANGES = 10_000
EVERY = 41  # of them, one in so many is written to the database and found there as well

Change = Callable[[Rows, random.Random], None]


def some(rows: Rows, chance: random.Random) -> tuple[str, list[Link], int]:
    """Choose a chain and one of its links."""
    tenant = chance.choice(TENANTS)
    chain = rows.links[tenant]
    return tenant, chain, chance.randrange(len(chain))


def renumber(chain: list[Link]) -> None:
    chain[:] = [replace(one, position=n) for n, one in enumerate(chain, 1)]


def end_at_last(rows: Rows, tenant: str, seal: str | None) -> None:
    """Let the head of a chain be what its rows say, with a seal that is at hand."""
    chain = rows.links[tenant]
    rows.heads[tenant] = Sealed(Head(len(chain), chain[-1].mac if chain else ""), seal)


def seals(rows: Rows, tenant: str) -> list[str | None]:
    """Give what an attacker may try for a seal."""
    macs = [one.mac for chain in rows.links.values() for one in chain]
    return [
        None,
        "",
        *(kept.seal for kept in rows.heads.values()),
        macs[0],
        rows.heads[tenant].seal,
    ]


def edit(rows: Rows, chance: random.Random) -> None:
    _, chain, at = some(rows, chance)
    one = chain[at]
    chain[at] = chance.choice(
        [
            replace(one, at=one.at + timedelta(microseconds=chance.choice([-1, 1]))),
            replace(one, actor=f"{one.actor} "),
            replace(one, action=chance.choice(["reject", "pay", one.action.upper()])),
            replace(one, subject=one.subject[:-1] + chr(ord(one.subject[-1]) ^ 1)),
            replace(one, detail={**one.detail, "n": chance.randrange(100, 200)}),
            replace(one, detail={k: v for k, v in one.detail.items() if k != "more"}),
            replace(one, mac=one.mac[:-1] + ("0" if one.mac[-1] != "0" else "1")),
            replace(one, actor=one.action, action=one.actor),
        ]
    )


def delete(rows: Rows, chance: random.Random) -> None:
    _, chain, at = some(rows, chance)
    del chain[at]


def delete_and_close_the_gap(rows: Rows, chance: random.Random) -> None:
    tenant, chain, at = some(rows, chance)
    del chain[at]
    renumber(chain)
    end_at_last(rows, tenant, rows.heads[tenant].seal)


def cut(rows: Rows, chance: random.Random) -> None:
    _, chain, at = some(rows, chance)
    del chain[at:]


def cut_and_set_the_head_back(rows: Rows, chance: random.Random) -> None:
    tenant, chain, at = some(rows, chance)
    seal = chance.choice(seals(rows, tenant))
    del chain[at:]
    end_at_last(rows, tenant, seal)


def cut_and_lose_the_head(rows: Rows, chance: random.Random) -> None:
    tenant, chain, at = some(rows, chance)
    del chain[at:]
    del rows.heads[tenant]


def take_a_chain_out(rows: Rows, chance: random.Random) -> None:
    tenant, chain, _ = some(rows, chance)
    chain.clear()
    del rows.heads[tenant]
    register = rows.heads[REGISTER]
    fewer = Head(register.head.links - 1, register.head.mac)
    rows.heads[REGISTER] = chance.choice([register, Sealed(fewer, register.seal)])


def take_a_chain_and_the_register_out(rows: Rows, chance: random.Random) -> None:
    tenant, chain, _ = some(rows, chance)
    chain.clear()
    del rows.heads[tenant], rows.heads[REGISTER]
    if chance.random() < 0.5:
        rows.heads = {name: Sealed(kept.head, None) for name, kept in rows.heads.items()}


def reorder(rows: Rows, chance: random.Random) -> None:
    _, chain, _ = some(rows, chance)
    one, other = chance.sample(range(len(chain)), 2)
    chain[one], chain[other] = chain[other], chain[one]
    renumber(chain)


def shuffle(rows: Rows, chance: random.Random) -> None:
    tenant, chain, _ = some(rows, chance)
    before = list(chain)
    while chain == before:
        chance.shuffle(chain)
    renumber(chain)
    end_at_last(rows, tenant, rows.heads[tenant].seal)


def insert(rows: Rows, chance: random.Random) -> None:
    tenant, chain, at = some(rows, chance)
    _, others, source = some(rows, chance)
    copied = replace(others[source], tenant=tenant, subject=chance.choice(["D-1", "D-999"]))
    chain.insert(at, copied)
    renumber(chain)
    end_at_last(rows, tenant, rows.heads[tenant].seal)


def add_at_the_end(rows: Rows, chance: random.Random) -> None:
    tenant, chain, at = some(rows, chance)
    seal = chance.choice(seals(rows, tenant))
    chain.append(replace(chain[at], position=len(chain) + 1))
    if chance.random() < 0.8:
        end_at_last(rows, tenant, seal)


def add_a_chain(rows: Rows, chance: random.Random) -> None:
    _, chain, at = some(rows, chance)
    rows.links["t9"] = [replace(chain[at], tenant="t9", position=1)]
    if chance.random() < 0.8:
        end_at_last(rows, "t9", chance.choice(seals(rows, "t1")))


def swap_links_between_tenants(rows: Rows, chance: random.Random) -> None:
    one, other = chance.sample(TENANTS, 2)
    at = chance.randrange(min(len(rows.links[one]), len(rows.links[other])))
    ours, theirs = rows.links[one][at], rows.links[other][at]
    rows.links[one][at] = replace(theirs, tenant=one)
    rows.links[other][at] = replace(ours, tenant=other)


def swap_chains_between_tenants(rows: Rows, chance: random.Random) -> None:
    one, other = chance.sample(TENANTS, 2)
    ours, theirs = rows.links[one], rows.links[other]
    rows.links[one] = [replace(link, tenant=one) for link in theirs]
    rows.links[other] = [replace(link, tenant=other) for link in ours]
    rows.heads[one], rows.heads[other] = rows.heads[other], rows.heads[one]


def change_a_head(rows: Rows, chance: random.Random) -> None:
    tenant = chance.choice([*TENANTS, REGISTER])
    kept = rows.heads[tenant]
    head, seal = kept.head, kept.seal
    rows.heads[tenant] = chance.choice(
        [
            Sealed(Head(head.links + chance.choice([-1, 1]), head.mac), seal),
            Sealed(Head(head.links, f"{head.mac}0"), seal),
            Sealed(head, None),
            Sealed(head, f"{chance.getrandbits(256):064x}"),
        ]
    )


def lose_a_head(rows: Rows, chance: random.Random) -> None:
    del rows.heads[chance.choice([*TENANTS, REGISTER])]


def rename_a_tenant(rows: Rows, chance: random.Random) -> None:
    tenant = chance.choice(TENANTS)
    rows.links["t9"] = [replace(one, tenant="t9") for one in rows.links.pop(tenant)]
    rows.heads["t9"] = rows.heads.pop(tenant)


KINDS: tuple[Change, ...] = (
    edit,
    delete,
    delete_and_close_the_gap,
    cut,
    cut_and_set_the_head_back,
    cut_and_lose_the_head,
    take_a_chain_out,
    take_a_chain_and_the_register_out,
    reorder,
    shuffle,
    insert,
    add_at_the_end,
    add_a_chain,
    swap_links_between_tenants,
    swap_chains_between_tenants,
    change_a_head,
    lose_a_head,
    rename_a_tenant,
)


async def test_every_change_is_found(database: Database) -> None:
    audit = SqlAudit(database, KEY, FakeClock())
    untouched = await ledger(database, audit)
    assert untouched.verify() is None
    assert (await audit.verify()).broken is None
    chance, made, sampled = random.Random(2026), Counter[str](), Counter[str]()
    missed = []
    for number in range(CHANGES):
        change = KINDS[number % len(KINDS)]
        rows = untouched.copy()
        change(rows, chance)
        assert rows != untouched, change.__name__
        made[change.__name__] += 1
        found = rows.verify()
        if found is None:
            missed.append((number, change.__name__))
        if number % EVERY == 0:
            await write(database, rows)
            assert (await audit.verify()).broken == found
            sampled[change.__name__] += 1
    assert missed == []
    assert sum(made.values()) == CHANGES
    assert min(made.values()) >= CHANGES // len(KINDS)
    assert set(sampled) == {change.__name__ for change in KINDS}
    await write(database, untouched)
    assert (await audit.verify()).broken is None
    assert untouched.verify() is None


@pytest.mark.parametrize("links", range(9))
async def test_however_little_is_left_of_a_chain_it_shows(database: Database, links: int) -> None:
    """And what Clerk adds afterwards, to this chain and to others, does not mend it."""
    audit = SqlAudit(database, KEY, FakeClock())
    rows = await ledger(database, audit)
    whole = rows.copy()
    rows.links["t1"] = rows.links["t1"][:links]
    end_at_last(rows, "t1", rows.heads["t1"].seal)
    await write(database, rows)
    assert ((await audit.verify()).broken is None) is (rows == whole)
    for tenant in ("t1", "t2", "t4"):
        await audit.append(tenant, actor="x", action="x", subject="x", detail={})
    assert ((await audit.verify()).broken is None) is (rows == whole)
