"""Slides of a screen share, beside reading every frame: `python -m tests.bench.slides`."""

import argparse
import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
from skimage.metrics import structural_similarity

from pipelines.meeting.model import Probe
from pipelines.meeting.slides.find import find
from tests.bench.meter import processor_seconds
from tests.bench.table import Cell, Table, machine
from tests.drawn.screen import STYLES, Share, Style, screen_share
from tests.drawn.screen_plan import Display
from tests.drawn.screen_score import score

SEED = 7  # one that nothing was tuned on
_EVERY_S, _ALIKE = 30, 0.7
_COLUMNS = (
    "film", "how", "wall s", "CPU s", "x less CPU", "displays", "within 5 s", "precision", "slides",
)  # fmt: skip
_NOTES = (
    "Every frame: the loop of the document this grew from: all frames read by OpenCV, one each",
    "30 s compared at full size (similarity < 0.7). Looks: ours, with the pictures written. A",
    "display is one stay of a slide or of a build of it; precision: of those told, how many are",
    "the first to tell of theirs, under the number of its slide. Two films at a time.",
)


@dataclass(frozen=True)
class Film:
    """One film of the bench; `beside` says whether every frame is read as well."""

    name: str
    style: Style
    minutes: float
    beside: bool = False


def films(minutes: float) -> list[Film]:
    """Give what is filmed: the long ones first, they take longest."""
    return [
        Film(f"{minutes:g} min, scene cuts", STYLES["slides"], minutes, beside=True),
        Film(f"{minutes:g} min, key frame each 4 s", STYLES["fixed"], minutes, beside=True),
        Film("5 min, scene cuts", STYLES["slides"], 5, beside=True),
        Film("5 min, key frame each 4 s", STYLES["fixed"], 5, beside=True),
        Film("5 min, 1080p", STYLES["hd"], 5),
        Film("5 min, VP9 in WebM", STYLES["webm"], 5),
        Film("5 min, a document scrolls", STYLES["scroll"], 5),
        Film("2 min, a talker, no slides", STYLES["head"], 2),
    ]


@dataclass(frozen=True)
class Measured:
    """What one way cost, and the displays that it told."""

    wall: float
    cpu: float
    told: tuple[Display, ...]
    slides: int


def every_frame(share: Share, _folder: Path, _style: Style) -> tuple[list[Display], int]:
    """Read every frame, look at one each 30 s, and keep those that differ much."""
    video = cv2.VideoCapture(str(share.path))
    rate = video.get(cv2.CAP_PROP_FPS)
    number, last = 0, None
    kept: list[Display] = []
    while True:
        read, frame = video.read()
        if not read:
            break
        if number % round(rate * _EVERY_S) == 0:
            grey = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY))
            if last is None or structural_similarity(last, grey) < _ALIKE:
                kept.append(Display(len(kept), number / rate, share.seconds))
                last = grey
        number += 1
    video.release()
    return kept, len(kept)


def looks(share: Share, folder: Path, style: Style) -> tuple[list[Display], int]:
    """Find the slides as Clerk does."""
    form = "mov" if share.path.suffix == ".mp4" else "matroska"
    width, height = style.size
    probe = Probe(duration_s=share.seconds, width=width, height=height, fps=style.fps)
    found = find(share.path, form, probe, folder)
    told = [Display(one.number, at.start_s, at.end_s) for one in found.slides for at in one.shown]
    return told, len(found.slides)


def _measure(
    way: Callable[[Share, Path, Style], tuple[list[Display], int]], share: Share, style: Style
) -> Measured:
    with TemporaryDirectory() as folder:
        cpu, wall = processor_seconds(), time.perf_counter()
        told, slides = way(share, Path(folder), style)
        cpu, wall = processor_seconds() - cpu, time.perf_counter() - wall
    return Measured(wall, cpu, tuple(told), slides)


def measure(film: Film, number: int, seed: int) -> list[list[Cell]]:
    """Film, measure, and give the rows of the table; in a process of its own."""
    cv2.setNumThreads(1)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{number}{film.style.suffix}"
        share = screen_share(path, seed=seed, seconds=60 * film.minutes, style=film.style)
        _measure(looks, screen_share(Path(folder) / "warm.mp4", seconds=3), film.style)
        ours = _measure(looks, share, film.style)
        before = _measure(every_frame, share, film.style) if film.beside else None
    rows = [_row(film.name, "looks", ours, share, before.cpu / ours.cpu if before else None)]
    if before is not None:
        rows.insert(0, _row(film.name, "every frame", before, share, 1.0))
    return rows


def _row(name: str, how: str, one: Measured, share: Share, times: float | None) -> list[Cell]:
    result = score(share.displays, one.told)
    judged: list[Cell] = [result.displays, result.timely, f"{result.precision:.3f}"]
    if share.displays[:1] == share.displays:  # a document that scrolls, or nothing: no changes
        judged = ["-", "-", "-"]
    less = "-" if times is None else f"{times:.1f}"
    return [name, how, one.wall, one.cpu, less, *judged, one.slides]


async def run(seed: int = SEED, minutes: float = 60) -> Sequence[Table]:
    """Film and measure, two at a time."""
    loop, chosen = asyncio.get_running_loop(), films(minutes)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        rows = await asyncio.gather(*(
            loop.run_in_executor(pool, measure, film, number, seed)
            for number, film in enumerate(chosen)
        ))  # fmt: skip
    notes = (*_NOTES, "", f"Seed {seed}. Machine: {machine()}.")
    return [Table("Recordings: slides", _COLUMNS, list(_flat(rows)), notes)]


def _flat(rows: Sequence[list[list[Cell]]]) -> Iterator[list[Cell]]:
    for several in rows:
        yield from several


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.slides", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--minutes", type=float, default=60, help="of the two long films")
    options = parser.parse_args()
    for table in asyncio.run(run(options.seed, options.minutes)):
        print(table)


if __name__ == "__main__":
    main()
