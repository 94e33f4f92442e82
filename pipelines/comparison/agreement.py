"""How far readers agree on documents, also where nobody knows the truth."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from pipelines.comparison import folded
from pipelines.comparison.lines import goods, pair
from pipelines.comparison.truth import AMOUNTS, EXACT, FIELDS

Answer = Mapping[str, Any]
Group = tuple[str, ...]  # the names of two readers, or of all
KIND, LINES, PARTIES = "kind", "line_items", "parties"
# What readers are held against each other on, in the order in which it is told.
COMPARED = (KIND, *FIELDS, LINES, PARTIES, "effective_date", "expiry_date", "term", "governing_law")
_SHOWN = 300  # letters of a value that are told


@dataclass(frozen=True)
class Difference:
    """What readers say of one thing in a document, where they do not all say the same."""

    document: str
    what: str
    said: Mapping[str, str]


@dataclass
class Agreement:
    """Of how many documents readers say the same, by thing and group of readers.

    Counted are the documents that everyone in the group read, and of which one of them says
    something; that several say nothing is no agreement.
    """

    readers: Group
    same: Counter[tuple[str, Group]] = field(default_factory=Counter)
    asked: Counter[tuple[str, Group]] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    @property
    def groups(self) -> list[Group]:
        """All readers, then each two of them where there are more."""
        pairs: list[Group] = list(combinations(self.readers, 2))
        return [self.readers, *pairs] if len(self.readers) > 2 else pairs


def agreement(answers: Mapping[str, Mapping[str, Answer]]) -> Agreement:
    """Hold the answers of readers, each by document, against each other."""
    found = Agreement(tuple(answers))
    documents = dict.fromkeys(name for one in answers.values() for name in one)
    for document in documents:
        given = {name: one[document] for name, one in answers.items() if document in one}
        for what in COMPARED:
            _count(found, document, what, {name: _value(one, what) for name, one in given.items()})
    return found


def _count(found: Agreement, document: str, what: str, said: Mapping[str, object]) -> None:
    for group in found.groups:
        values = [said[name] for name in group if name in said]
        if len(values) == len(group) and any(value is not None for value in values):
            found.asked[what, group] += 1
            found.same[what, group] += _all_same(what, values)
    if not _all_same(what, [*said.values()]):
        told = {name: _shown(value) for name, value in said.items()}
        found.differences.append(Difference(document, what, told))


def _value(answer: Answer, what: str) -> object:
    """Give what an answer says; None where it says nothing."""
    if what == KIND:
        return answer["kind"]
    part = "contract" if what in (*EXACT, "expiry_date", PARTIES) else "invoice"
    value = (answer.get(part) or {}).get(what)
    return (list(value) or None) if isinstance(value, list | tuple) else value


def _all_same(what: str, values: Sequence[object]) -> bool:
    """Compare each with each: names that are like a third one need not be alike."""
    return all(_same(what, one, other) for one, other in combinations(values, 2))


def _same(what: str, one: object, other: object) -> bool:
    if one is None or other is None:
        nothing = one if other is None else other
        return one is other or (what == "tax" and folded.money(nothing) == 0)
    if isinstance(one, list) and isinstance(other, list):
        return _same_list(what, one, other)
    if what in AMOUNTS:
        return folded.money(one) == folded.money(other)
    if what == "vendor":
        return folded.same_name(str(one), str(other))
    return _letters(one) == _letters(other)


def _same_list(what: str, one: Sequence[Any], other: Sequence[Any]) -> bool:
    if what == LINES:
        return pair(one, other).hits == len(one) == len(other)
    return _same_names([str(name) for name in one], [str(name) for name in other])


def _letters(value: object) -> str:
    return folded.fold(str(value)).replace(" ", "")


def _same_names(names: Sequence[str], others: Sequence[str]) -> bool:
    left = list(others)
    for name in names:
        same = next((at for at, other in enumerate(left) if folded.same_name(name, other)), None)
        if same is None:
            return False
        del left[same]
    return not left


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if not isinstance(value, list):
        return str(value)[:_SHOWN]
    told = "; ".join(goods(one) if isinstance(one, Mapping) else str(one) for one in value)
    return f"{len(value)}: {told}"[:_SHOWN]


def rows(found: Agreement) -> list[tuple[str, ...]]:
    """Give the table: a thing a row, a group a column, documents of one mind of those asked."""
    table = [("the same", *map(title, found.groups))]
    for what in _told(found):
        counts = ((found.same[what, group], found.asked[what, group]) for group in found.groups)
        table.append((what, *(f"{same}/{asked}" if asked else "-" for same, asked in counts)))
    return table


def _told(found: Agreement) -> Iterator[str]:
    return (what for what in COMPARED if any(found.asked[what, one] for one in found.groups))


def title(group: Group) -> str:
    """Name a group of readers."""
    return "all" if len(group) > 2 else " = ".join(group)


def difference_rows(found: Agreement) -> list[tuple[str, ...]]:
    """Give the table of what readers say differently, a reader a column."""
    head = ("document", "what", *found.readers)
    return [head, *(_row(found.readers, one) for one in found.differences)]


def _row(readers: Iterable[str], one: Difference) -> tuple[str, ...]:
    return (one.document, one.what, *(one.said.get(name, "not read") for name in readers))


def values(found: Agreement) -> dict[str, Any]:
    """Give everything as plain values."""
    return {
        "readers": list(found.readers),
        "same": {
            what: {
                "+".join(group): {
                    "same": found.same[what, group], "documents": found.asked[what, group],
                }
                for group in found.groups
                if found.asked[what, group]
            }
            for what in _told(found)
        },
        "differences": [
            {"document": one.document, "what": one.what, "said": dict(one.said)}
            for one in found.differences
        ],
    }  # fmt: skip
