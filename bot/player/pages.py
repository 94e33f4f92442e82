"""The player's page and what it is drawn with: read once, and the same for everybody."""

from collections.abc import Mapping
from pathlib import Path

from aiohttp import web


def policy(*, forms: bool = False) -> str:
    """Give the policy of a page: nothing but what this listener serves, the same as the workspace.

    `forms`: what is filled in is sent to this listener; otherwise nowhere.
    """
    directives = {
        "default-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'" if forms else "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": policy(),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
}
_PAGE = Path(__file__).parent / "page"
# What the workspace's page is drawn with too: one look, one set of signs.
_WORKSPACE = Path(__file__).parents[1] / "local" / "page"
_SHARED = ("icon.svg", "style/tokens.css", "style/controls.css", "js/dom.js", "js/icons.js")
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}


class Assets:
    """Held in memory, under the names that are there: a request's path never meets the disk."""

    def __init__(self, folder: Path = _PAGE, headers: Mapping[str, str] = HEADERS) -> None:
        """Read the files; blocks. Another page than the player's is in another `folder`."""
        shared = {name: _WORKSPACE / name for name in _SHARED}
        own = {one.relative_to(folder).as_posix(): one for one in folder.rglob("*")}
        self._headers = headers
        self._held = {
            name: (_TYPES[file.suffix], file.read_bytes())
            for name, file in (shared | own).items()
            if file.suffix in _TYPES
        }

    async def page(self, _request: web.Request) -> web.Response:
        """Give the page: it holds nothing of any meeting."""
        return self._answer("index.html")

    async def serve(self, request: web.Request) -> web.Response:
        """Give what the page is drawn with."""
        return self._answer(request.match_info["name"])

    def _answer(self, name: str) -> web.Response:
        if name not in self._held:
            return web.Response(status=404)
        mime, content = self._held[name]
        return web.Response(body=content, content_type=mime, charset="utf-8", headers=self._headers)
