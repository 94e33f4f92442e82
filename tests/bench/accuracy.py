"""How right a reader is on documents with truth: `python -m tests.bench.accuracy DIR`.

The metric and the truth format are those of the documents' README; `measure` takes any callable
that answers for a file, so floors over drawn documents and a comparison of readers share it.
"""

import argparse
import asyncio
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rapidfuzz import fuzz

from pipelines.errors import MediaRejected
from pipelines.screening import screen
from tests.bench.reading import open_reader

FIELDS = ("vendor", "invoice_number", "issue_date", "currency", "subtotal", "tax", "total")
MONEY = frozenset({"subtotal", "tax", "total"})
_SIZE_LIMIT = 50_000_000
_HEAD = (
    "folder", "docs", "accuracy", "kind", "lines", "flags", "passed", "right", "clean", "evidence",
)  # fmt: skip
_LEGAL_FORM = re.compile(
    r"\b(gmbh|mbh|co|kg|ohg|ag|ug|gbr|ek|e k|ltd|limited|inc|llc|llp|plc|corp|company|sdn|bhd|"
    r"pvt|pte|pty|sarl|sas|sa|srl|spa|bv|b v|nv|n v)\b|(有限责任公司|股份有限公司|有限公司)$"
)

Truth = Mapping[str, Any]
Answer = Mapping[str, Any]


@dataclass
class Score:
    """The counts of one folder, or of all."""

    right: Counter[str] = field(default_factory=Counter)
    scored: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    kinds: int = 0
    flags: int = 0
    flags_wanted: int = 0
    clean: int = 0
    clean_passed: int = 0
    passable: int = 0
    passed: int = 0
    passed_right: int = 0
    evidenced: int = 0
    values: int = 0
    lines: int = 0
    lines_wanted: int = 0
    lines_given: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """Micro accuracy over the seven fields."""
        return _share(self.right.total(), self.scored.total())

    @property
    def evidence(self) -> float:
        """Share of the given values that carry a place on a page or in the XML."""
        return _share(self.evidenced, self.values)

    @property
    def line_f1(self) -> float:
        """F1 over the lines of goods, where the truth has any."""
        return _share(2 * self.lines, self.lines_wanted + self.lines_given)

    def add(self, other: "Score") -> None:
        """Count another score in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def fold(text: str) -> str:
    """NFKC, case folded, punctuation stripped."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(one if one.isalnum() else " " for one in text).split())


