"""From a language to its phrases, and from a finding to its sentence."""

from handlers.chat import Language
from handlers.texts.en import ENGLISH
from handlers.texts.model import Texts
from handlers.texts.zh import CHINESE
from pipelines.document.model import Finding
from pipelines.errors import MediaRejected, Reason

_LANGUAGES: dict[Language, Texts] = {"en": ENGLISH, "zh": CHINESE}


def texts(language: Language) -> Texts:
    """Give the phrases of `language`."""
    return _LANGUAGES[language]


def explain(finding: Finding, language: Language, *, names_twin: bool = True) -> str:
    """Say in one sentence what is wrong; with or without the name of the document it repeats."""
    phrases = texts(language)
    if finding.rule == "duplicate" and not names_twin:
        return phrases.review.duplicate_unnamed
    name = finding.field or ""
    facts = {**finding.facts, "field": phrases.fields.get(name, name)}
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
