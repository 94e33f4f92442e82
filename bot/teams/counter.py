"""Where files are given out: who does it, and the pages that links to them open."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.clock import SystemClock
from bot.secret import Secret
from bot.settings import Settings
from bot.shown import Copies
from bot.teams.file_links import FileLinks
from bot.teams.file_pages import FilePages
from bot.teams.giving import Giving, Room, Ways
from bot.teams.reach import Reach
from bot.teams.uploads import Uploads
from handlers.people import Directory
from handlers.ports import Outbox
from handlers.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Counter:
    """Who gives files out; `routes` are of the platforms' listener, none without an address."""

    giving: Giving
    routes: Sequence[web.RouteDef]


@dataclass(frozen=True, slots=True)
class Kept:
    """What signs links, who reads what, and what was sent for which arrival."""

    secret: Secret
    directory: Directory
    outbox: Outbox


def counter(settings: Settings, reach: Reach, kept: Kept) -> Counter:
    """Wire it; of one process there is one, for whether a link was used is known to it alone."""
    links = None
    if settings.public_url is not None:
        links = FileLinks(Tokens(kept.secret.derive("files"), SystemClock()), settings.public_url)
    uploads = None
    if reach.cloud.has_files:
        uploads = Uploads(reach.session.http, reach.cloud.files)
    room = Room(reach.book, reach.connector, kept.directory, reach.chat)
    giving = Giving(room, Ways(links, uploads, Copies(kept.outbox)))
    return Counter(giving, () if links is None else FilePages(giving, links).routes())
