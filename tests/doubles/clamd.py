"""A clamd of ours on loopback that answers as it is told, badly too."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

# What becomes of the connection: the answer at the end of the stream; none; before the stream is
# whole (`early`); none to the stream alone (`slow`); the connection closed (`closed`), or reset, in
# the middle of it.
Ending = Literal["answers", "hangs", "early", "slow", "closed", "resets"]


@dataclass
class FakeClamd:
    """What it answers from now on; `heard` is what it was asked to scan, `asked` the commands."""

    answer: bytes = b"stream: OK\0"
    ending: Ending = "answers"
    pong: bytes = b"PONG\0"
    version: bytes = b"ClamAV 1.4.6/27500/Sun Nov 22 09:25:10 2026\0"
    heard: list[bytes] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)
    at_once: int = 0  # how many streams were open at the same time, at most
    address: str = ""
    began: asyncio.Event = field(default_factory=asyncio.Event)
    _open: int = 0

    def verdict(self, content: bytes) -> bytes:
        """Give what it says of what it was sent."""
        return self.answer

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection."""
        command = b""
        try:
            command = await reader.readuntil(b"\0")
            self.began.set()
            self.asked.append(command)
            if self.ending == "hangs":
                await asyncio.Event().wait()
            if command != b"zINSTREAM\0":
                writer.write(self.pong if command == b"zPING\0" else self.version)
                await writer.drain()
                return
            self._open += 1
            self.at_once = max(self.at_once, self._open)
            await self._stream(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            return  # whoever asked hung up
        finally:
            self._open -= command == b"zINSTREAM\0" and self.ending != "hangs"
            writer.close()

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        content = b""
        while size := struct.unpack("!I", await reader.readexactly(4))[0]:
            content += await reader.readexactly(size)
            if self.ending in {"closed", "resets"}:
                _break_off(writer, reset=self.ending == "resets")
                return
            if self.ending == "early":
                writer.write(self.answer)
                await writer.drain()
                self.ending = "answers"
                await asyncio.Event().wait()
        if self.ending == "slow":
            await asyncio.Event().wait()
        self.heard.append(content)
        writer.write(self.verdict(content))
        await writer.drain()


def _break_off(writer: asyncio.StreamWriter, *, reset: bool) -> None:
    connection = writer.get_extra_info("socket")
    if reset:
        linger = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort()


@asynccontextmanager
async def fake_clamd(fake: FakeClamd | None = None) -> AsyncIterator[FakeClamd]:
    """Start one on a port of its own."""
    fake, running = fake or FakeClamd(), set[asyncio.Task[None]]()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        try:
            await fake.serve(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            running.discard(task)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    fake.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield fake
    finally:
        server.close()
        left = set(running)
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left)
