"""Saying a card in the richest way that a workspace takes: from rich blocks down to plain words."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypedDict, TypeVar

from bot.slack.faults import TOO_LONG, UNKNOWN_BLOCKS, SlackRefused
from bot.slack.messages import BUDGET, message_of
from bot.slack.rendered import Block, Profile, Rendered
from handlers.chat import Card

log = logging.getLogger(__name__)

Said = TypeVar("Said")

# Characters that a message may have: fewer each time that Slack finds it too long.
_BUDGETS = (BUDGET, BUDGET // 2, BUDGET // 6)


class Words(TypedDict):
    """What the calls that post take of a message."""

    text: str
    blocks: list[Block]


class Wording:
    """Remembers of each workspace whether it takes rich blocks."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._plain = set[str]()

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
                    return await send({"text": rendered.text, "blocks": []})
                raise
            self._remember(tenant, profile)
            return said

    def _remember(self, tenant: str, taken: Profile) -> None:
        if taken != self._profile_of(tenant):
            log.warning("workspace %s took no rich blocks: it gets plain ones from now on", tenant)
            self._plain.add(tenant)

    def _profile_of(self, tenant: str) -> Profile:
        return "classic" if tenant in self._plain else self._profile


def _words(rendered: Rendered) -> Words:
    return {"text": rendered.text, "blocks": [*rendered.blocks]}
