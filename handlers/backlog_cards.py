"""The card of what waits for accounting: a page of documents or of sellers, the oldest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.chat import Button, Buttons, Card, Entry, Language, Part, Text
from handlers.ports import Document
from handlers.review_parts import OPEN, shortened, value_of
from handlers.texts.catalogue import texts
from handlers.texts.reviewing import ReviewTexts
from handlers.texts.written import counted, money
from handlers.verdicts import Case, Review

SHOW = "backlog.show"
ALL, MINE, VENDOR = "all", "mine", "vendor"
PAGE = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that waits."""

    case: Case
    document: Document


@dataclass(frozen=True, slots=True)
class Seller:
    """What waits of one seller, the oldest first; `view` shows it."""

    view: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a view lists from `offset` on, of `count` that it has."""

    view: str
    offset: int
    count: int
    listed: Sequence[Waiting | Seller]


@dataclass(frozen=True, slots=True)
class Totals:
    """How much waits in each view that a person has, and since when the oldest of it does.

    `decides`: whether what is theirs is to be decided by them; else they have dropped it.
    """

    counts: Mapping[str, int]
    oldest: datetime | None
    decides: bool


def backlog_card(page: Page, totals: Totals, now: datetime, language: Language) -> Card:
    """Show a page of what waits, with the ways to the other pages and views."""
    phrases = texts(language).review
    title = waiting_title(totals.counts[ALL], language)
    if totals.oldest is None:
        return Card(title, tone="good")
    oldest = phrases.backlog_oldest.format(age=age(totals.oldest, now, language))
    entries = tuple(_entry(one, now, language) for one in page.listed)
    return Card(
        title,
        (
            Text(oldest),
            _views(page.view, totals, phrases),
            *_seller(page, language),
            *(entries or (Text(phrases.nothing_here),)),
            *_paging(page, phrases),
        ),
    )


def waiting_title(count: int, language: Language) -> str:
    """Say how many documents wait."""
    none, *one_or_many = texts(language).review.backlog_title
    one, many = one_or_many
    return counted(count, (one, many)) if count else none


def age(since: datetime, now: datetime, language: Language) -> str:
    """Say how long ago `since` is, in the largest unit that there is one of."""
    ages = texts(language).review.ages
    past = max(now - since, timedelta(minutes=1))
    for unit, length in (("days", timedelta(days=1)), ("hours", timedelta(hours=1))):
        if past >= length:
            return counted(past // length, ages[unit])
    return counted(past // timedelta(minutes=1), ages["minutes"])


def document_entry(waiting: Waiting, now: datetime, language: Language) -> Entry:
    """Show what waits in two lines: whose it is, and what is the matter with it."""
    phrases, review = texts(language).review, waiting.case.review
    invoice = waiting.document.reading.invoice
    number = (invoice and invoice.invoice_number) or review.document_id
    total = review.summary.total
    details = (
        None if total is None else money(total, review.summary.currency),
        _matter(waiting, language),
        phrases.half_approved if review.approvals else None,
        age(review.since, now, language).strip(),
    )
    return Entry(
        phrases.entry.format(vendor=_name(review, phrases), number=shortened(number)),
        " · ".join(one for one in details if one),
        Button(OPEN, value_of(review.document_id, review.revision), phrases.buttons["open"]),
    )


def _entry(listed: Waiting | Seller, now: datetime, language: Language) -> Entry:
    if isinstance(listed, Waiting):
        return document_entry(listed, now, language)
    phrases, oldest = texts(language).review, listed.cases[0].review
    waiting = waiting_title(len(listed.cases), language)
    return Entry(
        _name(oldest, phrases),
        f"{waiting} · {age(oldest.since, now, language).strip()}",
        Button(SHOW, f"{listed.view}:0", phrases.buttons["open"]),
    )


def _matter(waiting: Waiting, language: Language) -> str:
    """Say which checks failed or, where none did, who wants a decision all the same."""
    phrases = texts(language)
    review, reading = waiting.case.review, waiting.document.reading
    failed = [one.field for one in reading.findings if one.severity == "error"]
    if not failed:
        asked = [act.verdict for act in review.acts if act.verdict in {"edit", "flag"}]
        is_edited = asked[-1:] == ["edit"]
        return phrases.review.edited_by_person if is_edited else phrases.review.flagged_by_person
    said = counted(len(failed), phrases.review.checks_failed)
    fields = dict.fromkeys(phrases.fields.get(one, one) for one in failed if one)
    if not fields:
        return said
    return phrases.review.failed_fields.format(failed=said, fields=", ".join(fields))


def _views(current: str, totals: Totals, phrases: ReviewTexts) -> Buttons:
    """Give the ways to the views; one seller's is part of that of all sellers."""
    labels = {ALL: ALL, MINE: MINE if totals.decides else "dropped", VENDOR: VENDOR}
    marked = current if current in labels else VENDOR
    return Buttons(
        tuple(
            Button(
                SHOW,
                f"{view}:0",
                phrases.views[label].format(count=totals.counts[view]),
                "good" if view == marked else "plain",
            )
            for view, label in labels.items()
        )
    )


def _seller(page: Page, language: Language) -> tuple[Text, ...]:
    """Say whose view it is, where it is one seller's."""
    first = next(iter(page.listed), None)
    if page.view in {ALL, MINE, VENDOR} or not isinstance(first, Waiting):
        return ()
    phrases = texts(language).review
    said = phrases.of_seller.format(
        seller=_name(first.case.review, phrases), waiting=waiting_title(page.count, language)
    )
    return (Text(said),)


def _paging(page: Page, phrases: ReviewTexts) -> tuple[Part, ...]:
    """Say which part of the view this is, with the ways on and back; nothing where it is all."""
    if page.count <= PAGE or not page.listed:
        return ()
    last = page.offset + len(page.listed)
    ways = tuple(
        Button(SHOW, f"{page.view}:{offset}", phrases.buttons[way])
        for way, offset in (("earlier", page.offset - PAGE), ("later", page.offset + PAGE))
        if 0 <= offset < page.count
    )
    where = phrases.backlog_page.format(first=page.offset + 1, last=last, count=page.count)
    return Text(where), Buttons(ways)


def _name(review: Review, phrases: ReviewTexts) -> str:
    return shortened(review.summary.vendor or phrases.no_vendor)
