"""Recordings in a Slack that others wrote: asked first, read, told, renamed, watched, deleted."""

import asyncio
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from bot.ledger.database import FILE_NAME
from tests.drawn.screen import TINY, screen_share
from tests.peers.conftest import Office, has_button
from tests.peers.local_slack import ACCOUNTANT, BOARD, COLLEAGUE, EMPLOYEE, FINANCE, Json

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = (
    "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann Quillfeather>The latency went down.\n\n"
    "00:05.000 --> 00:09.000\n<v Bo Sample>I will send the plan by Friday.\n"
)
# The meeting's card, and that of what was promised in it.
WITH_PROPOSALS = 2
TABLES = ("meetings", "pieces", "pictures", "passages")
LINK = re.compile(r"http://127\.0\.0\.1:[0-9]+(/player/M-[A-Z2-7]+)#k=([^\"\\>|]+)")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("recorded") / "weekly.mp4"
    screen_share(path, seconds=10.0, style=TINY)
    return path.read_bytes()


async def test_from_drop_to_deletion(office: Office, recording: bytes) -> None:
    slack = office.slack
    drop = await slack.drop_in(BOARD, ("weekly.mp4", recording), ("weekly.vtt", WORDS.encode()))
    root = drop["ts"]
    asks = await office.card(root, "read the transcript weekly.vtt", BOARD)
    assert "Nothing has been downloaded yet" in said(asks)
    assert (await downloads(office), kept(office.data)) == (0, [])

    await slack.press(ACCOUNTANT, asks, "meeting.start")
    card = await office.card(root, "meeting.rename", BOARD, WITH_PROPOSALS)
    versions = [said(one) for one in slack.versions[BOARD, card["ts"]]]
    assert any("meeting.stop" in one and "Started by leah" in one for one in versions)
    for words in ("Ann Quillfeather", "Bo Sample", "I will send the plan by Friday"):
        assert words in said(card)
    files = await shared(office, root)
    assert (await slack.fetch(files["slides.png"])).startswith(b"\x89PNG")
    assert b"<v Ann Quillfeather>The latency" in await slack.fetch(files["transcript.vtt"])
    assert b"Ann Quillfeather" in await slack.fetch(files["report.md"])
    await slack.until(lambda: len(office.cards(root, BOARD)) == WITH_PROPOSALS)

    await renamed(office, card, files)
    await watched(office, card)
    await deleted(office, card)


async def renamed(office: Office, card: Json, files: dict[str, Json]) -> None:
    """Name a speaker: the card and both files say it then."""
    slack, root = office.slack, card["thread_ts"]
    await slack.press(ACCOUNTANT, card, "meeting.rename")
    await slack.until(lambda: slack.modals)
    await slack.submit(ACCOUNTANT, {"speaker 0": "Bea Renamed"})
    await slack.until(lambda: not slack.modals)
    there = await office.card(root, "Bea Renamed", BOARD, WITH_PROPOSALS)
    assert "Bo Sample" not in said(there)
    names = ("report.md", "transcript.vtt")
    told = await shared(office, root, *(files[one]["id"] for one in names))
    for one in names:
        content = await slack.fetch(told[one])
        assert b"Bea Renamed" in content
        assert b"Bo Sample" not in content


async def watched(office: Office, card: Json) -> None:
    """Open the player: a link for one person, which lets one browser in, once."""
    slack = office.slack
    await slack.press(ACCOUNTANT, card, "meeting.open")
    await office.told(ACCOUNTANT, "Your link to the player")
    [(page, token)] = [found for one in slack.told(ACCOUNTANT) for found in LINK.findall(one)]
    clerk, jar = f"http://127.0.0.1:{slack.called}", aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(clerk, cookie_jar=jar) as browser:
        for before, status in ((404, 204), (200, 403)):
            async with browser.get(f"{page}/meeting") as answer:
                assert answer.status == before
            async with browser.post(f"{page}/enter", data=token) as answer:
                assert answer.status == status
        async with browser.get(f"{page}/meeting") as answer:
            assert "Bea Renamed" in await answer.text()
        part = browser.get(f"{page}/recording", headers={"Range": "bytes=4-7"})
        async with part as answer:
            assert (answer.status, await answer.read()) == (206, b"ftyp")


