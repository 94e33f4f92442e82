"""What every recogniser must do with a raster, whichever engine it asks."""

import io
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PIL import Image, ImageDraw, ImageFont

from pipelines.backends.ocr import SandboxedRecognizer
from pipelines.document.straightening import Slant
from pipelines.document.turning import turned
from pipelines.media import Recognized
from pipelines.ports import Recognizer
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from tests.drawn.camera import View, moved, seen
from tests.drawn.sheet import Place

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINES = ("Invoice number R-4711", "Date of issue 04.03.2026", "Subtotal 100.00", "Total EUR 119.00")
RIGHT = "VAT 19.00"


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["local"])
async def recognizer(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Recognizer]:
    async with Sandbox(
        "pipelines.backends.ocr_child",
        limits=Limits(memory_mb=2048, cpu_seconds=60, seconds=120.0),
        workers=1,
        scratch=tmp_path_factory.mktemp("scratch"),
    ) as sandbox:
        yield SandboxedRecognizer(sandbox)


def page() -> Image.Image:
    """Draw four lines 200 pixels apart, and a word to the right of the third."""
    image = Image.new("L", (1000, 1200), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(40)
    for at, line in enumerate(LINES):
        draw.text((100, 200 + 200 * at), line, 0, font)
    draw.text((700, 600), RIGHT, 0, font)
    return image


def encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def text(found: Recognized) -> str:
    return " ".join(word.text for word in found.words).replace(" ", "")


EXPECTED = "".join((*LINES[:3], RIGHT, LINES[3])).replace(" ", "")


async def test_words_come_in_reading_order_with_their_boxes(recognizer: Recognizer) -> None:
    found = await recognizer.recognize(encoded(page()))
    assert found.turn == 0
    assert text(found) == EXPECTED
    for word in found.words:
        assert 0 <= word.box.x0 < word.box.x1 <= 1
        assert 0 <= word.box.y0 < word.box.y1 <= 1
        assert 0.8 < word.confidence <= 1
    total = next(word for word in found.words if "119.00" in word.text)
    assert total.box.x1 < 0.6
    assert (total.box.y0 + total.box.y1) / 2 == pytest.approx(820 / 1200, abs=0.02)


@pytest.mark.parametrize("turn", [90, 180, 270])
async def test_a_page_that_lies_or_stands_on_its_head(turn: int, recognizer: Recognizer) -> None:
    upright = await recognizer.recognize(encoded(page()))
    found = await recognizer.recognize(encoded(page().rotate(turn, expand=True)))
    assert found.turn == turn
    assert text(found) == EXPECTED
    for word, same in zip(found.words, upright.words, strict=True):
        assert word.box == pytest.approx(same.box, abs=0.02)


@pytest.mark.parametrize(
    ("view", "turn"), [(View(-8), 0), (View(12, 18, 8), 90), (View(25, ground=255), 270)]
)
async def test_a_page_photographed_askew(view: View, turn: int, recognizer: Recognizer) -> None:
    """Words come with boxes on the page as it is upright, and the page with its corners."""
    photo, matrix = seen(page(), view)
    found = await recognizer.recognize(encoded(photo.rotate(-turn, expand=True)))
    assert found.corners is not None
    assert found.turn == 0
    assert text(found) == EXPECTED
    lies = Slant(found.corners)
    for word, same in zip(found.words, (await recognizer.recognize(encoded(page()))).words,
                          strict=True):  # fmt: skip
        drawn = moved({"": (Place(1, same.box),)}, matrix, page(), photo)[""][0].box
        box = lies.filed(word.box)
        assert box == pytest.approx(turned(drawn, turn), abs=0.025)
        assert word.box.y1 - word.box.y0 < 0.1  # upright: high enough for one line


async def test_colour_is_no_matter(recognizer: Recognizer) -> None:
    found = await recognizer.recognize(encoded(page().convert("RGB")))
    assert text(found) == EXPECTED


@pytest.mark.parametrize("size", [(1000, 1200), (3, 3), (4000, 12), (12, 4000)])
async def test_nothing_is_found_on_a_blank_raster(
    size: tuple[int, int], recognizer: Recognizer
) -> None:
    assert await recognizer.recognize(encoded(Image.new("L", size, 255))) == Recognized(())
