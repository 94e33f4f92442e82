"""Linux's Landlock: a process gives up every file but the named ones, TCP, and signals."""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_ASK_VERSION = 1
_RULE_PATH_BENEATH = 1

# From which version of the interface on more than files is kept.
WITH_TCP, WITH_SIGNALS = 4, 6

# Rights on files, by bit: linux/landlock.h. Running a program is granted nowhere.
_WRITE, _READ, _LIST = 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_FILE = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_TRUNCATE = 1 << 14
_FILE_ONLY = _WRITE | _READ | _TRUNCATE
_LOOK = _READ | _LIST
_OWN = (
    _LOOK | _WRITE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_FILE | _TRUNCATE
)  # fmt: skip


def restrict(*, readable: Iterable[str], writable: Iterable[str]) -> int:
    """Keep this thread, and all it starts, to `readable` and `writable`, for ever.

    Paths that do not exist are passed over. Gives the version of the interface, on which it
    depends what else is kept. Raises OSError where the kernel does not have or allow it.
    """
    abi = _checked(_call(_CREATE, None, 0, _ASK_VERSION), "landlock_create_ruleset")
    handled = _handled(abi)
    more = (0b11 if abi >= WITH_TCP else 0, 0b11 if abi >= WITH_SIGNALS else 0)
    attributes = struct.pack("=QQQ", handled, *more)
    size = 8 if abi < WITH_TCP else 16 if abi < WITH_SIGNALS else 24
    ruleset = _checked(_call(_CREATE, attributes, size, 0), "landlock_create_ruleset")
    try:
        for path in readable:
            _allow(ruleset, path, _LOOK & handled)
        for path in writable:
            _allow(ruleset, path, _OWN & handled)
        _checked(_call(_RESTRICT, ruleset, 0), "landlock_restrict_self")
    finally:
        os.close(ruleset)
    return abi


def _handled(abi: int) -> int:
    bits = 13 if abi < 2 else 14 if abi < 3 else 15 if abi < 5 else 16
    return (1 << bits) - 1


def _allow(ruleset: int, path: str, rights: int) -> None:
    if not Path(path).exists():
        return
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _FILE_ONLY
        rule = struct.pack("=Qi", rights, place)
        _checked(_call(_ADD, ruleset, _RULE_PATH_BENEATH, rule, 0), "landlock_add_rule")
    finally:
        os.close(place)


def _call(number: int, *arguments: int | bytes | None) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    passed = [
        ctypes.c_long(one) if isinstance(one, int) else ctypes.c_char_p(one) for one in arguments
    ]
    return int(library.syscall(ctypes.c_long(number), *passed))


def _checked(answer: int, what: str) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), what)
    return answer
