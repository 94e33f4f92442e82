"""Typefaces of this machine for pictures; pictures that need an absent one are not drawn."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from tests.drawn.sheet import Sheet

_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts",
)  # fmt: skip
_LATIN = (
    (("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"), ("Arial.ttf", "Arial Bold.ttf")),
    (
        ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
        ("Times New Roman.ttf", "Times New Roman Bold.ttf"),
    ),
    (
        ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"),
        ("Courier New.ttf", "Courier New Bold.ttf"),
    ),
)
_HAN = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("Hiragino Sans GB.ttc", "Hiragino Sans GB.ttc"),
)
_SIMPLIFIED = {"NotoSansCJK-Regular.ttc": 2, "NotoSansCJK-Bold.ttc": 2}  # the face in the file

Font = ImageFont.FreeTypeFont


@lru_cache
def _find(name: str) -> Path | None:
    for folder in _FOLDERS:
        for path in sorted(Path(folder).rglob(name)):
            return path
    return None


@lru_cache
def _pair(script: str, family: int) -> tuple[Path, Path] | None:
    pairs = _HAN if script == "han" else _LATIN[family % len(_LATIN)]
    for plain, bold in pairs:
        found = _find(plain), _find(bold)
        if found[0] and found[1]:
            return found[0], found[1]
    return None


def missing(sheet: Sheet) -> str | None:
    """Say which font a picture of this sheet needs and the machine lacks; None when it has it."""
    if _pair(sheet.script, sheet.family) or _plain(sheet):
        return None
    return "fonts-noto-cjk" if sheet.script == "han" else "fonts-dejavu-core"


def _plain(sheet: Sheet) -> bool:
    """Pillow's own face knows ASCII and nothing else."""
    return all(run.text.isascii() for leaf in sheet.leaves for run in leaf.runs)


@lru_cache(maxsize=256)
def _load(script: str, family: int, size: int, bold: bool) -> Font:
    pair = _pair(script, family)
    if pair is None:
        font = ImageFont.load_default(size)
        assert isinstance(font, Font)
        return font
    path = pair[bold]
    return ImageFont.truetype(str(path), size, index=_SIMPLIFIED.get(path.name, 0))


def latin(size: int, *, bold: bool = False) -> Font:
    """Give a plain face for Latin letters at `size` pixels, whichever this machine has."""
    return _load("latin", 0, size, bold)


class PhotographedFaces:
    """Text measures of a picture with this many pixels a point."""

    def __init__(self, sheet: Sheet, scale: float) -> None:
        self._script, self._family, self._scale = sheet.script, sheet.family, scale

    def font(self, size: float, bold: bool) -> Font:
        return _load(self._script, self._family, max(6, round(size * self._scale)), bold)

    def width(self, text: str, size: float, bold: bool) -> float:
        return self.font(size, bold).getlength(text) / self._scale
