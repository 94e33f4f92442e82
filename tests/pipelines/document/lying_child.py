"""A child that was taken over: what it answers is not what a reader may believe.

The date that a test asks for picks the lie.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_BARE = {"kind": "invoice", "invoice": {}, "evidence": {}, "findings": [], "turned": {}}

LIES: tuple[object, ...] = (
    None,
    [1, 2],
    {"wanted": [], "reading": None},
    {"pages": 1, "wanted": [], "reading": None},
    {"pages": 10**9, "wanted": [], "reading": _BARE},
    {"pages": 1, "wanted": [2], "reading": None},
    {"pages": 1, "wanted": [0], "reading": None},
    {"pages": 1, "wanted": [1], "reading": None},  # and then no raster comes
    {"pages": 1, "wanted": [], "reading": _BARE, "status": "clear"},
    {"pages": 1, "wanted": [], "reading": _BARE | {"kind": "cheque"}},
    {"pages": 1, "wanted": [], "reading": _BARE | {"invoice": {"total": "a lot"}}},
    {"pages": 1, "wanted": [], "reading": _BARE | {"evidence": {"total": [{"source": "me"}]}}},
)


def read(_file: Path | None, args: Mapping[str, Any]) -> object:
    return LIES[int(args["today"].rpartition("-")[2]) - 1]


def lie(_file: Path | None, _args: Mapping[str, Any]) -> object:
    return {"turn": 45, "rows": [["x", 0, 0, 2, 2, 1]]}


TASKS: dict[str, Callable[[Path | None, Mapping[str, Any]], object]] = {
    "read": read,
    "raster": lie,
    "draw": lie,
    "recognize": lie,
}
