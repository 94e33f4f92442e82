"""From a result to the card that says it: pure functions, one a kind of answer."""

from decimal import Decimal

from handlers.answers import answer, as_json
from handlers.chat import Card, Code, Fields, Language, Part, Table, Text, Upload
from handlers.ports import Document
from handlers.texts.catalogue import excuse, explain, texts
from handlers.texts.model import Texts
from pipelines.document.model import SCALAR_FIELDS, Invoice, Reading
from pipelines.errors import MediaRejected

LINES_SHOWN = 20
NAME_SHOWN = 80


def reading_card(name: str, language: Language, page: tuple[int, int] | None = None) -> Card:
    """Say that `name` is being read, and at which of how many pages the reader is."""
    phrases = texts(language)
    progress = (
        () if page is None else (Text(phrases.reading_page.format(page=page[0], pages=page[1])),)
    )
    return Card(phrases.reading.format(name=shown(name)), progress, tone="busy")


def result_card(reading: Reading, name: str, language: Language, document: str | None) -> Card:
    """Say what a document says and which checks failed; `document` is its id, once it has one.

    A document that is neither an invoice nor a receipt is left be.
    """
    phrases = texts(language)
    footer = _footer(reading, document, phrases)
    if reading.invoice is None:
        return Card(phrases.not_an_invoice.format(name=shown(name)), footer=footer)
    return Card(
        title=_title(reading, reading.invoice, phrases),
        parts=(
            _verdict(reading, phrases),
            *_said(reading, language),
            Fields(_rows(reading, reading.invoice, phrases)),
            *_lines(reading.invoice, phrases),
            Code(phrases.json_title, as_json(answer(reading, name, language), indent=2)),
        ),
        tone="bad" if reading.status == "flagged" else "good",
        footer=footer,
    )


def seen_card(document: Document, upload: Upload) -> Card:
    """Say that these bytes were read before; in the same channel, also what they say."""
    phrases = texts(upload.language)
    reading, day = document.reading, document.drop.received_at.date().isoformat()
    title = phrases.seen_before.format(name=shown(upload.name), document=document.id, date=day)
    first, here = document.drop.place, upload.place
    is_shared = (first.platform, first.channel) == (here.platform, here.channel)
    if reading.invoice is None or not is_shared:
        return Card(title)
    parts: tuple[Part, ...] = (
        _verdict(reading, phrases),
        *_said(reading, upload.language),
        Fields(_rows(reading, reading.invoice, phrases)),
    )
    return Card(title, parts, tone="bad" if reading.status == "flagged" else "good")


def rejected_card(rejected: MediaRejected, name: str, language: Language) -> Card:
    """Say why a file cannot be read."""
    title = texts(language).rejected.format(name=shown(name))
    return Card(title, (Text(excuse(rejected, language)),), tone="bad")


def gone_card(name: str, language: Language) -> Card:
    """Say that the file could not be fetched."""
    phrases = texts(language)
    return Card(phrases.rejected.format(name=shown(name)), (Text(phrases.gone),), tone="bad")


def failed_card(fault: str, name: str, language: Language) -> Card:
    """Say that Clerk itself failed; `fault` is the name of what broke."""
    phrases = texts(language)
    reason = phrases.failed.format(name=shown(name), fault=fault)
    return Card(phrases.rejected.format(name=shown(name)), (Text(reason),), tone="bad")


def help_card(language: Language, unknown: str | None = None) -> Card:
    """Say what Clerk does; first, that the words `unknown` mean nothing to it."""
    phrases = texts(language)
    apology = () if unknown is None else (Text(phrases.unknown_command.format(words=unknown)),)
    return Card(phrases.help_title, (*apology, *(Text(line) for line in phrases.help)))


def shown(name: str) -> str:
    """Shorten a long file name in its middle, so that its ending stays in sight."""
    if len(name) <= NAME_SHOWN:
        return name
    tail = NAME_SHOWN // 3
    return f"{name[: NAME_SHOWN - tail - 1]}…{name[-tail:]}"


def _title(reading: Reading, invoice: Invoice, phrases: Texts) -> str:
    kind = phrases.credit_note if invoice.credit_note else phrases.kinds[reading.kind]
    total = None if invoice.total is None else f"{_plain(invoice.total)} {invoice.currency or ''}"
    return " · ".join(part.strip() for part in (kind, invoice.vendor, total) if part)


def _verdict(reading: Reading, phrases: Texts) -> Text:
    errors = sum(one.severity == "error" for one in reading.findings)
    if errors:
        return Text(_counted(errors, phrases.flagged), "bad")
    if reading.findings:
        return Text(_counted(len(reading.findings), phrases.warned), "good")
    return Text(phrases.passed, "good")


def _said(reading: Reading, language: Language) -> tuple[Text, ...]:
    return tuple(
        Text(explain(one, language), "bad" if one.severity == "error" else "plain")
        for one in reading.findings
    )


def _counted(count: int, one_or_many: tuple[str, str]) -> str:
    return one_or_many[0 if count == 1 else 1].format(count=count)


def _rows(reading: Reading, invoice: Invoice, phrases: Texts) -> tuple[tuple[str, str], ...]:
    """Give name and value of each field, with the page it stands on where there are several."""
    rows = []
    for field in SCALAR_FIELDS:
        name, value = phrases.fields[field], getattr(invoice, field)
        places = [place for place in reading.evidence.get(field, ()) if place.page is not None]
        if places and reading.pages > 1:
            name = f"{name} · {phrases.page.format(page=places[0].page)}"
        rows.append((name, phrases.nothing if value is None else _plain(value)))
    return tuple(rows)


def _lines(invoice: Invoice, phrases: Texts) -> tuple[Part, ...]:
    if not invoice.line_items:
        return ()
    rows = tuple(
        (item.description or "", _count(item.qty), _plain(item.unit_price), _plain(item.total))
        for item in invoice.line_items[:LINES_SHOWN]
    )
    table = Table(phrases.line_columns, rows, numeric=frozenset({1, 2, 3}))
    hidden = len(invoice.line_items) - len(rows)
    return (table, Text(phrases.more_lines.format(count=hidden))) if hidden > 0 else (table,)


def _plain(value: object) -> str:
    """Write a value for people: grouped thousands, no lone decimal, ISO dates."""
    if value is None:
        return ""
    if not isinstance(value, Decimal):
        return str(value)
    return f"{value:,.2f}" if value.as_tuple().exponent == -1 else f"{value:,f}"


def _count(quantity: Decimal | None) -> str:
    """Write a quantity without the zeros that programs put behind it."""
    if quantity is None:
        return ""
    return f"{quantity.to_integral_value() if quantity % 1 == 0 else quantity.normalize():,f}"


def _footer(reading: Reading, document: str | None, phrases: Texts) -> str:
    pages = phrases.pages[min(reading.pages, 2)].format(count=reading.pages)
    reader = phrases.readers.get(reading.reader, reading.reader)
    return " · ".join([phrases.footer.format(reader=reader), pages, *filter(None, [document])])
