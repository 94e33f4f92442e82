"""Slides of many short films of any seeds: `python -m tests.bench.shorts --first N --seeds M`."""

import argparse
import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2

from tests.bench.slides import looks
from tests.bench.table import Cell, Table, machine
from tests.drawn.screen import STYLES, screen_share
from tests.drawn.screen_score import Score, score
from tests.drawn.screen_slides import dark

MINUTES = (1, 2, 3, 5)
CHOSEN = ("slides", "fixed", "hd", "webm")
_COLUMNS = ("films", "of them", "displays", "within 5 s", "recall", "told", "right", "precision")
_NOTES = (
    "Films that nothing was tuned on, each of a seed of its own; of every second one with sound.",
    "Within 5 s: displays that were told of in time; right: the first to tell of a display, under",
    "the number of its slide.",
)


@dataclass(frozen=True)
class Short:
    """One short film: its seed is its own, and says which theme it has and whether it has sound."""

    style: str
    minutes: float
    seed: int

    @property
    def kinds(self) -> tuple[str, ...]:
        """Name the rows of the table that it belongs to."""
        theme = "dark" if dark(self.seed) else "light"
        sound = "with sound" if self.seed % 2 else "without sound"
        return self.style, f"{self.minutes:g} min", theme, sound, "all"


def films(first: int, seeds: int) -> list[Short]:
    """Give what is filmed: each style and length so many times, the seeds rising from `first`."""
    kinds = itertools.product(range(seeds), CHOSEN, MINUTES)
    return [Short(style, minutes, first + n) for n, (_, style, minutes) in enumerate(kinds)]


def measure(film: Short) -> tuple[Short, Score]:
    """Film, find, and compare; in a process of its own."""
    cv2.setNumThreads(1)
    style = STYLES[film.style]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"film{style.suffix}"
        share = screen_share(
            path, seed=film.seed, seconds=60 * film.minutes, style=style, voices=film.seed % 2 == 1
        )
        told, _ = looks(share, Path(folder), style)
    return film, score(share.displays, told)


def table(scored: Sequence[tuple[Short, Score]], first: int) -> Table:
    """Add up what was found, by style, length, theme and sound."""
    order = dict.fromkeys(kind for film, _ in scored for kind in film.kinds if kind != "all")
    rows = [list(_row(kind, scored)) for kind in (*order, "all")]
    last = max(film.seed for film, _ in scored)
    notes = (*_NOTES, f"Seeds {first} to {last}. Machine: {machine()}.")
    return Table("Recordings: slides of short films", _COLUMNS, rows, notes)


def _row(kind: str, scored: Sequence[tuple[Short, Score]]) -> Iterator[Cell]:
    mine = [one for film, one in scored if kind in film.kinds]
    displays, timely, told, right = (
        sum(getattr(one, name) for one in mine) for name in ("displays", "timely", "told", "right")
    )
    yield from (kind, len(mine), displays, timely, f"{timely / displays:.3f}")
    yield from (told, right, f"{right / told:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.shorts", description=__doc__)
    parser.add_argument("--first", type=int, default=1000, help="the lowest seed")
    parser.add_argument("--seeds", type=int, default=2, help="films of each style and length")
    parser.add_argument("--each", action="store_true", help="tell of the films that went wrong")
    options = parser.parse_args()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        scored = list(pool.map(measure, films(options.first, options.seeds)))
    for film, one in scored:
        if options.each and not one.displays == one.timely == one.told == one.right:
            print(f"{film.style} --seed {film.seed} --minutes {film.minutes:g}: {one}")
    print(table(scored, options.first))


if __name__ == "__main__":
    main()
