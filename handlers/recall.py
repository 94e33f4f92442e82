"""What approved documents of a seller settle that a document leaves open, before it is checked."""

from collections.abc import Iterable, Sequence

from handlers.vendors import Fact, Topic, known_as
from pipelines.document.findings import Finding, Rule
from pipelines.document.identity import seller_of, sign_of, spelled_alike
from pipelines.document.model import Evidence, Invoice, Reading
from pipelines.document.page.marks import CROWNS, DOLLARS, YUAN_OR_YEN

_OF_A_NUMBER: tuple[Rule, ...] = ("missing_field", "missing_evidence", "low_ocr_confidence")
_SIGNS = tuple(map(frozenset, (DOLLARS, YUAN_OR_YEN, CROWNS)))


def recalled(reading: Reading, facts: Iterable[Fact]) -> Reading:
    """Give the reading with what its seller's approved documents say, where that helps.

    Only of a seller that people know, and only where all that it taught agrees. What was read
    instead is in `recalled`, and the evidence of what was learned is from memory; the evidence
    of a name stays where it is printed.
    """
    told = list(facts)
    for settle in (_called, _counted, _numbered):
        reading = settle(reading, told)
    return reading


def _called(reading: Reading, facts: Sequence[Fact]) -> Reading:
    """Call a seller as people do who corrected the printed name; the last spelling counts."""
    invoice = reading.invoice or Invoice()
    printed = seller_of(invoice.vendor)
    names = [one.value for one in facts if (one.who, one.topic) == (f"name:{printed}", "name")]
    if not printed or not names or seller_of(names[0]) == printed:
        return reading
    called = [one for name in names if (one := seller_of(name)) != printed]
    # Words that were read as the name of several sellers are the name of none: a heading, say.
    if not all(spelled_alike(called[0], one) for one in called):
        return reading
    if _is_of_another(invoice, facts, f"name:{printed}"):
        return reading
    return _with(reading, "vendor", names[0])


def _is_of_another(invoice: Invoice, facts: Sequence[Fact], seller: str) -> bool:
    """Tell whether the tax number is none of those that a seller had."""
    own = sign_of(invoice.vendor_tax_id)
    known = {sign_of(one.value) for one in facts if (one.who, one.topic) == (seller, "tax_id")}
    return bool(own and known) and own not in known


def _counted(reading: Reading, facts: Sequence[Fact]) -> Reading:
    """Settle a currency that is missing, or guessed from a sign that could mean this one too."""
    usual = _usual(reading, facts, "currency")
    if usual is None or reading.invoice is None:
        return reading
    read = reading.invoice.currency
    guessed = any(one.rule == "currency_guessed" for one in reading.findings)
    if read is not None and not (guessed and _may_be_meant(read, usual)):
        return reading
    if read != usual:
        reading = _with(reading, "currency", usual)
    learned = Evidence(source="memory", text=usual)
    evidence = {**reading.evidence, "currency": (*reading.evidence.get("currency", ()), learned)}
    settled = _without(reading.findings, "currency", ("currency_guessed", "missing_field"))
    return reading.model_copy(update={"evidence": evidence, "findings": settled})


def _numbered(reading: Reading, facts: Sequence[Fact]) -> Reading:
    """Take the number that stands beside the words which people said last to be the right ones."""
    ways, invoice = known_as(reading), reading.invoice or Invoice()
    label = next((one.value for one in facts if one.topic == "label" and one.who in ways), None)
    found = {sign_of(one.value): one for one in reading.alternatives if one.label == label}
    in_doubt = any(
        (one.rule, one.field) == ("source_conflict", "invoice_number") for one in reading.findings
    )
    if len(found) != 1 or sign_of(invoice.invoice_number) in found or in_doubt:
        return reading
    [(_, number)] = found.items()
    evidence = {**reading.evidence, "invoice_number": (number.place,)}
    settled = _without(reading.findings, "invoice_number", _OF_A_NUMBER)
    reading = _with(reading, "invoice_number", number.value)
    return reading.model_copy(update={"evidence": evidence, "findings": settled})


def _may_be_meant(read: str, usual: str) -> bool:
    return read == usual or any({read, usual} <= signs for signs in _SIGNS)


def _usual(reading: Reading, facts: Sequence[Fact], topic: Topic) -> str | None:
    """Give the one value that all approved documents of a seller have."""
    ways = known_as(reading)
    values = {one.value for one in facts if one.topic == topic and one.who in ways}
    return values.pop() if len(values) == 1 else None


def _with(reading: Reading, field: str, value: str) -> Reading:
    invoice = reading.invoice or Invoice()
    changed = invoice.model_copy(update={field: value})
    read = {**reading.recalled, field: getattr(invoice, field)}
    return reading.model_copy(update={"invoice": changed, "recalled": read})


def _without(findings: Iterable[Finding], field: str, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    settled = {(field, rule) for rule in rules}
    return tuple(one for one in findings if (one.field, one.rule) not in settled)
