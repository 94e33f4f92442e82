"""From a language to its phrases, and from a finding to its sentence."""

from decimal import Decimal, InvalidOperation

from handlers.chat import Language
from handlers.texts.en import ENGLISH
from handlers.texts.model import Texts
from handlers.texts.written import plain
from handlers.texts.zh import CHINESE
from pipelines.document.model import AMOUNTS, Finding
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
    if finding.rule == "duplicate" and not names_twin:
        return phrases.review.duplicate_unnamed
    name = finding.field or ""
    facts = {**finding.facts, "field": phrases.fields.get(name, name)}
    if grouped and name in AMOUNTS and finding.rule != "currency_conflict":
        facts |= {key: _grouped(facts[key]) for key in ("expected", "found") if key in facts}
    is_silent = finding.rule == "source_conflict" and "found" not in facts
    phrase = phrases.silent_page if is_silent else phrases.rules[finding.rule]
    return phrase.format_map(facts)


def excuse(rejected: MediaRejected, language: Language) -> str:
    """Say in one sentence why a file cannot be read, and what to do."""
    figures = rejected.figures
    if rejected.reason is Reason.TOO_LARGE:
        figures = {name: _megabytes(int(size)) for name, size in figures.items()}
    return texts(language).rejections[rejected.reason].format_map(figures)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB" if size >= 10_000_000 else f"{size / 1_000_000:.1f} MB"


def _grouped(text: str) -> str:
    try:
        return plain(Decimal(text))
    except InvalidOperation:
        return text
