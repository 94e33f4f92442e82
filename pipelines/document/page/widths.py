"""Where within a word a stretch of it lies: characters are not equally wide."""

import unicodedata
from functools import lru_cache

# Widths in the common typefaces, in hundredths of their height.
_KINDS = (
    (26, "ijl.,:;'|!’‘` "),
    (34, 'frtI()[]{}-/\\"*“”·'),
    (82, "mwMW%@—"),
)
_NAMED = {one: width for width, kind in _KINDS for one in kind}
_WIDE, _CAPITAL, _USUAL = 100, 68, 55
_BESIDE_WIDE = 52  # letters and digits of a Chinese typeface are half as wide as its characters


def share(text: str, start: int, end: int) -> tuple[float, float]:
    """Tell between which parts of a word's width, 0 to 1, some of its characters stand."""
    widths = [_width(character) for character in text]
    if _WIDE in widths:
        widths = [min(width, _BESIDE_WIDE) if width != _WIDE else width for width in widths]
    whole = sum(widths)
    before = sum(widths[: max(start, 0)])
    return before / whole, (before + sum(widths[max(start, 0) : end])) / whole


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if character in _NAMED:
        return _NAMED[character]
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return _CAPITAL if character.isupper() else _USUAL
