"""What was measured of meetings: tables of plain text, and plain values for JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pipelines.comparison import writers
from pipelines.comparison.displays import Display, Displays
from pipelines.comparison.report import Row, aligned
from pipelines.comparison.words import Words
from pipelines.comparison.writers import Essay

Score = TypeVar("Score")


@dataclass(frozen=True)
class Spent:
    """What it took, all processes together: wall and processor seconds, the most memory at once."""

    seconds: float
    cpu_s: float
    memory_mb: float


@dataclass(frozen=True)
class People:
    """Who spoke: those whom the truth names, and those who were named."""

    wanted: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def right(self) -> int:
        """How many of the one are among the other."""
        return len({*self.wanted} & {*self.given})


@dataclass(frozen=True)
class Measured(Generic[Score]):
    """One thing that was measured; `score` of None: it could not be, and `why` says why.

    `by` is the transcriber, "" where nobody is asked; `length_s` is the length of the recording.
    """

    meeting: str
    score: Score | None
    spent: Spent
    length_s: float = 0.0
    by: str = ""
    why: str = ""


@dataclass
class Findings:
    """Everything that one run measured."""

    words: list[Measured[Words]] = field(default_factory=list)
    slides: list[Measured[Displays]] = field(default_factory=list)
    speakers: list[Measured[People]] = field(default_factory=list)
    minutes: list[Essay] = field(default_factory=list)

    @property
    def failed(self) -> list[str]:
        """Say what could not be measured, and why."""
        every: list[Measured[Any]] = [*self.words, *self.slides, *self.speakers]
        named = [(one.meeting, one.by, one.why) for one in every if one.score is None]
        named += [(one.meeting, one.writer, one.why) for one in self.minutes if one.score is None]
        return [f"{', '.join(filter(None, (name, by)))}: {why}" for name, by, why in named]


def printed(found: Findings, machine: str, *, verbose: bool) -> str:
    """Give everything as plain text; what is wrong too where it is `verbose`."""
    tables = [_word_rows(found.words), _slide_rows(found.slides), _people_rows(found.speakers)]
    tables += writers.tables(found.minutes)
    tables += [writers.doubt_rows(found.minutes)] if verbose else []
    parts = [aligned(table) for table in tables if len(table) > 1]
    parts += found.failed
    parts += ["\n".join(_wrong(found))] if verbose else []
    return "\n\n".join(part for part in (*parts, machine) if part)


def _word_rows(some: Sequence[Measured[Words]]) -> list[Row]:
    rows: list[Row] = [("words of", "by", "rate", "errors", "length", *_SPENT)]
    for one in some:
        told = ("failed", "-") if one.score is None else _rate(one.score)
        rows.append((one.meeting, one.by, *told, _clock(one.length_s), *_spent(one.spent)))
    return rows


def _rate(one: Words) -> Row:
    called = "WER" if one.unit == "word" else "CER"
    return f"{called} {one.rate:.3f}", f"{one.errors}/{one.said}"


def _slide_rows(some: Sequence[Measured[Displays]]) -> list[Row]:
    rows: list[Row] = [("slides of", "in 5 s", "recall", "precision", "length", *_SPENT)]
    for one in some:
        told: Row = ("failed", "-", "-")
        if one.score is not None:
            score = one.score
            share = f"{score.timely}/{score.shown}"
            told = (share, f"{score.recall:.3f}", f"{score.precision:.3f}")
        rows.append((one.meeting, *told, _clock(one.length_s), *_spent(one.spent)))
    return rows


def _people_rows(some: Sequence[Measured[People]]) -> list[Row]:
    rows: list[Row] = [("speakers of", "named", "in vain", "length", *_SPENT)]
    for one in some:
        told: Row = ("failed", "-")
        if one.score is not None:
            vain = len(one.score.given) - one.score.right
            told = (f"{one.score.right}/{len(one.score.wanted)}", str(vain))
        rows.append((one.meeting, *told, _clock(one.length_s), *_spent(one.spent)))
    return rows


_SPENT: Row = ("s", "CPU s", "MB")


def _spent(one: Spent) -> Row:
    return f"{one.seconds:.2f}", f"{one.cpu_s:.2f}", f"{one.memory_mb:.0f}"


def _clock(seconds: float) -> str:
    return f"{int(seconds // 3600)}:{int(seconds // 60) % 60:02}:{int(seconds) % 60:02}"


def _wrong(found: Findings) -> list[str]:
    lines: list[str] = []
    for one in found.words:
        if one.score is not None and one.score.wrong:
            lines += [f"{one.meeting}  words, {one.by}"]
            lines += [f"    {said or '-'}  ->  {heard or '-'}" for said, heard in one.score.wrong]
    for shown in found.slides:
        if shown.score is not None and (shown.score.missed or shown.score.vain):
            lines += [f"{shown.meeting}  slides"]
            lines += [f"    missed   {_display(some)}" for some in shown.score.missed]
            lines += [f"    in vain  {_display(some)}" for some in shown.score.vain]
    for told in found.speakers:
        if told.score is not None and {*told.score.wanted} != {*told.score.given}:
            lines += [f"{told.meeting}  speakers"]
            lines += [f"    expected  {', '.join(told.score.wanted)}"]
            lines += [f"    found     {', '.join(told.score.given)}"]
    return [*lines, *writers.wrong(found.minutes)]


def _display(one: Display) -> str:
    return f"slide {one.slide}, {_clock(one.first_s)}-{_clock(one.last_s)}"


def values(found: Findings, machine: str) -> dict[str, Any]:
    """Give everything as plain values; what could not be measured has an `error`."""
    return {
        "words": [
            _about(one) | ({} if one.score is None else {
                "unit": one.score.unit, "said": one.score.said, "errors": one.score.errors,
                "rate": round(one.score.rate, 4), "wrong": [*map(list, one.score.wrong)],
            })
            for one in found.words
        ],
        "slides": [
            _about(one) | ({} if one.score is None else {
                "shown": one.score.shown, "within_5_s": one.score.timely,
                "told": one.score.told, "right": one.score.right,
                "recall": round(one.score.recall, 4), "precision": round(one.score.precision, 4),
            })
            for one in found.slides
        ],
        "speakers": [
            _about(one) | ({} if one.score is None else {
                "wanted": [*one.score.wanted], "given": [*one.score.given],
                "right": one.score.right,
            })
            for one in found.speakers
        ],
        "minutes": [writers.values(one) for one in found.minutes],
        "machine": machine,
    }  # fmt: skip


def _about(one: Measured[Any]) -> dict[str, Any]:
    spent = one.spent
    told: dict[str, Any] = {"meeting": one.meeting, "length_s": round(one.length_s, 3)}
    told |= {"transcriber": one.by} if one.by else {}
    told |= {"error": one.why} if one.score is None else {}
    return told | {
        "seconds": round(spent.seconds, 3), "cpu_s": round(spent.cpu_s, 3),
        "memory_mb": round(spent.memory_mb, 1),
    }  # fmt: skip
