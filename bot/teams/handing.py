"""Whose file a link leads to: Clerk may read all of a company, and who sends a link may not."""

import base64
from collections.abc import Iterator
from urllib.parse import quote

from bot.book import Conversation
from bot.teams.connector import TeamsRefused
from bot.teams.graph import Graph
from bot.teams.shapes import Json, sub, text
from handlers.chat import FileGone

FILES = "Files.Read.All"
_BAD_REQUEST = 400


class Handing:
    """Tells whether a file is of who sends it: theirs by hand, in their drive or their channel's.

    A message can be written by a program, with a link to anything. What Clerk read there for
    somebody, it would tell who may not see it.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def is_theirs(self, link: str, user: str, held: Conversation | None, tenant: str) -> bool:
        """Tell whether `user` may hand on what a link opens. Raises as Graph does."""
        path = f"{shared(link)}?$select=createdBy,lastModifiedBy,parentReference"
        item = await self._graph.get(tenant, path, FILES)
        if user in _authors(item):
            return True
        drive = _drive_of(item)
        return bool(drive) and (
            drive == await self._channels(held, tenant) or drive == await self._own(user, tenant)
        )

    async def _channels(self, held: Conversation | None, tenant: str) -> str:
        """Give the drive that a channel keeps its files in: who reads it, reads them.

        That of a private or a shared one is its own: not all who read it may read its team's.
        """
        if held is None or held.kind != "channel" or not held.team:
            return ""
        at = f"/teams/{quote(held.team, safe='')}/channels/{quote(held.channel, safe='')}"
        return _drive_of(await self._asked(tenant, f"{at}/filesFolder"))

    async def _own(self, user: str, tenant: str) -> str:
        path = f"/users/{quote(user, safe='')}/drive?$select=id"
        return text(await self._asked(tenant, path), "id")

    async def _asked(self, tenant: str, path: str) -> Json:
        try:
            return await self._graph.get(tenant, path, FILES)
        except FileGone:
            return {}  # who has no drive has put nothing there
        except TeamsRefused as error:
            # Graph cannot tell where a channel keeps its files whose name has certain signs.
            if error.status != _BAD_REQUEST:
                raise
            return {}


def shared(link: str) -> str:
    """Give the path of what a link opens, as Graph names what is shared."""
    token = base64.urlsafe_b64encode(link.encode()).decode().rstrip("=")
    return f"/shares/u!{token}/driveItem"


def _authors(item: Json) -> Iterator[str]:
    for by in ("createdBy", "lastModifiedBy"):
        yield text(sub(item, by, "user"), "id")


def _drive_of(item: Json) -> str:
    return text(sub(item, "parentReference"), "driveId")
