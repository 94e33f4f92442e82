"""Small pictures of slides, for models to look at: JPEG, of a size that they take."""

import io
from pathlib import Path

from PIL import Image

_QUALITY = 80


def reduced(picture: Path, edge: int) -> bytes:
    """Give a picture whose longer side has at most so many pixels; what is smaller stays so."""
    with Image.open(picture, formats=("JPEG", "PNG")) as opened:
        opened.draft("RGB", (edge, edge))
        small = opened.convert("RGB")
    small.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    small.save(encoded := io.BytesIO(), "JPEG", quality=_QUALITY, optimize=True)
    return encoded.getvalue()
