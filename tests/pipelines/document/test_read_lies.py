"""The embedded reader believes nothing that its child says."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import ValidationError

from pipelines.document.exchange import Taken
from pipelines.document.read import LocalReader
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media, MediaType, Recognized
from pipelines.sandbox.limits import Limits
from pipelines.sandbox.pool import Sandbox
from tests.pipelines.document.lying_child import LIES

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lying(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sandbox]:
    async with Sandbox(
        "tests.pipelines.document.lying_child",
        limits=Limits(),
        workers=1,
        scratch=tmp_path_factory.mktemp("lies"),
    ) as opened:
        yield opened


class Blind:
    """A recogniser that finds nothing."""

    async def recognize(self, raster: bytes) -> Recognized:
        return Recognized(())


async def _ignored(_page: int, _pages: int) -> None:
    return


@pytest.mark.parametrize("lie", range(len(LIES)))
async def test_a_child_is_not_believed(lie: int, lying: Sandbox, tmp_path: Path) -> None:
    reader = LocalReader(lying, Blind(), max_pages=5, today=lambda: date.fromordinal(lie + 1))
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    with pytest.raises(MediaRejected) as refusal:
        await reader.read(Media(file, MediaType.PDF, "0" * 64, 4), _ignored)
    assert refusal.value.reason is Reason.DAMAGED


async def test_a_part_of_a_file_has_no_parts(lying: Sandbox, tmp_path: Path) -> None:
    several = date.fromordinal(len(LIES) + 1)
    reader = LocalReader(lying, Blind(), max_pages=5, today=lambda: several)
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    whole = Media(file, MediaType.PDF, "0" * 64, 4)
    assert (await reader.read(whole, _ignored)).parts == ((1, 2), (3, 5))
    with pytest.raises(MediaRejected) as refusal:
        await reader.read(replace(whole, part=(1, 2)), _ignored)
    assert refusal.value.reason is Reason.DAMAGED


async def test_no_page_is_asked_for_twice() -> None:
    assert Taken.model_validate({"pages": 2, "wanted": [2, 1]}).wanted == (2, 1)
    with pytest.raises(ValidationError):
        Taken.model_validate({"pages": 2, "wanted": [2, 2]})
