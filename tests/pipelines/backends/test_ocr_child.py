"""What the OCR child does around its models."""

from pathlib import Path

import pytest

from pipelines.backends import ocr_child
from pipelines.errors import MediaRejected, Reason


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "raster.png").write_bytes(b"not a picture")
    with pytest.raises(MediaRejected) as refusal:
        ocr_child.recognize(tmp_path / "raster.png", {})
    assert refusal.value.reason is Reason.DAMAGED


def test_lines_at_one_height_are_read_from_left_to_right() -> None:
    right = ("right", 0.6, 0.100, 0.9, 0.130, 1.0)
    left = ("left", 0.1, 0.104, 0.4, 0.134, 1.0)
    below = ("below", 0.1, 0.140, 0.4, 0.170, 1.0)
    ordered = ocr_child._in_reading_order([below, right, left])
    assert [row[0] for row in ordered] == ["left", "right", "below"]
