"""A child that was taken over: what it answers is not what a reader may believe.

The date that a test asks for picks the lie.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

_BARE = {"kind": "invoice", "invoice": {}, "evidence": {}, "findings": [], "turned": {}}


def _told(**lies: object) -> dict[str, object]:
    pages = lies.pop("pages", 1)
    return {"pages": pages, "wanted": [], "reading": _BARE | lies}


def _placed(**lies: object) -> dict[str, object]:
    return _told(evidence={"total": [{"source": "ocr", "page": 1} | lies]})


def _found(**lies: object) -> dict[str, object]:
    return _told(findings=[{"rule": "missing_field", "severity": "error"} | lies])


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
    _placed(page=0),
    _placed(page=2),
    _placed(box=[0, 0, 1.1, 1]),
    _placed(box=[-0.1, 0, 1, 1]),
    _placed(box=[0.9, 0, 0.1, 1]),
    _placed(box=[0, 0, "nan", 1]),
    _placed(score=1.1),
    _placed(score=-1),
    _told(evidence={"total": [{"source": "ocr"}] * 11}),
    _told(evidence={"<b>": []}),
    _told(evidence={f"line_items.{number}.total": [] for number in range(6000)}),
    _found(rule="no such rule"),
    _found(rule="sum_mismatch", facts={"found": "1"}),
    _found(field="{0.__class__}"),
    _found(facts=dict.fromkeys("abcdefghijk", "x")),
    _told(findings=[{"rule": "missing_field", "severity": "error"}] * 6000),
    _told(invoice={"line_items": [{}] * 100_001}),
    _told(invoice={"total": "NaN"}),
    _told(invoice={"total": "Infinity"}),
    _told(adjustments={"charges": "NaN"}),
    _told(adjustments={"allowances": "1E+31"}),
    _told(adjustments={"withheld": ["9" * 61]}),
    _told(adjustments={"withheld": ["1"] * 5001}),
    _told(original={"invoice": {}}),
    _told(parts=[[1, 1]]),
    _told(parts=[[1, 1]] * 2),
    _told(pages=5, parts=[[1, 2], [2, 3]]),
    _told(pages=5, parts=[[2, 3], [1, 1]]),
    _told(pages=5, parts=[[1, 1], [3, 2]]),
    _told(turned={"1": 45}),
    _told(turned={"2": 90}),
    _told(straightened={"2": [[0, 0], [1, 0], [1, 1], [0, 1]]}),
    _told(straightened={"1": [[0, 0], [0, 1], [1, 1], [1, 0]]}),
    _told(straightened={"1": [[0, 0], [3, 0], [3, 1], [0, 1]]}),
)

SEVERAL = _told(pages=5, parts=[[1, 2], [3, 5]])  # no lie, but of one of these parts


def read(_file: Path | None, args: Mapping[str, Any]) -> object:
    at = date.fromisoformat(args["today"]).toordinal() - 1
    return LIES[at] if at < len(LIES) else SEVERAL


def lie(_file: Path | None, _args: Mapping[str, Any]) -> object:
    return {"turn": 45, "rows": [["x", 0, 0, 2, 2, 1]]}


TASKS: dict[str, Callable[[Path | None, Mapping[str, Any]], object]] = {
    "read": read,
    "raster": lie,
    "draw": lie,
    "recognize": lie,
}
