"""A long recording with its transcript, all the local way: `python -m tests.bench.recordings`."""

import asyncio
import time
from collections.abc import Awaitable
from pathlib import Path
from tempfile import TemporaryDirectory

import av

from handlers.texts.catalogue import texts
from pipelines.egress import STAY
from pipelines.media import Media, MediaType
from pipelines.meeting.account import Accountant, Sources
from pipelines.meeting.markdown import report
from pipelines.meeting.recording import SandboxedStudio
from tests.bench.meter import processor_seconds, watched
from tests.bench.table import Cell, Table, machine
from tests.drawn.screen import STYLES, screen_share
from tests.drawn.screen_voices import Line, captions

_ROUND_S, _APART_S = 300, 301  # what is coded lasts a little longer than it should
_HOURS = (1, 3)
_COLUMNS = ("recording", "wall s", "CPU s", "peak MB", "slides", "cues")
_NOTES = (
    "Five minutes of a shared screen with voices (1280x720, H.264, AAC) over and over, and WebVTT",
    "of what is said. Opened, transcript read, slides found, contact sheet drawn, report written,",
    "in Clerk and its children, which are started for it. No-op: a transcript of one line alone.",
    "The memory is looked at every 10 ms in a run of its own; shared pages count each time.",
)


async def run() -> list[Table]:
    """Measure an hour and three."""
    with TemporaryDirectory() as folder:
        base = Path(folder)
        share = await asyncio.to_thread(
            screen_share, base / "round.mp4", seed=7, seconds=_ROUND_S, style=STYLES["slides"],
            voices=True,
        )  # fmt: skip
        rows = [await _measured("no-op", None, _said(base / "short.vtt", share.lines[:1], 1), base)]
        for hours in _HOURS:
            times = hours * 3600 // _ROUND_S
            film = await asyncio.to_thread(_repeated, share.path, base / f"{hours}.mp4", times)
            words = _said(base / f"{hours}.vtt", share.lines, times)
            rows.append(await _measured(f"{hours} h", film, words, base))
    return [Table("Recordings: with a transcript", _COLUMNS, rows, (*_NOTES, "", machine()))]


def _said(path: Path, lines: tuple[Line, ...], times: int) -> Path:
    every = [
        Line(one.start_s + _APART_S * at, one.end_s + _APART_S * at, one.speaker, one.text)
        for at in range(times)
        for one in lines
    ]
    path.write_text(captions(every))
    return path


def _repeated(source: Path, path: Path, times: int) -> Path:
    """Write a film over and over, not encoded again."""
    with av.open(str(path), "w") as film:
        made: dict[int, av.stream.Stream] = {}
        for number in range(times):
            with av.open(str(source)) as one:
                for stream in one.streams:
                    if stream.index not in made:
                        made[stream.index] = film.add_stream_from_template(stream)
                for packet in one.demux():
                    if packet.dts is None or packet.pts is None or packet.time_base is None:
                        continue
                    later = round(number * _APART_S / packet.time_base)
                    packet.pts, packet.dts = packet.pts + later, packet.dts + later
                    packet.stream = made[packet.stream.index]
                    film.mux(packet)
    return path


async def _measured(name: str, film: Path | None, words: Path, scratch: Path) -> list[Cell]:
    slides, cues = await _told(film, words, scratch)
    used, began = processor_seconds(), time.perf_counter()
    await _told(film, words, scratch)
    wall, used = time.perf_counter() - began, processor_seconds() - used
    peak = await _peak(_told(film, words, scratch))
    return [name, wall, used, peak, slides, cues]


async def _peak(work: Awaitable[object]) -> float:
    async with watched() as peak:
        await work
    return peak.most


async def _told(film: Path | None, words: Path, scratch: Path) -> tuple[int, int]:
    """Go all the way; gives how many slides and cues there are."""
    recording = None if film is None else _media(film, MediaType.MP4)
    async with SandboxedStudio(scratch=scratch, longest_s=1e6) as studio:
        accountant = Accountant(studio, None, STAY, lambda _done, _of: None)
        told = await accountant.tell(
            "bench", "en", Sources(recording, _media(words, MediaType.VTT))
        )
        await studio.contact_sheet(told.shown)
    known = told.timeline
    report(known, link=None, wording=texts("en").minutes)
    return len(known.slides), len(known.transcript.segments) if known.transcript else 0


def _media(path: Path, kind: MediaType) -> Media:
    return Media(path, kind, "0" * 64, path.stat().st_size)


def main() -> None:
    """Print the table."""
    for table in asyncio.run(run()):
        print(table)


if __name__ == "__main__":
    main()
