"""The recogniser believes nothing that its child says."""

from pathlib import Path

import pytest

from pipelines.backends.ocr import SandboxedRecognizer
from pipelines.errors import MediaRejected, Reason
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox


async def test_a_child_is_not_believed(tmp_path: Path) -> None:
    """The answer of that child has a turn of 45 degrees and a box beyond the page."""
    lying = "tests.pipelines.document.lying_child"
    async with Sandbox(lying, limits=Limits(), workers=1, scratch=tmp_path) as sandbox:
        with pytest.raises(MediaRejected) as refusal:
            await SandboxedRecognizer(sandbox).recognize(b"a raster")
    assert refusal.value.reason is Reason.DAMAGED
