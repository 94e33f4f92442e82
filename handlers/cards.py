"""From a result to the card that says it: pure functions, one a kind of answer."""

from collections.abc import Collection, Iterator
from datetime import UTC, tzinfo

from handlers.answers import answer, as_json
from handlers.chat import (
    Button,
    Buttons,
    Card,
    Code,
    Fields,
    Language,
    Part,
    Table,
    Text,
    Tone,
)
from handlers.consulted import notes, read_by
from handlers.contracts import contract_parts, contract_title
from handlers.deadlines import Outlook, outlook_of
from handlers.edits import edits
from handlers.findings import told
from handlers.lacks import lack_said
from handlers.ports import CANCELLED, Document, Drop
from handlers.review_parts import (
    OPEN,
    Standing,
    buttons,
    history_parts,
    state_part,
    value_of,
    verdict_part,
)
from handlers.rows import lines, rows
from handlers.spending import Budget
from handlers.texts.catalogue import excuse, texts
from handlers.texts.model import Texts
from handlers.texts.written import dollars, money, plain
from handlers.visibility import twins_of
from pipelines.document.model import Invoice, Reading
from pipelines.errors import MediaRejected

NAME_SHOWN = 80
RETRY = "job.retry"


def reading_card(name: str, language: Language, page: tuple[int, int] | None = None) -> Card:
    """Say that `name` is being read, and at which of how many pages the reader is."""
    phrases = texts(language)
    progress = (
        () if page is None else (Text(phrases.reading_page.format(page=page[0], pages=page[1])),)
    )
    return Card(phrases.reading.format(name=shown(name)), progress, tone="busy")


def result_card(
    reading: Reading,
    name: str,
    language: Language,
    document: str | None,
    *,
    standing: Standing | None = None,
    names_twin: bool = True,
) -> Card:
    """Say what a document says, which checks failed, and where it stands with people.

    `document` is its id, once it has one; `names_twin` whether the earlier document may be named
    that it repeats. A document that is none of what Clerk reads is left be.
    """
    phrases = texts(language)
    footer = _footer(reading, document, standing, language)
    if reading.invoice is None:
        said = phrases.a_contract if reading.kind == "contract" else phrases.not_an_invoice
        return Card(said.format(name=shown(name)), (*notes(reading, language),), footer=footer)
    given = answer(reading, name, language, names_twin=names_twin)
    return Card(
        title=_title(reading, reading.invoice, phrases),
        parts=(
            *_opinion(reading, language, standing, names_twin=names_twin),
            *notes(reading, language),
            Fields(rows(reading, reading.invoice, phrases)),
            *lines(reading.invoice, phrases),
            *_pressable(reading, language, standing, names_twin=names_twin),
            Code(phrases.json_title, as_json(given, indent=2)),
        ),
        tone=_tone(reading, standing),
        footer=footer,
    )


def contract_card(
    reading: Reading,
    name: str,
    language: Language,
    document: str | None,
    outlook: Outlook,
    zone: tzinfo = UTC,
) -> Card:
    """Say what a contract says, and until when something is to be done about it."""
    if reading.contract is None:
        return result_card(reading, name, language, document)
    phrases = texts(language)
    said = as_json(answer(reading, name, language), indent=2)
    terms = (*contract_parts(reading, language, outlook), *notes(reading, language))
    return Card(
        contract_title(reading.contract, phrases),
        (*terms, Code(phrases.json_title, said)),
        tone=_contract_tone(reading),
        footer=_footer(reading, document, None, language, zone),
    )


def seen_card(
    document: Document,
    drop: Drop,
    zone: tzinfo,
    *,
    standing: Standing | None = None,
    names_twin: bool = True,
) -> Card:
    """Say of a later `drop` that its bytes were read before, on which day, and what they say."""
    phrases, language = texts(drop.language), drop.language
    reading = document.reading
    day = document.drop.received_at.astimezone(zone).date().isoformat()
    title = phrases.seen_before.format(name=shown(drop.name), document=document.id, date=day)
    footer = _footer(reading, None, standing, language, zone)
    if reading.contract is not None:
        terms = contract_parts(reading, language, outlook_of(drop, zone))
        parts = (*terms, *notes(reading, language))
        return Card(title, parts, tone=_contract_tone(reading), footer=footer)
    if reading.invoice is None:
        return Card(title, (*notes(reading, language),), footer=footer)
    parts = (
        *_opinion(reading, language, standing, names_twin=names_twin),
        *notes(reading, language),
        Fields(rows(reading, reading.invoice, phrases)),
        *_pressable(reading, language, standing, names_twin=names_twin),
    )
    return Card(title, parts, tone=_tone(reading, standing), footer=footer)


def seen_elsewhere_card(name: str, language: Language) -> Card:
    """Say that these bytes were read before, to people who may not know where."""
    return Card(texts(language).review.seen_unnamed.format(name=shown(name)))


def rejected_card(rejected: MediaRejected, name: str, language: Language) -> Card:
    """Say why a file cannot be read."""
    title = texts(language).rejected.format(name=shown(name))
    return Card(title, (Text(excuse(rejected, language)),), tone="bad")


def gone_card(why: str, name: str, language: Language) -> Card:
    """Say that the file could not be had, and what to do about it; `why` is of `lack_of`."""
    phrases = texts(language)
    return Card(
        phrases.rejected.format(name=shown(name)), (Text(lack_said(phrases.gone, why)),), tone="bad"
    )


