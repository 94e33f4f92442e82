"""Who looks at a meeting in the workspace: whoever is acted as, without a link of their own."""

from aiohttp import web

from bot.local.roster import MEMBERS, PLATFORM, TENANT, member
from handlers.meetings.links import Door, Visitor
from handlers.people import person_id


async def entrance(request: web.Request, meeting: str) -> Visitor | None:
    """Give the person acted as, by `?as=`; as the page does, the first one before any is chosen."""
    user = request.query.get("as", MEMBERS[0].id)
    if member(user) is None:
        return None
    return Visitor(TENANT, meeting, person_id(PLATFORM, user))


def door(port: int) -> Door:
    """Give where the workspace's people find the player; files name it while its port is known."""
    return Door("", f"http://127.0.0.1:{port}" if port else None, personal=False)
