"""What evidence pictures have in common: colours, names of fields, and the heading above."""

import unicodedata
from collections.abc import Sequence, Set

from PIL import Image, ImageDraw

from pipelines.document.exchange import Mark, Tone, Wording
from pipelines.document.fonts import Face, face

Colour = tuple[int, int, int]

WIDTH = 1400
BACKGROUND: Colour = (238, 240, 243)
TEXT: Colour = (31, 36, 48)
QUIET: Colour = (98, 106, 120)
# Blue against red: told apart by people who cannot tell green from red.
COLOURS: dict[Tone, Colour] = {
    "good": (29, 91, 191), "warning": (176, 92, 0), "error": (196, 22, 42),
}  # fmt: skip
PALE: dict[Tone, Colour] = {
    "good": (214, 230, 255), "warning": (255, 233, 196), "error": (255, 212, 214),
}  # fmt: skip
INK: dict[Tone, Colour] = dict.fromkeys(COLOURS, (255, 255, 255))

_TONES: tuple[Tone, ...] = ("good", "warning", "error")
_SIZE = 22
_ROW = 46
_EDGE = 40


def named(mark: Mark, wording: Wording) -> str:
    """Give the name of a mark's field for people; a failing one starts with a sign."""
    sign = {"good": "", "warning": "? ", "error": "! "}[mark.tone]
    return sign + field_name(mark.field, wording)


def field_name(field: str, wording: Wording) -> str:
    """Give "Number" for `invoice_number`, "Line 2 unit price" for `line_items.1.unit_price`."""
    parts = field.split(".")
    line = []
    if parts[0] == "line_items" and len(parts) > 1 and parts[1].isdecimal():
        line, parts = [wording.line.format(number=int(parts[1]) + 1)], parts[2:]
    names = [wording.fields.get(part, part.replace("_", " ")) for part in parts]
    return " ".join([*line, *names])


def printable(text: str) -> str:
    """Give text without what would draw as nothing or turn its neighbours around."""
    return "".join(
        character
        for character in unicodedata.normalize("NFC", " ".join(text.split()))
        if character == " " or unicodedata.category(character)[0] not in "CZ"
    )


def fitted(text: str, font: Face, width: float) -> str:
    """Give as much of a text as fits in `width` pixels, with an ellipsis where it was cut."""
    text = printable(text)[:400]
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[: min(len(text) - 1, int(len(text) * width / font.getlength(text + "…")))]
    return text + "…"


def fitted_end(text: str, font: Face, width: float) -> str:
    """Give as much of the end of a text as fits in `width` pixels."""
    return fitted(text[::-1], font, width)[::-1]


def heading(marks: Sequence[Mark], wording: Wording) -> Image.Image:
    """Draw the strip above: what the colours mean, and what is on no page."""
    lost = [mark for mark in marks if mark.box is None and mark.path is None]
    on_pages = {mark.field for mark in marks if mark.box is not None}
    hidden = [mark for mark in marks if on_pages and mark.path and _is_hidden(mark, on_pages)]
    rows = [(wording.lost, lost), (wording.hidden, hidden)]
    rows = [(title, found) for title, found in rows if found]
    sheet = Image.new("RGB", (WIDTH, 12 + _ROW * (1 + len(rows)) + 6), BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    tones = {mark.tone for mark in marks if mark.box is not None or mark.tone != "good"}
    across, down = _EDGE, 12 + _ROW // 2
    meanings = {"good": wording.good, "warning": wording.warning, "error": wording.error}
    for tone in _TONES:
        if tone in tones:
            meaning = meanings[tone]
            box = (across, down - 11, across + 34, down + 11)
            draw.rounded_rectangle(box, 5, fill=PALE[tone], outline=COLOURS[tone], width=3)
            draw.text((across + 46, down), meaning, TEXT, face(_SIZE), anchor="lm")
            across += 46 + round(face(_SIZE).getlength(meaning)) + 40
    for title, found in rows:
        down += _ROW
        _list(draw, down, title, [(named(one, wording), one.tone) for one in found])
    return sheet


def _is_hidden(mark: Mark, on_pages: Set[str]) -> bool:
    return mark.field not in on_pages and not mark.field.startswith("line_items")


def _list(
    draw: ImageDraw.ImageDraw, down: int, title: str, names: Sequence[tuple[str, Tone]]
) -> None:
    font = face(_SIZE)
    draw.text((_EDGE, down), title + ":", QUIET, font, anchor="lm")
    across = _EDGE + round(font.getlength(title)) + 24
    for number, (name, tone) in enumerate(names):
        wide = round(font.getlength(name)) + 20
        if across + wide > WIDTH - 90:
            draw.text((across, down), f"+ {len(names) - number}", QUIET, font, anchor="lm")
            return
        box = (across, down - 16, across + wide, down + 16)
        draw.rounded_rectangle(box, 6, fill=COLOURS[tone])
        draw.text((across + wide // 2, down), name, INK[tone], font, anchor="mm")
        across += wide + 12
