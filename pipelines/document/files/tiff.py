"""How many pages a TIFF has, told from its directories before a decoder sees it."""

import struct
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipelines.errors import MediaRejected, Reason

_KIND_OF_PAGE = 254  # the tag NewSubfileType; its bits say what a directory is beside a page
_NO_PAGE = 0b101  # a smaller copy of another page, or the mask of one
_SPARE = 4  # directories that a file may have for each page that is allowed
_MOST = 10_000  # directories that are counted at all


class _Layout(NamedTuple):
    """How a TIFF writes its directories: the classic way, or with 64 bits."""

    order: str
    number: str
    entry: int
    offset: str
    value: int  # where a value stands in its entry


def pages_of(path: Path, max_pages: int) -> list[int]:
    """Give the number, from 0, of each directory that is a page; thumbnails and masks are none.

    Raises MediaRejected: DAMAGED, NO_PAGES, TOO_MANY_PAGES.
    """
    with path.open("rb") as file:
        try:
            kinds = _kinds(file)
        except (struct.error, OverflowError, OSError, ValueError) as error:
            raise MediaRejected(Reason.DAMAGED) from error
    pages = [number for number, kind in enumerate(kinds) if not kind & _NO_PAGE]
    if not pages:
        raise MediaRejected(Reason.NO_PAGES)
    if len(pages) > max_pages or len(kinds) > max_pages * _SPARE:
        found = max(len(pages), len(kinds) // _SPARE)
        raise MediaRejected(Reason.TOO_MANY_PAGES, pages=found, limit=max_pages)
    return pages


def _kinds(file: BinaryIO) -> list[int]:
    """Give what each directory says it is."""
    layout, at = _start(file)
    kinds: list[int] = []
    seen: set[int] = set()
    while at and at not in seen and len(kinds) < _MOST:
        seen.add(at)
        kind, at = _directory(file, layout, at)
        kinds.append(kind)
    return kinds


def _start(file: BinaryIO) -> tuple[_Layout, int]:
    head = file.read(16)
    order = "<" if head.startswith(b"II") else ">"
    if struct.unpack(order + "H", head[2:4])[0] == 43:
        return _Layout(order, "Q", 20, "Q", 12), struct.unpack(order + "Q", head[8:16])[0]
    return _Layout(order, "H", 12, "I", 8), struct.unpack(order + "I", head[4:8])[0]


def _directory(file: BinaryIO, layout: _Layout, at: int) -> tuple[int, int]:
    """Give what one directory says it is, and where the next one begins (0: there is none)."""
    file.seek(at)
    [count] = struct.unpack(layout.order + layout.number, _taken(file, layout.number))
    if count > 0xFFFF:
        raise ValueError("a directory does not have so many entries")
    entries = file.read(count * layout.entry)
    [following] = struct.unpack(layout.order + layout.offset, _taken(file, layout.offset))
    for start in range(0, len(entries), layout.entry):
        tag, shape = struct.unpack_from(layout.order + "HH", entries, start)
        if tag == _KIND_OF_PAGE:
            form = "H" if shape == 3 else "I"
            [kind] = struct.unpack_from(layout.order + form, entries, start + layout.value)
            return kind, following
    return 0, following


def _taken(file: BinaryIO, form: str) -> bytes:
    return file.read(struct.calcsize("<" + form))
