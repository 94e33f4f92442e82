"""What people are told when the virus scanner found something, and of files that wait."""

from datetime import datetime, tzinfo

from handlers.cards import RETRY, shown
from handlers.chat import Button, Buttons, Card, Language, Text
from handlers.drops import rejected
from handlers.ports import Facts
from handlers.texts.catalogue import texts
from handlers.waiting import PATIENCE, Awaited
from pipelines.errors import Reason


def signature_of(outcome: Facts) -> str | None:
    """Give what the scanner calls that for which a file was turned away; None: nothing."""
    if "rejected" not in outcome:
        return None
    refusal = rejected(outcome)
    return str(refusal.figures["signature"]) if refusal.reason is Reason.INFECTED else None


def waiting_card(
    name: str, what: Awaited, until: datetime, language: Language, zone: tzinfo
) -> Card:
    """Say for what a file waits, and until when it is tried again."""
    said = texts(language).scanning
    title, why = said.waiting, said.waiting_why
    if what == "platform":
        title, why = said.away, said.away_why
    why = why.format(until=f"{until.astimezone(zone):%H:%M %Z}")
    return Card(title.format(name=shown(name)), (Text(why),), tone="busy")


def unscanned_card(name: str, language: Language, job: str) -> Card:
    """Say that a file was not opened, as the scanner did not answer for too long."""
    phrases = texts(language)
    why = phrases.scanning.unscanned.format(hours=int(PATIENCE.total_seconds() // 3600))
    again = Buttons((Button(RETRY, job, phrases.review.retry),))
    return Card(phrases.rejected.format(name=shown(name)), (Text(why), again), tone="bad")


def infected_card(name: str, who: str, signature: str, language: Language) -> Card:
    """Tell accounting what was found, and who dropped it."""
    said = texts(language).scanning
    why = said.infected_why.format(name=shown(name), who=who, signature=signature)
    return Card(said.infected, (Text(why),), tone="bad")
