"""`python -m bot vendors`: what is remembered of sellers; look at it, or have it forgotten."""

import sys
from argparse import Namespace

from bot.app import open_ledger
from bot.commands.faults import UsageFault
from bot.commands.plain import render
from bot.commands.premises import kept_ledger
from bot.settings import Settings
from bot.spelling import PERSON
from bot.wiring import sellers
from handlers.sellers import PAGE, Said, Sellers

_MOST_PAGES = 1_000_000


async def vendors(settings: Settings, asked: Namespace) -> int:
    """List sellers, or deal with one; gives the exit status. Works beside a running Clerk."""
    _check(asked)
    await kept_ledger(settings)
    async with open_ledger(settings) as ledger:
        said = await _answer(sellers(settings, ledger), asked)
    out = sys.stdout if said.done else sys.stderr
    out.write(f"{render(said.card)}\n")
    return 0 if said.done else 1


async def _answer(remembered: Sellers, asked: Namespace) -> Said:
    match asked.action:
        case "show":
            return await remembered.shown(asked.tenant, asked.person, "en", asked.name)
        case "forget":
            return await remembered.forget(asked.tenant, asked.person, "en", asked.name)
        case _:
            offset = (asked.page - 1) * PAGE
            return await remembered.listed(asked.tenant, asked.person, "en", offset)


def _check(asked: Namespace) -> None:
    if not PERSON.fullmatch(asked.person):
        raise UsageFault(f"--as {asked.person!r} is not PLATFORM:USER, such as local:accountant-1")
    if (asked.action == "list") != (asked.name is None):
        raise UsageFault("show and forget need the NAME of a seller; list takes none")
    if not 1 <= asked.page <= _MOST_PAGES:
        raise UsageFault(f"--page {asked.page} is no page: they go from 1 to {_MOST_PAGES}")
