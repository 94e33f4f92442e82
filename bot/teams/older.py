"""Presses by clients that know no Action.Execute: they come as messages, which nothing answers."""

from bot.background import HINDRANCES
from bot.book import Book
from bot.excuses import busy_card, done_card, stale_card, unshown_card, wrong_card
from bot.teams.answers import Hands, Voice
from bot.teams.invokes import Pressed
from handlers.chat import Card, Errors, Form, Language, Outcome, Press, Told, Turned
from handlers.review_parts import LINK


class Older:
    """Deals with such presses: what comes of one shows on the card, or is told the person alone."""

    def __init__(self, book: Book, voice: Voice, hands: Hands) -> None:
        self._book = book
        self._voice = voice
        self._hands = hands

    async def press(self, pressed: Pressed) -> None:
        """Deal with a press. Raises HINDRANCES where nobody can be told what came of it."""
        press, message = pressed.press, pressed.press.message
        said = None if message is None else await self._book.said(message)
        if said is None or said.user not in {"", press.user}:
            await self._tell(press, stale_card(press.language))
            return
        if press.action == LINK:
            return  # such a client has no room for an address that is too long for a button
        outcome = await self._outcome(press)
        if isinstance(outcome, Turned) and pressed.alone:
            await self._voice.turn(said.message, outcome.card)
            return
        # What everybody sees tells the rest, but elsewhere than in what one was told alone.
        left = done_card(press.language) if said.user else None
        card = left if outcome is None else _said(outcome, press.language)
        if card is not None:
            await self._tell(press, card)

    async def _outcome(self, press: Press) -> Outcome:
        try:
            return await self._hands.pressing(press)
        except HINDRANCES:
            return Told(busy_card(press.language))

    async def _tell(self, press: Press, card: Card) -> None:
        await self._voice.post_privately(press.place, press.user, card)


def _said(outcome: Told | Turned | Form | Errors, language: Language) -> Card:
    match outcome:
        case Told() | Turned():
            return outcome.card
        case Form():
            return unshown_card(language)
        case Errors():
            return wrong_card(outcome, language)
