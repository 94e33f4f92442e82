"""Linux's seccomp: a process gives up starting others, and sockets, whatever files it can reach.

The filter is a list of BPF instructions that the kernel runs on the number of every system call.
"""

import ctypes
import errno
import platform
import signal
import struct
import sys
from dataclasses import dataclass

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP = 1, 22
_MODE_FILTER = 2
_CLONE_THREAD = 0x10000

# Instructions, linux/bpf_common.h, and where struct seccomp_data holds what is looked at.
_LOAD, _EQUAL, _AT_LEAST, _HAS_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST, _SECOND = 0, 4, 16, 24

# Answers, linux/seccomp.h.
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_REFUSE = _ERROR | errno.EPERM
_UNKNOWN = _ERROR | errno.ENOSYS

_CLONE3 = 435  # its flags lie where no filter can look; told that it is unknown, libc uses clone
_IO_URING = (425, 426, 427)  # makes system calls that no filter sees


@dataclass(frozen=True, slots=True)
class _Machine:
    """System calls by their numbers; from `foreign` on the numbers are of another kind (x32)."""

    audit: int
    clone: int
    prctl: int
    refused: tuple[int, ...]
    foreign: int | None = None


# Refused: fork and vfork (which arm64 does not have), execve, execveat, ptrace, socket, socketpair,
# unshare, setns.
_MACHINES = {
    "x86_64": _Machine(
        audit=0xC000003E, clone=56, prctl=157, foreign=0x40000000,
        refused=(57, 58, 59, 322, 101, 41, 53, 272, 308),
    ),
    "aarch64": _Machine(
        audit=0xC00000B7, clone=220, prctl=167,
        refused=(221, 281, 117, 198, 199, 97, 268),
    ),
}  # fmt: skip


def restrict() -> bool:
    """Refuse new processes, programs and sockets to this thread and all it starts, for ever.

    Threads can still be started; the signal at the parent's death can be set and not be taken
    back. Gives False where it cannot be had: another system or machine, or a kernel without it.
    New privileges must have been given up before.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None or sys.maxsize < 1 << 32:
        return False
    program = _program(machine)
    code = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HP", len(program) // len(_line(_LOAD, 0)), ctypes.addressof(code))
    library = ctypes.CDLL(None, use_errno=True)
    return bool(library.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), head, 0, 0) == 0)


def _program(machine: _Machine) -> bytes:
    """Write the filter; a jump counts the lines to skip where it holds, and where it does not."""
    lines = [
        _line(_LOAD, _MACHINE),
        _line(_EQUAL, machine.audit, 1, 0),
        _line(_RETURN, _KILL),
        _line(_LOAD, _NUMBER),
    ]
    if machine.foreign is not None:
        lines += [_line(_AT_LEAST, machine.foreign, 0, 1), _line(_RETURN, _KILL)]
    for number in (*machine.refused, *_IO_URING):
        lines += [_line(_EQUAL, number, 0, 1), _line(_RETURN, _REFUSE)]
    lines += [
        _line(_EQUAL, _CLONE3, 0, 1),
        _line(_RETURN, _UNKNOWN),
        _line(_EQUAL, machine.prctl, 0, 6),
        _line(_LOAD, _FIRST),
        _line(_EQUAL, _PR_SET_PDEATHSIG, 0, 2),
        _line(_LOAD, _SECOND),
        _line(_EQUAL, signal.SIGKILL, 0, 1),
        _line(_RETURN, _ALLOW),
        _line(_RETURN, _REFUSE),
        _line(_EQUAL, machine.clone, 1, 0),
        _line(_RETURN, _ALLOW),
        _line(_LOAD, _FIRST),
        _line(_HAS_BITS, _CLONE_THREAD, 0, 1),
        _line(_RETURN, _ALLOW),
        _line(_RETURN, _REFUSE),
    ]
    return b"".join(lines)


def _line(code: int, value: int, held: int = 0, failed: int = 0) -> bytes:
    return struct.pack("=HBBI", code, held, failed, value)
