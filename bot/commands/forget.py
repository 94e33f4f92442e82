"""`python -m bot forget`: erase a file and all that was made of it, and print the receipt."""

import sys
from argparse import Namespace
from dataclasses import asdict

from bot.app import open_ledger
from bot.commands import operator
from bot.commands.faults import UsageFault
from bot.commands.kept_jobs import KeptJobs
from bot.commands.premises import kept_ledger
from bot.forgetting import privacy
from bot.settings import Settings
from handlers.answers import as_json


async def forget(settings: Settings, asked: Namespace) -> int:
    """Forget one file; gives the exit status. Works beside a running Clerk."""
    nothing = f"nothing is kept of {asked.file!r} for the tenant {asked.tenant!r}"
    await kept_ledger(settings)
    async with open_ledger(settings) as ledger:
        forgetter = privacy(settings, ledger, KeptJobs(ledger.database))
        actor = operator.actor()
        receipt = await forgetter.forget_file(asked.tenant, asked.file, actor=actor)
        if receipt is None:
            raise UsageFault(nothing)
        signed = {
            "receipt": {**asdict(receipt), "at": receipt.at.isoformat()},
            "signature": ledger.secret.sign("receipts", receipt.canonical()),
        }
        sys.stdout.write(as_json(signed, indent=2) + "\n")
    return 0
