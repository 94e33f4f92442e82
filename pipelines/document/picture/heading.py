"""The strip above an evidence picture: what the colours mean, how much has them, what is lost."""

from collections.abc import Collection, Iterator, Sequence, Set

from PIL import Image, ImageDraw

from pipelines.document.exchange import Mark, Tone, Wording
from pipelines.document.fonts import face
from pipelines.document.picture.frames import frame
from pipelines.document.picture.lettering import (
    BACKGROUND,
    BAND,
    COLOURS,
    PALE,
    PAPER,
    QUIET,
    TEXT,
    WIDTH,
    WORST,
    fitted,
    line_of,
    named,
    worst,
)

_SIZE = 22
_ROW = 46
_EDGE = 40


def heading(marks: Sequence[Mark], wording: Wording, unseen: Collection[int] = ()) -> Image.Image:
    """Draw the strip above; `unseen` are the pages with values that had no room."""
    rows = [(title, found) for title, found in _nowhere(marks, wording) if found]
    count = 1 + len(rows) + bool(unseen)
    sheet = Image.new("RGB", (WIDTH, 12 + _ROW * count + 6), BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    down = 12 + _ROW // 2
    _legend(draw, down, marks, wording)
    for title, found in rows:
        down += _ROW
        names = [(named(one, wording), one.tone) for one in found]
        _list(draw, down, title, names)
    if unseen:
        said = f"{wording.elsewhere}: {', '.join(map(str, unseen))}"
        room = WIDTH - 2 * _EDGE
        text = fitted(said, face(_SIZE), room)
        draw.text((_EDGE, down + _ROW), text, QUIET, face(_SIZE), anchor="lm")
    return sheet


def _nowhere(marks: Sequence[Mark], wording: Wording) -> Iterator[tuple[str, list[Mark]]]:
    """Give what is on no page, failing ones first, and what only the XML says."""
    lost = [mark for mark in marks if mark.box is None and mark.path is None]
    yield wording.lost, sorted(lost, key=lambda mark: WORST.index(mark.tone))
    on_pages = {mark.field for mark in marks if mark.box is not None}
    yield wording.hidden, [mark for mark in marks if on_pages and _is_hidden(mark, on_pages)]


def _is_hidden(mark: Mark, on_pages: Set[str]) -> bool:
    return mark.path is not None and mark.field not in on_pages and line_of(mark.field) is None


def _legend(draw: ImageDraw.ImageDraw, down: int, marks: Sequence[Mark], wording: Wording) -> None:
    """Explain the frames by how many values have each, the worst first."""
    across = _EDGE
    meanings = {"good": wording.good, "warning": wording.warning, "error": wording.error}
    tones = _tones(marks)
    for tone in WORST:
        if count := sum(one == tone for one in tones.values()):
            box = (across, down - 11, across + 34, down + 11)
            draw.rectangle(box, fill=PALE[tone])
            frame(draw, box, tone)
            across = _meaning(draw, (across, down), _counted(meanings[tone], count, wording))
    if lines := {line_of(mark.field) for mark in marks if mark.box is not None} - {None}:
        draw.rectangle((across, down - 11, across + 34, down + 11), fill=BAND, outline=PAPER)
        _meaning(draw, (across, down), _counted(wording.lines, len(lines), wording))


def _counted(meaning: str, count: int, wording: Wording) -> str:
    return wording.because.format(field=meaning, reason=count)


def _tones(marks: Sequence[Mark]) -> dict[str, Tone]:
    """Give each value's tone; sound ones of lines of goods are told by their lines."""
    tones: dict[str, Tone] = {}
    for mark in marks:
        if mark.tone != "good" or line_of(mark.field) is None:
            tones[mark.field] = worst([mark.tone, tones.get(mark.field, mark.tone)])
    return tones


def _meaning(draw: ImageDraw.ImageDraw, at: tuple[int, int], meaning: str) -> int:
    """Write what a sample means behind it, and give where the next one begins."""
    draw.text((at[0] + 46, at[1]), meaning, TEXT, face(_SIZE), anchor="lm")
    return at[0] + 46 + round(face(_SIZE).getlength(meaning)) + 40


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
        draw.text((across + wide // 2, down), name, PAPER, font, anchor="mm")
        across += wide + 12
