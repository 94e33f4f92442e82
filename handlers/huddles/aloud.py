"""Sentences about what was looked up, for the ear: short, in one language, without markup."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from handlers.chat import Language
from handlers.ports import Document
from handlers.texts.catalogue import texts
from handlers.texts.written import counted, money
from handlers.verdicts import Case, Review
from pipelines.document.model import Invoice

MOST_NAMED = 3
_MOST_WORDS = 160  # letters of what stands in a document, or was said
_MONTHS = {"en": "MMMM y", "zh": "y年M月"}


def waiting_said(cases: Sequence[Case], language: Language) -> str:
    """Say what waits: how much, and what has waited longest."""
    said = texts(language).aloud
    if not cases:
        return said.waiting_none
    named = [
        said.one.format(
            vendor=_vendor(one.review.summary.vendor, language),
            total=_total(one.review.summary.total, one.review.summary.currency, language),
        )
        for one in cases[:MOST_NAMED]
    ]
    told = [counted(len(cases), said.waiting), said.between.join(named), *_rest(cases, language)]
    return _sentences(told, language)


def spent_said(
    month: date, vendor: str, sums: Mapping[str, Decimal], waits: Mapping[str, Decimal],
    language: Language,
) -> str:  # fmt: skip
    """Say what a month cost, by currency, and how much of it still waits."""
    said = texts(language).aloud
    if not sums:
        return said.spent_none
    phrase = said.spent_on if vendor else said.spent
    when = format_date(month, _MONTHS[language], locale=language)
    told = [phrase.format(month=when, vendor=_cut(vendor), total=_sum(sums, language))]
    if waits:
        told.append(said.spent_waits.format(total=_sum(waits, language)))
    return _sentences(told, language)


def document_said(document: Document, review: Review | None, found: int, language: Language) -> str:
    """Say what stands in a document, and where it stands; `found`: it is one of so many."""
    said = texts(language).aloud
    invoice = document.reading.invoice or Invoice()
    told = [
        said.document.format(
            vendor=_vendor(invoice.vendor, language),
            total=_total(invoice.total, invoice.currency, language),
            state=said.states["" if review is None else review.state],
        )
    ]
    if invoice.invoice_number:
        told.append(said.number.format(number=_cut(invoice.invoice_number)))
    for phrase, day in ((said.dated, invoice.issue_date), (said.due, invoice.due_date)):
        if day is not None:
            told.append(phrase.format(date=format_date(day, "long", locale=language)))
    errors = sum(one.severity == "error" for one in document.reading.findings)
    if errors:
        told.append(counted(errors, said.failed))
    if found > 1:
        told.append(said.several.format(count=found))
    return _sentences([*told, said.in_thread], language)


def agreed_said(
    texts_: Sequence[tuple[str, str]], one_or_many: tuple[str, str], language: Language
) -> str:
    """Say what was decided, or is to be done, each with its owner ("" for nobody)."""
    said = texts(language).aloud
    if not texts_:
        return said.nothing
    named = [
        said.owner.format(text=_cut(text), owner=_cut(owner)) if owner else _cut(text)
        for text, owner in texts_[:MOST_NAMED]
    ]
    head = counted(len(texts_), one_or_many) + said.between.join(named) + "."
    return _sentences([head, *_rest(texts_, language)], language)


def _rest(all_: Sequence[object], language: Language) -> list[str]:
    more = len(all_) - MOST_NAMED
    return [counted(more, texts(language).aloud.more)] if more > 0 else []


def _sum(sums: Mapping[str, Decimal], language: Language) -> str:
    between = {"en": " and ", "zh": "和"}[language]
    return between.join(money(total, currency) for currency, total in sorted(sums.items()))


def _vendor(name: str | None, language: Language) -> str:
    return _cut(name) if name else texts(language).aloud.unnamed


def _total(total: Decimal | None, currency: str | None, language: Language) -> str:
    return texts(language).aloud.no_total if total is None else money(total, currency)


def _cut(words: str) -> str:
    """Give words of others in one line, and no more of them than somebody listens to."""
    line = " ".join("".join(one if one.isprintable() else " " for one in words).split())
    return line if len(line) <= _MOST_WORDS else f"{line[: _MOST_WORDS - 1]}…"


def _sentences(told: Sequence[str], language: Language) -> str:
    return {"en": " ", "zh": ""}[language].join(told)
