"""What a child gives up before it sees a stranger's bytes, as far as the machine allows."""

import ctypes
import math
import os
import resource
import select
import signal
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipelines.sandbox import landlock, seccomp

LINUX = sys.platform == "linux"

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_OPEN_FILES = 64
_CALLS_A_LIFE = 100  # a child that used the processor time of so many calls is replaced
_MEGABYTE = 1 << 20
# Whoever dropped a file can wait; platforms want their acknowledgement within seconds.
_NICE = 5

# What an interpreter and its libraries read; homes, data folders and other processes are not here.
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts",
    "/etc/mime.types", "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat",
    "/sys/devices/system/cpu", "/sys/fs/cgroup", "/dev/urandom", "/dev/zero",
)  # fmt: skip


class Measure(NamedTuple):
    """One thing a child is held to: what, whether this machine enforces it, and how."""

    what: str
    enforced: bool
    how: str


def confine(private: str, readable: Iterable[str], file_mb: int) -> list[Measure]:
    """Give up everything that no task needs, for ever; call it before any thread is started.

    `private` is the one folder that stays writable.
    """
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, file_mb * _MEGABYTE),
    ):
        resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # too large a file ends the child
    make_way()
    return [
        Measure("file size, open files, core dumps", True, "RLIMIT_FSIZE, _NOFILE, _CORE"),
        Measure("processor time", True, "RLIMIT_CPU"),
        Measure("wall time", True, "the process group is killed"),
        _memory(),
        _privileges(),
        *_surroundings(private, readable),
    ]


def make_way() -> None:
    """Let whoever answers platforms go first."""
    os.nice(_NICE)


def end_with_parent(requests: int) -> Measure:
    """End this process as soon as its parent does; `requests` is the pipe the parent holds."""
    if LINUX and _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL):
        return Measure("never outlives its parent", True, "PR_SET_PDEATHSIG")
    threading.Thread(target=_die_with, args=(requests,), daemon=True).start()
    return Measure("never outlives its parent", True, "a thread waits for the pipe to close")


def _die_with(requests: int) -> None:
    poll = select.poll()
    poll.register(requests, 0)  # nothing but the hang-up, which is always told
    poll.poll()
    os.killpg(0, signal.SIGKILL)


def _memory() -> Measure:
    if LINUX:
        return Measure("memory", True, "RLIMIT_AS")
    return Measure("memory", False, "this system does not enforce RLIMIT_AS")


def _privileges() -> Measure:
    done = LINUX and _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    return Measure("no new privileges", done, "PR_SET_NO_NEW_PRIVS" if done else "needs Linux")


def _surroundings(private: str, readable: Iterable[str]) -> list[Measure]:
    """Leave the network, then the files of others, then the company of other processes.

    Each covers some of what the others cannot.
    """
    namespace = LINUX and _own_network()
    abi = _keep_to_files(private, readable) if LINUX else 0
    alone = LINUX and seccomp.restrict()
    lock = f"Landlock, interface {abi}" if abi else "needs Linux with Landlock"
    filtered = "seccomp" if alone else "needs Linux with seccomp, on x86-64 or arm64"
    return [
        Measure("no network", *_network(namespace, alone, abi)),
        Measure("no foreign files, no programs", abi > 0, lock),
        Measure("no signals to others", abi >= landlock.WITH_SIGNALS, lock),
        Measure("no processes of its own", alone, filtered),
    ]


def _network(namespace: bool, alone: bool, abi: int) -> tuple[bool, str]:
    hows = ["a network namespace"] * namespace + ["seccomp: no sockets"] * alone
    if hows:
        return True, ", ".join(hows)
    if abi >= landlock.WITH_TCP:
        return True, f"Landlock, interface {abi}: no TCP; a network namespace is not allowed here"
    return False, "needs Linux that allows network namespaces"


def _own_network() -> bool:
    library = ctypes.CDLL(None, use_errno=True)
    return any(library.unshare(how) == 0 for how in (_CLONE_NEWUSER | _CLONE_NEWNET, _CLONE_NEWNET))


def _keep_to_files(private: str, readable: Iterable[str]) -> int:
    """Give the version of Landlock that is now in force; 0 where there is none."""
    try:
        return landlock.restrict(
            readable=(*_SYSTEM, *_interpreter(), *readable), writable=(private, os.devnull)
        )
    except OSError:
        return 0


def _interpreter() -> list[str]:
    homes = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    packages = {path for path in sys.path if path.endswith(("site-packages", "dist-packages"))}
    return sorted(homes | packages)


def _prctl(option: int, argument: int) -> bool:
    library = ctypes.CDLL(None, use_errno=True)
    return bool(library.prctl(option, ctypes.c_ulong(argument), 0, 0, 0) == 0)


class Allowance:
    """Memory and processor time of a warm child: so much for each call, counted from now.

    A `memory_mb` of None is as much as there is.
    """

    def __init__(self, *, memory_mb: int | None, cpu_seconds: int) -> None:
        """Draw the lines that hold for the rest of this life."""
        self._cpu_seconds = cpu_seconds
        self._cpu_ceiling = math.ceil(_cpu_used()) + _CALLS_A_LIFE * cpu_seconds
        resource.setrlimit(resource.RLIMIT_CPU, (self._cpu_ceiling, self._cpu_ceiling + 1))
        self._memory = (memory_mb or 0) * _MEGABYTE
        self._warm = None if memory_mb is None else _address_space()
        if self._warm is not None:
            most = self._warm + self._memory
            resource.setrlimit(resource.RLIMIT_AS, (most, most))

    def open(self, cpu_seconds: int | None = None) -> None:
        """Grant one call its processor time: so much, or what every call has."""
        granted = min(cpu_seconds or self._cpu_seconds, self._cpu_seconds)
        until = min(math.ceil(_cpu_used()) + granted, self._cpu_ceiling)
        resource.setrlimit(resource.RLIMIT_CPU, (until, self._cpu_ceiling + 1))

    @property
    def spent(self) -> bool:
        """Whether the next call could not have all that it may use."""
        now = _address_space()
        grown = now is not None and self._warm is not None and now - self._warm > self._memory / 2
        return grown or _cpu_used() + self._cpu_seconds > self._cpu_ceiling


def _cpu_used() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _address_space() -> int | None:
    """Give the bytes of address space in use; None where that cannot be limited."""
    if not LINUX:
        return None
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * resource.getpagesize()
