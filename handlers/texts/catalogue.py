"""From a language to its phrases, and from a finding to its sentence."""

import re
from collections import defaultdict
from decimal import Decimal, InvalidOperation

from handlers.chat import Language
from handlers.texts.en import ENGLISH
from handlers.texts.model import Texts
from handlers.texts.written import counted, countries, plain
from handlers.texts.zh import CHINESE
from pipelines.document.findings import Finding
from pipelines.document.model import AMOUNTS, LINES, LineItem
from pipelines.document.periods import period
from pipelines.document.terms import PARTIES
from pipelines.errors import MediaRejected, Reason

_LANGUAGES: dict[Language, Texts] = {"en": ENGLISH, "zh": CHINESE}


def texts(language: Language) -> Texts:
    """Give the phrases of `language`."""
    return _LANGUAGES[language]


def explain(
    finding: Finding, language: Language, *, names_twin: bool = True, grouped: bool = False
) -> str:
    """Say in one sentence what is wrong; with or without the name of the document it repeats.

    `grouped`: amounts are written as the fields of a card are, not as the document has them.
    """
    phrases = texts(language)
    if finding.rule in phrases.review.unnamed and not names_twin:
        return phrases.review.unnamed[finding.rule]
    name = finding.field or ""
    facts = {**finding.facts, "field": named(name, phrases)}
    if "country" in facts:
        facts["country"] = countries(facts["country"], language)
    if "term" in facts:
        facts["term"] = lasting(facts["term"], phrases)
    source = finding.facts.get("source", "xml")
    facts["source"] = phrases.sources.get(source, source)
    if finding.field is None and "reader" in facts:
        kinds = {**phrases.kinds, "other": phrases.another_kind}
        facts |= {key: kinds.get(one, one) for key, one in facts.items()}
    if name == "auto_renewal":
        renewal = {"True": phrases.contracts.renews, "False": phrases.contracts.not_renewed}
        facts |= {key: renewal.get(one, one) for key, one in facts.items()}
    if grouped and is_amount(name) and finding.rule != "currency_conflict":
        facts |= {key: _grouped(facts[key]) for key in ("expected", "found") if key in facts}
    # Nobody knows what a child made of a document: what it leaves out is not found.
    return _phrase(finding, phrases).format_map(defaultdict(lambda: phrases.nothing, facts))


def _phrase(finding: Finding, phrases: Texts) -> str:
    if finding.rule == "source_conflict" and "reader" in finding.facts:
        odd = {None: phrases.kinds_differ, "credit_note": phrases.credit_differs}
        return odd.get(finding.field, phrases.readers_differ)
    if finding.rule == "source_conflict" and "found" not in finding.facts:
        return phrases.silent_page
    if finding.rule == "multiple_invoices" and "pages" not in finding.facts:
        return phrases.inseparable
    return phrases.rules[finding.rule]


def is_amount(field: str) -> bool:
    """Tell whether a field, or a value of a line of goods, is an amount of money."""
    return field in AMOUNTS or re.fullmatch(rf"{LINES}\.[0-9]+\.total", field) is not None


def named(field: str, phrases: Texts) -> str:
    """Name a field for people; lines of goods and parties by their numbers."""
    line = re.fullmatch(rf"{LINES}\.([0-9]+)\.([a-z_]+)", field)
    party = re.fullmatch(rf"{PARTIES}\.([0-9]+)", field)
    if party is not None:
        return phrases.contracts.party.format(number=int(party[1]) + 1)
    if line is None:
        return phrases.fields.get(field, field)
    columns = dict(zip(LineItem.model_fields, phrases.line_columns, strict=True))
    number = phrases.picture.line.format(number=int(line[1]) + 1)
    return phrases.review.cell.format(line=number, column=columns.get(line[2], line[2]))


def lasting(written: str, phrases: Texts) -> str:
    """Write a length of time for people, where it is a count and a unit."""
    length, units = period(written), phrases.contracts.units
    return written if length is None else counted(length.count, units[length.unit])


def excuse(rejected: MediaRejected, language: Language, meeting: str | None = None) -> str:
    """Say in one sentence why a file cannot be read, and what to do.

    `meeting` is its name, where it is one of a meeting.
    """
    phrases, figures = texts(language), rejected.figures
    if rejected.reason in {Reason.TOO_LARGE, Reason.NOT_SCANNED}:
        figures = {
            name: _megabytes(size) if isinstance(size, int) else size
            for name, size in figures.items()
        }
    own = {} if meeting is None else phrases.meetings.rejections
    phrase = own.get(rejected.reason) or phrases.rejections[rejected.reason]
    return phrase.format_map({**figures, "name": meeting or ""})


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB" if size >= 10_000_000 else f"{size / 1_000_000:.1f} MB"


def _grouped(text: str) -> str:
    try:
        return plain(Decimal(text))
    except InvalidOperation:
        return text
