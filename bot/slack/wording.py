"""Saying a card in the richest way that a workspace takes: from rich blocks down to plain words."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypedDict, TypeVar

from bot.slack.faults import TOO_LONG, UNKNOWN_BLOCKS, SlackRefused
from bot.slack.messages import BUDGET, message_of
from bot.slack.rendered import Block, Profile, Rendered
from bot.slack.rich import TYPES
from handlers.chat import Card

log = logging.getLogger(__name__)

Said = TypeVar("Said")

# Characters that a message may have: fewer each time that Slack finds it too long.
_BUDGETS = (BUDGET, BUDGET // 2, BUDGET // 6)
# One card may be odd by itself: so many in a row, and their workspace is given plain ones for long.
_ENOUGH, _LONG = 3, 3600.0  # cards, seconds


class Words(TypedDict):
    """What the calls that post take of a message."""

    text: str
    blocks: list[Block]


class Wording:
    """Remembers for a while which workspaces take no rich blocks."""

    def __init__(self, profile: Profile, now: Callable[[], float] = time.monotonic) -> None:
        self._profile = profile
        self._now = now
        self._refused = dict[str, int]()  # cards in a row that were taken when they were plain
        self._plain = dict[str, float]()  # until when

    async def say(self, tenant: str, card: Card, send: Callable[[Words], Awaitable[Said]]) -> Said:
        """Send a card; where it is not taken as it is, in plainer blocks, shorter, or as words.

        What Slack refuses it has not posted. Raises what `send` does for other reasons.
        """
        profile, budgets = self._profile_of(tenant), iter(_BUDGETS)
        budget = next(budgets)
        while True:
            rendered = message_of(card, profile, budget)
            try:
                said = await send(_words(rendered))
            except SlackRefused as error:
                if error.code in UNKNOWN_BLOCKS and profile == "rich":
                    profile = "classic"
                    continue
                if error.code in TOO_LONG and (budget := next(budgets, 0)):
                    continue
                if error.code in UNKNOWN_BLOCKS | TOO_LONG:
                    log.warning("workspace %s took a card in words only: %s", tenant, error.code)
                    return await send({"text": rendered.text, "blocks": []})
                raise
            if profile != self._profile_of(tenant):
                self._note_refusal(tenant)
            elif any(block["type"] in TYPES for block in rendered.blocks):
                self._refused.pop(tenant, None)
            return said

    def _note_refusal(self, tenant: str) -> None:
        self._refused[tenant] = self._refused.get(tenant, 0) + 1
        if self._refused[tenant] >= _ENOUGH:
            log.warning("workspace %s takes no rich blocks: it gets plain ones for a while", tenant)
            del self._refused[tenant]
            self._plain[tenant] = self._now() + _LONG

    def _profile_of(self, tenant: str) -> Profile:
        is_plain = self._now() < self._plain.get(tenant, float("-inf"))
        return "classic" if is_plain else self._profile


def _words(rendered: Rendered) -> Words:
    return {"text": rendered.text, "blocks": [*rendered.blocks]}
