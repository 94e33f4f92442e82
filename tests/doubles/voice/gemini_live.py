"""Gemini Live on loopback: TLS, Google's path and messages, and whatever may go wrong.

`python -m tests.doubles.voice.gemini_live FOLDER` runs one by itself, for pages and measurements;
it prints where it is and which certificate it has, as one line of JSON, and serves until it ends.
"""

import argparse
import asyncio
import json
import ssl
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

from aiohttp import web

from tests.doubles.vendors import KEY
from tests.doubles.voice import certificate
from tests.doubles.voice.gemini_script import Script
from tests.doubles.voice.gemini_talk import Closed, Talk

PATH = "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent"


class GeminiLiveDouble:
    """Serves sessions on a port of its own; what it does and was told is its `script`."""

    def __init__(self, script: Script | None = None, *, folder: Path | None = None) -> None:
        self.script = script or Script()
        self._folder = folder
        self._stack = AsyncExitStack()
        self._sockets: set[web.WebSocketResponse] = set()
        self.newest: Talk | None = None
        app = web.Application()
        app.router.add_get("/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.05, handler_cancellation=True)

    async def __aenter__(self) -> Self:
        serving = await asyncio.to_thread(self._certify)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=serving)
        await site.start()
        self.port: int = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.script.go.set()
        await self.kill()
        await self._runner.cleanup()
        await self._stack.aclose()

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    async def kill(self) -> None:
        """Break every connection, as a machine does that is switched off."""
        for socket in self._sockets:
            transport = socket._req.transport if socket._req else None
            if transport is not None:
                transport.abort()
        await asyncio.sleep(0)

    def _certify(self) -> ssl.SSLContext:
        folder = self._folder
        if folder is None:
            temporary = tempfile.TemporaryDirectory()
            self._stack.callback(temporary.cleanup)
            folder = Path(temporary.name)
        self.certificate = certificate.write(folder)
        self.trust = certificate.trusting(self.certificate)
        return certificate.serving(self.certificate)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        script = self.script
        script.headers.append({name.lower(): value for name, value in request.headers.items()})
        script.paths.append(request.path)
        if script.status is not None:
            return web.Response(
                status=script.status, body=script.status_body, headers=script.status_headers
            )
        if request.path != PATH:
            return web.Response(status=404)
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        self._sockets.add(socket)
        script.open_now += 1
        try:
            is_known = request.headers.get("x-goog-api-key") == KEY
            self.newest = Talk(socket, script)
            await self.newest.run(is_known=is_known)
        except Closed as closed:
            await socket.close(code=closed.code, message=closed.reason.encode())
        finally:
            script.open_now -= 1
            self._sockets.discard(socket)
        return socket


async def _alone(folder: Path) -> None:
    async with GeminiLiveDouble(folder=folder) as double:
        where = {"url": double.url, "certificate": str(double.certificate), "key": KEY}
        print(json.dumps(where), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    asyncio.run(_alone(parser.parse_args().folder))
