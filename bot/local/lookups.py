"""What a person looks up in the page: a page of what waits, and one document of it."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from aiohttp import web

from bot.ledger.workspace import Workspace
from bot.local.asking import answer, language_of, viewer_of
from bot.local.roster import PLATFORM, TENANT, home, reads, sees
from bot.local.seals import Seals
from bot.local.wire import PICTURES, Json, card_body, sealed
from handlers.backlog import Listing
from handlers.backlog_cards import SHOW
from handlers.chat import Card, MessageRef, Place, Press
from handlers.decisions import Looked
from handlers.review_parts import OPEN

_MOST_SAID = 500


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who is asked what there is to see, as a press that a person might make themselves.

    `on_look` is told whether the page looks again by itself, at what it shows already.
    """

    on_list: Callable[[Press], Awaitable[Listing]]
    on_look: Callable[[Press, bool], Awaitable[Looked]]


class Lookups:
    """The part of the interface that shows a person what waits: on their own, not in a channel."""

    def __init__(self, workspace: Workspace, seals: Seals, eyes: Eyes) -> None:
        self._workspace = workspace
        self._seals = seals
        self._eyes = eyes

    def routes(self) -> list[web.RouteDef]:
        """Give the routes."""
        return [
            web.get("/api/backlog", self.backlog),
            web.get("/api/reviews/{value}", self.review),
        ]

    async def backlog(self, request: web.Request) -> web.Response:
        """Give a page of what waits, as `?as=` sees it, and how much there is of it in all."""
        viewer = viewer_of(request)
        value = f"{request.query.get('view', 'all')}:{request.query.get('offset', '0')}"
        place = Place(PLATFORM, TENANT, home(viewer))
        listing = await self._eyes.on_list(_press(request, place, SHOW, value))
        return answer({**self._told(viewer, place, listing.card), "count": listing.count})

    async def review(self, request: web.Request) -> web.Response:
        """Give the card of a document for `?as=`, and the threads about it that they read.

        That they look is written down; with `?again=1` the page asks by itself.
        """
        viewer, value = viewer_of(request), request.match_info["value"]
        nowhere = Place(PLATFORM, TENANT, home(viewer))
        press = _press(request, nowhere, OPEN, value)
        looked = await self._eyes.on_look(press, request.query.get("again") == "1")
        places = _threads(viewer, looked.messages)
        threads = [
            {
                "channel": place.channel,
                "thread": place.thread,
                "pictures": await self._pictures(viewer, place.thread or ""),
            }
            for place in places
        ]
        told = self._told(viewer, next(iter(places), nowhere), looked.card)
        return answer({**told, "threads": threads})

    def _told(self, viewer: str, place: Place, card: Card) -> Json:
        return {
            "place": {"channel": place.channel, "thread": place.thread},
            "card": sealed(card_body(card), self._seals.told(viewer, place)),
        }

    async def _pictures(self, viewer: str, thread: str) -> list[Json]:
        return [
            dict(one.body)
            for one in await self._workspace.replies(TENANT, thread)
            if one.body.get("mime") in PICTURES and sees(viewer, one)
        ]


def _press(request: web.Request, place: Place, action: str, value: str) -> Press:
    return Press(place, viewer_of(request), action, value[:_MOST_SAID], language_of(request))


def _threads(viewer: str, messages: Iterable[MessageRef]) -> tuple[Place, ...]:
    """Give the threads that messages stand in or begin, those that `viewer` reads."""
    places = (
        Place(PLATFORM, TENANT, one.place.channel, one.place.thread or one.id)
        for one in messages
        if (one.place.platform, one.place.tenant) == (PLATFORM, TENANT)
        and reads(viewer, one.place.channel)
    )
    return tuple(dict.fromkeys(places))
