"""What is wrong with a document, for people: by how much, and where to look."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import cast

from handlers.chat import Language, Table, Text, Tone
from handlers.texts.catalogue import explain, is_amount, named, texts
from handlers.texts.model import Texts
from handlers.texts.written import money, plain
from pipelines.document.findings import Finding
from pipelines.document.model import AMOUNTS, IN_WORDS, Evidence, Invoice, LineItem, Reading, Value
from pipelines.document.reckoning import apart
from pipelines.document.terms import PARTIES, Contract
from pipelines.document.values import Frozen, sane

QUOTE_SHOWN = 60
_OF_A_LINE = ("qty", "unit_price", "total")
STEPS_SHOWN = 2  # of the path of an element; all of them are in the JSON


def told(
    reading: Reading, language: Language, *, decided: bool = False, names_twin: bool = True
) -> Iterator[Text | Table]:
    """Say each finding and, of an error, where the values stand that it is about.

    `decided`: a person took note of them; `names_twin`: whether the earlier document may be named
    that this one repeats.
    """
    phrases = texts(language)
    for finding in reading.findings:
        is_error = finding.severity == "error"
        tone: Tone = "bad" if is_error and not decided else "plain"
        said = explain(finding, language, names_twin=names_twin, grouped=True)
        yield Text(_with_difference(said, finding, reading, phrases), tone)
        places = tuple(_places(finding, reading, phrases)) if is_error else ()
        if len(places) > 1:
            yield Table(phrases.review.where_columns, places)
        for field, text, place in places if len(places) == 1 else ():
            yield Text(phrases.review.where.format(field=field, text=text, place=place))


def with_page(name: str, field: str, reading: Reading, phrases: Texts) -> str:
    """Put the page that a value stands on behind its name, where there are several."""
    pages = [place.page for place in reading.evidence.get(field, ()) if place.page is not None]
    if not pages or reading.pages < 2:
        return name
    return f"{name} · {phrases.page.format(page=pages[0])}"


def _with_difference(said: str, finding: Finding, reading: Reading, phrases: Texts) -> str:
    """Say also by how much an amount is not what was expected, where that is an amount too."""
    if not is_amount(finding.field or ""):
        return said
    try:
        found, expected = (sane(Decimal(finding.facts[name])) for name in ("found", "expected"))
    except (KeyError, InvalidOperation):
        return said
    if found is None or expected is None:
        return said
    amount = money(apart(found, expected), (reading.invoice or Invoice()).currency)
    return phrases.review.difference.format(finding=said, amount=amount)


def _places(finding: Finding, reading: Reading, phrases: Texts) -> Iterator[tuple[str, str, str]]:
    """Give field, words and place of each value of a sum, or of the one that is wrong."""
    edited = reading.edited
    for field in _concerned(finding):
        value = _value(reading, field)
        if value is None and field != IN_WORDS:
            continue
        name = named(field, phrases)
        if field in edited:
            yield name, _short(plain(value)), phrases.review.by_person
        for place in _looked_up(finding, reading.evidence.get(field, ())):
            yield name, _short(place.text or plain(value)), _where(place, phrases)


def _concerned(finding: Finding) -> tuple[str, ...]:
    """Name the fields that a finding is about, the one that it names last."""
    if finding.field is None:
        return ()
    line, _, _ = finding.field.rpartition(".")
    parts = {
        "amount_in_words": ("total", IN_WORDS),
        "ends_before_start": ("effective_date", "expiry_date"),
        "term_mismatch": ("effective_date", "term", "expiry_date"),
        "sum_mismatch": AMOUNTS,
        "line_amount_mismatch": tuple(f"{line}.{name}" for name in _OF_A_LINE),
    }
    return parts.get(finding.rule, (finding.field,))


def _value(reading: Reading, field: str) -> Value:
    """Give the value of a field, of a line of goods or of a party, by its path.

    A finding may name what there is none of: nobody knows what a child made of a document.
    """
    name, _, cell = field.partition(".")
    number, _, column = cell.partition(".")
    if cell and not (number.isascii() and number.isdigit()):
        return None
    if reading.contract is not None:
        return _term(reading.contract, name, cell)
    invoice = reading.invoice or Invoice()
    said: Frozen = invoice
    if cell:
        name, items = column, invoice.line_items[int(number) :]
        said = items[0] if items else LineItem()
    return cast("Value", dict(said).get(name))


def _term(contract: Contract, name: str, cell: str) -> Value:
    """Give a term of a contract, or the party that a number names."""
    if not cell:
        return cast("Value", dict(contract).get(name))
    number, _, further = cell.partition(".")
    found = contract.parties[int(number) :] if name == PARTIES and not further else ()
    return found[0] if found else None


def _looked_up(finding: Finding, places: tuple[Evidence, ...]) -> Iterator[Evidence]:
    """Give the best place on a page, or the element; both, where they are held together."""
    on_page = [place for place in places if place.page is not None][:1]
    elements = [place for place in places if place.page is None and place.path is not None][:1]
    yield from on_page
    if finding.rule == "source_conflict" or not on_page:
        yield from elements


def _where(place: Evidence, phrases: Texts) -> str:
    if place.page is not None:
        return phrases.review.on_page.format(page=place.page)
    steps = [step for step in (place.path or "").split("/") if step]
    return " › ".join(steps[-STEPS_SHOWN:])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE_SHOWN else f"{line[: QUOTE_SHOWN - 1]}…"
