"""What was measured, as a table of plain text, as Markdown and as plain values for JSON."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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


def markdown(measured: Mapping[str, Scores], title: str) -> str:
    """Give all tables of all readers, and what is wrong, as Markdown."""
    parts = [f"# {title}"]
    for reader, scores in measured.items():
        parts.append(f"## Reader `{reader}`")
        tables = (rows(scores), field_rows(scores), contract_rows(scores))
        parts += [_grid(table) for table in tables if table]
        misses = list(all_misses(scores))
        if misses:
            parts += ["### What is not as the truth says", _grid([_MISS, *map(_cells, misses)])]
    return "\n\n".join(parts) + "\n"


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


def values(measured: Mapping[str, Scores]) -> dict[str, Any]:
    """Give everything as plain values, by reader and folder."""
    return {
        reader: {
            "all": _values(total(scores)),
            "folders": {name: _values(one) for name, one in scores.items()},
            "wrong": [_wrong(miss) for miss in all_misses(scores)],
        }
        for reader, scores in measured.items()
    }


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
