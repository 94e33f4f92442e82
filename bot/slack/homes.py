"""Clerk's Home in Slack: what waits, for each person as much of it as they may see."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from bot.background import HINDRANCES, Background
from bot.remembered import Clock
from bot.slack.faults import SlackRefused, asked
from bot.slack.home import home_view
from bot.slack.workspaces import PLATFORM, Workspaces
from handlers.backlog import Listing
from handlers.backlog_cards import ALL, SHOW
from handlers.chat import Card, Language, Place, Press, Text

_LOOKED_AT_SECONDS = 24 * 3600.0
_MOST = 2000
_PAUSE = 2.0  # several decisions in a row are shown at once
_CONFLICT = "hash_conflict"

Look = Callable[[Press], Awaitable[Listing]]
Sleep = Callable[[float], Awaitable[object]]


@dataclass
class _Page:
    """What somebody was shown last; `value` names the view and where in it they are."""

    opened_at: float
    language: Language
    value: str = f"{ALL}:0"
    hash: str | None = None
    card: Card | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Homes:
    """Draws Homes, and draws them again for whoever opened theirs within a day.

    It remembers who did in this process only: after a restart a Home is drawn when it is opened.
    """

    def __init__(
        self,
        workspaces: Workspaces,
        look: Look,
        background: Background,
        *,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._workspaces = workspaces
        self._look = look
        self._background = background
        self._clock = clock
        self._sleep = sleep
        self._pages = OrderedDict[tuple[str, str], _Page]()
        self._stale = set[str]()
        self._refreshing = set[str]()

    async def open(self, tenant: str, user: str, language: Language) -> None:
        """Draw the Home that somebody opened, where they were the last time."""
        page = self._page(tenant, user, language)
        async with page.turn:
            await self._draw(tenant, user, page, await self._listed(tenant, user, page))

    async def turn(self, press: Press, card: Card) -> None:
        """Draw what somebody turned their Home to."""
        tenant, user = press.place.tenant, press.user
        page = self._page(tenant, user, press.language)
        async with page.turn:
            page.value = press.value
            await self._draw(tenant, user, page, card)

    async def note(self, press: Press, note: Text) -> None:
        """Draw somebody's Home again, with a note above what waits."""
        tenant, user = press.place.tenant, press.user
        page = self._page(tenant, user, press.language)
        async with page.turn:
            card = await self._listed(tenant, user, page)
            await self._draw(tenant, user, page, replace(card, parts=(note, *card.parts)))

    def changed(self, tenant: str) -> None:
        """Draw the Homes of a tenant again soon: something waits, or waits no more."""
        if any(where == tenant for where, _ in self._pages):
            self._stale.add(tenant)
            if tenant not in self._refreshing:
                self._refreshing.add(tenant)
                self._background.start(self._refresh(tenant))

    async def _refresh(self, tenant: str) -> None:
        try:
            while tenant in self._stale:
                await self._sleep(_PAUSE)
                self._stale.discard(tenant)
                for user, page in self._looked_at(tenant):
                    await self._draw_again(tenant, user, page)
        finally:
            self._refreshing.discard(tenant)

    async def _draw_again(self, tenant: str, user: str, page: _Page) -> None:
        async with page.turn:
            try:
                card = await self._listed(tenant, user, page)
                if card != page.card:
                    await self._draw(tenant, user, page, card)
            except HINDRANCES:
                return  # theirs is as it was; the others' are none the worse for it

    def _page(self, tenant: str, user: str, language: Language) -> _Page:
        page = self._pages.pop((tenant, user), None) or _Page(0.0, language)
        page.opened_at, page.language = self._clock(), language
        self._pages[tenant, user] = page
        while len(self._pages) > _MOST:
            self._pages.popitem(last=False)
        return page

    def _looked_at(self, tenant: str) -> list[tuple[str, _Page]]:
        """Give who opened theirs lately; the others are forgotten."""
        since = self._clock() - _LOOKED_AT_SECONDS
        for key in [key for key, page in self._pages.items() if page.opened_at < since]:
            del self._pages[key]
        return [(user, page) for (where, user), page in self._pages.items() if where == tenant]

    async def _listed(self, tenant: str, user: str, page: _Page) -> Card:
        home = Place(PLATFORM, tenant, user)
        return (await self._look(Press(home, user, SHOW, page.value, page.language))).card

    async def _draw(self, tenant: str, user: str, page: _Page, card: Card) -> None:
        workspace = await self._workspaces.get(tenant)
        view = home_view(card)

        async def publish(hash_: str | None) -> str | None:
            asking = workspace.posting.views_publish(user_id=user, view=view, hash=hash_)
            answer = await asked("views.publish", asking)
            found = (answer.get("view") or {}).get("hash")
            return None if found is None else str(found)

        try:
            page.hash = await publish(page.hash)
        except SlackRefused as error:
            if error.code != _CONFLICT:
                raise
            # Another process has drawn it since; this is what is true now.
            page.hash = await publish(None)
        page.card = card
