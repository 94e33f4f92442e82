"""From the place that a value was read at to the print of it: boxes that end where letters end.

Recognised words have air around them, and where a word holds a label besides its value, the place
of the value was reckoned by usual widths of letters.
"""

from collections.abc import Sequence

from PIL import Image, ImageFilter

from pipelines.document.picture.tags import Rect

_CONTRAST = 48  # the least difference of grey between paper and print
_RULED_ROW = 0.75  # how much of a row is dark where it is a ruled line, not letters
_RULED_COLUMN = 0.92
_SLACK = 1.25  # how much higher than its print a place is where ruled columns can be told
_SPECK = 0.03  # and how much may be dark where there is nothing
_MOST = 400_000  # pixels of a place; none that holds one line of print is as large


def snug(page: Image.Image, place: Rect) -> Rect:
    """Give the rectangle of the print at a place on a page (in grey); in doubt the place itself."""
    left, top, right, bottom = place
    height = bottom - top
    room = (
        max(left - height // 2, 0), max(top, 0),
        min(right + height // 2, page.width), min(bottom, page.height),
    )  # fmt: skip
    wide, high = room[2] - room[0], room[3] - room[1]
    if height < 6 or wide < 4 or high < 6 or wide * high > _MOST:
        return place
    print_ = _print(page.crop(room))
    if print_ is None:
        return place
    inner = print_.crop((left - room[0], 0, right - room[0], high))
    first, last = _line(_rows(inner))
    columns = _columns(print_, first, last)
    tall = last - first
    x0 = _edge(columns, left - room[0], tall)
    x1 = wide - _edge(columns[::-1], room[2] - right, tall)
    if x1 - x0 < tall / 5:
        return place
    return room[0] + x0, room[1] + first, room[0] + x1, room[1] + last


def _print(grey: Image.Image) -> Image.Image | None:
    """Give what is printed in white on black; None where nothing stands out."""
    shades = grey.histogram()
    dark, paper, light = (_shade(shades, share) for share in (0.02, 0.5, 0.98))
    if max(paper - dark, light - paper) < _CONTRAST:
        return None
    if paper - dark >= light - paper:
        bound = (dark + paper) / 2
        return grey.point([255 if shade < bound else 0 for shade in range(256)])
    bound = (light + paper) / 2
    return grey.point([255 if shade > bound else 0 for shade in range(256)])


def _shade(shades: Sequence[int], share: float) -> int:
    """Give the grey that this share of the pixels is not lighter than."""
    left = share * sum(shades)
    for shade, count in enumerate(shades):
        left -= count
        if left <= 0:
            return shade
    return 255


def _shares(print_: Image.Image, size: tuple[int, int]) -> list[float]:
    """Give how much of each row or column is dark, 0 to 1."""
    return [value / 255 for value in print_.resize(size, Image.Resampling.BOX).tobytes()]


def _rows(print_: Image.Image) -> list[float]:
    """Give how much of each row is dark; ruled ones, and what all have of ruled columns, is not."""
    shares = _shares(print_, (1, print_.height))
    always = min(shares)
    return [0.0 if share > _RULED_ROW else share - always for share in shares]


def _columns(print_: Image.Image, first: int, last: int) -> list[float]:
    """Give how much of each column of a line of print is dark; ruled ones are taken for paper.

    Letters end with their line, and the lines of a table go on.
    """
    wide, high = print_.size
    shares = _shares(print_.crop((0, first, wide, last)), (wide, 1))
    if high < _SLACK * (last - first):
        return shares
    whole = _shares(print_.filter(ImageFilter.MaxFilter(3)), (wide, 1))
    return [
        0.0 if ruled > _RULED_COLUMN else share for share, ruled in zip(shares, whole, strict=True)
    ]


def _line(rows: Sequence[float]) -> tuple[int, int]:
    """Give the first row of the line of print in the middle, and the one behind its last."""
    apart = max(len(rows) // 10, 1)  # the dot of an i stands off
    runs: list[tuple[int, int]] = []
    for at, share in enumerate(rows):
        if share <= _SPECK / 3:
            continue
        if runs and at - runs[-1][1] <= apart:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    best = max(runs, key=lambda run: sum(rows[slice(*run)]), default=(0, len(rows)))
    return best if best[1] - best[0] >= len(rows) / 4 else (0, len(rows))


def _edge(columns: Sequence[float], near: int, tall: int) -> int:
    """Give where print begins near a column: behind the widest gap that is not far off."""
    best, most = near, 0.0
    start = 0
    while start < len(columns):
        end = start
        while end < len(columns) and columns[end] <= _SPECK:
            end += 1
        if end > start:
            off = max(start - near, near - end, 0)
            worth = min(end - start, 0.6 * tall) - off / 2
            if off <= tall / 2 and worth > most and end < len(columns):
                best, most = end, worth
        start = end + 1
    return best
