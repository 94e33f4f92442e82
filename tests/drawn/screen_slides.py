"""The pictures of a shared screen: slides with bullets and charts, a long document, a talker."""

import random
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.drawn.fonts import Font, latin

Grey = NDArray[np.uint8]
Size = tuple[int, int]

_WORDS = [
    "budget", "pipeline", "release", "customers", "quarter", "roadmap", "staging", "latency",
    "invoices", "onboarding", "risk", "hiring", "review", "supplier", "contract", "margin",
    "support", "tickets", "forecast", "migration", "security", "cluster", "region", "launch",
    "feedback", "survey", "revenue", "churn", "partners", "training", "inventory", "design",
]  # fmt: skip
_THEMES = (
    ((255, 255, 255), (30, 30, 36), (24, 90, 180)),
    ((250, 248, 242), (44, 40, 36), (180, 70, 30)),
    ((24, 28, 40), (235, 238, 245), (90, 190, 160)),
    ((255, 255, 255), (20, 20, 20), (120, 40, 140)),
)


def deck(seed: int, size: Size) -> Iterator[list[Image.Image]]:
    """Give slide after slide, without end; each is a list of its builds, bullet by bullet."""
    chance, theme = _begun(seed)
    number = 0
    while True:
        number += 1
        yield _builds(chance, theme, number, size)


def dark(seed: int) -> bool:
    """Tell whether the slides of a seed are light on dark."""
    _, (paper, ink, _) = _begun(seed)
    return sum(paper) < sum(ink)


def document(seed: int, size: Size, screens: int) -> Image.Image:
    """Draw a text that is so many screens long."""
    chance = random.Random(f"{seed} document")
    width, height = size
    page = Image.new("RGB", (width, height * screens), (255, 255, 255))
    draw = ImageDraw.Draw(page)
    line, y = height // 26, height // 20
    while y < page.height - line * 2:
        if chance.random() < 0.08:
            draw.text(
                (width // 12, y), _words(chance, 4).title(), (10, 10, 10), _font(line, bold=True)
            )
            y += line * 2
        for _ in range(chance.randint(2, 6)):
            if y > page.height - line * 2:
                break
            draw.text(
                (width // 12, y),
                _words(chance, chance.randint(7, 9)),
                (40, 40, 40),
                _font(line * 3 // 4),
            )
            y += line
        y += line // 2
    return page


def talkers(seed: int, size: Size, count: int, moments: int = 48) -> list[list[Grey]]:
    """Draw the brightness of `count` people who move, each in so many moments, with grain."""
    noise = np.random.default_rng(seed)
    return [
        [_talker(noise, size, who, moment) for moment in range(moments)] for who in range(count)
    ]


def _talker(noise: np.random.Generator, size: Size, who: int, moment: int) -> Grey:
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width, y / height
    sway = 0.04 * np.sin(moment * np.pi / 12 + who), 0.02 * np.sin(moment * np.pi / 8)
    wall = 90 + 50 * who % 130 + 30 * np.sin(x * (3 + who)) + 20 * y
    head = ((x - 0.5 - sway[0]) / 0.16) ** 2 + ((y - 0.42 - sway[1]) / 0.26) ** 2 < 1
    body = ((x - 0.5 - sway[0] / 2) / 0.34) ** 2 + ((y - 1.02) / 0.36) ** 2 < 1
    mouth = ((x - 0.5 - sway[0]) / 0.05) ** 2 + ((y - 0.54 - sway[1]) / 0.03) ** 2 < 1
    picture = np.where(body, 60 + 25 * who, wall)
    picture = np.where(head, 170 - 12 * who + 18 * np.sin(x * 40), picture)
    picture = np.where(mouth & (moment % 3 > 0), 70, picture)
    grain = noise.normal(0, 2, (height, width))
    return np.asarray((picture + grain).clip(16, 235), np.uint8)


def _begun(seed: int) -> tuple[random.Random, tuple[tuple[int, int, int], ...]]:
    chance = random.Random(f"{seed} deck")
    return chance, chance.choice(_THEMES)


def _builds(
    chance: random.Random, theme: Sequence[tuple[int, int, int]], number: int, size: Size
) -> list[Image.Image]:
    width, height = size
    paper, ink, accent = theme
    picture = Image.new("RGB", size, paper)
    draw = ImageDraw.Draw(picture)
    margin, step = width // 16, height // 12
    draw.rectangle((0, 0, width, height // 60), accent)
    draw.text((margin, step), _words(chance, 3).title(), accent, _font(height // 13, bold=True))
    draw.text((margin, height - step // 2), f"{number}", ink, _font(height // 36))
    charted = chance.random() < 0.35
    if charted:
        _chart(chance, draw, (width * 9 // 16, step * 3, width - margin * 2, step * 8), accent)
    bullets = [
        _words(chance, 4 if charted else chance.randint(4, 8)) for _ in range(chance.randint(3, 6))
    ]
    if chance.random() >= 0.2:
        for row, text in enumerate(bullets):
            _bullet(draw, (margin, step * 3 + row * step * 4 // 3), text, ink, height)
        return [picture]
    builds = []
    for row, text in enumerate(bullets):
        _bullet(draw, (margin, step * 3 + row * step * 4 // 3), text, ink, height)
        builds.append(picture.copy())
    return builds


def _bullet(
    draw: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    ink: tuple[int, int, int],
    height: int,
) -> None:
    draw.text(at, f"- {text}", ink, _font(height // 22))


def _chart(
    chance: random.Random,
    draw: ImageDraw.ImageDraw,
    box: tuple[int, int, int, int],
    fill: tuple[int, int, int],
) -> None:
    x0, y0, x1, y1 = box
    bars = chance.randint(4, 8)
    wide = (x1 - x0) // bars
    for bar in range(bars):
        top = y1 - int((y1 - y0) * chance.uniform(0.15, 1.0))
        draw.rectangle((x0 + bar * wide, top, x0 + bar * wide + wide * 2 // 3, y1), fill)
    draw.line((x0, y1, x1, y1), fill, 2)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count))


@lru_cache
def _font(size: int, *, bold: bool = False) -> Font:
    return latin(max(6, size), bold=bold)
