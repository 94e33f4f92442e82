"""A document before it is printed or photographed: runs of text on pages, values marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from pipelines.media import Box

A4 = (595.0, 842.0)
_ASCENT, _DESCENT = 0.78, 0.22

Align = Literal["left", "right", "centre"]
Script = Literal["latin", "han"]


def script_of(language: str) -> Script:
    return "han" if language == "zh" else "latin"


class Place(NamedTuple):
    """Where a value was drawn: page from 1, fractions of the page."""

    page: int
    box: Box


Places = dict[str, tuple[Place, ...]]


@dataclass(frozen=True)
class Span:
    """A piece of a run; `marks` are the fields whose value it shows."""

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Run:
    """One line of text on its baseline; x is the left end, the right end or the middle."""

    x: float
    y: float
    spans: tuple[Span, ...]
    size: float
    bold: bool
    align: Align

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


class Rule(NamedTuple):
    """A thin line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Leaf:
    """One page."""

    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


@dataclass
class Sheet:
    """A document of one or several pages, in points, y downwards from the top.

    `family` picks the typeface among those the printer or the photographer has.
    """

    width: float
    height: float
    script: Script = "latin"
    family: int = 0
    leaves: list[Leaf] = field(default_factory=lambda: [Leaf()])

    def turn(self) -> None:
        """Start a new page."""
        self.leaves.append(Leaf())

    def text(
        self,
        x: float,
        y: float,
        *pieces: str | Span,
        size: float = 10,
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        """Set one line on the last page; empty pieces draw nothing."""
        spans = tuple(one if isinstance(one, Span) else Span(one) for one in pieces)
        if any(span.text for span in spans):
            self.leaves[-1].runs.append(Run(x, y, spans, size, bold, align))

    def column(self, x: float, y: float, lines: Iterable[str | Span], size: float = 10) -> float:
        """Set lines under each other; give the baseline after the last one."""
        for line in lines:
            self.text(x, y, line, size=size)
            y += size * 1.35
        return y

    def rule(self, x0: float, y: float, x1: float) -> None:
        """Draw a level line."""
        self.leaves[-1].rules.append(Rule(x0, y, x1, y))


class Faces(Protocol):
    """Text measures of one way to print."""

    def width(self, text: str, size: float, bold: bool) -> float: ...


class Settled(NamedTuple):
    """A span and the x range it takes."""

    span: Span
    x0: float
    x1: float


def settle(run: Run, faces: Faces) -> list[Settled]:
    """Place the spans of a run from left to right."""
    whole = faces.width(run.text, run.size, run.bold)
    x = run.x - {"left": 0.0, "centre": whole / 2, "right": whole}[run.align]
    settled = []
    for span in run.spans:
        end = x + faces.width(span.text, run.size, run.bold)
        settled.append(Settled(span, x, end))
        x = end
    return settled


def _marked(sheet: Sheet, faces: Faces) -> Iterator[tuple[str, Place]]:
    for page, leaf in enumerate(sheet.leaves, 1):
        for run in leaf.runs:
            top, bottom = run.y - _ASCENT * run.size, run.y + _DESCENT * run.size
            for span, x0, x1 in settle(run, faces):
                box = Box(
                    x0 / sheet.width, top / sheet.height, x1 / sheet.width, bottom / sheet.height
                )
                for mark in span.marks:
                    yield mark, Place(page, box)


def places_of(sheet: Sheet, faces: Faces) -> Places:
    """Say where each mark stands, once printed with these measures."""
    places: Places = {}
    for mark, place in _marked(sheet, faces):
        places[mark] = (*places.get(mark, ()), place)
    return places
