"""What was measured, as a table of plain text, as Markdown and as plain values for JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.comparison import agreement, contest
from pipelines.comparison.agreement import Agreement
from pipelines.comparison.contest import Contestant, Reference
from pipelines.comparison.score import Miss, Score, share, total
from pipelines.comparison.truth import FIELDS

Row = tuple[str, ...]
Scores = Mapping[str, Score]  # by folder
ALL = "all"
_HEAD: Row = (
    "folder", "docs", "failed", "accuracy", "kind", "lines F1", "flags", "passed", "right",
    "clean", "evidence",
)  # fmt: skip
_CONTRACTS: Row = ("folder", "docs", "exact fields", "parties F1")


@dataclass(frozen=True)
class Comparison:
    """Everything that one run measured: each reader, how far they agree, and the yardstick."""

    contest: Mapping[str, Contestant]
    agreement: Agreement | None
    reference: Reference


def rows(scores: Scores) -> list[Row]:
    """Give the table: its head, a folder a row, and all of them last."""
    return [_HEAD, *(_row(name, one) for name, one in _with_all(scores))]


def _with_all(scores: Scores) -> list[tuple[str, Score]]:
    return [*scores.items(), (ALL, total(scores))]


def _row(name: str, one: Score) -> Row:
    return (
        name, str(one.documents), str(one.failed),
        _figure(one.accuracy, one.scored.total()), _figure(one.kind, one.documents),
        _figure(one.line_f1, one.lines_wanted), f"{one.flags}/{one.flags_wanted}",
        _figure(one.coverage, one.passable), f"{one.passed_right}/{one.passed}",
        _figure(one.clean_coverage, one.clean), _figure(one.evidence, one.values),
    )  # fmt: skip


def _figure(value: float, asked: int) -> str:
    return f"{value:.3f}" if asked else "-"


def field_rows(scores: Scores) -> list[Row]:
    """Give how many values of each field are right, by folder."""
    found: list[Row] = [("folder", *FIELDS)]
    for name, one in _with_all(scores):
        counts = (f"{one.right[key]}/{one.scored[key]}" for key in FIELDS)
        found.append((name, *counts))
    return found


def contract_rows(scores: Scores) -> list[Row]:
    """Give what contracts say, where there are any with truth."""
    found = [
        (
            name, str(one.documents), f"{one.terms}/{one.terms_scored}",
            _figure(one.party_f1, one.parties_wanted),
        )
        for name, one in scores.items()
        if one.terms_scored or one.parties_wanted
    ]  # fmt: skip
    return [_CONTRACTS, *found] if found else []


def aligned(table: Sequence[Row]) -> str:
    """Set rows in columns."""
    widths = [max(len(row[at]) for row in table) for at in range(len(table[0]))]
    lines = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in table)
    return "\n".join(line.rstrip() for line in lines)


def text(scores: Scores) -> str:
    """Give all tables as plain text."""
    tables = (rows(scores), field_rows(scores), contract_rows(scores))
    return "\n\n".join(aligned(table) for table in tables if table)


def printed(found: Comparison, *, verbose: bool) -> str:
    """Give everything as plain text; what is wrong, and what differs, where it is `verbose`."""
    parts = [aligned(table) for table in _side_by_side(found)] + [str(found.reference)]
    for reader, one in found.contest.items():
        if one.scores:
            parts += [f"Reader: {reader}"] if len(found.contest) > 1 else []
            parts += [text(one.scores), told(all_misses(one.scores)) if verbose else ""]
    if found.agreement is not None:
        parts.append(aligned(agreement.rows(found.agreement)))
        parts.append(aligned(agreement.difference_rows(found.agreement)) if verbose else "")
    return "\n\n".join(part for part in parts if part)


def _side_by_side(found: Comparison) -> Iterable[Sequence[Row]]:
    tables = (contest.rows(found.contest), contest.unread_rows(found.contest))
    return (table for table in tables if table)


def markdown(found: Comparison, title: str) -> str:
    """Give everything as Markdown."""
    parts = [f"# {title}", *map(_grid, _side_by_side(found)), str(found.reference)]
    for reader, one in found.contest.items():
        if one.scores:
            parts += [f"## Reader `{reader}`", *_scored(one.scores)]
    if found.agreement is not None:
        parts += ["## Where readers agree", _grid(agreement.rows(found.agreement))]
        parts += _differing(found.agreement)
    return "\n\n".join(parts) + "\n"


def _scored(scores: Scores) -> Iterable[str]:
    tables = (rows(scores), field_rows(scores), contract_rows(scores))
    yield from (_grid(table) for table in tables if table)
    misses = list(all_misses(scores))
    if misses:
        yield "### What is not as the truth says"
        yield _grid([_MISS, *map(_cells, misses)])


def _differing(found: Agreement) -> Iterable[str]:
    if found.differences:
        yield "### What they say differently"
        yield _grid(agreement.difference_rows(found))


_MISS: Row = ("document", "what", "expected", "found", "where")


def _cells(miss: Miss) -> Row:
    return (miss.document, miss.what, miss.expected, miss.got, "; ".join(miss.places))


def _grid(table: Sequence[Row]) -> str:
    head, *body = (f"| {' | '.join(map(_cell, row))} |" for row in table)
    return "\n".join((head, "|" + " --- |" * len(table[0]), *body))


def _cell(written: str) -> str:
    """Keep what documents say from being markup."""
    plain = " ".join(written.split()).replace("\\", "\\\\")
    return "".join(f"\\{one}" if one in "|`*_<>[]" else one for one in plain)


def all_misses(scores: Scores) -> Iterable[Miss]:
    """Give what is wrong, folder by folder."""
    return (miss for one in scores.values() for miss in one.misses)


def told(misses: Iterable[Miss]) -> str:
    """Give what is wrong, with the places it was read from, as lines."""
    lines = []
    for miss in misses:
        lines.append(f"{miss.document}  {miss.what}")
        lines.append(f"    expected  {miss.expected}")
        lines.append(f"    found     {miss.got}")
        lines += [f"    read at   {place}" for place in miss.places]
    return "\n".join(lines)


def values(found: Comparison) -> dict[str, Any]:
    """Give everything as plain values, by reader and folder."""
    told: dict[str, Any] = {
        reader: {
            "all": _values(total(one.scores)),
            "folders": {name: _values(score) for name, score in one.scores.items()},
            "wrong": [_wrong(miss) for miss in all_misses(one.scores)],
            "runs": contest.values(one),
        }
        for reader, one in found.contest.items()
    }
    if found.agreement is not None:
        told["agreement"] = agreement.values(found.agreement)
    return told | {"reference": contest.reference(found.reference)}


def _values(one: Score) -> dict[str, Any]:
    """Give shares of 1; None for what nothing was asked of."""
    return {
        "documents": one.documents,
        "failed": one.failed,
        "accuracy": _rounded(one.accuracy, one.scored.total()),
        "fields": {
            key: {"right": one.right[key], "scored": one.scored[key]}
            for key in FIELDS
            if one.scored[key]
        },
        "kind": _rounded(one.kind, one.documents),
        "line_f1": _rounded(one.line_f1, one.lines_wanted),
        "flags": {"raised": one.flags, "wanted": one.flags_wanted},
        "pass": {
            "documents": one.passable, "passed": one.passed, "right": one.passed_right,
            "coverage": _rounded(one.coverage, one.passable),
            "precision": _rounded(one.precision, one.passed),
            "clean": _rounded(one.clean_coverage, one.clean),
        },
        "evidence": _rounded(one.evidence, one.values),
        "contract": {
            "exact": _rounded(share(one.terms, one.terms_scored), one.terms_scored),
            "party_f1": _rounded(one.party_f1, one.parties_wanted),
        },
    }  # fmt: skip


def _rounded(value: float, asked: int) -> float | None:
    return round(value, 4) if asked else None


def _wrong(miss: Miss) -> dict[str, Any]:
    return {
        "document": miss.document, "what": miss.what, "expected": miss.expected,
        "found": miss.got, "places": list(miss.places),
    }  # fmt: skip
