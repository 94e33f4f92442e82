"""`python -m bot audit verify`: whether the audit log, and what is kept, are what was written."""

import re
import sys
from argparse import Namespace
from collections.abc import Sequence

from bot.app import open_ledger
from bot.commands.faults import UsageFault
from bot.commands.premises import kept_ledger, known_tenant
from bot.ledger.audit import SHORTEST_PREFIX, SqlAudit
from bot.ledger.chain import Broken
from bot.ledger.vouching import Doubt, SqlVouching
from bot.settings import Settings

_HEAD = re.compile(r"([1-9]\d{0,17}):([0-9a-f]+)")


async def audit(settings: Settings, asked: Namespace) -> int:
    """Check the log, and what is kept against it; gives the exit status.

    Works beside a running Clerk.
    """
    expected = None if asked.expect is None else _head(asked.expect)
    await kept_ledger(settings)
    async with open_ledger(settings) as ledger:
        checked = await ledger.audit.verify(asked.tenant, expected)
        if checked.broken is not None:
            return _broken(checked.broken)
        doubts = await SqlVouching(ledger.database, ledger.audit).doubts(asked.tenant)
        if doubts:
            return _doubted(doubts)
        if asked.tenant is not None:
            await known_tenant(ledger.audit, asked.tenant)
        await _tell(ledger.audit, asked.tenant)
    return 0


async def _tell(audit: SqlAudit, tenant: str | None) -> None:
    heads = await audit.heads()
    told = sorted(heads) if tenant is None else [name for name in heads if name == tenant]
    for name in told:
        count, mac = heads[name]
        sys.stdout.write(f"{name}: intact, links: {count}; {count}:{mac}\n")
    if not told:
        # A new Clerk's log is whole: whoever knows of links that were there says so by --expect.
        sys.stdout.write("the log is empty: no link was ever written\n")


def _head(written: str) -> tuple[int, str]:
    found = _HEAD.fullmatch(written)
    if found is None or len(found[2]) < SHORTEST_PREFIX:
        raise UsageFault(
            f"--expect {written!r} is not COUNT:HEAD, a number and {SHORTEST_PREFIX} or more of the"
            " characters that the digest ends in"
        )
    return int(found[1]), found[2]


def _broken(broken: Broken) -> int:
    sys.stderr.write(f"{broken.tenant}: link {broken.position}: {broken.why}\n")
    return 1


def _doubted(doubts: Sequence[Doubt]) -> int:
    for one in doubts:
        sys.stderr.write(f"{one.tenant}: document {one.document_id}: {one.why}\n")
    return 1
