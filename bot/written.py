r"""Values as a person writes them in inputs: text that can be seen, and read back exactly.

A sign that cannot be seen is written out, as \u200b, so that nobody is misled by it and nothing
is lost where it is sent back. A table is written as text, a line for each row.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.words import MOST_MARKS, seen

_CODES = r"u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[nt\\|]"
_ESCAPE = re.compile(rf"\\({_CODES})")
_READS_AS_CODE = re.compile(_CODES)
_CODED = re.compile(r"[\\|]|^ | $")  # what is written otherwise although it can be seen
_BAR = re.compile(rf"\\(?:{_CODES})|(?P<bar>\|)")
_LINE = re.compile(r"\r\n|\r|\n")
_NAMED = {"\n": "\\n", "\t": "\\t"}
_MEANT = {"n": "\n", "t": "\t"}
_BETWEEN = " | "


def is_plain(text: str, *, lines: bool = False) -> bool:
    """Tell whether all of a text can be seen: it needs no writing out."""
    return (lines or "\n" not in text) and seen(text) == text


def escaped(text: str, *, is_cell: bool = False, lines: bool = False) -> str:
    """Write out what cannot be seen of a text; of a cell, also what would part or shorten it."""
    if is_plain(text, lines=lines) and not _CODED.search(text):
        return text
    out: list[str] = []
    following = ""
    for at, (sign, is_hidden) in reversed([*enumerate(_signs(text, lines=lines))]):
        is_edge = is_cell and sign == " " and at in {0, len(text) - 1}
        written = sign
        if is_hidden or is_edge:
            written = _NAMED.get(sign) or _code(sign)
        elif sign == "\\" and _READS_AS_CODE.match(following):
            written = "\\\\"
        elif is_cell and sign == "|":
            written = "\\|"
        out.append(written)
        following = (written + following)[:9]
    return "".join(reversed(out))


def unescaped(text: str) -> str:
    """Read what was written out; whatever is no code stands for itself."""
    return _ESCAPE.sub(_meant, text)


def lines_of(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Write the rows of a table, a line each."""
    for row in rows:
        line = _BETWEEN.join(escaped(cell, is_cell=True) for cell in row).strip()
        yield line or "|"


def rows_in(text: str, width: int) -> Iterator[tuple[str, ...]]:
    """Read the rows of a table of `width` columns; what is too much of a line is in its last one.

    Empty lines are none.
    """
    for line in filter(str.strip, _LINE.split(text)):
        cells = [*_cells(line)]
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        whole = [*cells[: width - 1], "|".join(cells[width - 1 :])]
        read = [unescaped(cell.strip()) for cell in whole]
        yield (*read, *[""] * (width - len(read)))


def _cells(line: str) -> Iterator[str]:
    start = 0
    for found in _BAR.finditer(line):
        if found["bar"]:
            yield line[start : found.start()]
            start = found.end()
    yield line[start:]


def _signs(text: str, *, lines: bool) -> Iterator[tuple[str, bool]]:
    """Give each sign of a text, and whether it is hidden."""
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        is_line = sign == "\n" and not lines
        yield sign, is_line or marks > MOST_MARKS or seen(sign) != sign


def _code(sign: str) -> str:
    number = ord(sign)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _meant(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] not in "uU":
        return _MEANT.get(code, code)
    number = int(code[1:], 16)
    # Half a sign is none: no database takes it.
    return found[0] if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF else chr(number)
