"""`python -m bot export`: what was approved, as a table or as JSON."""

import asyncio
import hashlib
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from bot.app import open_ledger
from bot.commands.faults import UsageFault
from bot.commands.operator import actor, who_sits_here
from bot.commands.premises import kept_ledger, known_tenant
from bot.ledger.vouching import SqlVouching
from bot.settings import Settings
from bot.spreadsheet import as_csv, as_xlsx
from handlers.answers import as_json
from handlers.exports import Chosen, Exports, Reason, Wanted, documents_sheet, lines_sheet, objects

_WHY: dict[Reason, str] = {
    "pending": "waiting for a decision",
    "passed": "passed but approved by nobody (BOT_APPROVE_PASSED)",
    "rejected": "rejected",
    "undated": "without an issue date",
    "unvouched": "not as the audit log says (see: python -m bot audit verify)",
}


async def export(settings: Settings, asked: Namespace) -> int:
    """Write what was asked for; gives the exit status. Works beside a running Clerk."""
    _check(asked)
    await kept_ledger(settings)
    wanted = Wanted(asked.tenant, asked.first, asked.last, asked.by, asked.status)
    async with open_ledger(settings) as ledger:
        # Before anything is written: a slip of the hand begins no log that stays for ever.
        await known_tenant(ledger.audit, asked.tenant)
        exports = Exports(
            reviews=ledger.kept.reviews,
            archive=ledger.kept.archive,
            audit=ledger.kept.audit,
            vouching=SqlVouching(ledger.database, ledger.audit),
            zone=settings.zone,
            approve_passed=settings.approve_passed,
        )
        async with ledger.database.snapshot() as moment:
            with ledger.database.joined(moment):
                chosen = await exports.choose(wanted)
        content = await asyncio.to_thread(_written, chosen, wanted, asked.format, settings)
        digest = hashlib.sha256(content).hexdigest()
        # Before it is handed over: nothing leaves that is not in the audit.
        facts = {**await asyncio.to_thread(who_sits_here), "format": asked.format, "sha256": digest}
        await exports.note(wanted, chosen, actor(), facts)
    await asyncio.to_thread(_hand_over, content, asked.out)
    sys.stderr.write(f"{_summary(chosen)}\n")
    return 0


def _check(asked: Namespace) -> None:
    if asked.first > asked.last:
        raise UsageFault(f"--from {asked.first} is later than --to {asked.last}")
    if asked.format == "xlsx" and asked.out is None and sys.stdout.isatty():
        raise UsageFault("a terminal cannot show a spreadsheet: give --out FILE.xlsx")


def _written(chosen: Chosen, wanted: Wanted, form: str, settings: Settings) -> bytes:
    if form == "json":
        return f"{as_json(objects(chosen), indent=2)}\n".encode()
    documents = documents_sheet(chosen, settings.zone)
    if form == "csv":
        return as_csv(documents)
    title = f"Documents by day {wanted.by}, {wanted.first} to {wanted.last}"
    return as_xlsx((documents, lines_sheet(chosen)), title=title, created=datetime.now(UTC))


def _hand_over(content: bytes, path: Path | None) -> None:
    if path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageFault(f"{path} cannot be written: {error.strerror}") from error


def _summary(chosen: Chosen) -> str:
    """Say in one line how much there is, how much was left out, and why."""
    said = f"{_count(len(chosen.records))} exported"
    reasons = [f"{count} {_WHY[why]}" for why, count in sorted(chosen.left_out.items())]
    if not reasons:
        return f"{said}, none left out"
    return f"{said}, {sum(chosen.left_out.values())} left out: {', '.join(reasons)}"


def _count(documents: int) -> str:
    return f"{documents} document" if documents == 1 else f"{documents} documents"
