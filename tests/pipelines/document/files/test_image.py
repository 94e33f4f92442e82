"""Pictures: upright, over white, and never larger than a child can bear."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipelines.document.files import image
from pipelines.errors import MediaRejected, Reason
from pipelines.media import MediaType
from tests.drawn.bad import BAD, png

KINDS = (MediaType.PNG, MediaType.JPEG, MediaType.WEBP, MediaType.TIFF, MediaType.HEIC)


def corner(mode: str = "L") -> Image.Image:
    """Give a white picture, 40 wide and 20 high, with a black top left corner."""
    picture = Image.new(mode, (40, 20), "white")
    picture.paste("black", (0, 0, 10, 10))
    return picture


@pytest.mark.parametrize("kind", [MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.TIFF])
def test_pictures_stand_as_their_camera_noted(kind: MediaType, tmp_path: Path) -> None:
    for orientation, size, black in (
        (1, (40, 20), (2, 2)),
        (3, (40, 20), (37, 17)),
        (6, (20, 40), (17, 2)),
        (8, (20, 40), (2, 37)),
    ):
        noted = Image.Exif()
        noted[0x0112] = orientation
        picture, form = corner("RGB"), kind.value.partition("/")[2]
        picture.save(tmp_path / "it", form, exif=noted, quality=95, lossless=True)
        assert image.sizes(tmp_path / "it", kind, 1) == [size]
        grey = image.pixels(tmp_path / "it", kind)
        assert (grey.size, grey.mode) == (size, "L")
        assert grey.tobytes()[black[0] + black[1] * size[0]] < 40
        assert image.pixels(tmp_path / "it", kind, colour=True).mode == "RGB"


def test_nothing_transparent_is_black(tmp_path: Path) -> None:
    for mode in ("RGBA", "LA"):
        Image.new(mode, (9, 9)).save(tmp_path / "it.png")
        assert image.pixels(tmp_path / "it.png", MediaType.PNG).getextrema() == (255, 255)
    palette = Image.new("P", (9, 9))
    palette.putpalette([0, 0, 0])
    palette.save(tmp_path / "it.png", transparency=0)
    assert image.pixels(tmp_path / "it.png", MediaType.PNG).getextrema() == (255, 255)


def test_sixteen_bits_a_pixel_keep_their_shades(tmp_path: Path) -> None:
    deep = Image.new("I;16", (9, 9))
    for x in range(9):
        deep.putpixel((x, 0), x * 8191)
    deep.save(tmp_path / "it.png")
    grey = image.pixels(tmp_path / "it.png", MediaType.PNG)
    assert grey.getpixel((4, 0)) == pytest.approx(4 * 8191 / 257, abs=2)


def test_other_colours_of_jpeg(tmp_path: Path) -> None:
    for mode in ("L", "CMYK", "RGB"):
        Image.new(mode, (9, 9)).save(tmp_path / "it.jpg")
        assert image.pixels(tmp_path / "it.jpg", MediaType.JPEG, colour=True).mode == "RGB"


def test_size_is_told_before_a_pixel_is_read(tmp_path: Path) -> None:
    (tmp_path / "it.png").write_bytes(png(6000, 6000)[:100])
    assert image.sizes(tmp_path / "it.png", MediaType.PNG, 1) == [(6000, 6000)]


@pytest.mark.parametrize("ask", [image.sizes, image.pixels])
def test_too_many_pixels(ask: Callable[[Path, MediaType, int], object], tmp_path: Path) -> None:
    with pytest.raises(MediaRejected) as refusal:
        ask(BAD["huge_png"].write(tmp_path), MediaType.PNG, 1)
    assert refusal.value.reason is Reason.TOO_MANY_PIXELS
    assert refusal.value.figures == {"width": 12_000, "height": 12_000, "limit": 40}


def _claims(width: int, height: int) -> bytes:
    whole = bytearray(png(8, 8))
    whole[16:24] = struct.pack(">II", width, height)
    return bytes(whole)


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", png(8, 8)[:30], _claims(8, 8)[:20] + b"\0" * 40, _claims(0, 8)],
)
def test_damage_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "it").write_bytes(content)
    for kind in KINDS:
        with pytest.raises(MediaRejected) as refusal:
            image.pixels(tmp_path / "it", kind)
        assert refusal.value.reason is Reason.DAMAGED


def test_truncated_pictures_are_damaged(tmp_path: Path) -> None:
    with pytest.raises(MediaRejected) as refusal:
        image.pixels(BAD["truncated_png"].write(tmp_path), MediaType.PNG)
    assert refusal.value.reason is Reason.DAMAGED
    Image.effect_noise((200, 200), 80).save(tmp_path / "whole.jpg")
    whole = (tmp_path / "whole.jpg").read_bytes()
    (tmp_path / "half.jpg").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MediaRejected):
        image.pixels(tmp_path / "half.jpg", MediaType.JPEG)


def test_only_the_named_format_is_tried(tmp_path: Path) -> None:
    corner("RGB").save(tmp_path / "it.gif")
    corner("RGB").save(tmp_path / "it.png")
    for name, kind in (("it.gif", MediaType.PNG), ("it.png", MediaType.JPEG)):
        with pytest.raises(MediaRejected) as refusal:
            image.pixels(tmp_path / name, kind)
        assert refusal.value.reason is Reason.DAMAGED


def test_a_blank_page_is_told_from_one_with_a_line_of_print() -> None:
    noise = Image.effect_noise((1654, 2339), 20).point(lambda shade: min(shade + 100, 255))
    assert image.is_blank(noise)
    assert image.is_blank(Image.new("RGB", (1654, 2339), "black"))
    ImageDraw.Draw(noise).text((200, 300), "Invoice 7", fill=0, font=ImageFont.load_default(40))
    assert not image.is_blank(noise)


def test_what_is_light_on_a_dark_ground_is_seen() -> None:
    table = Image.new("L", (1600, 2000), 40)
    assert image.is_blank(table)
    table.paste(235, (600, 500, 1000, 1500))  # a small receipt
    assert not image.is_blank(table)
    screen = Image.new("L", (1654, 2339), 20)
    ImageDraw.Draw(screen).text((200, 300), "Invoice 7", fill=230, font=ImageFont.load_default(40))
    assert not image.is_blank(screen)
