"""How files of Clerk's are offered: by a card that asks for consent, or by one with buttons.

Bots put files nowhere themselves. In a personal chat Teams asks whether they may: whoever allows it
gives an address to upload to. Elsewhere a button leads to a way of one's own.
"""

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

from bot.book import Offered
from bot.teams.shapes import Json, sub, text
from bot.words import HAN
from handlers.chat import Button, Buttons, Card, Entry, Language, Text
from handlers.texts.catalogue import texts
from handlers.texts.giving import GivingTexts

GET = "clerk.file"  # the action of the button; its value is the mark of the message
CONSENT = "fileConsent/invoke"  # the name of an invoke
_ASKS = "application/vnd.microsoft.teams.card.file.consent"
_TAKEN = "application/vnd.microsoft.teams.card.file.info"


@dataclass(frozen=True, slots=True)
class Session:
    """Where a file may be put once, and where it is found then."""

    upload_url: str
    content_url: str
    name: str
    unique: str
    kind: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody answered to a card that asked: no `session` is a no.

    What was offered is known by the `channel` it was said in and the `mark` of its message.
    """

    channel: str
    mark: str
    session: Session | None


def language_of(offered: Offered) -> Language:
    """Tell the language that a file is described in, whatever it is called itself."""
    said = offered.alt
    for piece in filter(None, offered.name.split(".")):
        said = said.replace(piece, "")
    return "zh" if HAN.search(said) else "en"


def offer(offered: Offered, mark: str) -> Card:
    """Give the card of a file that is had by pressing a button."""
    said = texts(language_of(offered)).giving
    about = () if offered.alt in {"", offered.name} else (Text(offered.alt),)
    return Card(offered.name, (*about, Buttons((Button(GET, mark, said.get),))))


def on_card(card: Card, offered: Offered, mark: str, replaced: Set[str] = frozenset()) -> Card:
    """Put a file on a card that offers several, where those of the marks in `replaced` stood."""
    gone, entries = {mark, *replaced}, _entries(card)
    at = next((at for at, one in enumerate(entries) if _mark(one) in gone), len(entries))
    left = [one for one in entries if _mark(one) not in gone]
    about = "" if offered.alt == offered.name else offered.alt
    entry = Entry(offered.name, about, Button(GET, mark, _said_on(card).get))
    return replace(card, parts=(*left[:at], entry, *left[at:]))


def off_card(card: Card, mark: str) -> Card:
    """Take a file off a card that offers several."""
    left = tuple(one for one in _entries(card) if _mark(one) != mark)
    return replace(card, parts=left or (Text(_said_on(card).none_left),))


def _entries(card: Card) -> list[Entry]:
    return [one for one in card.parts if isinstance(one, Entry)]


def _mark(entry: Entry) -> str:
    return "" if entry.button is None else entry.button.value


def _said_on(card: Card) -> GivingTexts:
    """Give the phrases of the language of a title, which is Clerk's own."""
    return texts("zh" if HAN.search(card.title) else "en").giving


def asking(offered: Offered, channel: str, mark: str) -> dict[str, Any]:
    """Give the message that asks, in a personal chat, whether a file may be put there.

    Its context is ids only: what is offered is looked up again, and so is who reads it.
    """
    context = {"c": channel, "m": mark}
    content = {
        "description": offered.alt or offered.name,
        "sizeInBytes": len(offered.content or b""),
        "acceptContext": context,
        "declineContext": context,
    }
    return _message(_ASKS, offered.name, {"content": content})


def taken(session: Session) -> dict[str, Any]:
    """Give the message that shows a file where it was put."""
    content = {"uniqueId": session.unique, "fileType": session.kind}
    return _message(_TAKEN, session.name, {"content": content, "contentUrl": session.content_url})


def consent_of(value: Json) -> Consent:
    """Read what an invoke of the name CONSENT brings."""
    context, info = sub(value, "context"), sub(value, "uploadInfo")
    url = text(info, "uploadUrl")
    allowed = text(value, "action") == "accept" and bool(url)
    name, kind = text(info, "name", most=400), text(info, "fileType", most=40)
    there = text(info, "contentUrl"), name, text(info, "uniqueId", most=400), kind
    session = Session(url, *there) if allowed else None
    return Consent(text(context, "c", most=400), text(context, "m", most=80), session)


def _message(type_: str, name: str, shown: dict[str, Any]) -> dict[str, Any]:
    attachment = {"contentType": type_, "name": name, **shown}
    return {"type": "message", "summary": name, "attachments": [attachment]}
