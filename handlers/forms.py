"""Forms that people fill in about a document, and what they wrote in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from handlers.chat import (
    Errors,
    Form,
    Grid,
    Input,
    InputKind,
    Language,
    Submission,
    Text,
    Tone,
)
from handlers.filled import (
    COLUMNS,
    FIELDS,
    Cell,
    Filled,
    Read,
    fitted,
    rows_of,
    written,
    yes_or_no,
)
from handlers.ports import Document
from handlers.review_parts import ACTIONS, called, value_of
from handlers.texts.catalogue import explain, texts
from handlers.texts.written import counted
from handlers.verdicts import Review, Verdict
from pipelines.document.exchange import MOST_LINES
from pipelines.document.findings import BY_OTHERS, Finding
from pipelines.document.model import LINES, Invoice, Reading
from pipelines.document.page.marks import CODES
from pipelines.document.typed import amount_of, currency_of, day_of, tidied

LINES_SHOWN = 100
LINES_WRONG_SHOWN = 10
REASON = "reason"
MOST_REASON = 1000

_TONES: Mapping[Verdict, Tone] = {"approve": "good", "reject": "bad"}


def edit_form(document: Document, review: Review, language: Language) -> Form:
    """Ask for the fields and lines of a document; at each field, what is wrong with it.

    Sent back as it is, it changes nothing.
    """
    phrases, reading = texts(language), document.reading
    invoice = reading.invoice or Invoice()
    hidden = len(invoice.line_items) - LINES_SHOWN
    hints = _hints(reading, language)
    return Form(
        action=ACTIONS["edit"],
        value=value_of(document.id, review.revision),
        title=phrases.review.edit_title.format(document=called(document)),
        submit=phrases.review.submit["edit"],
        inputs=(
            *(_input(name, invoice, language, hints.get(name)) for name in FIELDS),
            Grid(
                name=LINES,
                label=phrases.fields[LINES],
                columns=tuple(zip(COLUMNS, phrases.line_columns, strict=True)),
                rows=rows_of(invoice.line_items[:LINES_SHOWN], language),
                numeric=frozenset({1, 2, 3}),
                most=LINES_SHOWN,
            ),
        ),
        parts=(
            *_said_of_lines(reading, language),
            *([Text(phrases.more_lines.format(count=hidden))] if hidden > 0 else []),
        ),
    )


def reason_form(
    verdict: Verdict,
    document: Document,
    revision: int,
    language: Language,
    findings: Sequence[Finding] = (),
    names_twin: bool = True,
) -> Form:
    """Ask why; first, name the `findings` that a verdict would override.

    `names_twin`: whether the earlier document may be named that this one repeats.
    """
    said = texts(language).review
    titles: Mapping[Verdict, str] = {
        "approve": said.approve_title,
        "reject": said.reject_title,
        "flag": said.flag_title,
        "edit": said.edit_title,
    }
    overridden = [explain(one, language, names_twin=names_twin, grouped=True) for one in findings]
    if overridden:
        overridden.insert(0, counted(len(findings), said.override))
    return Form(
        action=ACTIONS[verdict],
        value=value_of(document.id, revision),
        title=titles[verdict].format(document=called(document)),
        submit=said.submit[verdict],
        inputs=(Input(REASON, said.reason, kind="note", required=True, hint=said.reason_hint),),
        parts=tuple(Text(sentence, "bad") for sentence in overridden),
        tone=_TONES.get(verdict, "plain"),
    )


def reason_of(submission: Submission, *, required: bool) -> str | Errors | None:
    """Give the reason that a form says, or what is wrong with it; None where there is none."""
    mistakes = texts(submission.language).review.mistakes
    reason = tidied(submission.values.get(REASON, ""))
    if len(reason) > MOST_REASON:
        return Errors({REASON: mistakes["long"].format(limit=MOST_REASON)})
    if required and not reason:
        return Errors({REASON: mistakes["required"]})
    return reason or None


def reason_in(text: str) -> str | None:
    """Give the reason that somebody wrote, as one paragraph; None where there is none."""
    reason = tidied(text)
    if len(reason) > MOST_REASON:
        return f"{reason[: MOST_REASON - 1]}…"
    return reason or None


def invoice_of(submission: Submission, before: Invoice) -> Invoice | Errors:
    """Give the invoice as somebody filled it in, or what is wrong with that.

    What was not touched stays as it is to the last digit, however it is written.
    """
    filled = Filled(before, submission.language)
    filled.take(submission.values)
    rows = submission.rows.get(LINES)
    if rows is not None:
        filled.take_lines(rows, LINES_SHOWN, submission.shown.get(LINES, LINES_SHOWN))
    return filled.invoice()


def changes(
    assignments: Mapping[str, str],
    before: Invoice,
    language: Language,
    rows: Sequence[Sequence[Cell]] | None = None,
) -> Invoice | Errors:
    """Give the invoice with some values changed, or what is wrong with them.

    A value is named as evidence names it: total, line_items.2.total, and behind the last line a
    new one. `rows` take the place of all lines.
    """
    filled = Filled(before, language)
    fields = {name: text for name, text in assignments.items() if name in FIELDS}
    filled.take(fields)
    shown: Sequence[Sequence[Cell]] = rows_of(before.line_items, language)
    table = [list(row) for row in (shown if rows is None else rows)]
    for name, text in assignments.items():
        if name not in fields and not _put(table, name, text):
            known = ", ".join((*FIELDS, *(f"{LINES}.0.{column}" for column in COLUMNS)))
            filled.refuse(name, "field", found=name[:80], fields=known)
    if rows is not None or len(fields) < len(assignments):
        filled.take_lines(table, MOST_LINES)
    return filled.invoice(next(iter(assignments), LINES))


def _input(name: str, invoice: Invoice, language: Language, hint: str | None) -> Input:
    phrases = texts(language)
    kinds: Mapping[Read, InputKind] = {
        amount_of: "amount",
        day_of: "date",
        yes_or_no: "choice",
    }
    options: Mapping[Read, Iterable[str]] = {
        currency_of: sorted(CODES),
        yes_or_no: phrases.review.yes_or_no,
    }
    read = FIELDS[name]
    return Input(
        name=name,
        label=phrases.credit_note if read is yes_or_no else phrases.fields[name],
        value=written(getattr(invoice, name), language),
        kind=kinds.get(read, "text"),
        required=read is yes_or_no,
        hint=hint,
        options=tuple(options.get(read, ())),
    )


def _hints(reading: Reading, language: Language) -> dict[str, str]:
    """Say at each field what is wrong with it, but not what others decide: not all may see it."""
    hints: dict[str, str] = {}
    for finding in sorted(reading.findings, key=lambda one: one.severity):
        if finding.field is not None and finding.rule not in BY_OTHERS:
            hints.setdefault(finding.field, explain(finding, language, grouped=True))
    return hints


def _said_of_lines(reading: Reading, language: Language) -> Iterator[Text]:
    """Say what is wrong in the table of goods: there is no input for a value of it alone."""
    wrong = [one for one in reading.findings if (one.field or "").startswith(LINES)]
    for finding in wrong[:LINES_WRONG_SHOWN]:
        tone: Tone = "bad" if finding.severity == "error" else "plain"
        yield Text(explain(finding, language, grouped=True), tone)


def _put(table: list[list[Cell]], name: str, text: str) -> bool:
    """Write one cell of the table of goods; False where there is no such cell."""
    field, _, cell = name.partition(".")
    number, _, column = cell.partition(".")
    is_number = number.isascii() and number.isdigit() and len(number) <= len(str(MOST_LINES))
    if field != LINES or column not in COLUMNS or not is_number or int(number) > len(table):
        return False
    if int(number) == len(table):
        table.append([""] * len(COLUMNS))
    row = table[int(number)]
    row[:] = fitted(row)
    row[list(COLUMNS).index(column)] = text
    return True
