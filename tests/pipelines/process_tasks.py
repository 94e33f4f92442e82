"""Tasks of a sandbox's child that try to get company, or to get away."""

import ctypes
import os
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Args = Mapping[str, Any]

_CLONE3, _IO_URING_SETUP = 435, 425


def _raw(number: int, *arguments: int) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    answer = int(library.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)))
    if answer < 0:
        raise OSError(ctypes.get_errno(), "")
    return answer


def fork(_args: Args) -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    return os.waitpid(child, 0)[1]


def clone3(_args: Args) -> int:
    size = 64
    arguments = ctypes.create_string_buffer(struct.pack("=8Q", 0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0))
    child = _raw(_CLONE3, ctypes.addressof(arguments), size)
    if child == 0:
        os._exit(0)
    return os.waitpid(child, 0)[1]


def spawn(_args: Args) -> int:
    return os.waitpid(os.posix_spawn(sys.executable, [sys.executable, "-V"], {}), 0)[1]


def replace(_args: Args) -> None:
    os.execv("/bin/true", ["true"])


def outlive(_args: Args) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(1, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "")


def local_socket(_args: Args) -> None:
    socket.socket(socket.AF_UNIX).close()


def datagrams(_args: Args) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()


def ring(_args: Args) -> None:
    size = 120
    os.close(_raw(_IO_URING_SETUP, 1, ctypes.addressof(ctypes.create_string_buffer(size))))


def threads(_args: Args) -> int:
    done: list[int] = []
    many = [threading.Thread(target=done.append, args=(one,)) for one in range(5)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    return len(done)


def _attempt(task: Callable[[Args], Any]) -> Callable[[Path | None, Args], Any]:
    def attempt(_file: Path | None, args: Args) -> Any:
        try:
            return {"done": task(args)}
        except OSError as error:
            return {"refused": type(error).__name__}

    return attempt


TASKS = {
    task.__name__: _attempt(task)
    for task in (
        fork, clone3, spawn, replace, outlive, local_socket, datagrams,
        ring, threads,
    )
}  # fmt: skip
