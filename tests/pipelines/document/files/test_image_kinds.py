"""Pictures of the rarer makes: WebP, TIFF of many pages, HEIC."""

from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin

from pipelines.document.files import image
from pipelines.errors import MediaRejected, Reason
from pipelines.media import MediaType
from tests.drawn import heic
from tests.drawn.bad import BAD
from tests.drawn.bad_pictures import tags, tiff

WHITE, BLACK = (255, 255), (0, 0)
KINDS = {"webp": MediaType.WEBP, "tiff": MediaType.TIFF, "heic": MediaType.HEIC}
PICTURES = {name: bad for name, bad in BAD.items() if bad.name.rpartition(".")[2] in KINDS}


def stripe(mode: str = "L") -> Image.Image:
    """Give a white picture, 60 wide and 40 high, with a black left half."""
    picture = Image.new(mode, (60, 40), "white")
    picture.paste(Image.new(mode, (30, 40), "black"), (0, 0))
    return picture


def is_stripe(picture: Image.Image) -> bool:
    """Tell whether the left half is dark and the right one light."""
    width, height = picture.size
    row = picture.convert("L").crop((0, height // 2, width, height // 2 + 1)).tobytes()
    return max(row[: width // 2 - 2]) < 60 and min(row[width // 2 + 2 :]) > 200


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("colour", [False, True])
def test_bad_pictures_say_why(name: str, colour: bool, tmp_path: Path) -> None:
    bad = PICTURES[name]
    kind = KINDS[bad.name.rpartition(".")[2]]
    with pytest.raises(MediaRejected) as refusal:
        image.pixels(bad.write(tmp_path), kind, max_pages=50, colour=colour)
    assert refusal.value.reason in bad.reasons
    assert refusal.value.figures == bad.figures


def test_of_a_webp_that_moves_the_first_frame_counts(tmp_path: Path) -> None:
    rest = [Image.new("RGB", (60, 40), colour) for colour in ("red", "white")]
    path = tmp_path / "moves.webp"
    stripe("RGB").save(path, save_all=True, append_images=rest, lossless=True)
    assert image.sizes(path, MediaType.WEBP, 1) == [(60, 40)]
    assert is_stripe(image.pixels(path, MediaType.WEBP))


def test_through_a_webp_the_paper_is_seen(tmp_path: Path) -> None:
    Image.new("RGBA", (9, 9)).save(tmp_path / "it.webp", lossless=True)
    assert image.pixels(tmp_path / "it.webp", MediaType.WEBP).getextrema() == WHITE


def test_a_heic_is_read_as_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "photo.heic"
    path.write_bytes(heic.write(stripe()))
    assert image.sizes(path, MediaType.HEIC, 1) == [(60, 40)]
    assert is_stripe(image.pixels(path, MediaType.HEIC, colour=True))
    path.write_bytes(heic.write(stripe().rotate(-90, expand=True), quarter_turns=1))
    assert image.sizes(path, MediaType.HEIC, 1) == [(60, 40)]
    assert is_stripe(image.pixels(path, MediaType.HEIC))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I;16"])
def test_every_make_of_tiff_becomes_grey_and_colour(mode: str, tmp_path: Path) -> None:
    path = tmp_path / "it.tiff"
    picture = stripe("RGB")
    if mode == "LAB":
        picture = Image.merge("LAB", (stripe(), *[Image.new("L", (60, 40), 128)] * 2))
    elif mode == "I;16":
        picture = stripe().convert("I").point(lambda shade: shade * 257).convert("I;16")
    else:
        picture = picture.convert(mode)
    picture.save(path)
    for colour, wanted in ((False, "L"), (True, "RGB")):
        page = image.pixels(path, MediaType.TIFF, colour=colour)
        assert page.mode == wanted
        assert is_stripe(page)


@pytest.mark.parametrize(("white", "mode"), [(1.0, "F"), (255.0, "F"), (4096, "I"), (65535, "I")])
def test_numbers_for_shades_are_seen(white: float, mode: str, tmp_path: Path) -> None:
    numbers = Image.new(mode, (60, 40), white)
    numbers.paste(0, (0, 0, 30, 40))
    numbers.save(tmp_path / "it.tiff")
    page = image.pixels(tmp_path / "it.tiff", MediaType.TIFF)
    left, right = page.getpixel((5, 5)), page.getpixel((55, 5))
    assert isinstance(left, int)
    assert isinstance(right, int)
    assert right - left > 10


@pytest.mark.parametrize("packed", ["group3", "group4", "tiff_lzw", "tiff_deflate", "packbits"])
def test_a_fax_looks_as_high_as_it_was(packed: str, tmp_path: Path) -> None:
    path = tmp_path / "fax.tiff"
    squashed = stripe("1").resize((60, 20))
    squashed.save(path, compression=packed, dpi=(204, 102))
    assert image.sizes(path, MediaType.TIFF, 1) == [(60, 40)]
    page = image.pixels(path, MediaType.TIFF)
    assert page.size == (60, 40)
    assert is_stripe(page)


@pytest.mark.parametrize("dots", [(0, 0), (300, 300), (300, 1), (204, 196)])
def test_dots_that_say_nothing_change_nothing(dots: tuple[int, int], tmp_path: Path) -> None:
    stripe().save(tmp_path / "it.tiff", dpi=dots)
    assert image.sizes(tmp_path / "it.tiff", MediaType.TIFF, 1) == [(60, 40)]


def test_a_fax_that_lies_is_stretched_along_its_own_side(tmp_path: Path) -> None:
    noted = Image.Exif()
    noted[0x0112] = 6
    stripe().resize((60, 20)).save(tmp_path / "it.tiff", dpi=(204, 102), exif=noted)
    assert image.sizes(tmp_path / "it.tiff", MediaType.TIFF, 1) == [(40, 60)]
    assert image.pixels(tmp_path / "it.tiff", MediaType.TIFF).size == (40, 60)


def test_each_page_of_a_tiff_is_a_page_and_a_thumbnail_is_none(tmp_path: Path) -> None:
    path = tmp_path / "pages.tiff"
    small = TiffImagePlugin.ImageFileDirectory_v2()
    small[254] = 1
    thumbnail = Image.new("L", (6, 4), "black")
    thumbnail.encoderinfo = {"tiffinfo": small}
    pages = [thumbnail, stripe(), Image.new("L", (50, 70), "white")]
    Image.new("L", (30, 20), "white").save(path, save_all=True, append_images=pages)
    sizes = image.sizes(path, MediaType.TIFF, 3)
    assert sizes == [(30, 20), (60, 40), (50, 70)]
    assert is_stripe(image.pixels(path, MediaType.TIFF, 2, max_pages=3))
    with pytest.raises(MediaRejected) as refusal:
        image.sizes(path, MediaType.TIFF, 2)
    assert refusal.value.reason is Reason.TOO_MANY_PAGES
    assert refusal.value.figures == {"pages": 3, "limit": 2}


def test_a_tiff_of_thumbnails_only_is_not_followed_for_ever(tmp_path: Path) -> None:
    small = tags(kind=1, width=2, height=2, bits=8, strips=8)
    page = tags(width=2, height=2, bits=8, strips=8)
    (tmp_path / "it.tiff").write_bytes(tiff(page, *[small] * 300))
    with pytest.raises(MediaRejected) as refusal:
        image.sizes(tmp_path / "it.tiff", MediaType.TIFF, 50)
    assert refusal.value.reason is Reason.TOO_MANY_PAGES


def test_a_tiff_with_long_numbers_is_one(tmp_path: Path) -> None:
    stripe().save(tmp_path / "big.tiff", big_tiff=True)
    assert image.sizes(tmp_path / "big.tiff", MediaType.TIFF, 1) == [(60, 40)]
    assert is_stripe(image.pixels(tmp_path / "big.tiff", MediaType.TIFF))


@pytest.mark.parametrize(
    "content", [b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", tiff(b"\0" * 12)]
)
def test_a_broken_chain_of_directories_is_damage(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "it.tiff").write_bytes(content)
    with pytest.raises(MediaRejected) as refusal:
        image.sizes(tmp_path / "it.tiff", MediaType.TIFF, 5)
    assert refusal.value.reason is Reason.DAMAGED
