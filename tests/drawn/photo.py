"""Sheets as pictures: clean rasters, scans, and photos with the wear of a pocket and a phone."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from math import cos, radians, sin
from random import Random
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from pipelines.media import Box
from tests.drawn import heic
from tests.drawn.fonts import PhotographedFaces
from tests.drawn.pdf import Picture
from tests.drawn.plan import Carrier
from tests.drawn.sheet import Leaf, Place, Places, Sheet, places_of, settle

Wear = Literal["turned", "blurred", "noisy", "shaded"]
Form = Literal["JPEG", "PNG", "WEBP", "HEIC"]
FORMS: dict[Carrier, Form] = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIC"}
WEARS: tuple[Wear, ...] = ("turned", "blurred", "noisy", "shaded")


@dataclass
class _Print:
    """A picture and the points of the sheet that it shows where."""

    image: Image.Image
    move: Callable[[Box], Box]


def raster(sheet: Sheet, leaf: Leaf, faces: PhotographedFaces, scale: float) -> Image.Image:
    """Print a page in grey, `scale` pixels a point."""
    image = Image.new("L", (round(sheet.width * scale), round(sheet.height * scale)), 255)
    pen = ImageDraw.Draw(image)
    for rule in leaf.rules:
        pen.line([one * scale for one in rule], fill=90, width=max(1, round(scale / 2)))
    for run in leaf.runs:
        at = (settle(run, faces)[0].x0 * scale, run.y * scale)
        pen.text(at, run.text, font=faces.font(run.size, run.bold), fill=20, anchor="ls")
    return image


def _on_table(image: Image.Image, rng: Random) -> _Print:
    """Lay the paper on a darker ground, as a phone sees it."""
    width, height = image.size
    left, top = (round(side * rng.uniform(0.02, 0.05)) for side in (width, height))
    whole = (width + 2 * left, height + 2 * top)
    ground = Image.new("L", whole, rng.randint(120, 170))
    ground.paste(image, (left, top))

    def move(box: Box) -> Box:
        return Box(
            (box.x0 * width + left) / whole[0],
            (box.y0 * height + top) / whole[1],
            (box.x1 * width + left) / whole[0],
            (box.y1 * height + top) / whole[1],
        )

    return _Print(ground, move)


def _turn(picture: _Print, rng: Random) -> _Print:
    """Turn by up to two degrees around the middle."""
    angle = rng.choice((-1, 1)) * rng.uniform(0.6, 2.0)
    width, height = picture.image.size
    c, s = cos(radians(angle)), sin(radians(angle))

    def move(box: Box) -> Box:
        flat = picture.move(box)
        corners = [(x - 0.5, y - 0.5) for x in (flat.x0, flat.x1) for y in (flat.y0, flat.y1)]
        points = [
            ((x * width * c + y * height * s) / width, (y * height * c - x * width * s) / height)
            for x, y in corners
        ]
        xs, ys = zip(*points, strict=True)
        return Box(min(xs) + 0.5, min(ys) + 0.5, max(xs) + 0.5, max(ys) + 0.5)

    ground = picture.image.getpixel((0, 0))
    assert isinstance(ground, int)
    turned = picture.image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=ground)
    return _Print(turned, move)


def _noisy(image: Image.Image, rng: Random) -> Image.Image:
    pixels = np.asarray(image, dtype=np.float32)
    grain = np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(5, 10), pixels.shape)
    return Image.fromarray((pixels + grain).clip(0, 255).astype(np.uint8))


def _shaded(image: Image.Image, rng: Random) -> Image.Image:
    pixels = np.asarray(image, dtype=np.float32)
    height, width = pixels.shape
    across = np.linspace(1.0, rng.uniform(0.62, 0.8), width, dtype=np.float32)
    down = np.linspace(rng.uniform(0.85, 1.0), 1.0, height, dtype=np.float32)
    return Image.fromarray((pixels * np.outer(down, across)).clip(0, 255).astype(np.uint8))


def _worn(picture: _Print, wear: tuple[Wear, ...], rng: Random) -> _Print:
    if "turned" in wear:
        picture = _turn(picture, rng)
    image = picture.image
    if "shaded" in wear:
        image = _shaded(image, rng)
    if "blurred" in wear:
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 0.9)))
    if "noisy" in wear:
        image = _noisy(image, rng)
    return _Print(image, picture.move)


def _moved(places: Places, page: int, move: Callable[[Box], Box]) -> Places:
    return {
        mark: tuple(
            Place(one.page, move(one.box)) if one.page == page else one for one in found
        )
        for mark, found in places.items()
    }  # fmt: skip


def encode(image: Image.Image, form: Form, quality: int = 60) -> bytes:
    """Write a picture as a file."""
    if form == "HEIC":
        return heic.write(image)
    out = io.BytesIO()
    if form == "PNG":
        image.save(out, form)
    else:
        image.convert("RGB").save(out, form, quality=quality)
    return out.getvalue()


def photograph(
    sheet: Sheet, rng: Random, form: Form, wear: tuple[Wear, ...], scale: float
) -> tuple[bytes, Places]:
    """Take a picture of the only page, `scale` pixels a point; JPEG and WebP at quality 60."""
    faces = PhotographedFaces(sheet, scale)
    (leaf,) = sheet.leaves
    flat = raster(sheet, leaf, faces, scale)
    picture = _on_table(flat, rng) if wear else _Print(flat, lambda box: box)
    picture = _worn(picture, wear, rng)
    return encode(picture.image, form), _moved(places_of(sheet, faces), 1, picture.move)


def scan(sheet: Sheet, rng: Random, dots: int = 150) -> tuple[list[Picture], Places]:
    """Scan every page in grey, a little askew and grainy; `dots` an inch."""
    scale = dots / 72
    faces = PhotographedFaces(sheet, scale)
    places, pictures = places_of(sheet, faces), []
    for page, leaf in enumerate(sheet.leaves, 1):
        picture = _Print(raster(sheet, leaf, faces, scale), lambda box: box)
        picture = _worn(picture, ("turned", "noisy"), rng)
        places = _moved(places, page, picture.move)
        out = io.BytesIO()
        picture.image.save(out, "JPEG", quality=70)
        size = picture.image.size
        pictures.append(Picture(out.getvalue(), size, (sheet.width, sheet.height), grey=True))
    return pictures, places


def fax(sheet: Sheet, dots: int = 204) -> tuple[bytes, Places]:
    """Fax every page: a TIFF of many pages in black and white; `dots` an inch."""
    scale = dots / 72
    faces = PhotographedFaces(sheet, scale)
    pages = [
        raster(sheet, leaf, faces, scale).point(lambda shade: 255 if shade > 150 else 0)
        for leaf in sheet.leaves
    ]
    first, *rest = [page.convert("1") for page in pages]
    out = io.BytesIO()
    first.save(
        out, "TIFF", save_all=True, append_images=rest, compression="group4", dpi=(dots, dots)
    )
    return out.getvalue(), places_of(sheet, faces)
