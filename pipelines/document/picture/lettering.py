"""What evidence pictures have in common: colours, names of fields, and text that fits."""

import unicodedata
from collections.abc import Sequence

from pipelines.document.exchange import Mark, Tone, Wording
from pipelines.document.fonts import Face
from pipelines.document.model import LINES, SCALAR_FIELDS
from pipelines.document.terms import PARTIES, TERMS

Colour = tuple[int, int, int]

WIDTH = 1480
BACKGROUND: Colour = (238, 240, 243)
PAPER: Colour = (255, 255, 255)
TEXT: Colour = (31, 36, 48)
QUIET: Colour = (98, 106, 120)
# Blue, amber and red of different lightness are told apart by people who cannot tell green from
# red; what needs a look is dashed besides, and what failed is drawn thick: nothing is said by
# colour alone.
COLOURS: dict[Tone, Colour] = {
    "good": (29, 91, 191), "warning": (168, 84, 0), "error": (190, 12, 36),
}  # fmt: skip
PALE: dict[Tone, Colour] = {
    "good": (214, 230, 255), "warning": (255, 231, 190), "error": (255, 208, 210),
}  # fmt: skip
BAND: Colour = (216, 237, 230)  # the rows of lines of goods
SIGNS: dict[Tone, str] = {"good": "", "warning": "? ", "error": "! "}
WORST: tuple[Tone, ...] = ("error", "warning", "good")


def named(mark: Mark, wording: Wording) -> str:
    """Give the name of a mark's field for people; a failing one has a sign and says what failed."""
    name, why = field_name(mark.field, wording), reason(mark, wording)
    if name and why:
        name = wording.because.format(field=name, reason=why)
    return SIGNS[mark.tone] + (name or why)


def reason(mark: Mark, wording: Wording) -> str:
    """Say in a few words what failed, nothing where nothing did."""
    if mark.rule is None:
        return ""
    return wording.rules.get(mark.rule, mark.rule.replace("_", " "))


def field_name(field: str, wording: Wording) -> str:
    """Give "Number" for `invoice_number`, "Line 2 unit price" for `line_items.1.unit_price`."""
    parts = field.split(".")
    line = []
    if (number := line_of(field)) is not None:
        line, parts = [wording.line.format(number=number + 1)], parts[2:]
    names = [_name(part, wording) for part in parts]
    return " ".join([*line, *names])


def _name(part: str, wording: Wording) -> str:
    """Name a part of a path; of several parties each has its number, from 1."""
    if part.isdecimal():
        return str(int(part) + 1)
    return wording.fields.get(part, part.replace("_", " "))


def line_of(field: str) -> int | None:
    """Give which line of goods a field is of, from 0."""
    parts = field.split(".")
    return int(parts[1]) if parts[0] == LINES and parts[1:] and parts[1].isdecimal() else None


def is_main(field: str) -> bool:
    """Tell the fields that everyone looks for from those that stand back."""
    return field in SCALAR_FIELDS or is_term(field)


def is_term(field: str) -> bool:
    """Tell a term of a contract: its quote may take several rows of a page."""
    return (field not in SCALAR_FIELDS and field in TERMS) or field.startswith(f"{PARTIES}.")


def worst(tones: Sequence[Tone]) -> Tone:
    """Give the tone that the others give way to."""
    return min(tones, key=WORST.index)


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
