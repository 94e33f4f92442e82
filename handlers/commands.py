"""What people ask for with `/clerk`."""

import unicodedata
from collections.abc import Collection, Mapping

from handlers.backlog_cards import ALL, MINE, VENDOR
from handlers.cards import help_card
from handlers.chat import Card, Chat, Command, Outcome, Press
from handlers.forgetting import FORGET as FORGET_DOCUMENT
from handlers.forgetting import Forgetting
from handlers.people import person_id
from handlers.sellers import Sellers
from handlers.status import Status

HELP = frozenset({"", "help", "帮助"})
QUEUE = frozenset({"queue", "待审", "队列"})
VIEWS: Mapping[str, str] = {
    "": ALL,
    "all": ALL,
    "全部": ALL,
    "mine": MINE,
    "我的": MINE,
    "vendor": VENDOR,
    "seller": VENDOR,
    "销售方": VENDOR,
    "供应商": VENDOR,
}
SELLERS = frozenset({"vendors", "sellers", "供应商", "销售方"})
FORGETS = frozenset({"forget", "忘记"})
STATUS = frozenset({"status", "状态"})
_WORDS_SHOWN = 80


class Commands:
    """Answers `/clerk WORDS`, so that only the person who asked sees it.

    `ways` are what platforms have besides commands, as `help_card` names it.
    """

    def __init__(
        self,
        chat: Chat,
        status: Status,
        sellers: Sellers,
        forgetting: Forgetting,
        ways: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self._chat = chat
        self._status = status
        self._backlog = status.backlog
        self._sellers = sellers
        self._forgetting = forgetting
        self._ways = ways or {}

    async def on_command(self, command: Command) -> None:
        """Answer a command; help, for all that is not known."""
        card = await self._answer(command)
        await self._chat.post_privately(command.place, command.user, card)

    async def on_press(self, press: Press) -> Outcome:
        """Turn what was answered to what a button on it shows."""
        if press.action == FORGET_DOCUMENT:
            return await self._forgetting.on_press(press)
        return await self._sellers.on_press(press)

    async def _remembered(self, command: Command) -> Card:
        """List what is remembered of sellers, or show it of the one that is named."""
        tenant, person = command.place.tenant, person_id(command.place.platform, command.user)
        _, _, name = " ".join(command.words.split()).partition(" ")
        if not name:
            return (await self._sellers.listed(tenant, person, command.language)).card
        return (await self._sellers.shown(tenant, person, command.language, name)).card

    async def _answer(self, command: Command) -> Card:
        said = unicodedata.normalize("NFKC", command.words).casefold()
        what, *rest = said.split() or [""]
        view = VIEWS.get(" ".join(rest))
        if what in QUEUE and view is not None:
            person = person_id(command.place.platform, command.user)
            return await self._backlog.card(command.place, person, view, 0, command.language)
        if what in SELLERS:
            return await self._remembered(command)
        if what in FORGETS:
            _, _, id_ = " ".join(command.words.split()).partition(" ")
            return await self._forgetting.card(command.place, command.user, id_, command.language)
        if what in STATUS and not rest:
            return await self._status.card(command)
        return self._help(command, is_known=what in HELP and not rest)

    def _help(self, command: Command, *, is_known: bool) -> Card:
        unknown = None if is_known else command.words.strip()[:_WORDS_SHOWN]
        return help_card(command.language, unknown, self._ways.get(command.place.platform, ()))
