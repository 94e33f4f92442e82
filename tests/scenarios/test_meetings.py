"""Recordings in a whole Clerk: from drop to deletion, and files that are no recordings."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ledger.database import FILE_NAME
from tests.drawn.screen import TINY, screen_share
from tests.pipelines.meeting.filmed import Seen, film
from tests.pipelines.meeting.test_probe import IN_CONTAINER, SOUND, cut, forty, huge
from tests.scenarios.gathered import (
    DELETE,
    RENAME,
    START,
    emptied,
    ended,
    files,
    meeting,
    start,
)
from tests.scenarios.idle import idle
from tests.scenarios.offices import Office
from tests.scenarios.people import says

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = (
    "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Ann Quillfeather>The latency went down.\n\n"
    "00:06.000 --> 00:12.000\n<v Bo Sample>I will send the plan by Friday.\n"
)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("recorded") / "weekly.mp4"
    screen_share(path, seconds=16.0, style=TINY, voices=True)
    return path.read_bytes()


def kept(data_dir: Path) -> list[Path]:
    """Give what the store holds."""
    return [one for one in (data_dir / "files").rglob("*") if one.is_file()]


async def test_from_drop_to_deletion(office: Office, recording: bytes) -> None:
    lena = office.lena
    head = await lena.drop(("weekly.mp4", recording), ("weekly.vtt", WORDS.encode()))
    asks = await meeting(lena, head, lambda one: "weekly.vtt" in one.words and START in one.actions)
    assert "Nothing has been downloaded yet" in asks.words
    assert kept(office.data_dir) == []
    await start(lena, head)
    card = await ended(lena, head)
    sent = await files(lena, head, 3)
    assert sorted(sent) == ["report.md", "slides.png", "transcript.vtt"]
    for word in ("Ann Quillfeather", "Bo Sample", "I will send the plan by Friday"):
        assert word in card.words
    assert "Ann Quillfeather" in (await lena.fetch(sent["report.md"])).decode()
    assert (await lena.fetch(sent["slides.png"])).startswith(b"\x89PNG")
    form = await lena.form(card, RENAME)
    await lena.submit(form, {next(iter(form.inputs)): "Bea Renamed"})
    card = await meeting(lena, head, says("Bea Renamed"))
    await lena.submit(await lena.form(card, DELETE), {})
    await emptied(lena, head)
    await idle(office.data_dir)
    await wordless(office)


async def wordless(office: Office) -> None:
    """Make sure that no word of a meeting is left."""
    assert kept(office.data_dir) == []
    log = await asyncio.to_thread((office.data_dir / f"{FILE_NAME}-wal").read_bytes)
    assert [word for word in (b"Quillfeather", b"Renamed", b"latency") if word in log] == []
    left = str([await office.lena.read(), await office.lena.alone()])
    assert [word for word in ("Quillfeather", "Renamed", "latency") if word in left] == []
    async with office.house.ledger.database.session() as session:
        for table in ("meetings", "pieces", "passages"):
            assert await session.scalar(sa.text(f"SELECT count(*) FROM {table}")) == 0


LONG = Seen(times=(0, 1, 10 * 3600 * 7))
HOSTILE: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "40 tracks": ("forty.mp4", forty),
    "8192 × 8192": ("huge.webm", lambda path: huge(path, IN_CONTAINER)),
    "is damaged, or not what its name says": (
        "cut.mp4",
        lambda path: cut(film(path, Seen(), SOUND), 0.9),
    ),
    "I do not know what kind of file": ("list.mp4", lambda path: listing(path)),
    "hours; the limit is 5": ("long.mkv", lambda path: film(path, LONG)),
}


def listing(path: Path) -> Path:
    path.write_text("ffconcat version 1.0\nfile neighbour.mp4\n")
    return path


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_media_gets_a_clear_answer(
    office: Office, tmp_path: Path, words: str
) -> None:
    name, make = HOSTILE[words]
    content = await asyncio.to_thread(lambda: make(tmp_path / name).read_bytes())
    head = await office.lena.drop((name, content))
    await start(office.lena, head)
    card = await ended(office.lena, head)
    assert words in card.words
    assert name in card.words
    assert "transcript was given" not in card.words
