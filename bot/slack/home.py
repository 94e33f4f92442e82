"""A card as somebody's App Home."""

from bot.slack.rendered import Block
from bot.slack.room import Layout, Room
from handlers.chat import Card

CALLBACK = "home"
_MOST_BLOCKS, _MOST_CHARACTERS = 100, 60_000


def home_view(card: Card) -> Block:
    """Show a card; tables and the newer blocks are not for homes."""
    room = Room(_MOST_BLOCKS, _MOST_CHARACTERS)
    blocks = Layout(card, "classic", room).blocks()
    return {"type": "home", "callback_id": CALLBACK, "blocks": blocks}
