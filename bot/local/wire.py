"""What the page is told: messages and cards as JSON."""

from collections.abc import Iterator

from bot.ledger.cards import written
from bot.ledger.workspace_rows import Body, Message
from bot.local.seals import Seal, Seals
from handlers.chat import Attachment, Card

Json = dict[str, object]
# The files of Clerk's that a page shows; all others it saves.
PICTURES = frozenset({"image/png", "image/jpeg"})


def card_body(card: Card) -> Json:
    """Give the body of a message that says `card`."""
    return {"kind": "card", **written(card)}


def buttons_of(body: Body) -> Iterator[Json]:
    """Give the buttons of a card, those of its entries too."""
    for part in _listed(body.get("parts")):
        if part["kind"] == "buttons":
            yield from _listed(part["row"])
        if part["kind"] == "entry" and isinstance(part["button"], dict):
            yield part["button"]


def sealed(body: Body, seal: Seal) -> Json:
    """Give the body of a card with a seal on each of its buttons; any other as it is."""
    if body.get("kind") != "card":
        return dict(body)
    return {**body, "parts": [_sealed_part(part, seal) for part in _listed(body["parts"])]}


def _sealed_part(part: Json, seal: Seal) -> Json:
    if part["kind"] == "buttons":
        return {**part, "row": [_sealed_button(button, seal) for button in _listed(part["row"])]}
    if part["kind"] == "entry" and isinstance(part["button"], dict):
        return {**part, "button": _sealed_button(part["button"], seal)}
    return part


def _sealed_button(button: Json, seal: Seal) -> Json:
    return {**button, "seal": seal(str(button["action"]), str(button["value"]))}


def _listed(several: object) -> list[Json]:
    return list(several) if isinstance(several, list) else []


def text_body(text: str) -> Json:
    """Give the body of a message that a person typed."""
    return {"kind": "text", "text": text}


def drop_body(file: str, name: str, size: int) -> Json:
    """Give the body of the message that a dropped file makes; `size` in bytes."""
    return {"kind": "drop", "file": file, "name": name, "size": size}


def forgotten_body() -> Json:
    """Give the body of such a message once its file was forgotten."""
    return {"kind": "forgotten"}


def file_body(file: str, attachment: Attachment) -> Json:
    """Give the body of a message that is a file of Clerk's."""
    return {
        "kind": "file",
        "file": file,
        "name": attachment.name,
        "mime": attachment.mime,
        "size": len(attachment.content),
        "alt": attachment.alt,
    }


def message_json(message: Message, seals: Seals) -> Json:
    """Give a message as the page reads it; of a retracted one, only that it is gone."""
    said: Json = {
        "id": message.id,
        "channel": message.channel,
        "thread": message.thread,
        "posted": message.posted,
        "changed": message.changed,
        "retracted": message.retracted,
    }
    if not message.retracted:
        said |= {
            "author": message.author,
            "at": message.said_at.isoformat(),
            "private": message.audience is not None,
            "body": sealed(message.body, seals.on(message.id)),
        }
    return said
