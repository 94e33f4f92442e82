"""Which bytes of a file a browser asks for, and under which conditions (RFC 9110)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The bytes from `start` up to and without `end`, of `size` in all."""

    start: int
    end: int
    size: int

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def content_range(self) -> str:
        """Name the bytes as an answer does."""
        return f"bytes {self.start}-{self.end - 1}/{self.size}"


class Unsatisfiable(Exception):
    """None of the bytes that were asked for is there."""


def stretch(headers: Mapping[str, str], etag: str, size: int) -> Stretch | None:
    """Give the bytes that a request asks for; None: all of them.

    Several ranges at once, and what is no range at all, get all of it, as does one on condition of
    another version. Raises Unsatisfiable.
    """
    asked = _RANGE.fullmatch(headers.get("Range", ""))
    # A date as the condition is none of ours: we never tell one.
    if asked is None or headers.get("If-Range", etag).strip() != etag:
        return None
    first, last = asked.groups()
    if not first:
        return _last(last, size)
    start, end = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return Stretch(start, end, size)


def _last(count: str, size: int) -> Stretch | None:
    if not count:
        return None
    if int(count) == 0 or size == 0:
        raise Unsatisfiable
    return Stretch(max(0, size - int(count)), size, size)


def is_known(headers: Mapping[str, str], etag: str) -> bool:
    """Tell whether the browser has this version already."""
    said = headers.get("If-None-Match", "")
    known = [one.strip().removeprefix("W/") for one in said.split(",")]
    return "*" in known or etag in known
