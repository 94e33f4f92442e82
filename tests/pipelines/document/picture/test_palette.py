"""Pictures in few colours: small, and what is drawn on them keeps its own."""

import io

from PIL import Image, ImageDraw

from pipelines.document.picture.lettering import BACKGROUND, BAND, COLOURS, PALE
from pipelines.document.picture.palette import in_few_colours
from tests.pipelines.document.picture.drawing import has


def photo() -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise((600, 400), 60) for _ in range(3)])


def size(sheet: Image.Image) -> int:
    kept = io.BytesIO()
    sheet.save(kept, "PNG", compress_level=4)
    return len(kept.getvalue())


def test_what_is_drawn_keeps_its_colour_on_any_page() -> None:
    own = (BACKGROUND, BAND, *COLOURS.values(), *PALE.values())
    sheet = photo()
    for at, colour in enumerate(own):
        ImageDraw.Draw(sheet).rectangle((20 * at, 0, 20 * at + 9, 9), colour)
    few = in_few_colours(sheet).convert("RGB")
    assert all(has(few, colour) for colour in own)


def test_a_photo_takes_a_fraction_of_the_bytes() -> None:
    sheet = photo()
    assert size(in_few_colours(sheet)) < size(sheet) / 2
