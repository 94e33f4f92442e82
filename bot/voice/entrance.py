"""The way into a voice room: a personal link becomes a cookie, and the cookie lets in again.

Whoever is not let in is answered the same, whatever the reason is.
"""

from collections.abc import Collection
from urllib.parse import urlsplit

from aiohttp import web

from bot.bridge.household import Away, Household
from bot.bridge.wire import Denied, Enter, Return, Visitor
from bot.voice.sockets import Sockets
from handlers.tokens import MOST_TOKEN

PATH = "/voice"
ROOM = r"{room:H-[A-Z2-7]{4,40}}"
COOKIE = "clerk_voice"
_STAYS_S = 12 * 3600  # the pass itself says how long it is good; this is only how long it is kept


class Entrance:
    """Lets in who brings a link, or the pass they got for one, from a page of this server's.

    `public_url` is where a proxy makes it known, such as https://clerk.example.com.
    """

    def __init__(self, household: Household, sockets: Sockets, public_url: str | None) -> None:
        self._household = household
        self._sockets = sockets
        self._public = public_url and origin(public_url)
        self._before = urlsplit(public_url or "").path.rstrip("/")
        self._hosts = frozenset[str]()
        self._origins = frozenset[str]()

    def serves(self, hosts: Collection[str]) -> None:
        """Take note of where this machine reaches the server: HOST:PORT."""
        public = {self._public} if self._public else set[str]()
        self._origins = frozenset({f"http://{host}" for host in hosts} | public)
        self._hosts = frozenset(urlsplit(one).netloc for one in self._origins)

    def is_ours(self, request: web.Request) -> bool:
        """Tell whether a request names this server: the name of another site may lead here, too."""
        hosts = request.headers.getall("Host", [])
        return len(hosts) == 1 and hosts[0] in self._hosts

    def routes(self) -> list[web.RouteDef]:
        """Give the routes."""
        return [
            web.post(f"{PATH}/{ROOM}/enter", self.enter),
            web.get(f"{PATH}/{ROOM}/socket", self.socket),
        ]

    async def enter(self, request: web.Request) -> web.Response:
        """Exchange a link, the body of the request, for a cookie; without a body look at that."""
        if (token := await _token(request)) is None or not self._is_own(request):
            return no_entry()
        room = request.match_info["room"]
        asked = Enter(room=room, token=token) if token else _returning(request)
        try:
            answer = await self._household.ask(asked)
        except Away:
            answer = Denied(why="away")
        if not isinstance(answer, Visitor) or answer.room != room:
            return no_entry(away=isinstance(answer, Denied) and answer.why == "away")
        response = web.Response(status=204, headers={"Cache-Control": "no-store"})
        self._give_pass(request, response, answer)
        return response

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """Open the socket of whoever the cookie is of."""
        if not self._is_own(request):
            return no_entry()
        asked = _returning(request)
        try:
            answer = await self._household.ask(asked)
        except Away:
            return no_entry(away=True)
        if not isinstance(answer, Visitor) or answer.room != asked.room:
            return no_entry()
        if not self._sockets.takes(answer):
            return no_entry(away=True)
        return await self._sockets.serve(request, answer)

    def _is_own(self, request: web.Request) -> bool:
        """Tell whether it was a page of this server's that asks: browsers say so, always."""
        origins = request.headers.getall("Origin", [])
        return len(origins) == 1 and origins[0] in self._origins

    def _give_pass(self, request: web.Request, response: web.Response, visitor: Visitor) -> None:
        is_public = request.headers["Origin"] == self._public
        before = self._before if is_public else ""
        response.set_cookie(
            COOKIE,
            visitor.token,
            path=f"{before}{PATH}/{visitor.room}",
            max_age=_STAYS_S,
            httponly=True,
            samesite="Strict",
            secure=request.headers["Origin"].startswith("https://"),
        )


def origin(url: str) -> str:
    """Give how browsers name the site of an address: without a port that goes without saying."""
    parts = urlsplit(url)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port in {None, usual} else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def _returning(request: web.Request) -> Return:
    pass_ = request.cookies.get(COOKIE, "")
    return Return(room=request.match_info["room"], token=pass_ if len(pass_) <= MOST_TOKEN else "")


def no_entry(*, away: bool = False) -> web.Response:
    """Answer whoever is not let in; `away`: nobody can tell now."""
    error, status = ("away", 503) if away else ("no_entry", 403)
    return web.json_response({"error": error}, status=status, headers={"Cache-Control": "no-store"})


async def _token(request: web.Request) -> str | None:
    """Give what was sent; None: nobody sends that."""
    if request.content_length is None or request.content_length > MOST_TOKEN:
        return None if request.body_exists else ""
    return (await request.read()).decode("ascii", "replace")
