"""What a command needs to be there before it looks or writes: a ledger, and a tenant in it."""

import asyncio

from bot.commands.faults import UsageFault
from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME
from bot.settings import Settings


async def kept_ledger(settings: Settings) -> None:
    """Raise UsageFault where nothing was ever kept: the folder is not the one that is meant."""
    if not await asyncio.to_thread((settings.data_dir / FILE_NAME).exists):
        raise UsageFault(f"nothing is kept in {str(settings.data_dir)!r}; see BOT_DATA_DIR")


async def known_tenant(audit: SqlAudit, tenant: str) -> None:
    """Raise UsageFault where no log is kept of a tenant: whatever is done of one has links."""
    if tenant not in await audit.heads():
        raise UsageFault(f"nothing is kept of the tenant {tenant!r}")
