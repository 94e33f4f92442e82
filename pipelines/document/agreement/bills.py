"""An invoice or receipt that two readers read: which values stand, field by field."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import product
from typing import NamedTuple

from pipelines.document.agreement.likeness import NAMES, same
from pipelines.document.checks.case import Case
from pipelines.document.checks.goods import check_lines
from pipelines.document.checks.sums import adds_up, check_line_sum, check_sum, check_words
from pipelines.document.checks.values import check
from pipelines.document.exchange import Understood
from pipelines.document.findings import Finding, Rule
from pipelines.document.model import (
    AMOUNTS,
    FURTHER_FIELDS,
    LINES,
    SCALAR_FIELDS,
    Adjustments,
    Asides,
    Evidence,
    Invoice,
    LineItem,
    Reading,
)

_FIELDS = (*SCALAR_FIELDS, *FURTHER_FIELDS)
# What `check` finds: it runs again on the values that stand.
_AGAIN: frozenset[Rule] = frozenset(
    {
        "amount_in_words", "due_before_issue", "future_date", "iban", "invalid_date",
        "line_amount_mismatch", "line_sum_mismatch", "missing_evidence", "missing_field",
        "sum_mismatch", "tax_id", "tax_rate", "tax_rate_implausible",
    }
)  # fmt: skip
_STOPPED: frozenset[Rule] = frozenset(
    {"total_guessed", "missing_evidence", "invalid_date", "currency_guessed"}
)
# What was doubted of a value is no matter of another one in its place.
_OF_A_VALUE: frozenset[Rule] = _STOPPED | {"date_guessed", "low_ocr_confidence"}
_MOST_SHOWN = 60  # characters of what a model says, in a finding


class _Goods(NamedTuple):
    """A set of lines, with what its checks go by."""

    items: tuple[LineItem, ...]
    adjustments: Adjustments
    asides: Asides


class Bills:
    """Two readings of one invoice or receipt."""

    def __init__(self, local: Reading, told: Understood, reader: str) -> None:
        self._local = local
        self._ours, self._theirs = local.invoice or Invoice(), told.invoice or Invoice()
        self._told = told
        self._reader = reader
        self._stopped, self._theirs_stopped = map(_stopped, (local.findings, told.findings))
        self._apart = {name for name in _FIELDS if self._differs(name)}

    def merged(self, today: date) -> Reading:
        """Give the one reading of both."""
        taken = {name for name in _FIELDS if name not in AMOUNTS and self._is_taken(name)}
        by_us = {name for name in AMOUNTS if self._is_taken(name)}
        by_them = by_us | {name for name in AMOUNTS if self._may_stand(name)}
        goods, amounts = self._adding_up((by_us, by_them))
        taken |= amounts
        invoice = self._with(taken, goods)
        other_lines = self._other_lines(amounts, goods)
        case = Case(
            self._local.kind, invoice, self._evidence(taken, goods), self._odd,
            goods.adjustments, goods.asides,
        )  # fmt: skip
        findings = (
            *check(case, today),
            *self._kept(taken),
            *self._conflicts(),
            *other_lines,
            *self._of_theirs(taken),
        )
        return self._local.model_copy(
            update={
                "invoice": invoice,
                "evidence": dict(case.evidence),
                "findings": findings,
                "adjustments": goods.adjustments,
                "asides": goods.asides,
            }
        )

    def _differs(self, name: str) -> bool:
        ours, theirs = getattr(self._ours, name), getattr(self._theirs, name)
        return None not in (ours, theirs) and not same(name, ours, theirs)

    def _is_stated(self, name: str) -> bool:
        """Tell whether an e-invoice says the value."""
        return any(one.source == "xml" for one in self._local.evidence.get(name, ()))

    def _is_grounded(self, name: str) -> bool:
        """Tell whether the page bears out what the model says, and says it for this field."""
        stands = getattr(self._theirs, name) is not None and bool(self._told.evidence.get(name))
        return stands and name not in self._theirs_stopped - {"currency"}

    def _is_taken(self, name: str) -> bool:
        """Tell whether the model's value stands without a word: ours is none."""
        if not self._is_grounded(name) or self._is_stated(name) or name in self._odd:
            return False
        ours_is_none = name in self._stopped and name not in self._theirs_stopped
        return getattr(self._ours, name) is None or (ours_is_none and name in self._apart)

    def _may_stand(self, name: str) -> bool:
        grounded = name in self._apart and self._is_grounded(name)
        return grounded and not self._is_stated(name)

    def _adding_up(self, choices: tuple[set[str], set[str]]) -> tuple[_Goods, set[str]]:
        """Choose lines and amounts that go together: ours, where as few of their checks fail."""
        every = list(product(choices, self._sets_of_goods()))
        return min(
            ((goods, amounts) for amounts, goods in every),
            key=lambda one: self._failing(one[1], one[0]),
        )

    def _failing(self, amounts: set[str], goods: _Goods) -> tuple[int, bool]:
        invoice = self._with(amounts, goods)
        case = Case(self._local.kind, invoice, adjustments=goods.adjustments, asides=goods.asides)
        checks = (check_sum(case), check_line_sum(case), check_lines(case), check_words(case))
        return sum(1 for found in checks for _ in found), not adds_up(case)

    def _sets_of_goods(self) -> list[_Goods]:
        """Give our lines and the model's, the better ones to begin with first.

        Lines that say less than ours pass checks for want of what is checked.
        """
        theirs, own = self._theirs.line_items, self._own_goods()
        lost = any((one.field or "").startswith(f"{LINES}.") for one in self._told.findings
                   if one.rule == "missing_evidence")  # fmt: skip
        if not theirs or lost or any(name.startswith(LINES) for name in self._stated_lines()):
            return [own]
        if _numbers(theirs) < _numbers(own.items):
            return [own]
        other = _Goods(theirs, self._told.adjustments, self._told.asides)
        return [own, other] if own.items else [other, own]

    def _own_goods(self) -> _Goods:
        return _Goods(self._ours.line_items, self._local.adjustments, self._local.asides)

    def _other_lines(self, amounts: set[str], goods: _Goods) -> Iterator[Finding]:
        """Tell of lines of the model's in the place of ours that fail a check."""
        own = self._own_goods()
        is_other = goods.items != own.items and own.items != ()
        if is_other and self._failing(amounts, own)[0] > self._failing(amounts, goods)[0]:
            yield self._conflict(LINES, _totals(own.items), _totals(goods.items))

    def _stated_lines(self) -> Iterator[str]:
        """Give the values of lines that an e-invoice says."""
        for name, places in self._local.evidence.items():
            if name.startswith(LINES) and any(one.source == "xml" for one in places):
                yield name

    def _with(self, taken: set[str], goods: _Goods) -> Invoice:
        values = {name: getattr(self._theirs, name) for name in taken}
        return self._ours.model_copy(update={**values, LINES: goods.items})

    def _evidence(self, taken: set[str], goods: _Goods) -> dict[str, tuple[Evidence, ...]]:
        """Give the places of each value by whoever gave it."""
        ours, theirs = self._local.evidence, self._told.evidence
        is_theirs = goods.items is self._theirs.line_items and goods.items != ()
        kept = {
            name: places
            for name, places in ours.items()
            if name not in taken and not (is_theirs and name.startswith(f"{LINES}."))
        }
        for name, places in theirs.items():
            of_lines = name.startswith(f"{LINES}.")
            if (
                name in taken
                or (is_theirs and of_lines)
                or (not of_lines and not kept.get(name) and self._agrees(name))
            ):
                kept[name] = places
        return kept

    def _agrees(self, name: str) -> bool:
        both = (getattr(self._ours, name, None), getattr(self._theirs, name, None))
        return None not in both and name not in self._apart

    @cached_property
    def _odd(self) -> Mapping[str, str]:
        """Give the days that do not exist, as the page writes them: no other day is meant."""
        return {
            one.field: one.facts["found"]
            for one in self._local.findings
            if one.rule == "invalid_date" and one.field
        }

    def _kept(self, taken: set[str]) -> Iterator[Finding]:
        """Give what was found about the page; doubts of a value go with it."""
        for one in self._local.findings:
            gone = one.field in taken and one.rule in _OF_A_VALUE
            if one.rule not in _AGAIN and not gone:
                yield one

    def _conflicts(self) -> Iterator[Finding]:
        known = {
            (one.field, one.facts.get("found"))
            for one in self._local.findings
            if one.rule == "source_conflict"
        }
        for name in _FIELDS:
            theirs = str(getattr(self._theirs, name))
            if name not in self._apart or (name, theirs) in known:
                continue
            silent = name in NAMES and not self._told.evidence.get(name)
            if silent or (self._is_taken(name) and name in self._stopped):
                continue
            yield self._conflict(name, str(getattr(self._ours, name)), theirs)
        if self._theirs.credit_note and not self._ours.credit_note:
            yield self._conflict("credit_note", "no", "yes")

    def _conflict(self, name: str, ours: str, theirs: str) -> Finding:
        facts = {
            "found": ours[:_MOST_SHOWN],
            "expected": theirs[:_MOST_SHOWN],
            "reader": self._reader,
        }
        return Finding(rule="source_conflict", severity="error", field=name, facts=facts)

    def _of_theirs(self, taken: set[str]) -> Iterator[Finding]:
        """Give what is found against the values that the model gave."""
        for one in self._told.findings:
            if one.field in taken and one.rule not in _AGAIN | {"total_guessed"}:
                yield one


def _numbers(items: tuple[LineItem, ...]) -> int:
    """Count the numbers that lines say."""
    each = ((one.qty, one.unit_price, one.total) for one in items)
    return sum(3 - numbers.count(None) for numbers in each)


def _totals(items: tuple[LineItem, ...]) -> str:
    return ", ".join(str(one.total) for one in items)


def _stopped(findings: tuple[Finding, ...]) -> frozenset[str]:
    return frozenset(one.field for one in findings if one.rule in _STOPPED and one.field)
