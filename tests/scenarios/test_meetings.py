"""Recordings in a whole Clerk: from drop to deletion, and files that are no recordings."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.app import House
from bot.ledger.database import FILE_NAME
from tests.drawn.screen import TINY, screen_share
from tests.pipelines.meeting.filmed import Seen, film
from tests.pipelines.meeting.test_probe import IN_CONTAINER, SOUND, cut, forty, huge
from tests.scenarios.attendee import DELETE, RENAME, Attendee
from tests.scenarios.deciding import written
from tests.scenarios.idle import idle

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = (
    "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Ann Quillfeather>The latency went down.\n\n"
    "00:06.000 --> 00:12.000\n<v Bo Sample>I will send the plan by Friday.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("recorded")
    screen_share(made / "weekly.mp4", seconds=16.0, style=TINY, voices=True)
    (made / "weekly.vtt").write_text(WORDS)
    return made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ann(house: House) -> AsyncIterator[Attendee]:
    assert house.workspace is not None
    async with aiohttp.ClientSession() as session:
        yield Attendee(house.workspace.url, session)


def kept(data_dir: Path) -> list[Path]:
    """Give what the store holds."""
    return [one for one in (data_dir / "files").rglob("*") if one.is_file()]


async def test_from_drop_to_deletion(
    ann: Attendee, folder: Path, data_dir: Path, house: House
) -> None:
    head = await ann.drop(folder / "weekly.mp4", folder / "weekly.vtt")
    asks = await ann.card(head, lambda one: "weekly.vtt" in written(one["body"]))
    assert "Nothing has been downloaded yet" in written(asks)
    assert kept(data_dir) == []
    await ann.start(head)
    card = await ann.ended(head)
    files = await ann.files(head, 3)
    assert sorted(files) == ["report.md", "slides.png", "transcript.vtt"]
    said = written(card)
    for word in ("Ann Quillfeather", "Bo Sample", "I will send the plan by Friday"):
        assert word in said
    report = (await ann.self.fetch(files["report.md"]["body"]["file"])).decode()
    assert "Ann Quillfeather" in report
    assert (await ann.self.fetch(files["slides.png"]["body"]["file"])).startswith(b"\x89PNG")
    form = await ann.self.press(card, RENAME)
    assert form is not None
    await ann.self.submit(card, form["form"], {form["form"]["inputs"][0]["name"]: "Bea Renamed"})
    await ann.card(head, lambda one: "Bea Renamed" in written(one))
    asked = await ann.self.press(card, DELETE)
    await ann.self.submit(card, asked["form"], {})
    await ann.emptied(head)
    await idle(data_dir)
    assert kept(data_dir) == []
    log = await asyncio.to_thread((data_dir / f"{FILE_NAME}-wal").read_bytes)
    assert [word for word in (b"Quillfeather", b"Renamed", b"latency") if word in log] == []
    left = written(await ann.self.messages("invoices"))
    for word in ("Quillfeather", "Renamed", "latency"):
        assert word not in left
    async with house.ledger.database.session() as session:
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
async def test_hostile_media_gets_a_clear_answer(ann: Attendee, tmp_path: Path, words: str) -> None:
    name, make = HOSTILE[words]
    head = await ann.drop(make(tmp_path / name))
    await ann.start(head)
    card = await ann.ended(head)
    assert words in written(card)
    assert name in written(card)
    assert "transcript was given" not in written(card)
