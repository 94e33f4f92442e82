"""Marks for pictures, and what is looked for in these."""

from PIL import Image

from pipelines.document.exchange import Mark, Tone
from pipelines.document.findings import Rule
from pipelines.document.picture.lettering import Colour
from pipelines.document.picture.tags import Rect
from pipelines.media import Box

VALUE = Box(0.5, 0.25, 0.75, 0.3)


def mark(
    field: str = "total",
    tone: Tone = "good",
    page: int = 1,
    box: Box | None = VALUE,
    rule: Rule | None = None,
) -> Mark:
    return Mark(field=field, tone=tone, text="119.00", page=page, box=box, rule=rule)


def row(
    field: str, path: str, tone: Tone = "good", text: str = "119.00", rule: Rule | None = None
) -> Mark:
    return Mark(field=field, tone=tone, text=text, path=path, rule=rule)


def count(sheet: Image.Image, colour: Colour) -> int:
    counted = sheet.getcolors(sheet.width * sheet.height) or []
    return next((number for number, found in counted if found == colour), 0)


def has(sheet: Image.Image, colour: Colour) -> bool:
    return count(sheet, colour) > 0


def covers(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