async def deleted(office: Office, card: Json) -> None:
    """Delete it, as whoever dropped it, and once more to be sure: nothing of it is left."""
    slack, root = office.slack, card["thread_ts"]
    await slack.press(ACCOUNTANT, card, "meeting.delete")
    await office.told(ACCOUNTANT, "Only the person who dropped it")
    await slack.press(EMPLOYEE, card, "meeting.delete")
    await slack.until(lambda: slack.modals)
    await slack.submit(EMPLOYEE, {})
    await office.told(EMPLOYEE, "1 meeting was erased")
    await slack.until(lambda: not slack.modals and not office.cards(root, BOARD))
    left = "".join(map(said, slack.replies(root, BOARD)))
    for words in ("Quillfeather", "Renamed", "latency", "weekly", "http"):
        assert words not in left
    assert kept(office.data) == []
    assert await asyncio.to_thread(rows, office.data) == 0


async def test_who_does_not_read_the_channel_is_refused(office: Office) -> None:
    slack = office.slack
    drop = await slack.drop_in(BOARD, ("alone.vtt", WORDS.encode()))
    asks = await office.card(drop["ts"], "meeting.start", BOARD)
    before, none = await downloads(office), "It was deleted, or it is not of a conversation"
    await slack.press(COLLEAGUE, asks, "meeting.start")
    await office.told(COLLEAGUE, none)
    # A button that was carried into another channel is none of the meeting's.
    told = len(slack.told(EMPLOYEE))
    await slack.press(EMPLOYEE, {**asks, "channel": FINANCE}, "meeting.start")
    await slack.until(lambda: any(none in one for one in slack.told(EMPLOYEE)[told:]))
    assert has_button(await office.card(drop["ts"], "meeting.start", BOARD), "meeting.start")
    assert await downloads(office) == before


async def test_what_is_no_recording_is_answered_clearly(office: Office) -> None:
    slack = office.slack
    listing = b"ffconcat version 1.0\nfile 'neighbour.mp4'\n"
    drop = await slack.drop_in(BOARD, ("list.mp4", listing))
    asks = await office.card(drop["ts"], "meeting.start", BOARD)
    await slack.press(EMPLOYEE, asks, "meeting.start")
    answer = await office.card(drop["ts"], "I could not read list.mp4", BOARD)
    assert "I do not know what kind of file list.mp4 is" in said(answer)


def said(message: Json) -> str:
    return json.dumps(message, ensure_ascii=False)


async def shared(office: Office, root: str, *before: str) -> dict[str, Json]:
    """Wait for three files in a thread, none of them one of `before`; gives them by title."""

    def look() -> dict[str, Json] | None:
        replies = office.slack.replies(root, BOARD)
        files = [one for reply in replies for one in reply.get("files", ())]
        there = {one["id"]: one for one in files if one.get("mode") != "tombstone"}
        is_whole = len(there) == 3 and there.keys().isdisjoint(before)
        return {one["title"]: one for one in there.values()} if is_whole else None

    found = await office.slack.until(look)
    assert sorted(found) == ["report.md", "slides.png", "transcript.vtt"]
    return found


async def downloads(office: Office) -> int:
    """Count how often a file was fetched from the peer."""
    async with office.slack.session.get(f"{office.slack.url}/_control/log") as answer:
        log = (await answer.json())["log"]
    return sum(str(one["summary"]).startswith("download ") for one in log)


def kept(data: Path) -> list[Path]:
    """Give what the store holds."""
    return [one for one in (data / "files").rglob("*") if one.is_file()]


def rows(data: Path) -> int:
    """Count what the ledger knows of meetings."""
    with closing(sqlite3.connect(f"file:{data / FILE_NAME}?mode=ro", uri=True)) as ledger:
        counts = [ledger.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in TABLES]
    return sum(counts)
