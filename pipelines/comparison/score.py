"""The score of an answer, and the sum of many: fields, kinds, lines, flags, passes, contracts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from pipelines.comparison import folded
from pipelines.comparison.lines import Line, goods, pair
from pipelines.comparison.truth import AMOUNTS, FIELDS, Truth

Answer = Mapping[str, Any]
NO_ANSWER: Answer = {"kind": "no answer", "findings": []}


@dataclass(frozen=True)
class Miss:
    """Something that is not as the truth says; `places` say where the reader took it from."""

    document: str
    what: str
    expected: str
    got: str
    places: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.document} {self.what}: {self.expected} expected, {self.got} found"


@dataclass
class Score:
    """The counts of one document, or of many."""

    right: Counter[str] = field(default_factory=Counter)
    scored: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    failed: int = 0
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
    terms: int = 0
    terms_scored: int = 0
    parties: int = 0
    parties_wanted: int = 0
    parties_given: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """Micro accuracy over the seven fields."""
        return share(self.right.total(), self.scored.total())

    @property
    def kind(self) -> float:
        """Share of the documents whose kind is right."""
        return share(self.kinds, self.documents)

    @property
    def evidence(self) -> float:
        """Share of the given values that carry a place on a page or in the XML."""
        return share(self.evidenced, self.values)

    @property
    def line_f1(self) -> float:
        """F1 over the lines of goods, where the truth has any."""
        return share(2 * self.lines, self.lines_wanted + self.lines_given)

    @property
    def party_f1(self) -> float:
        """F1 over the parties of contracts."""
        return share(2 * self.parties, self.parties_wanted + self.parties_given)

    @property
    def coverage(self) -> float:
        """Share of the invoices and receipts that pass."""
        return share(self.passed, self.passable)

    @property
    def precision(self) -> float:
        """Share of what passes that is right in every field and had nothing to stop it."""
        return share(self.passed_right, self.passed)

    @property
    def clean_coverage(self) -> float:
        """Share of the invoices and receipts without a fault that pass."""
        return share(self.clean_passed, self.clean)

    def add(self, other: "Score") -> None:
        """Count another score in."""
        for one in fields(other):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


def share(part: int, whole: int) -> float:
    """Give part of whole; what nobody asked for is all right."""
    return part / whole if whole else 1.0


def total(scores: Mapping[str, Score]) -> Score:
    """Give the sum of many scores."""
    whole = Score()
    for one in scores.values():
        whole.add(one)
    return whole


def is_right(name: str, truth: Truth, given: object) -> bool:
    """Compare one field with its truth; null with a value given is wrong."""
    wanted = truth.scalars[name]
    if given is None or wanted is None:
        return given is wanted or (name == "tax" and wanted is None and folded.money(given) == 0)
    if name in AMOUNTS:
        return _same_amount(folded.money(wanted), folded.money(given), signed=not truth.credit_note)
    if name == "vendor":
        names = (wanted, *truth.vendor_any)
        return any(folded.same_name(one, str(given)) for one in names)
    if name == "invoice_number":
        return folded.fold(wanted).replace(" ", "") == folded.fold(str(given)).replace(" ", "")
    return str(given) == wanted


def _same_amount(wanted: Decimal | None, given: Decimal | None, *, signed: bool) -> bool:
    if wanted is None or given is None:
        return False
    return wanted == given or (not signed and abs(wanted) == abs(given))


def score(name: str, truth: Truth, answer: Answer) -> Score:
    """Score the answer for one document; `name` is what its misses are told by."""
    one = Score(documents=1, kinds=int(answer["kind"] in truth.kinds))
    if not one.kinds:
        one.misses.append(Miss(name, "kind", " or ".join(truth.kinds), answer["kind"]))
    _score_fields(name, truth, answer, one)
    if truth.line_items is not None:
        _score_lines(name, truth.line_items, answer, one)
    if truth.kind == "contract":
        _score_contract(name, truth, answer, one)
    _score_flags(name, truth, answer, one)
    if truth.billed:
        _score_pass(name, truth, answer, one)
    return one


def unread(name: str, truth: Truth, why: str) -> Score:
    """Score a document that could not be read."""
    one = score(name, truth, NO_ANSWER)
    one.failed = 1
    one.misses = [Miss(name, "document", "an answer", why)]
    return one


def _score_fields(name: str, truth: Truth, answer: Answer, one: Score) -> None:
    invoice = answer.get("invoice") or {}
    for key, wanted in truth.scalars.items():
        right = is_right(key, truth, invoice.get(key))
        one.scored[key] += 1
        one.right[key] += right
        if not right:
            told = _shown(wanted), _shown(invoice.get(key))
            one.misses.append(Miss(name, key, *told, _places(answer, key)))
    given = [key for key in FIELDS if invoice.get(key) is not None]
    one.values = len(given)
    one.evidenced = sum(1 for key in given if (answer.get("evidence") or {}).get(key))


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value)


def _places(answer: Answer, key: str) -> tuple[str, ...]:
    """Say what stands where a value was taken from."""
    found = (answer.get("evidence") or {}).get(key) or ()
    return tuple(_place(one) for one in found if isinstance(one, Mapping))


def _place(evidence: Mapping[str, Any]) -> str:
    where = evidence.get("path") or f"page {evidence.get('page')}"
    return f"{where}: {evidence.get('text') or ''} ({evidence.get('source')})"


def _score_lines(name: str, wanted: Sequence[Line], answer: Answer, one: Score) -> None:
    given = (answer.get("invoice") or {}).get("line_items") or ()
    found = pair(wanted, given)
    one.lines, one.lines_wanted, one.lines_given = found.hits, len(wanted), len(given)
    one.misses += [Miss(name, "line", goods(line), "nothing") for line in found.missed]
    one.misses += [Miss(name, "line", "nothing", goods(line)) for line in found.surplus]


def _score_contract(name: str, truth: Truth, answer: Answer, one: Score) -> None:
    contract = answer.get("contract") or {}
    for key, wanted in truth.terms.items():
        given = contract.get(key)
        right = folded.fold(str(wanted)) == folded.fold(str(given))
        one.terms_scored += 1
        one.terms += right
        if not right:
            one.misses.append(Miss(name, key, _shown(wanted), _shown(given), _places(answer, key)))
    if truth.parties is not None:
        given = [str(party) for party in contract.get("parties") or ()]
        left = list(given)
        for party in truth.parties:
            same = next((at for at, other in enumerate(left) if folded.same_name(party, other)), -1)
            if same >= 0:
                one.parties += 1
                del left[same]
            else:
                one.misses.append(Miss(name, "party", party, ", ".join(given) or "nothing"))
        one.parties_wanted, one.parties_given = len(truth.parties), len(given)


def _score_flags(name: str, truth: Truth, answer: Answer, one: Score) -> None:
    raised = {finding["rule"] for finding in answer["findings"]}
    raised |= {f"{finding['rule']}:{finding.get('field')}" for finding in answer["findings"]}
    missing = [rule for rule in truth.must_flag if rule not in raised]
    one.flags_wanted = len(truth.must_flag)
    one.flags = one.flags_wanted - len(missing)
    one.misses += [Miss(name, "flag", rule, "not raised") for rule in missing]


# Rules that are told and stop nothing. The others of `must_flag` should have stopped a document.
WARNINGS = frozenset({
    "currency_guessed", "due_before_issue", "low_ocr_confidence", "near_duplicate", "tax_id",
    "tax_rate", "tax_rate_implausible",
})  # fmt: skip


def _score_pass(name: str, truth: Truth, answer: Answer, one: Score) -> None:
    errors = [finding for finding in answer["findings"] if finding["severity"] == "error"]
    passes = answer["kind"] in ("invoice", "receipt") and not errors
    clean = not truth.must_flag
    one.passable, one.passed = 1, int(passes)
    stopping = any(rule.partition(":")[0] not in WARNINGS for rule in truth.must_flag)
    one.passed_right = int(passes and not stopping and one.right.total() == one.scored.total())
    one.clean, one.clean_passed = int(clean), int(passes and clean)
    if errors and clean:
        told = "; ".join(_finding(finding) for finding in errors)
        one.misses.append(Miss(name, "stopped", "nothing to stop it", told))


def _finding(finding: Mapping[str, Any]) -> str:
    rule = f"{finding['rule']}:{finding['field']}" if finding.get("field") else finding["rule"]
    said = finding.get("message") or finding.get("facts") or ""
    return f"{rule} {said}".strip()
