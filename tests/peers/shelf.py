"""Where the files of people in the Teams peer lie, and where Clerk's go: what SharePoint is."""

from pathlib import Path
from typing import Self

from aiohttp import web


class Shelf:
    """A host of files on loopback; `put` is what was uploaded, by the last part of its address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.put: dict[str, bytes] = {}
        self.url = ""
        self._files: dict[str, tuple[str, bytes]] = {}
        self._count = 1000
        app = web.Application(client_max_size=1 << 26)
        app.router.add_get("/files/{id}", self._give)
        app.router.add_put("/uploads/{name}", self._take)
        self._runner = web.AppRunner(app)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def number(self) -> str:
        """Give an id that nothing else has."""
        self._count += 1
        return str(self._count)

    def offer(self, name: str, content: bytes) -> str:
        """Lay a file there; gives its address."""
        id_ = self.number()
        self._files[id_] = name, content
        return f"{self.url}/files/{id_}"

    async def _give(self, request: web.Request) -> web.Response:
        _, content = self._files[request.match_info["id"]]
        return web.Response(body=content)

    async def _take(self, request: web.Request) -> web.Response:
        self.put[request.match_info["name"]] = await request.read()
        return web.json_response({}, status=201)
