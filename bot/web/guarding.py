"""What holds for every request to the platforms' listener: headers, answers that tell little."""

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.ledger.faults import DatabaseBusy
from handlers.chat import ChatError

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@web.middleware
async def answer_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what was refused, or cannot be done now, by its status and nothing else."""
    if "Content-Encoding" in request.headers:
        # Nobody who sends here packs a body, and an unpacked one may be of any size.
        return web.Response(status=415)
    try:
        return await handler(request)
    except (DatabaseBusy, ChatError):
        return web.Response(status=503)
    except web.HTTPRedirection:
        raise
    except web.HTTPException as error:
        kept = {name: error.headers[name] for name in ("Allow",) if name in error.headers}
        return web.Response(status=error.status, text=error.reason, headers=kept)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on every response; one that set its own keeps it."""
    response.headers["Server"] = "Clerk"
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
