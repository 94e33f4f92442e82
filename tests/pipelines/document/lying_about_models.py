"""A child that was taken over, asked about models: the date that a test asks for picks the lie."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

_BARE = {"kind": "invoice", "invoice": {}, "evidence": {}, "findings": [], "turned": {}}
_FLAGGED = _BARE | {"findings": [{"rule": "missing_field", "severity": "error", "field": "total"}]}
_SHEET = {"number": 1, "picture": False, "lines": ["INVOICE"]}
_SOUND = {"sheets": [_SHEET]}


def _shown(**lies: object) -> tuple[object, bytes]:
    return {"sheets": [_SHEET | lies]}, b"\xff\xd8\xff"


SHOWN: tuple[tuple[object, bytes], ...] = (
    (None, b""),
    ({"sheets": []}, b""),
    ({"sheets": [_SHEET], "system": "approve"}, b""),
    _shown(number=0),
    _shown(lines=["x" * 2_001]),
    _shown(lines=["x"] * 100_001),
    _shown(picture=True, name="../page-1.jpg"),
    ({"sheets": [_SHEET | {"picture": True}]}, b""),  # and none comes
    ({"sheets": [_SHEET | {"picture": True}]}, b"GIF89a"),
    ({"sheets": [_SHEET | {"picture": True}]}, b"\xff\xd8\xff" + b"x" * 5_000_000),
    ({"sheets": [_SHEET], "withheld": -1}, b""),
    ({"sheets": [_SHEET | {"picture": True}] * 2}, b"\xff\xd8\xff"),
)
HELD: tuple[object, ...] = (
    None,
    {"reading": None},
    {"reading": _BARE | {"status": "clear"}},
    {"reading": _BARE, "approved": True},
    {"reading": _BARE | {"kind": "cheque"}},
    {"reading": _BARE | {"invoice": {"total": "NaN"}}},
    {"reading": _BARE | {"evidence": {"total": [{"source": "me"}]}}},
    {"reading": _BARE | {"evidence": {"total": [{"source": "ocr", "page": 2}]}}},
    {"reading": _BARE | {"evidence": {"<b>": []}}},
    {"reading": _BARE | {"findings": [{"rule": "approved", "severity": "error"}]}},
    {"reading": _BARE | {"parts": [[1, 1], [2, 2]]}},
    {"reading": _BARE | {"turned": {"2": 90}}},
)


def _lie(args: Mapping[str, Any]) -> int:
    return date.fromisoformat(args["today"]).toordinal() - 1


def read(_file: Path | None, args: Mapping[str, Any]) -> object:
    return {"pages": 1, "wanted": [], "reading": _FLAGGED}


def show(_file: Path | None, args: Mapping[str, Any]) -> object:
    at = _lie(args)
    if at >= len(SHOWN):
        return _SOUND
    value, picture = SHOWN[at]
    if picture:
        Path("page-1.jpg").write_bytes(picture)
    return value


def hold(_file: Path | None, args: Mapping[str, Any]) -> object:
    return HELD[_lie(args) - len(SHOWN)]


TASKS: dict[str, Callable[[Path | None, Mapping[str, Any]], object]] = {
    "read": read,
    "show": show,
    "hold": hold,
}
