"""Where a personal link is exchanged for a cookie: the way into the player from platforms."""

from urllib.parse import urlsplit

from aiohttp import web

from bot.player.routes import MEETING
from handlers.meetings.links import PATH, Links, Visitor, path_of
from handlers.tokens import MOST_TOKEN

COOKIE = "clerk_player"


class Exchange:
    """Lets in who brings a link that is good, and knows them again by the pass they got for it."""

    def __init__(self, links: Links, public_url: str) -> None:
        """Remember the address that browsers know: cookies are bound to it."""
        parts = urlsplit(public_url)
        self._links = links
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._before = parts.path.rstrip("/")
        self._is_secure = parts.scheme == "https"

    def routes(self) -> list[web.RouteDef]:
        """Give the route."""
        return [web.post(f"{PATH}/{MEETING}/enter", self.enter)]

    async def entrance(self, request: web.Request, meeting: str) -> Visitor | None:
        """Give whose cookie comes with a request; None: nobody's."""
        return self._links.visitor(request.cookies.get(COOKIE, ""), meeting)

    async def enter(self, request: web.Request) -> web.Response:
        """Exchange a link, the body of the request, for a cookie; 403 when it is not good."""
        meeting = request.match_info["meeting"]
        token = await _token(request)
        # A page of another site could let somebody in under another name.
        is_own = request.headers.get("Origin", self._origin) == self._origin
        pass_ = self._links.exchange(token, meeting) if is_own else None
        if pass_ is None:
            return web.json_response({"error": "no_entry"}, status=403)
        response = web.Response(status=204, headers={"Cache-Control": "no-store"})
        response.set_cookie(
            COOKIE,
            pass_,
            path=f"{self._before}{path_of(meeting)}",
            max_age=int(self._links.stays_for.total_seconds()),
            httponly=True,
            samesite="Strict",
            secure=self._is_secure,
        )
        return response


async def _token(request: web.Request) -> str:
    if request.content_length is None or request.content_length > MOST_TOKEN:
        return ""
    return (await request.read()).decode("ascii", "replace")
