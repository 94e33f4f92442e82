"""The typeface of everything that is drawn: one that has Chinese where this machine has one."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import ImageFont

Face = ImageFont.FreeTypeFont | ImageFont.ImageFont

_FIRST_HAN = 0x2E80
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts",
            "/Library/Fonts")  # fmt: skip
# In the order of preference: file name, and the face in it that is drawn the Chinese way.
_HAN = (
    ("NotoSansCJK-Regular.ttc", 2), ("NotoSansCJKsc-Regular.otf", 0), ("NotoSansSC-Regular.otf", 0),
    ("SourceHanSansSC-Regular.otf", 0), ("wqy-microhei.ttc", 0), ("wqy-zenhei.ttc", 0),
    ("DroidSansFallbackFull.ttf", 0), ("PingFang.ttc", 0), ("Hiragino Sans GB.ttc", 0),
    ("STHeiti Medium.ttc", 0), ("Arial Unicode.ttf", 0),
)  # fmt: skip


@cache
def face(size: int) -> Face:
    """Give the typeface at `size` pixels."""
    for path, index in _installed():
        try:
            return ImageFont.truetype(path, size, index=index)
        except OSError:  # a file that is broken, or of another make than its name says
            continue
    return ImageFont.load_default(size)


def can_write(text: str) -> bool:
    """Tell whether the typeface has the letters of a text, as far as Chinese ones go."""
    return bool(_installed()) or all(ord(character) < _FIRST_HAN for character in text)


@cache
def _installed() -> tuple[tuple[str, int], ...]:
    found = {path.name: str(path) for path in _files()}
    return tuple((found[name], index) for name, index in _HAN if name in found)


def _files() -> Iterator[Path]:
    for folder in map(Path, _FOLDERS):
        yield from (path for path in folder.rglob("*.[to]t[fc]"))
