"""The pages of a document as a model is shown them: their lines, and pictures where they help.

A page of an invoice or receipt has a picture: it tells what is a heading, a column, a stamp. A
small one is enough where the text layer has all the words; of contracts with such a layer, and
beside an e-invoice, there is none. Pages come in their order, and so many have their picture as a
model takes.
"""

import io
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import Image
from pydantic import TypeAdapter

from pipelines.document.decode import Parts, decode, within
from pipelines.document.decoded import Page, Structured
from pipelines.document.exchange import Scan
from pipelines.document.files.pages import pixels, upright
from pipelines.document.page.layout import Row, rows_of
from pipelines.document.question.messages import Bounds, Sheet, Shown, picture_of
from pipelines.document.straightening import Slant, slants
from pipelines.media import MediaType

_SCANS = TypeAdapter(dict[int, Scan])
_ENOUGH = 1_000_000  # pixels that show where something stands
_QUALITY = 80
_LONGEST = 1_000  # characters of a line; no line of print is as long


def show(file: Path | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """Leave the pictures and answer a `Shown`.

    Arguments: `type`, `max_pages`, the `scans`, the `part` that is read (null: all of it), whether
    the document is `prose`, and the `bounds` of the model.
    """
    if file is None:
        raise ValueError("this task is about a file")
    kind = MediaType(args["type"])
    parts = decode(file, kind, _SCANS.validate_python(args["scans"]), args["max_pages"])
    if part := args.get("part"):
        parts = within(parts, *part)
    bounds = Bounds.model_validate(args["bounds"])
    wanted = [one for one in parts.decoded.pages if _needs_picture(one, parts, prose=args["prose"])]
    drawn = set(_drawn(file, kind, args["max_pages"], _Plan(parts, wanted, bounds)))
    lines: dict[int, list[str]] = {page.number: [] for page in parts.decoded.pages}
    for row in rows_of(parts.decoded.pages):
        lines[row.page].append(_line(row))
    sheets = tuple(
        Sheet(number=number, picture=number in drawn, lines=tuple(said))
        for number, said in lines.items()
    )
    stated = tuple(_stated(parts.decoded.structured))
    shown = Shown(sheets=sheets, stated=stated, withheld=len(wanted) - len(drawn))
    return shown.model_dump(mode="json")


class _Plan:
    """Which pages are to be drawn, how they lie, and how large they may be."""

    def __init__(self, parts: Parts, wanted: list[Page], bounds: Bounds) -> None:
        self.pages = wanted[: bounds.pictures]
        self.lying: Mapping[int, Slant] = slants(parts.turned, parts.straightened)
        self.bytes = bounds.picture_bytes
        self.edge = bounds.edge
        self._most = bounds.pixels

    def most(self, page: Page) -> int:
        """Give how many pixels show a page well."""
        return min(self._most, _ENOUGH) if page.source == "pdf_text" else self._most


def _needs_picture(page: Page, parts: Parts, *, prose: bool) -> bool:
    if page.source != "pdf_text" or not page.words:
        return True
    return not prose and parts.decoded.structured is None


def _drawn(file: Path, kind: MediaType, max_pages: int, plan: _Plan) -> Iterator[int]:
    """Leave pictures up to the first one that has no room; gives their pages."""
    left = plan.bytes
    for page in plan.pages:
        content = _jpeg(_drawing(file, kind, max_pages, page, plan))
        left -= len(content)
        if left < 0:
            return
        Path(picture_of(page.number)).write_bytes(content)
        yield page.number


def _drawing(file: Path, kind: MediaType, max_pages: int, page: Page, plan: _Plan) -> Image.Image:
    slant, most = plan.lying.get(page.number), plan.most(page)
    width = max(round(math.sqrt(most * page.width / max(page.height, 1e-6))), 1)
    if slant is not None:  # as the file has it, it may be as wide as it is high now
        width = max(width, most // width)
    drawn = _small(pixels(file, kind, page.number, max_pages, width), 2 * most, 2 * plan.edge)
    return _small(drawn if slant is None else upright(drawn, slant), most, plan.edge)


def _small(drawn: Image.Image, most: int, edge: int) -> Image.Image:
    """Make a picture smaller that has too many pixels, or too many on a side."""
    scale = min(
        math.sqrt(most / (drawn.width * drawn.height)), edge / max(drawn.width, drawn.height)
    )
    if scale >= 1:
        return drawn
    size = (max(int(drawn.width * scale), 1), max(int(drawn.height * scale), 1))
    return drawn.resize(size, Image.Resampling.BOX if scale < 0.5 else Image.Resampling.BICUBIC)


def _jpeg(drawn: Image.Image) -> bytes:
    out = io.BytesIO()
    drawn.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _line(row: Row) -> str:
    return "".join(one if one.isprintable() else " " for one in row.text[:_LONGEST])


def _stated(structured: Structured | None) -> Iterator[str]:
    """Give what an e-invoice says, each value behind its element."""
    if structured is not None:
        for name, text in structured.texts.items():
            path = structured.paths.get(name, name)
            yield f"{path} = {' '.join(text.split())}"[:_LONGEST]
