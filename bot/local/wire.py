"""What the page is told: messages and cards as JSON."""

from typing import assert_never

from bot.ledger.workspace_rows import Message
from handlers.chat import Attachment, Card, Code, Fields, Part, Table, Text

Json = dict[str, object]


def card_body(card: Card) -> Json:
    """Give the body of a message that says `card`."""
    return {
        "kind": "card",
        "title": card.title,
        "tone": card.tone,
        "parts": [_part(part) for part in card.parts],
        "footer": card.footer,
    }


def _part(part: Part) -> Json:
    match part:
        case Text():
            return {"kind": "text", "text": part.text, "tone": part.tone}
        case Fields():
            return {"kind": "fields", "rows": [list(row) for row in part.rows]}
        case Table():
            return {
                "kind": "table",
                "columns": list(part.columns),
                "rows": [list(row) for row in part.rows],
                "numeric": sorted(part.numeric),
            }
        case Code():
            return {"kind": "code", "title": part.title, "text": part.text}
        case _:
            assert_never(part)


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


def message_json(message: Message) -> Json:
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
            "body": dict(message.body),
        }
    return said