def vendor(text: str) -> str:
    """Fold a name and its legal form away."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(one for one in text if one.isalnum() or one.isspace())
    return " ".join(_LEGAL_FORM.sub(" ", text).split())


def is_right(name: str, truth: Truth, given: object) -> bool:
    """Compare one field with its truth; null with a value given is wrong."""
    wanted = truth["fields"][name]
    if given is not None and name in MONEY:
        given = _money(given)
    if wanted is None:
        return given is None or (name == "tax" and given == 0)
    if given is None:
        return False
    if name == "vendor":
        names = [wanted, *truth.get("vendor_any", ())]
        return any(fuzz.ratio(vendor(one), vendor(str(given))) >= 90 for one in names)
    if name == "invoice_number":
        return fold(wanted).replace(" ", "") == fold(str(given)).replace(" ", "")
    if isinstance(given, Decimal):
        expected = Decimal(wanted).quantize(Decimal("0.01"))
        return given == expected or bool(truth.get("credit_note") and abs(given) == abs(expected))
    return str(given) == str(wanted)


def _money(value: object) -> Decimal | None:
    try:
        return Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None


def score(name: str, truth: Truth, answer: Answer) -> Score:
    """Score the answer for one document."""
    kinds = truth.get("kind_any") or [truth["kind"]]
    one = Score(documents=1, kinds=int(answer["kind"] in (*kinds, _accepted(truth["kind"]))))
    invoice = answer.get("invoice") or {}
    for key in truth.get("fields", {}) if truth["kind"] in ("invoice", "receipt") else ():
        one.scored[key] += 1
        right = is_right(key, truth, invoice.get(key))
        one.right[key] += right
        if not right:
            one.wrong.append(f"{name} {key}: {truth['fields'][key]!r} not {invoice.get(key)!s}")
    given = [key for key in FIELDS if invoice.get(key) is not None]
    one.values = len(given)
    one.evidenced = sum(1 for key in given if (answer.get("evidence") or {}).get(key))
    if "line_items" in truth:
        _score_lines(name, truth["line_items"], invoice.get("line_items") or [], one)
    _score_flags(name, truth, answer, one)
    return one


def _score_lines(name: str, wanted: Sequence[Answer], given: Sequence[Answer], one: Score) -> None:
    """Pair the lines one to one, as many as can be."""
    likes = [[at for at, line in enumerate(given) if is_line(want, line)] for want in wanted]
    taken: dict[int, int] = {}

    def pair(at: int, tried: set[int]) -> bool:
        for other in (other for other in likes[at] if other not in tried):
            tried.add(other)
            if other not in taken or pair(taken[other], tried):
                taken[other] = at
                return True
        return False

    one.lines = sum(pair(at, set()) for at in range(len(wanted)))
    one.lines_wanted, one.lines_given = len(wanted), len(given)
    missed = [line for at, line in enumerate(wanted) if at not in taken.values()]
    surplus = [line for at, line in enumerate(given) if at not in taken]
    one.wrong.extend(f"{name} line not read: {_told(line)}" for line in missed)
    one.wrong.extend(f"{name} line read: {_told(line)}" for line in surplus)


def _told(line: Answer) -> str:
    return " | ".join(str(line.get(key)) for key in ("description", "qty", "unit_price", "total"))


def is_line(truth: Answer, given: Answer) -> bool:
    """Compare one line with its truth, on the keys that the truth has."""
    names = [fold(one.get("description") or "") for one in (truth, given)]
    if "description" in truth and fuzz.ratio(*names) < 80:
        return False
    keys = [key for key in ("qty", "unit_price", "total") if key in truth]
    return all(_number(truth[key]) == _number(given.get(key)) for key in keys)


def _number(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def _accepted(kind: str) -> str:
    """Contracts are no kind of their own to a reader without a grammar for them."""
    return "other" if kind == "contract" else kind


def _score_flags(name: str, truth: Truth, answer: Answer, one: Score) -> None:
    raised = {f["rule"] for f in answer["findings"]}
    raised |= {f"{f['rule']}:{f['field']}" for f in answer["findings"] if f.get("field")}
    wanted = truth.get("must_flag", [])
    one.flags_wanted = len(wanted)
    one.flags = sum(1 for rule in wanted if rule in raised)
    one.wrong.extend(f"{name} {rule}: not raised" for rule in wanted if rule not in raised)
    if truth["kind"] not in ("invoice", "receipt"):
        return
    errors = [f for f in answer["findings"] if f["severity"] == "error"]
    passes = answer["kind"] in ("invoice", "receipt") and not errors
    one.passable = 1
    one.passed = int(passes)
    one.passed_right = int(passes and one.right.total() == one.scored.total() and not wanted)
    one.clean = int(not wanted)
    one.clean_passed = int(passes and not wanted)
    if errors and not wanted:
        told = ", ".join(f"{f['rule']}:{f.get('field')} {f.get('facts', '')}" for f in errors)
        one.wrong.append(f"{name} stopped: {told}")


def documents(folder: Path) -> Iterator[tuple[Path, Truth]]:
    """Give the documents of a folder, each with its truth."""
    for path in sorted(folder.glob("*.truth.json")):
        name = path.name.removesuffix(".truth.json")
        files = [one for one in folder.glob(f"{name}.*") if one != path and one.stem == name]
        if files:
            yield files[0], json.loads(path.read_text("utf-8"))


def measure(folders: Iterable[Path], read: Callable[[Path], Answer | None]) -> dict[str, Score]:
    """Score every folder; `read` answers as the command line does, None for "no answer"."""
    scores: dict[str, Score] = {}
    for folder in folders:
        total = Score()
        for path, truth in documents(folder):
            answer = read(path)
            total.add(score(path.name, truth, answer or {"kind": "none", "findings": []}))
        if total.documents:
            scores[folder.name] = total
    return scores


def table(scores: Mapping[str, Score]) -> str:
    """Print the scores, a folder a row and all of them last."""
    total = Score()
    for one in scores.values():
        total.add(one)
    rows = [_HEAD]
    for name, one in {**scores, "all": total}.items():
        rows.append((
            name, str(one.documents),
            f"{one.accuracy:.3f}" if one.scored else "-",
            f"{_share(one.kinds, one.documents):.3f}",
            f"{one.line_f1:.3f}" if one.lines_wanted else "-",
            f"{one.flags}/{one.flags_wanted}",
            f"{_share(one.passed, one.passable):.3f}" if one.passable else "-",
            f"{one.passed_right}/{one.passed}",
            f"{_share(one.clean_passed, one.clean):.3f}" if one.clean else "-",
            f"{one.evidence:.3f}",
        ))  # fmt: skip
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows]
    per_field = (f"{key} {total.right[key]}/{total.scored[key]}" for key in FIELDS)
    return "\n".join((*lines, "", "  ".join(per_field)))


async def read_all(folders: Sequence[Path], today: date) -> dict[Path, Answer]:
    """Read every document of the folders with the embedded reader."""
    answers: dict[Path, Answer] = {}
    with TemporaryDirectory() as scratch:
        async with open_reader(Path(scratch), lambda: today) as reader:
            for path in (path for folder in folders for path, _ in documents(folder)):
                try:
                    media = await screen(path, limit=_SIZE_LIMIT)
                    reading = await reader.read(media)
                except MediaRejected:
                    continue
                answers[path] = reading.model_dump(mode="json")
    return answers


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure DIR, or each of its folders that holds truth."""
    parser = argparse.ArgumentParser(prog="tests.bench.accuracy", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="names of folders, comma-separated")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 20))
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    options = parser.parse_args(arguments)
    folders = [one for one in sorted(options.folder.iterdir()) if one.is_dir()] or []
    folders = [one for one in folders if not options.only or one.name in options.only.split(",")]
    folders = folders or [options.folder]
    answers = asyncio.run(read_all(folders, options.today))
    scores = measure(folders, answers.get)
    print(table(scores))
    if options.wrong:
        print("\n".join(line for one in scores.values() for line in one.wrong))


if __name__ == "__main__":
    main()
