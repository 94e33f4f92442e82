"""Rasters of what was drawn: scans, photos on a table seen askew, pages turned by a quarter."""

import io
from collections.abc import Sequence
from random import Random

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
from PIL import Image, ImageFilter

from tests.drawn import pdf, photo
from tests.drawn.sheet import Sheet

QUARTERS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)


def pictures(sheet: Sheet, dots: int) -> list[Image.Image]:
    """Give the pages as grey pictures; Han letters come from the machine's own faces."""
    if sheet.script == "han":
        content, _ = photo.photograph(sheet, Random(0), "PNG", (), dots / 72)
        return [Image.open(io.BytesIO(content)).convert("L")]
    document = pdfium.PdfDocument(pdf.write(sheet)[0])
    found = [page.render(scale=dots / 72).to_pil().convert("L") for page in document]
    document.close()
    return found


def scanned(sheet: Sheet, rng: Random) -> bytes:
    """A PDF without text: a little skewed, a little grain; at times fed in the wrong way round."""
    pages = pictures(sheet, rng.choice((150, 200)))
    angle, quarter = rng.uniform(-1.6, 1.6), rng.random() < 0.15
    turn = rng.choice(QUARTERS)
    bound = []
    for page in pages:
        picture = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=252)
        picture = _grain(picture, rng, rng.uniform(2, 7))
        picture = picture.transpose(turn) if quarter else picture
        points = (sheet.width, sheet.height)
        points = points if not quarter or turn is QUARTERS[1] else points[::-1]
        bound.append(pdf.Picture(_jpeg(picture, 75), picture.size, points, grey=True))
    return pdf.bind(bound)


def clean(sheet: Sheet, rng: Random) -> bytes:
    """A screenshot of the only page."""
    out = io.BytesIO()
    pictures(sheet, rng.choice((130, 160)))[0].save(out, "PNG")
    return out.getvalue()


def photographed(sheet: Sheet, rng: Random) -> bytes:
    """A photo of the only page on a table."""
    page = pictures(sheet, 220 if sheet.width < 300 else 170)[0]
    ground = rng.randint(70, 150)
    wide, high = page.size
    left, top = round(wide * rng.uniform(0.04, 0.1)), round(high * rng.uniform(0.03, 0.08))
    whole = Image.new("L", (wide + 2 * left, high + 2 * top), ground)
    whole.paste(page, (left, top))
    whole = _askew(whole, rng, ground)
    whole = _shade(whole, rng)
    if rng.random() < 0.6:
        whole = whole.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 0.9)))
    whole = _grain(whole, rng, rng.uniform(3, 9))
    if rng.random() < 0.15:
        whole = whole.transpose(rng.choice(QUARTERS))
    return _jpeg(whole, rng.choice((60, 75, 85)))


def _askew(image: Image.Image, rng: Random, ground: int) -> Image.Image:
    """See it from a little aside and a little turned."""
    wide, high = image.size
    image = image.rotate(rng.uniform(-2.5, 2.5), Image.Resampling.BICUBIC, fillcolor=ground)
    shift = [rng.uniform(0, 0.025) for _ in range(8)]
    flat = [(0, 0), (wide, 0), (wide, high), (0, high)]
    signs = ((1, 1), (-1, 1), (-1, -1), (1, -1))
    seen = [
        (x - sx * shift[2 * at] * wide, y - sy * shift[2 * at + 1] * high)
        for at, ((x, y), (sx, sy)) in enumerate(zip(flat, signs, strict=True))
    ]
    data = _coefficients(flat, seen)
    return image.transform(
        image.size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC, fillcolor=ground
    )


def _coefficients(
    to: Sequence[tuple[float, float]], back: Sequence[tuple[float, float]]
) -> list[float]:
    """Solve for the eight numbers that lead from the corners of the result to the source."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(to, back, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return [float(one) for one in np.linalg.solve(np.array(rows), np.array(wanted))]


def _grain(image: Image.Image, rng: Random, strength: float) -> Image.Image:
    pixels = np.asarray(image, dtype=np.float32)
    grain = np.random.default_rng(rng.getrandbits(32)).normal(0, strength, pixels.shape)
    return Image.fromarray((pixels + grain).clip(0, 255).astype(np.uint8))


def _shade(image: Image.Image, rng: Random) -> Image.Image:
    pixels = np.asarray(image, dtype=np.float32)
    across = np.linspace(rng.uniform(0.75, 1), rng.uniform(0.75, 1), pixels.shape[1])
    down = np.linspace(rng.uniform(0.85, 1), rng.uniform(0.85, 1), pixels.shape[0])
    return Image.fromarray((pixels * np.outer(down, across)).clip(0, 255).astype(np.uint8))


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
