"""Tasks of a sandbox's child: some that behave, and many that do not."""

import os
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipelines.errors import MediaRejected, Reason

Args = Mapping[str, Any]
Task = Callable[[Path | None, Args], Any]

SECRET = "the seller is ACME"
_kept: list[bytearray] = []
_calls: list[int] = []


def echo(file: Path | None, args: Args) -> Any:
    return {"args": dict(args), "file": None if file is None else file.read_text()}


_warmth: dict[str, str] = {}


def warm(**told: str) -> None:
    _warmth.update(told)


def warmth(file: Path | None, args: Args) -> Any:
    return _warmth


def pid(file: Path | None, args: Args) -> Any:
    return os.getpid()


def count(file: Path | None, args: Args) -> Any:
    _calls.append(0)
    return len(_calls)


def write(file: Path | None, args: Args) -> Any:
    for name, size in args.items():
        Path(name).write_bytes(b"x" * size)


def environment(file: Path | None, args: Args) -> Any:
    return dict(os.environ)  # noqa: TID251 - what a child can see is the question


def surroundings(file: Path | None, args: Args) -> Any:
    return {
        "file": str(file),
        "folder": str(Path.cwd()),
        "entries": sorted(entry.name for entry in Path.cwd().iterdir()),
        "argv": sys.argv,
        "stdin": sys.stdin.read(),
    }


def deface(file: Path | None, args: Args) -> Any:
    assert file is not None
    file.chmod(0o600)
    file.write_text("defaced")


def noise(file: Path | None, args: Args) -> Any:
    print("garbage", flush=True)
    os.write(1, b"\x00\x00\x00\x02{}")
    os.write(2, b"more garbage")


def rejected(file: Path | None, args: Args) -> Any:
    raise MediaRejected(Reason(args["reason"]), **args["figures"])


def raises(file: Path | None, args: Args) -> Any:
    raise ValueError(SECRET)


def value(file: Path | None, args: Args) -> Any:
    odd: dict[str, Any] = {
        "bytes": b"x",
        "nan": float("nan"),
        "large": "x" * (2 << 20),
        "half": "a\ud800b",
    }
    return odd[args["kind"]]


def raw(file: Path | None, args: Args) -> Any:
    """Write past the protocol, as a decoder under a stranger's control could."""
    content = bytes.fromhex(args["frame"])
    for number in range(10, 20):
        try:
            os.write(number, content)
        except OSError:
            continue
    time.sleep(600)


def nested(file: Path | None, args: Args) -> Any:
    depth = 100_000
    content = b'{"value":' + b"[" * depth + b"]" * depth + b',"spent":false}'
    return raw(None, {"frame": (struct.pack("!I", len(content)) + content).hex()})


def memory(file: Path | None, args: Args) -> Any:
    """Take 4 GiB and touch none of it: nothing but a limit of memory can mind."""
    return len(bytes(4 << 30))


def keep(file: Path | None, args: Args) -> Any:
    _kept.append(bytearray(args["mb"] << 20))
    return os.getpid()


def spin(file: Path | None, args: Args) -> Any:
    until = time.process_time() + args["seconds"]
    while time.process_time() < until:
        pass


def cpu_limit(file: Path | None, args: Args) -> Any:
    import resource

    return resource.getrlimit(resource.RLIMIT_CPU)[0]


def sleep(file: Path | None, args: Args) -> Any:
    Path("started").touch()
    time.sleep(args.get("seconds", 600))
    return os.getpid()


def open_many(file: Path | None, args: Args) -> Any:
    return len([os.open("/dev/null", os.O_RDONLY) for _ in range(100)])


def abort(file: Path | None, args: Args) -> Any:
    os.abort()


def leave(file: Path | None, args: Args) -> Any:
    os._exit(3)


def quit_politely(file: Path | None, args: Args) -> Any:
    sys.exit(0)


def close_pipe(file: Path | None, args: Args) -> Any:
    os.closerange(10, 20)
    time.sleep(600)


def swap_folder(file: Path | None, args: Args) -> Any:
    folder = Path.cwd()
    folder.rename(folder.with_name("elsewhere"))


def lock_folder(file: Path | None, args: Args) -> Any:
    inner = Path("inner")
    inner.mkdir()
    (inner / "kept").touch()
    inner.chmod(0)


def fork(file: Path | None, args: Args) -> Any:
    child = os.fork()
    if child == 0:
        time.sleep(600)
        os._exit(0)
    return child


def read(file: Path | None, args: Args) -> Any:
    return Path(args["path"]).read_bytes().decode("latin-1")


def link(file: Path | None, args: Args) -> Any:
    Path("linked").symlink_to(args["path"])


def connect(file: Path | None, args: Args) -> Any:
    with socket.create_connection(("127.0.0.1", args["port"]), timeout=5):
        return "connected"


def datagram(file: Path | None, args: Args) -> Any:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        return sender.sendto(b"the key", ("127.0.0.1", args["port"]))


def run_program(file: Path | None, args: Args) -> Any:
    return os.waitpid(os.posix_spawn(sys.executable, [sys.executable, "-V"], {}), 0)[1]


def kill(file: Path | None, args: Args) -> Any:
    os.kill(args["pid"], signal.SIGCONT)


def list_given(file: Path | None, args: Args) -> Any:
    return {one.name: one.read_text() for one in sorted(Path("given").iterdir())}


def attempt(file: Path | None, args: Args) -> Any:
    """Run another task, and tell whether the system let it."""
    try:
        return {"done": TASKS[args["task"]](None, args["args"])}
    except OSError as error:
        return {"refused": type(error).__name__}


TASKS: dict[str, Task] = {
    task.__name__: task
    for task in (
        echo, pid, count, write, environment, surroundings, deface, noise, rejected, raises, value,
        raw, nested, memory, keep, spin, cpu_limit, sleep, open_many, abort, leave, quit_politely,
        close_pipe, swap_folder, lock_folder, fork, read, link, connect, datagram, run_program,
        kill, list_given, attempt, warmth,
    )
}  # fmt: skip
