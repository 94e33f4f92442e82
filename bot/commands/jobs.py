"""`python -m bot jobs`: what is queued, running or failed; try it again, or cancel it."""

import asyncio
import sys
from argparse import Namespace
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.app import open_ledger
from bot.commands.operator import actor, who_sits_here
from bot.commands.plain import render
from bot.commands.premises import kept_ledger
from bot.ledger.database import Database
from bot.settings import Settings
from handlers.chat import Card, Table
from handlers.ports import Audit, Facts

if TYPE_CHECKING:
    from bot.engine.jobs import Listed

_COLUMNS = ("job", "kind", "state", "tries", "put", "changed", "why")
_NUMERIC = frozenset({_COLUMNS.index("tries")})


@dataclass(frozen=True, slots=True)
class _Act:
    """What can be done to a job: as people are told, and as the audit log is."""

    agreement: str
    what: str
    asked: str
    done: str
    refused: str


_ACTS = {
    "retry": _Act(
        "is tried again", "try again", "job.retry_asked", "job.retried", "job.retry_refused"
    ),
    "cancel": _Act(
        "is cancelled", "cancel", "job.cancel_asked", "job.cancelled", "job.cancel_refused"
    ),
}

# Whose audit log holds what was done to a job that belongs to no tenant.
_OWN_TENANT = "local"


async def jobs(settings: Settings, asked: Namespace) -> int:
    """List jobs or deal with one; gives the exit status. Works beside a running Clerk."""
    await kept_ledger(settings)
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
    do = retry if asked.action == "retry" else cancel
    act = _ACTS[asked.action]

    async def note(action: str, more: Facts) -> None:
        await audit.append(
            job.tenant or _OWN_TENANT,
            actor=actor(),
            action=action,
            subject=job.key,
            detail={**await asyncio.to_thread(who_sits_here), **more},
        )

    # Before it is done: a crash leaves word of what was tried.
    await note(act.asked, {})
    if await do(database, job.key):
        await note(act.done, {})
        sys.stdout.write(f"{job.key} {act.agreement}\n")
        return 0
    now = await find(database, job.key)
    state = now.state if now else "forgotten"
    await note(act.refused, {"why": state})
    sys.stderr.write(f"{job.key} is {state}: nothing to {act.what}\n")
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
