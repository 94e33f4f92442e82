"""A card as a message of Slack's: its blocks, and the words of notifications."""

from bot.slack.classic import ICONS
from bot.slack.plainly import defused
from bot.slack.rendered import Profile, Rendered
from bot.slack.room import Layout, Room
from bot.words import cut
from handlers.chat import Card, Text

MOST_BLOCKS = 50
# Slack refuses a message of about 12,000 characters over all its blocks, and says so nowhere.
BUDGET = 9000
_MOST_TITLE, _MOST_TEXT = 200, 300


def message_of(card: Card, profile: Profile, budget: int = BUDGET) -> Rendered:
    """Show a card within `budget` characters.

    What there is no room for is in the files of its thread, and that is said.
    """
    blocks = Layout(card, profile, Room(MOST_BLOCKS, budget)).blocks()
    return Rendered(tuple(blocks), fallback(card))


def fallback(card: Card) -> str:
    """Say a card in one line, for notifications and screen readers: its title and first words."""
    first = next((part for part in card.parts if isinstance(part, Text)), None)
    said = defused(cut(card.title, _MOST_TITLE)) or "–"
    if first is not None and first.text.strip():
        said = f"{said} – {defused(cut(first.text, _MOST_TEXT))}"
    return ICONS[card.tone] + said
