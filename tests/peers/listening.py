"""Who is listened to on a port of this machine, as its kernel tells it."""

import asyncio
import socket


async def is_alone(port: int) -> bool:
    """Tell whether a port is listened on, and by loopback only."""
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in await asyncio.to_thread(_lines, table)
        if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
    ]
    loopback = socket.inet_aton("127.0.0.1")[::-1].hex().upper()
    return listening == [f"{loopback}:{port:04X}"]


def _lines(path: str) -> list[str]:
    with open(path) as table:  # noqa: PTH123  # of the kernel's
        return table.read().splitlines()[1:]
