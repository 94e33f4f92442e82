"""The bad files are as bad as they say."""

import zlib
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
import pytest

from tests.drawn.bad import BAD, NAMES


def test_each_bad_file_names_its_reason() -> None:
    assert all(bad.reasons for bad in BAD.values())
    assert len({bad.name for bad in BAD.values()}) == len(BAD)


def test_the_bomb_is_small_and_unpacks_to_280_megabytes(tmp_path: Path) -> None:
    content = BAD["bomb"].write(tmp_path).read_bytes()
    assert len(content) < 1_000_000
    packed = content[content.index(b"stream\n") + 7 : content.index(b"\nendstream")]
    stream, size = zlib.decompressobj(), 0
    while packed:
        size += len(stream.decompress(packed, 1 << 20))
        packed = stream.unconsumed_tail
    assert stream.eof
    assert 270_000_000 < size < 290_000_000


def test_the_300_megabytes_take_no_room(tmp_path: Path) -> None:
    state = BAD["sparse"].write(tmp_path).stat()
    assert state.st_size == 300_000_000
    assert state.st_blocks * 512 < 1_000_000


def test_the_locked_pdf_asks_for_a_password(tmp_path: Path) -> None:
    with pytest.raises(pdfium.PdfiumError, match="password"):
        pdfium.PdfDocument(BAD["encrypted"].write(tmp_path))


def test_names_hold_what_uploads_have_claimed() -> None:
    assert any("/" in name for name in NAMES)
    assert any("\u202e" in name for name in NAMES)
    assert any(len(name) == 400 for name in NAMES)
