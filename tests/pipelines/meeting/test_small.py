"""A picture for models is a JPEG of the size that is asked for, and never made larger."""

import io
from pathlib import Path

import pytest
from PIL import Image

from pipelines.meeting.small import reduced


@pytest.mark.parametrize(
    ("mode", "size", "name", "expected"),
    [
        ("RGB", (1920, 1080), "a.jpg", (1024, 576)),
        ("RGB", (1080, 1920), "a.png", (576, 1024)),
        ("RGB", (640, 360), "a.jpg", (640, 360)),
        ("P", (1600, 1200), "a.png", (1024, 768)),
        ("RGBA", (3000, 100), "a.png", (1024, 34)),
    ],
)
def test_the_longer_side_is_as_long_as_it_may_be(
    tmp_path: Path, mode: str, size: tuple[int, int], name: str, expected: tuple[int, int]
) -> None:
    Image.new(mode, size).save(tmp_path / name)
    with Image.open(io.BytesIO(reduced(tmp_path / name, 1024))) as small:
        assert (small.format, small.mode, small.size) == ("JPEG", "RGB", expected)
