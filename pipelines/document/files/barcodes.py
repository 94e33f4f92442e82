"""The square codes on a picture: where they stand, and the text in them."""

from collections.abc import Iterator

import zxingcpp
from PIL import Image

from pipelines.document.decoded import MOST_CODE, MOST_CODES, Code
from pipelines.media import Box


def codes_in(picture: Image.Image) -> tuple[Code, ...]:
    """Give the codes on a picture in grey, with boxes as fractions of it."""
    return tuple(_codes(picture))[:MOST_CODES]


def _codes(picture: Image.Image) -> Iterator[Code]:
    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    for one in found:
        corners = [
            (corner.x / picture.width, corner.y / picture.height)
            for at in ("top_left", "top_right", "bottom_right", "bottom_left")
            for corner in (getattr(one.position, at),)
        ]
        xs, ys = zip(*corners, strict=True)
        sides = (min(xs), min(ys), max(xs), max(ys))
        if one.text and len(one.text) <= MOST_CODE:
            yield Code(one.text, Box(*(round(min(max(side, 0.0), 1.0), 5) for side in sides)))
