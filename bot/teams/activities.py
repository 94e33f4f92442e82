"""What is sent to Teams: an Adaptive Card as an activity."""

from collections.abc import Mapping
from typing import Any

from bot.words import cut, seen

CARD = "application/vnd.microsoft.card.adaptive"
_LONGEST_SUMMARY = 200

Activity = dict[str, Any]


def activity_of(card: Mapping[str, Any], summary: str) -> Activity:
    """Give the message that shows a card; `summary` is what a notification says of it."""
    return {
        "type": "message",
        "summary": cut(seen(summary, lines=False), _LONGEST_SUMMARY),
        "attachments": [{"contentType": CARD, "content": dict(card)}],
    }
