"""What is wrong with a document, for people: by how much, and where to look."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from handlers.chat import Language, Text, Tone
from handlers.texts.catalogue import explain, texts
from handlers.texts.model import Texts
from handlers.texts.written import money, plain
from pipelines.document.model import Evidence, Finding, Invoice, Reading

QUOTE_SHOWN = 60

_AMOUNTS = ("subtotal", "tax", "total")


def told(
    reading: Reading, language: Language, *, decided: bool = False, names_twin: bool = True
) -> Iterator[Text]:
    """Say each finding and, of an error, where the values stand that it is about.

    `decided`: a person took note of them; `names_twin`: whether the earlier document may be named
    that this one repeats.
    """
    for finding in reading.findings:
        is_error = finding.severity == "error"
        tone: Tone = "bad" if is_error and not decided else "plain"
        yield Text(explain(finding, language, names_twin=names_twin), tone)
        where = " · ".join(_where(finding, reading, texts(language))) if is_error else ""
        if where:
            yield Text(where)


def edited(reading: Reading, phrases: Texts) -> str:
    """Name what people changed; of the table of goods, the lines."""
    names = {"credit_note": phrases.credit_note, **phrases.fields}
    changed = [path.split(".") for path in reading.edited]
    return phrases.review.listed.join(
        dict.fromkeys(
            phrases.picture.line.format(number=int(cell[0]) + 1)
            if cell
            else names.get(field, field)
            for field, *cell in changed
        )
    )


def _where(finding: Finding, reading: Reading, phrases: Texts) -> Iterator[str]:
    """Say by how much a sum is off, and where each value of it stands."""
    invoice = reading.invoice or Invoice()
    difference = _difference(finding)
    if difference is not None:
        amount = money(difference, invoice.currency)
        yield phrases.review.difference.format(amount=amount)
    for field in _AMOUNTS if finding.rule == "sum_mismatch" else (finding.field,):
        value = getattr(invoice, field or "", None)
        if field is None or value is None:
            continue
        name = phrases.fields.get(field, field)
        if field in reading.edited:
            yield phrases.review.where_edited.format(field=name, text=_quote(plain(value)))
        for place in _looked_up(finding, reading.evidence.get(field, ())):
            phrase = phrases.review.where_path if place.page is None else phrases.review.where
            text = _quote(place.text or plain(value))
            yield phrase.format(field=name, text=text, page=place.page, path=place.path)


def _difference(finding: Finding) -> Decimal | None:
    """Give by how much an amount is not what was expected, where that is an amount too."""
    if finding.field not in _AMOUNTS:
        return None
    try:
        return abs(Decimal(finding.facts["found"]) - Decimal(finding.facts["expected"]))
    except (KeyError, InvalidOperation):
        return None


def _looked_up(finding: Finding, places: tuple[Evidence, ...]) -> Iterator[Evidence]:
    """Give the best place on a page, or the element; both, where they are held together."""
    on_page = [place for place in places if place.page is not None][:1]
    elements = [place for place in places if place.page is None and place.path is not None][:1]
    yield from on_page
    if finding.rule == "source_conflict" or not on_page:
        yield from elements


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE_SHOWN else f"{line[: QUOTE_SHOWN - 1]}…"
