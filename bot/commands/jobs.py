"""`python -m bot jobs`: what is queued, running or failed; try it again, or cancel it."""

import asyncio
import os
import pwd
import sys
from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.app import open_ledger
from bot.commands.plain import render
from bot.ledger.database import FILE_NAME, Database
from bot.settings import Settings
from handlers.chat import Card, Table
from handlers.ports import Audit

if TYPE_CHECKING:
    from bot.engine.jobs import Listed

_COLUMNS = ("job", "kind", "state", "tries", "put", "changed", "why")
_NUMERIC = frozenset({_COLUMNS.index("tries")})

_SAID = {"retry": ("is tried again", "try again"), "cancel": ("is cancelled", "cancel")}

# Whose audit log holds what was done to a job that belongs to no tenant.
_OWN_TENANT = "local"


async def jobs(settings: Settings, asked: Namespace) -> int:
    """List jobs or deal with one; gives the exit status. Works beside a running Clerk."""
    if not await asyncio.to_thread((settings.data_dir / FILE_NAME).exists):
        return _nothing() if asked.id is None else _unknown(asked.id)
    async with open_ledger(settings) as ledger:
        if asked.id is not None:
            return await _deal(ledger.database, ledger.kept.audit, asked)
        # The durable engine takes a second or more to import: only where it is needed.
        from bot.engine.jobs import listed

        found = await listed(ledger.database, failed=asked.action == "failed", done=False)
    return _table(settings, found) if found else _nothing()


async def _deal(database: Database, audit: Audit, asked: Namespace) -> int:
    from bot.engine.jobs import cancel, find, retry

    job = await find(database, asked.id)
    if job is None:
        return _unknown(asked.id)
    act = retry if asked.action == "retry" else cancel
    agreed = await act(database, job.key)
    uid = os.getuid()
    await audit.append(
        job.tenant or _OWN_TENANT,
        actor=f"console:uid:{uid}",
        action=f"job.{asked.action}",
        subject=job.key,
        detail={
            "done": agreed,
            "console_uid": uid,
            "console_user": await asyncio.to_thread(_user_name, uid),
        },
    )
    agreement, what = _SAID[asked.action]
    if agreed:
        sys.stdout.write(f"{job.key} {agreement}\n")
        return 0
    now = await find(database, job.key)
    sys.stderr.write(f"{job.key} is {now.state if now else 'forgotten'}: nothing to {what}\n")
    return 1


def _table(settings: Settings, found: "list[Listed]") -> int:
    def at(moment: datetime) -> str:
        return f"{moment.astimezone(settings.zone):%Y-%m-%d %H:%M %Z}"

    rows = tuple(
        (
            job.key,
            job.kind,
            job.state,
            str(job.attempts),
            at(job.put_at),
            at(job.changed_at),
            job.failure or "",
        )
        for job in found
    )
    sys.stdout.write(render(Card("", (Table(_COLUMNS, rows, _NUMERIC),))) + "\n")
    return 0


def _nothing() -> int:
    sys.stdout.write("no jobs\n")
    return 0


def _unknown(key: str) -> int:
    sys.stderr.write(f"there is no job {key!r}\n")
    return 1


def _user_name(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container may run under a number that has no name
        return None
