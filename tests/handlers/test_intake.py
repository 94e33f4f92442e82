"""What does not fit on the disk is told as that, and leaves nothing there."""

import errno
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers import intake
from handlers.chat import Place, Upload
from handlers.intake import Door, Intake
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media, MediaType
from tests.fake_chat import FakeChat
from tests.fake_ledger import FakeStore

UPLOAD = Upload(Place("local", "t1", "general", "m1"), "eva", "F1", "weekly.mp4")
LARGE = b"x" * 100


class Full(FakeStore):
    """One on a disk that has no room left, or that breaks."""

    fault = errno.ENOSPC

    async def keep(self, tenant: str, path: Path, sha256: str) -> None:
        raise OSError(self.fault, "keep")

    async def lay_out(self, tenant: str, sha256: str, path: Path) -> None:
        raise OSError(self.fault, "lay out")


class Chat(FakeChat):
    """One in which a large file was dropped."""

    async def download(self, upload: Upload) -> AsyncIterator[bytes]:
        for _ in range(10):
            yield LARGE


async def taken(path: Path) -> Media:
    return Media(path, MediaType.MP4, "a" * 64, 1000)


def intake_of(store: FakeStore, scratch: Path, limit: int = 1000) -> Intake:
    return Intake(chat=Chat(), store=store, door=Door(taken), scratch=scratch, limit=limit)


async def test_what_is_as_large_as_may_be_is_let_in(tmp_path: Path) -> None:
    store = FakeStore()
    desk = intake_of(store, tmp_path)
    async with desk.fetched(UPLOAD) as (media, scan):
        assert (media.path.read_bytes(), scan) == (LARGE * 10, "not_configured")
        await desk.keep_file("t1", media)
    assert list(store.files.values()) == [LARGE * 10]
    assert list(tmp_path.iterdir()) == []
    async with desk.lay_out("t1", media.sha256, media.type, "clean") as laid:
        assert (laid.media.size, laid.media.path.read_bytes()) == (1000, LARGE * 10)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("limit", "reason"), [(999, Reason.TOO_LARGE), (1000, Reason.NO_ROOM)])
async def test_what_would_fill_the_disk_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, reason: Reason
) -> None:
    monkeypatch.setattr(intake, "LOOK_EVERY", 950 if limit < 1000 else 100)
    monkeypatch.setattr(intake, "RESERVE", 1 << 62)
    with pytest.raises(MediaRejected) as refused:
        async with intake_of(FakeStore(), tmp_path, limit).fetched(UPLOAD):
            pass
    assert refused.value.reason is reason
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
async def test_a_full_disk_is_told_as_that_and_nothing_else_is(tmp_path: Path, fault: int) -> None:
    store = Full()
    store.fault = fault
    desk, media = intake_of(store, tmp_path), await taken(tmp_path / "upload")
    expected = OSError if fault == errno.EIO else MediaRejected
    with pytest.raises(expected) as refused:
        await desk.keep_file("t1", media)
    if isinstance(refused.value, MediaRejected):
        assert (refused.value.reason, refused.value.figures) == (Reason.NO_ROOM, {})
    with pytest.raises(expected):
        async with desk.lay_out("t1", media.sha256, media.type, "clean"):
            pass
