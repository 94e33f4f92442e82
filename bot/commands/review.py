"""`python -m bot review`: decide on a document by the same gate as the buttons."""

import asyncio
import sys
from argparse import Namespace
from datetime import tzinfo

from bot.app import open_ledger
from bot.commands.edits import edited
from bot.commands.faults import UsageFault
from bot.commands.kept_jobs import KeptJobs
from bot.commands.operator import who_sits_here
from bot.commands.plain import render
from bot.commands.premises import kept_ledger
from bot.settings import Settings
from bot.spelling import PERSON
from bot.wiring import gate
from handlers.chat import Card, Text
from handlers.people import Person
from handlers.ports import Document
from handlers.review_parts import moment
from handlers.reviews import Order, Refused
from handlers.texts.catalogue import texts
from handlers.texts.written import counted
from handlers.verdicts import Review


async def review(settings: Settings, asked: Namespace) -> int:
    """Decide on one document; gives the exit status. Works beside a running Clerk."""
    _check(asked)
    await kept_ledger(settings)
    async with open_ledger(settings) as ledger:
        document = await ledger.kept.archive.get(asked.tenant, asked.document)
        if document is None or document.reading.invoice is None:
            raise _unknown(asked)
        order = await asyncio.to_thread(_order, asked, document)
        deciding = gate(settings, ledger, KeptJobs(ledger.database))
        outcome = await deciding.decide(order)
        who = await ledger.people.directory.person(asked.tenant, asked.person)
    if isinstance(outcome, Refused):
        sys.stderr.write(_in_one_line(deciding.refusal(outcome, "en")))
        return 1
    sys.stdout.write(_in_one_line(Card(_done(outcome.review, who, settings.zone))))
    return 0


def _check(asked: Namespace) -> None:
    if not PERSON.fullmatch(asked.person):
        raise UsageFault(f"--as {asked.person!r} is not PLATFORM:USER, such as local:accountant-1")
    given = bool(asked.changes) or asked.lines is not None
    if given != (asked.verdict == "edit"):
        raise UsageFault(
            "--set and --lines belong to edit"
            if given
            else "edit needs --set FIELD=VALUE or --lines FILE.json"
        )


def _unknown(asked: Namespace) -> UsageFault:
    return UsageFault(
        f"there is no invoice or receipt {asked.document!r} of the tenant {asked.tenant!r}"
    )


def _order(asked: Namespace, document: Document) -> Order:
    """Give what is asked for, of the revision that is the newest now."""
    before = document.reading.invoice
    return Order(
        tenant=asked.tenant,
        document_id=asked.document,
        revision=document.revision,
        verdict=asked.verdict,
        person=asked.person,
        reason=asked.reason,
        invoice=edited(before, asked) if before and asked.verdict == "edit" else None,
        console=who_sits_here(),
    )


def _done(review: Review, who: Person, zone: tzinfo) -> str:
    """Say what was done, to what, and what it still needs."""
    said = texts("en").review
    act = review.acts[-1]
    parts = [
        f"{review.document_id}, {said.revision.format(revision=review.revision)}",
        said.acts[act.verdict].format(who=who.name, at=moment(act.at, zone)),
        said.states[review.state],
    ]
    if act.verdict == "edit" and review.summary.errors:
        parts.append(counted(review.summary.errors, said.checks_failed))
    if act.verdict == "approve" and review.state == "pending":
        parts.append(said.second_needed)
    return " · ".join(parts)


def _in_one_line(card: Card) -> str:
    said = [card.title, *(part.text for part in card.parts if isinstance(part, Text))]
    return render(Card(": ".join(said))).replace("\n", " ") + "\n"
