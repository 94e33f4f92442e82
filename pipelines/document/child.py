"""What the sandboxed child does with a document: take it apart and read it, or draw it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from pipelines.document import fonts
from pipelines.document.decode import Parts, decode, within
from pipelines.document.exchange import (
    MOST_LINES,
    PICTURE,
    PLAIN,
    RASTER,
    Mark,
    Rastered,
    Scan,
    Taken,
    Understood,
    Wording,
)
from pipelines.document.fields.own import Own
from pipelines.document.files import image
from pipelines.document.files.barcodes import codes_in
from pipelines.document.files.pages import pixels
from pipelines.document.findings import Finding
from pipelines.document.grounding.hold import hold
from pipelines.document.interpret import interpret
from pipelines.document.model import Outline
from pipelines.document.picture import compose
from pipelines.document.picture.listing import listing
from pipelines.document.picture.palette import in_few_colours
from pipelines.document.places import as_filed
from pipelines.document.showing import show
from pipelines.document.straightening import slants
from pipelines.errors import MediaRejected, Reason
from pipelines.media import MediaType

Task: TypeAlias = Callable[[Path | None, Mapping[str, Any]], object]

_SCANS = TypeAdapter(dict[int, Scan])
_MARKS = TypeAdapter(tuple[Mark, ...])
_TURNS = TypeAdapter(dict[int, int])
_OUTLINES = TypeAdapter(dict[int, Outline])
_QUICK, _SMALL = 1, 4  # levels of zlib's: a raster lives for a moment, a picture is kept


def read(file: Path | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a `Taken`.

    Arguments: `type`, `max_pages`, `today`, the `own` companies and the `scans` so far; `part` is
    the first and the last page that are read; null: all of them.
    """
    parts = decode(
        _given(file), MediaType(args["type"]), _SCANS.validate_python(args["scans"]),
        args["max_pages"],
    )  # fmt: skip
    if part := args.get("part"):
        parts = within(parts, *part)
    if parts.wanted:
        return Taken(pages=parts.pages, wanted=parts.wanted).model_dump(mode="json")
    own = Own(args.get("own", ()))
    today = date.fromisoformat(args["today"])
    reading = _understood(parts, today, own, is_part=bool(part))
    return Taken(pages=parts.pages, reading=reading).model_dump(mode="json")


def raster(file: Path | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """Leave page `page` as a grey PNG for OCR and answer a `Rastered`.

    Arguments: `type`, `max_pages`, `page`.
    """
    kind = MediaType(args["type"])
    page = pixels(_given(file), kind, args["page"], args["max_pages"])
    page.save(RASTER, compress_level=_QUICK)
    if image.is_blank(page):
        return Rastered(blank=True).model_dump()
    codes = tuple((code.text, *code.box) for code in codes_in(page))
    return Rastered(blank=False, codes=codes).model_dump(mode="json")


def draw(file: Path | None, args: Mapping[str, Any]) -> None:
    """Leave the picture of `marks`.

    Arguments: `type`, `max_pages`, `marks`, the pages `turned` and `straightened`, the `wording`,
    and the `part` of the file that was read; null: all of it.
    """
    kind, marks = MediaType(args["type"]), _MARKS.validate_python(args["marks"])
    wording = Wording.model_validate(args["wording"])
    if not fonts.can_write(wording.good):
        wording = PLAIN
    if kind is MediaType.XML:
        sheet = listing(marks, wording)
    else:
        first, _ = args.get("part") or (1, 1)
        pages = {
            number: compose.lean(
                pixels(_given(file), kind, number, args["max_pages"], compose.PAGE_WIDTH)
            )
            for number in compose.worth_showing(marks, first)
        }
        lying = slants(
            _TURNS.validate_python(args["turned"]),
            _OUTLINES.validate_python(args["straightened"]),
        )
        sheet = compose.compose(pages, marks, lying, wording)
    in_few_colours(sheet).save(PICTURE, compress_level=_SMALL)


def warm() -> None:
    """Find the fonts ahead of the first picture."""
    fonts.face(20)


TASKS: dict[str, Task] = {
    "read": read,
    "raster": raster,
    "draw": draw,
    "show": show,
    "hold": hold,
}


def _given(file: Path | None) -> Path:
    if file is None:
        raise ValueError("this task is about a file")
    return file


def _understood(parts: Parts, today: date, own: Own, *, is_part: bool) -> Understood:
    meant = interpret(parts.decoded, today=today, own=own, is_part=is_part)
    if meant.invoice is not None and len(meant.invoice.line_items) > MOST_LINES:
        raise MediaRejected(Reason.TOO_LONG)
    ignored = (Finding(rule="structured_ignored", severity="warning"),) if parts.ignored else ()
    lying = slants(parts.turned, parts.straightened)
    return Understood(
        kind=meant.kind,
        invoice=meant.invoice,
        contract=meant.contract,
        evidence={
            name: tuple(as_filed(one, lying) for one in places)
            for name, places in meant.evidence.items()
        },
        findings=(*meant.findings, *ignored),
        turned=parts.turned,
        straightened=parts.straightened,
        adjustments=meant.adjustments,
        asides=meant.asides,
        parts=meant.parts,
        alternatives=tuple(
            one.model_copy(update={"place": as_filed(one.place, lying)})
            for one in meant.alternatives
        ),
    )