def failed_card(fault: str, name: str, language: Language, job: str) -> Card:
    """Say that Clerk itself failed on `job`, or that it was called off.

    `fault` is the name of what broke.
    """
    phrases = texts(language)
    again = Buttons((Button(RETRY, job, phrases.review.retry),))
    if fault == CANCELLED:
        title = phrases.cancelled_title.format(name=shown(name))
        return Card(title, (Text(phrases.cancelled), again))
    reason = phrases.failed.format(name=shown(name), fault=fault)
    return Card(phrases.rejected.format(name=shown(name)), (Text(reason), again), tone="bad")


def budget_card(budget: Budget, language: Language) -> Card:
    """Say that models have used up most of the budget of a day, or all of it."""
    phrases, all_of_it = texts(language).asking, budget.level == 100
    facts = {
        "day": budget.day.isoformat(),
        "spent": dollars(budget.spent),
        "limit": dollars(budget.limit),
        "percent": int(budget.spent * 100 / budget.limit),
    }
    title = phrases.spent if all_of_it else phrases.nearly_spent
    why = phrases.spent_why if all_of_it else phrases.nearly_spent_why
    tone: Tone = "bad" if all_of_it else "plain"
    return Card(title.format(**facts), (Text(why.format(**facts)),), tone=tone)


def retrying_card(name: str, language: Language) -> Card:
    """Say that a job is being tried again."""
    return Card(texts(language).review.retrying.format(name=shown(name)), tone="busy")


def help_card(language: Language, unknown: str | None = None, ways: Collection[str] = ()) -> Card:
    """Say what Clerk does; first, that the words `unknown` mean nothing to it.

    `ways` are what a platform has: a `home`, `direct` messages, a `mention`. Where it is mentioned,
    its commands are words, and `/clerk` before them elsewhere.
    """
    phrases, said = texts(language).helping, texts(language).unknown_command
    apology = () if unknown is None else (Text(said.format(words=unknown)),)
    clerk = "" if "mention" in ways else "/clerk "
    commands = tuple((f"{clerk}{words}", gives) for words, gives in phrases.commands)
    here = (Text(line) for way, line in phrases.where.items() if way in ways)
    table = Table(phrases.columns, commands)
    return Card(phrases.title, (*apology, *map(Text, phrases.does), table, *here))


def shown(name: str) -> str:
    """Shorten a long file name in its middle, so that its ending stays in sight."""
    if len(name) <= NAME_SHOWN:
        return name
    tail = NAME_SHOWN // 3
    return f"{name[: NAME_SHOWN - tail - 1]}…{name[-tail:]}"


def _title(reading: Reading, invoice: Invoice, phrases: Texts) -> str:
    kind = phrases.credit_note if invoice.credit_note else phrases.kinds[reading.kind]
    total = None if invoice.total is None else money(invoice.total, invoice.currency)
    return " · ".join(part.strip() for part in (kind, invoice.vendor, total) if part)


def _tone(reading: Reading, standing: Standing | None) -> Tone:
    if standing is not None:
        return standing.tone
    return "bad" if reading.status == "flagged" else "good"


def _contract_tone(reading: Reading) -> Tone:
    return "bad" if reading.status == "flagged" else "plain"


def _opinion(
    reading: Reading, language: Language, standing: Standing | None, *, names_twin: bool
) -> Iterator[Part]:
    """Say where the document stands, what is wrong with it, and what people did about it."""
    if standing is None:
        yield verdict_part(reading, language)
        yield from told(reading, language, names_twin=names_twin)
        yield from _recalled(reading, language)
        return
    yield state_part(standing, reading, language)
    decided = standing.review.decision is not None
    yield from told(reading, language, decided=decided, names_twin=names_twin)
    if standing.remembered is not None:
        yield Text(standing.remembered.said(language))
    yield from _recalled(reading, language)
    yield from history_parts(standing, tuple(edits(reading, language)), language)


def _recalled(reading: Reading, language: Language) -> Iterator[Text]:
    """Say which values are not those of the document, but what its seller's others taught."""
    phrases, invoice = texts(language), reading.invoice or Invoice()
    for field, was in reading.recalled.items():
        value = plain(getattr(invoice, field))
        if field in reading.edited:
            continue
        if field == "vendor":
            yield Text(phrases.remembering.recalled.format(printed=was, name=value))
            continue
        said = phrases.remembering
        phrase = said.recalled_number if field == "invoice_number" else said.recalled_value
        name, read = phrases.fields[field], phrases.nothing if was is None else was
        yield Text(phrase.format(field=name, value=value, was=read))


def _pressable(
    reading: Reading, language: Language, standing: Standing | None, *, names_twin: bool
) -> Iterator[Buttons]:
    """Give what can be done with a document, and the way to the earlier one that it repeats."""
    if standing is None:
        return
    yield buttons(standing.review, language)
    twins, label = twins_of(reading), texts(language).review.buttons["open"]
    if twins and names_twin:
        yield Buttons(tuple(Button(OPEN, value_of(one, 1), f"{label} {one}") for one in twins))


def _footer(
    reading: Reading,
    document: str | None,
    standing: Standing | None,
    language: Language,
    zone: tzinfo = UTC,
) -> str:
    phrases = texts(language)
    said = [*read_by(reading, language, standing.zone if standing else zone)]
    said.append(phrases.pages[min(reading.pages, 2)].format(count=reading.pages))
    said += filter(None, [phrases.scanning.stamps[reading.scan], document])
    if standing is not None:
        said.append(phrases.review.revision.format(revision=standing.review.revision))
    return " · ".join(said)
