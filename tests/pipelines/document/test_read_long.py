"""Documents that say very much: answered, or refused for just that."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.document import child
from pipelines.document.model import MOST_PLACED_LINES
from pipelines.document.read import LocalReader
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media, MediaType, Recognized
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from tests.pipelines.document.xmls import many_lines


class Blind:
    """A recogniser that finds nothing."""

    async def recognize(self, raster: bytes) -> Recognized:
        return Recognized(())


async def _ignored(_page: int, _pages: int) -> None:
    return


async def test_an_e_invoice_of_very_many_lines_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "long.xml"
    file.write_bytes(many_lines(20_000))
    async with Sandbox(
        "pipelines.document.child", limits=Limits(), workers=1, scratch=tmp_path / "scratch"
    ) as sandbox:
        reader = LocalReader(sandbox, Blind(), max_pages=5, today=lambda: date(2026, 3, 4))
        media = Media(file, MediaType.XML, "0" * 64, file.stat().st_size)
        reading = await reader.read(media, _ignored)
    assert reading.invoice is not None
    assert len(reading.invoice.line_items) == 20_000
    assert f"line_items.{MOST_PLACED_LINES - 1}.total" in reading.evidence
    assert len(reading.evidence) < 5 * MOST_PLACED_LINES


def test_more_lines_than_can_be_taken_over_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "MOST_LINES", 9)
    file = tmp_path / "long.xml"
    args = {
        "type": "application/xml",
        "max_pages": 5,
        "today": "2026-03-04",
        "scans": {},
        "part": None,
    }
    file.write_bytes(many_lines(9))
    assert child.read(file, args)["reading"] is not None
    file.write_bytes(many_lines(10))
    with pytest.raises(MediaRejected) as refusal:
        child.read(file, args)
    assert refusal.value.reason is Reason.TOO_LONG
