"""The local workspace: a listener on 127.0.0.1 that serves its page and its interface."""

import asyncio
import socket
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from bot.ledger.workspace import Workspace
from bot.local.api import Api, Ears, Limits
from bot.local.guard import Guard, add_headers, answer_refusals, guarded
from bot.local.roster import TENANT
from bot.local.shelf import Shelf

HOST = "127.0.0.1"
FOLDER = "workspace"

_PAGE = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}


class LocalWorkspace:
    """A platform of Clerk's own in the browser.

    A dropped file is on the disk and `on_upload` has returned before the browser gets its answer;
    what a crash kept from being told is told by the next `start`, so `on_upload` must know a file
    again by its id. Of a file over the limit, one byte more than that is kept: `Chat.download`
    then streams more than the limit, and whoever reads it refuses it in the thread.
    """

    def __init__(
        self,
        store: Workspace,
        ears: Ears,
        *,
        data_dir: Path,
        limits: Limits,
        port: int = 8080,
        besides: Sequence[web.RouteDef] = (),
    ) -> None:
        """Remember what to serve, and whom to tell; `besides` are the pages of others."""
        self._store = store
        self._shelf = Shelf(data_dir / FOLDER)
        self._api = Api(store, self._shelf, ears, limits)
        self._wanted_port = port
        self._besides = besides
        self._runner: web.AppRunner | None = None
        self.port = port

    @property
    def url(self) -> str:
        """The address a person opens."""
        return f"http://{HOST}:{self.port}"

    async def start(self) -> None:
        """Begin to listen; `port` is then the bound one. Raises OSError when it is taken."""
        await self._shelf.sweep(TENANT, await self._store.file_ids(TENANT))
        page = await asyncio.to_thread(_load, _PAGE)
        # Bound by hand: the guard must know the port before the first request comes.
        listener = socket.create_server((HOST, self._wanted_port))
        self.port = listener.getsockname()[1]
        app = web.Application(middlewares=[answer_refusals, guarded(Guard(self.port))])
        app.on_response_prepare.append(add_headers)
        app.add_routes([*self._api.routes(), *_page_routes(page), *self._besides])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=2.0)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        await self._api.announce_missed()

    async def stop(self) -> None:
        """Stop listening and end the streams of open pages."""
        self._api.feed.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


def _load(folder: Path) -> dict[str, tuple[str, bytes]]:
    # Held in memory, under the names that are there now: a request's path never meets the disk.
    files = (file for file in folder.rglob("*") if file.suffix in _TYPES)
    return {
        file.relative_to(folder).as_posix(): (_TYPES[file.suffix], file.read_bytes())
        for file in files
    }


def _page_routes(page: dict[str, tuple[str, bytes]]) -> list[web.RouteDef]:
    async def serve(request: web.Request) -> web.Response:
        found = page.get(request.match_info.get("name", "index.html"))
        if found is None:
            raise web.HTTPNotFound
        mime, content = found
        return web.Response(
            body=content, content_type=mime, charset="utf-8", headers={"Cache-Control": "no-cache"}
        )

    return [web.get("/", serve), web.get("/page/{name:.+}", serve)]
