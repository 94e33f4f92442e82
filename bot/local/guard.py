"""Who may talk to the workspace: pages that it served itself, to this machine, and nobody else."""

import re

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.ledger.faults import DatabaseBusy
from handlers.chat import ChatError

HEADER = "X-Clerk"
HEADER_VALUE = "workspace"

# The page itself tells nothing: what there is to see it asks for.
_PLAYER = re.compile(r"/player/M-[A-Z2-7]+", re.ASCII)
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_OWN_SITES = frozenset({"same-origin", "none"})

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Refusal(Exception):
    """A request that is not done; `code` is what the page looks its text up by."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def response(self) -> web.Response:
        """Give the answer that says so."""
        said = {"error": self.code, "message": self.message}
        return web.json_response(said, status=self.status)


class Guard:
    """Lets through what names this listener as its host and, where a browser says it, origin.

    A page of another site can make a browser send requests here: its name may even resolve to
    127.0.0.1. It cannot choose the Host and Origin headers that the browser sends, and cannot
    add HEADER without asking first, which nothing here ever allows.
    """

    def __init__(self, port: int) -> None:
        names = ("127.0.0.1", "localhost")
        # Browsers leave the port of http out of the header when it is 80.
        self._hosts = frozenset(name if port == 80 else f"{name}:{port}" for name in names)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    def check(self, request: web.Request) -> None:
        """Raise Refusal for a request that did not come from a page of this listener."""
        headers = request.headers
        if len(hosts := headers.getall("Host", [])) != 1 or hosts[0] not in self._hosts:
            raise Refusal(403, "foreign_host", "this address is not served here")
        if any(origin not in self._origins for origin in headers.getall("Origin", [])):
            raise Refusal(403, "foreign_origin", "pages of other sites may not ask here")
        site = headers.get("Sec-Fetch-Site", "none")
        if site not in _OWN_SITES and not _is_visit(request):
            raise Refusal(403, "foreign_site", "pages of other sites may not ask here")
        if request.method in _SAFE_METHODS:
            return
        if "Origin" not in headers or headers.get(HEADER) != HEADER_VALUE:
            raise Refusal(403, "missing_header", "only the workspace's own page may change things")


def _is_visit(request: web.Request) -> bool:
    # A link on another site that leads a person to the page itself, or to that of a meeting.
    is_page = request.path == "/" or _PLAYER.fullmatch(request.path) is not None
    return is_page and request.headers.get("Sec-Fetch-Mode") == "navigate"


def guarded(guard: Guard) -> Middleware:
    """Make the middleware that asks `guard` first."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        guard.check(request)
        return await handler(request)

    return check


@web.middleware
async def answer_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what was refused, or cannot be done now, into JSON."""
    try:
        return await handler(request)
    except Refusal as refusal:
        return refusal.response()
    except (DatabaseBusy, ChatError):
        return Refusal(503, "busy", "this cannot be done now; it may be tried again").response()
    except web.HTTPException as error:
        code = error.reason.lower().replace(" ", "_")
        return Refusal(error.status, code, error.reason).response()


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on every response; one that set its own keeps it."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
