"""What people ask for with `/clerk`."""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Collection, Mapping

from handlers.backlog_cards import ALL, MINE, VENDOR
from handlers.cards import help_card, shown
from handlers.chat import Card, Chat, Command, Language, Outcome, Press, Text
from handlers.forgetting import FORGET as FORGET_DOCUMENT
from handlers.forgetting import Forgetting
from handlers.people import person_id
from handlers.sellers import Sellers
from handlers.status import Status
from handlers.texts.catalogue import texts

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
RECORDINGS = frozenset({"recordings", "录制", "会议录制"})
TASKS = frozenset({"tasks", "task", "任务", "待办"})
VOICE = frozenset({"voice", "语音"})
STATUS = frozenset({"status", "状态"})
_KNOWN = HELP | QUEUE | SELLERS | FORGETS | RECORDINGS | TASKS | VOICE | STATUS
_WORDS_SHOWN, _LINK_LOOKED_AT = 80, 500
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
# Answers a command by the words behind its first; None: they mean nothing to it.
Answer = Callable[[Command, str], Awaitable[Card | None]]


def is_command(words: str) -> bool:
    """Tell whether words are a command, and no other talk."""
    return _spelt(words)[0] in _KNOWN


def _spelt(words: str) -> list[str]:
    """Give words as they are compared, one at least."""
    return unicodedata.normalize("NFKC", words).casefold().split() or [""]


class Commands:
    """Answers `/clerk WORDS`, so that only the person who asked sees it.

    `scenarios` answer what is theirs, by the words that name it; `ways` are what platforms have
    besides commands, as `help_card` names it.
    """

    def __init__(
        self,
        chat: Chat,
        status: Status,
        sellers: Sellers,
        forgetting: Forgetting,
        scenarios: Mapping[frozenset[str], Answer],
        ways: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self._chat = chat
        self._status = status
        self._backlog = status.backlog
        self._sellers = sellers
        self._forgetting = forgetting
        self._scenarios = scenarios
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

    async def _remembered(self, command: Command, _: str) -> Card:
        """List what is remembered of sellers, or show it of the one that is named."""
        tenant, person = command.place.tenant, person_id(command.place.platform, command.user)
        name = _as_written(command)
        if not name:
            return (await self._sellers.listed(tenant, person, command.language)).card
        return (await self._sellers.shown(tenant, person, command.language, name)).card

    async def _answer(self, command: Command) -> Card:
        what, *rest = _spelt(command.words)
        answers: Mapping[frozenset[str], Answer] = {
            QUEUE: self._waiting,
            SELLERS: self._remembered,
            FORGETS: self._to_forget,
            **self._scenarios,
            STATUS: self._standing,
        }
        answer = next((one for words, one in answers.items() if what in words), None)
        card = answer and await answer(command, " ".join(rest))
        return card or self._help(command, is_known=what in HELP and not rest)

    async def _waiting(self, command: Command, rest: str) -> Card | None:
        view = VIEWS.get(rest)
        if view is None:
            return None
        person = person_id(command.place.platform, command.user)
        return await self._backlog.card(command.place, person, view, 0, command.language)

    async def _to_forget(self, command: Command, _: str) -> Card:
        id_ = _as_written(command)
        return await self._forgetting.card(command.place, command.user, id_, command.language)

    async def _standing(self, command: Command, rest: str) -> Card | None:
        return None if rest else await self._status.card(command)

    def _help(self, command: Command, *, is_known: bool) -> Card:
        link = _LINK.search(command.words)
        if link is not None:
            return _of_a_link(link[0], command.language)
        unknown = None if is_known else command.words.strip()[:_WORDS_SHOWN]
        return help_card(command.language, unknown, self._ways.get(command.place.platform, ()))


def _of_a_link(link: str, language: Language) -> Card:
    """Say that what a link leads to is not read, a recording in SharePoint say."""
    said = texts(language)
    title = said.rejected.format(name=shown(link[:_LINK_LOOKED_AT]))
    return Card(title, (Text(said.gone["elsewhere"]),), tone="bad")


def _as_written(command: Command) -> str:
    """Give the words behind the first, as somebody wrote them."""
    return " ".join(command.words.split()).partition(" ")[2]
