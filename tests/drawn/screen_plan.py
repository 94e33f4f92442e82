"""When a shared screen shows what: irregular changes, builds, revisits, a document that scrolls."""

import itertools
import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.drawn.screen_slides import Size, deck

_REVISITS = 0.12
_SPREAD = 0.8  # of the logarithm of how long a slide stays
_SHORTEST_S = 3.0


@dataclass(frozen=True)
class Display:
    """One picture that stays from a second to another; the number comes again when it does."""

    slide: int
    first_s: float
    last_s: float


@dataclass(frozen=True)
class Talk:
    """Distinct pictures, numbered from 1, and the displays of them one after the other."""

    pictures: list[Image.Image]
    displays: list[Display]


def talk(seed: int, size: Size, seconds: float, pace: float) -> Talk:
    """Show slides for `seconds`; every second one stays longer than `pace` seconds."""
    chance = random.Random(f"{seed} plan")
    pictures: list[Image.Image] = []
    displays: list[Display] = []
    at = 0.0
    for picture, factor in _order(chance, seed, size, pictures):
        stay = max(
            min(_SHORTEST_S, pace / 2), chance.lognormvariate(math.log(pace * factor), _SPREAD)
        )
        end = seconds if at + stay > seconds - pace / 4 else at + stay
        displays.append(Display(picture, at, end))
        at = end
        if at >= seconds:
            break
    return Talk(pictures, displays)


def write_truth(path: Path, displays: list[Display]) -> None:
    """Write what `python -m bot eval meetings` reads: an object a display."""
    rows = [
        {"slide": one.slide, "first_s": round(one.first_s, 3), "last_s": round(one.last_s, 3)}
        for one in displays
    ]
    path.write_text(json.dumps(rows, indent=1) + "\n")


def scrolled(seed: int, furthest: int, page: int, frames: int, fps: int) -> Iterator[int]:
    """Give how far down a reader is in each frame: rests, and pulls at the wheel."""
    chance = random.Random(f"{seed} scroll")
    offset, given = 0, 0
    while given < frames:
        rest = round(chance.lognormvariate(math.log(4), 0.7) * fps)
        yield from itertools.repeat(offset, rest)
        back = chance.random() < 0.15
        target = offset + (-1 if back else 1) * round(page * chance.uniform(0.08, 0.7))
        target = max(0, min(furthest, target)) // 2 * 2
        steps = max(2, round(chance.uniform(0.4, 1.2) * fps))
        for step in range(1, steps + 1):
            yield (offset + (target - offset) * step // steps) // 2 * 2
        offset, given = target, given + rest + steps


def _order(
    chance: random.Random, seed: int, size: Size, pictures: list[Image.Image]
) -> Iterator[tuple[int, float]]:
    """Give numbers of pictures, and how long they stay compared to others; draw as they come."""
    last = 0
    finished: list[int] = []
    for builds in deck(seed, size):
        if len(finished) > 2 and chance.random() < _REVISITS:
            yield (last := chance.choice([one for one in finished if one != last])), 0.6
        for build in builds:
            pictures.append(build)
            yield (last := len(pictures)), 1.0 if len(builds) == 1 else 0.35
        finished.append(last)
