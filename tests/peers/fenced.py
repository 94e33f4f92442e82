"""Runs a server in a network of its own, where nobody else reaches it and it reaches nobody.

python -m tests.peers.fenced FOLDER PORT CALLED COMMAND...

127.0.0.1:PORT out here is carried to the same port in there, and 127.0.0.1:CALLED in there to the
same port out here, through sockets in FOLDER. Where the machine makes no network for it (in most
containers), the server runs in the one there is. Whoever kills this process kills the server.
"""

import asyncio
import ctypes
import fcntl
import os
import signal
import socket
import struct
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG = 1
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 0x1
_PIECE = 1 << 16

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Dial = Callable[[], Awaitable[Streams]]


def main() -> None:
    folder, port, called = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    command = sys.argv[4:]
    heard, says = os.pipe()
    if os.fork() == 0:
        _die_with_the_parent()
        fenced = _leave_the_network()
        os.write(says, b"y" if fenced else b"n")
        if fenced:
            asyncio.run(_inside(folder, port, called, command))
        os._exit(0)
    if os.read(heard, 1) == b"n":
        os.execvp(command[0], command)  # what the caller named
    asyncio.run(_outside(folder, port, called))


async def _outside(folder: Path, port: int, called: int) -> None:
    out = await asyncio.start_unix_server(_carrier(_tcp(called)), folder / "out")
    way_in = partial(asyncio.open_unix_connection, folder / "in")
    async with out, await asyncio.start_server(_carrier(way_in), "127.0.0.1", port) as server:
        await server.serve_forever()


async def _inside(folder: Path, port: int, called: int, command: list[str]) -> None:
    way_in = await asyncio.start_unix_server(_carrier(_tcp(port)), folder / "in")
    out = _carrier(partial(asyncio.open_unix_connection, folder / "out"))
    async with way_in, await asyncio.start_server(out, "127.0.0.1", called):
        server = await asyncio.create_subprocess_exec(*command, preexec_fn=_die_with_the_parent)
        await server.wait()


def _tcp(port: int) -> Dial:
    return partial(asyncio.open_connection, "127.0.0.1", port)


def _carrier(dial: Dial) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    """Carry what comes in to where `dial` leads, and back, until both have said all."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await dial()
        except OSError:  # nobody there (yet): the caller is told as by a closed port, nearly
            writer.close()
            return
        await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer))
        for one in (writer, far_writer):
            one.close()

    return carry


async def _pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while piece := await source.read(_PIECE):
            sink.write(piece)
            await sink.drain()
        sink.write_eof()
    except OSError:  # one side is gone: the other must not wait for it
        sink.transport.abort()


def _die_with_the_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _leave_the_network() -> bool:
    """Move into a new network with nothing but a loopback; False where that is not allowed."""
    library = ctypes.CDLL(None)
    if library.unshare(_CLONE_NEWNET) and library.unshare(_CLONE_NEWUSER | _CLONE_NEWNET):
        return False
    with socket.socket() as any_socket:
        asked = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack("16xh14x", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, asked))
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))
    return True


if __name__ == "__main__":
    main()
