"""What crosses between parent and child: JSON behind its length; a child is not trusted."""

import json
import math
import re
import struct
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pipelines.errors import MediaRejected, Reason

JsonValue: TypeAlias = (
    "Mapping[str, JsonValue] | Sequence[JsonValue] | str | int | float | bool | None"
)

HEADER = struct.Struct("!I")
LONG = 1 << 18  # bytes from which an answer is taken apart in a thread

_TYPE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")
_FIGURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/+-]{0,39}")
_MOST_FIGURES = 8
_LARGEST_FIGURE = 10**15
_NO_FIGURES = {"self", "reason"}  # what MediaRejected calls its own


class Garbled(Exception):
    """What a child said is not what a sound child says."""


def frame(message: Mapping[str, JsonValue]) -> bytes:
    """Write a message. Raises TypeError or ValueError where it is not JSON."""
    content = json.dumps(message, allow_nan=False).encode()
    return HEADER.pack(len(content)) + content


def parse(content: bytes) -> dict[str, JsonValue]:
    """Read a message of a child's. Raises Garbled where it is not a JSON object of real text."""
    # A call of ours for each object lets the other threads have their turn meanwhile.
    hook = _unchanged if len(content) > LONG else None
    try:
        message = json.loads(
            content.decode(), parse_constant=_no_constant, parse_float=_finite, object_hook=hook
        )
        if b"\\ud" in content.lower():  # half of a surrogate pair would break whoever stores it
            json.dumps(message, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Garbled from error
    if not isinstance(message, dict):
        raise Garbled
    return message


def rejection(message: Mapping[str, JsonValue]) -> MediaRejected:
    """Read the MediaRejected that a task raised. Raises Garbled where it holds anything else."""
    figures = message.get("figures")
    if not isinstance(figures, dict) or len(figures) > _MOST_FIGURES:
        raise Garbled
    try:
        reason = Reason(str(message.get("rejected")))
    except ValueError as error:
        raise Garbled from error
    return MediaRejected(
        reason, **{_figure_name(key): _figure(one) for key, one in figures.items()}
    )


def fault(message: Mapping[str, JsonValue]) -> str:
    """Read the type name of what ended a task. Raises Garbled where it is none."""
    return _name(message.get("fault"))


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text[:20])
    return number


def _unchanged(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return value


def _figure_name(value: object) -> str:
    name = _name(value)
    if name in _NO_FIGURES:
        raise Garbled
    return name


def _name(value: object) -> str:
    if not isinstance(value, str) or not _TYPE_NAME.fullmatch(value):
        raise Garbled
    return value


def _figure(value: object) -> int | str:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST_FIGURE:
        return value
    if isinstance(value, str) and _FIGURE.fullmatch(value):
        return value
    raise Garbled
