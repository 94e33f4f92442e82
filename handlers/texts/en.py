"""English."""

from handlers.texts import lacks
from handlers.texts.asking import ENGLISH_ASKING
from handlers.texts.contracting import ENGLISH_CONTRACTS
from handlers.texts.fitting import ENGLISH_FITTING
from handlers.texts.giving import ENGLISH_GIVING
from handlers.texts.greeting import ENGLISH_GREETING
from handlers.texts.helping import ENGLISH_HELP
from handlers.texts.huddling_aloud import ENGLISH_ALOUD
from handlers.texts.huddling_en import ENGLISH_HUDDLES
from handlers.texts.meetings_en import ENGLISH_MEETINGS
from handlers.texts.minutes import ENGLISH_MINUTES
from handlers.texts.minuting import ENGLISH_MINUTING
from handlers.texts.model import Texts
from handlers.texts.picking import ENGLISH_PICKING
from handlers.texts.playing import ENGLISH_PLAYING
from handlers.texts.remembering import ENGLISH_REMEMBERING
from handlers.texts.reviewing_en import ENGLISH_REVIEW
from handlers.texts.scanning import ENGLISH_SCANNING
from handlers.texts.status import ENGLISH_STATUS
from handlers.texts.tasks_en import ENGLISH_TASKS
from handlers.texts.unseen import ENGLISH_UNSEEN
from handlers.texts.withdrawing import ENGLISH_WITHDRAWING
from pipelines.document.exchange import Wording
from pipelines.document.findings import Rule

FIELDS = {
    "vendor": "Seller",
    "invoice_number": "Number",
    "issue_date": "Date",
    "due_date": "Due",
    "currency": "Currency",
    "subtotal": "Subtotal",
    "tax": "Tax",
    "total": "Total",
    "line_items": "Lines",
    "amount_in_words": "In words",
    "iban": "IBAN",
    "buyer_tax_id": "Buyer's tax number",
    "invoice_code": "Invoice code",
    "taxes": "Tax by rate",
    "buyer": "Buyer",
    "vendor_tax_id": "Seller's tax number",
    "description": "description",
    "qty": "quantity",
    "unit_price": "unit price",
    "allowance_total": "Allowances",
    "charge_total": "Charges",
    "title": "Title",
    "parties": "Party",
    "effective_date": "Effective date",
    "expiry_date": "Expiry date",
    "term": "Term",
    "auto_renewal": "Renewal",
    "renewal_term": "Renewal term",
    "notice_period": "Notice period",
    "amount": "Amount",
    "governing_law": "Governing law",
    "termination": "Termination",
}

# What failed, in two or three words: for a picture.
SHORT: dict[Rule, str] = {
    "amount_in_words": "not as in words",
    "bank_changed": "another account",
    "contradicting_terms": "said in two ways",
    "currency_conflict": "another currency",
    "currency_guessed": "guessed",
    "date_guessed": "day or month?",
    "due_before_issue": "before the issue",
    "duplicate": "seen before",
    "ends_before_start": "before it starts",
    "future_date": "in the future",
    "iban": "check digits wrong",
    "instruction": "speaks to machines",
    "invalid_date": "no such day",
    "line_amount_mismatch": "not quantity × price",
    "line_sum_mismatch": "not the sum of lines",
    "low_ocr_confidence": "hard to read",
    "missing_evidence": "not on the page",
    "missing_field": "missing",
    "multiple_invoices": "several documents",
    "near_duplicate": "much like another",
    "parties_swapped": "your own company?",
    "shown_in_part": "not all was shown",
    "source_conflict": "two sources differ",
    "structured_ignored": "e-invoice damaged",
    "sum_mismatch": "does not add up",
    "tax_id": "check character wrong",
    "tax_rate": "not by its rate",
    "tax_rate_implausible": "unusual rate",
    "term_mismatch": "not by its term",
    "total_guessed": "guessed",
    "unknown_xml": "unknown XML",
    "unreadable_page": "unreadable page",
}

READS = "I read PDF, OFD, e-invoice XML, JPG, PNG, WebP, HEIC and TIFF."

ENGLISH = Texts(
    reading="Reading {name}…",
    reading_page="Recognising page {page} of {pages}…",
    footer="Read by {reader}",
    readers={
        "local": "the embedded reader, on Clerk's own machine",
        "qwen": "Qwen",
        "claude": "Claude",
        "gpt": "GPT",
        "gemini": "Gemini",
    },
    pages=("e-invoice without pages", "1 page", "{count} pages"),
    passed="All checks passed.",
    flagged=(
        "1 check failed: a person should look at this before it is paid.",
        "{count} checks failed: a person should look at this before it is paid.",
    ),
    warned=("Passed, with 1 warning.", "Passed, with {count} warnings."),
    line_columns=("Description", "Qty", "Unit price", "Amount"),
    more_lines="… and {count} more lines; all of them are in the JSON.",
    json_title="JSON",
    picture_alt="Where each value of {name} stands on the page",
    page="p. {page}",
    nothing="not found",
    credit_note="Credit note",
    tax_at="Tax at {rate} %",
    tax_on=" on {base}",
    seen_before="{name} is the same file as {document}, which I read on {date}. Nothing was added.",
    not_an_invoice="{name} does not look like an invoice, a receipt or a contract, so I left it "
    "alone.",
    a_contract="{name} is a contract, but nothing of its terms was read.",
    rejected="I could not read {name}",
    gone=lacks.EN,
    failed="Something broke inside Clerk while it dealt with {name} ({fault}). The operator's log "
    "has the details. Try again below, or tell them.",
    cancelled_title="Reading {name} was cancelled",
    cancelled="Whoever runs Clerk cancelled this job; nothing is broken. To have the file read "
    "after all, try again below.",
    helping=ENGLISH_HELP,
    unknown_command="I do not know “{words}”.",
    fields=FIELDS,
    kinds={
        "invoice": "Invoice",
        "receipt": "Receipt",
        "contract": "Contract",
        "other": "Document",
    },
    rejections={
        "empty": "The file is empty.",
        "too_large": "The file is larger than {limit}, the most I read.",
        "unknown_type": "I do not know this kind of file. " + READS,
        "unsupported_type": "I cannot read {type} files. " + READS,
        "encrypted": "The file is protected by a password. Save it without one and drop it again.",
        "no_pages": "The document has no pages.",
        "too_many_pages": "The document has {pages} pages; the limit is {limit}. Split it.",
        "too_many_pixels": "The picture has {width} × {height} pixels; the limit is {limit} "
        "megapixels. Make it smaller and drop it again.",
        "no_transcript": "This text is not a transcript that I can read: it needs times, or a name "
        "before what each person says. WebVTT and SRT files work best.",
        "too_long": "The document says more than I can take over at once. Split it, and drop the "
        "parts.",
        "damaged": "The file is damaged or not what its name says. Export it again, or drop a "
        "picture of it.",
        "forbidden_xml": "The XML declares a document type or entities, or is nested too deep. "
        "E-invoices never need that, so I do not open it.",
        "exhausted": "Reading the file took more memory or processor time than a document may "
        "use. Export it again, or drop a picture of it.",
        "too_slow": "Reading the file took longer than {limit} seconds. Export it again, or drop "
        "a picture of it.",
        "infected": "The virus scanner found {signature} in it. I did not open the file, and "
        "deleted my copy. Delete yours, and ask whoever sent it to you.",
        "nothing_in_it": "There is neither sound nor picture in it that I can decode.",
        "too_many_streams": "The recording has {streams} tracks; the limit is {limit}. Export it "
        "with one picture and one sound.",
        "too_many_hours": "The recording lasts {hours} hours; the limit is {limit}. Split it.",
        "not_scanned": "The virus scanner could not look into all of this file of {size}, so I did "
        "not open it. Export it again with less in it, or ask who runs me to raise {setting} of "
        "clamd.",
        "no_room": "There is no room for it on the disk of the machine I run on, so I did not keep "
        "it. Tell who runs me, and try again then.",
    },
    picture=Wording(
        fields=FIELDS,
        line="Line {number}",
        good="found",
        warning="have a look",
        error="failed a check",
        lines="lines of goods",
        rules=SHORT,
        because="{field}: {reason}",
        lost="No place on the page",
        hidden="Only in the embedded e-invoice",
        page="Page {number}",
        elsewhere="More values on the pages",
        more="and {count} more",
    ),
    sources={"xml": "the embedded e-invoice", "qr": "the QR code"},
    silent_page="{field}: {source} says {expected}, the page does not.",
    inseparable="{count} documents seem to stand on one page, and only one of them was read: drop "
    "each by itself.",
    readers_differ="{field}: Clerk reads {found}, {reader} reads {expected}.",
    kinds_differ="Clerk takes this for: {found}. {reader} takes it for: {expected}.",
    another_kind="something else",
    credit_differs="{reader} takes this for a credit note, Clerk does not.",
    rules={
        "missing_field": "{field} is missing.",
        "missing_evidence": "{field} “{found}” was not found on the page.",
        "sum_mismatch": "Subtotal and tax add up to {expected}, but the total is {found}.",
        "line_sum_mismatch": "{field}: the lines add up to {expected}, but it is {found}.",
        "instruction": "The page speaks to machines that read it: “{found}”. Values may have been "
        "planted.",
        "shown_in_part": "{reader} was shown only the first part of this document: it is too long.",
        "invalid_date": "{field}: “{found}” is not a day of the calendar.",
        "ends_before_start": "{field} {found} lies before the day it takes effect, {effective}.",
        "future_date": "{field} {found} lies in the future.",
        "duplicate": "Seller and number were seen before, in {document} of {date}.",
        "source_conflict": "{field}: the page says {found}, {source} {expected}.",
        "unreadable_page": "Page {page} could not be read.",
        "contradicting_terms": "{field}: the contract says {found}, and elsewhere {other}; "
        "neither was taken.",
        "currency_conflict": "{field}: stated in {found}, but the invoice is in {expected}.",
        "unknown_xml": "An XML, but no e-invoice I know (UBL, CII or Chinese).",
        "currency_guessed": "The currency {found} was guessed from its sign.",
        "term_mismatch": "{field} {found}: {term} from {start} lead to {expected}.",
        "total_guessed": "Nothing names the total; {found} is the largest amount.",
        "date_guessed": "{field}: “{found}” could be read with day and month swapped.",
        "amount_in_words": "In words it says {expected}, in figures {found}.",
        "bank_changed": "{field}: this seller's account was {expected} until now; here it is "
        "{found}. Ask the seller by a number you know before you pay.",
        "due_before_issue": "{field} {found} lies before the date of issue, {issued}.",
        "iban": "{field}: the check digits of “{found}” are wrong.",
        "line_amount_mismatch": "Line {line}: quantity times unit price is {expected}, but the "
        "amount is {found}.",
        "low_ocr_confidence": "{field}: “{found}” was hard to read ({score} %).",
        "multiple_invoices": "This file holds {count} documents, on the pages {pages}; each is "
        "answered and decided on by itself. This is the one on {part}.",
        "near_duplicate": "Same seller, total and about the same date as {document} of {date}, "
        "under another number.",
        "parties_swapped": "The seller, “{found}”, is your own company: seller and buyer may be "
        "swapped.",
        "tax_id": "{field}: the check character of “{found}” is wrong.",
        "tax_rate": "{field}: by the rate of {rate} % it would be {expected}, but it is {found}.",
        "tax_rate_implausible": "{rate} % is no tax rate of {country} that I know.",
        "structured_ignored": "The embedded e-invoice is damaged; only the page was read.",
    },
    review=ENGLISH_REVIEW,
    asking=ENGLISH_ASKING,
    remembering=ENGLISH_REMEMBERING,
    contracts=ENGLISH_CONTRACTS,
    scanning=ENGLISH_SCANNING,
    fitting=ENGLISH_FITTING,
    status=ENGLISH_STATUS,
    minutes=ENGLISH_MINUTES,
    minuting=ENGLISH_MINUTING,
    withdrawing=ENGLISH_WITHDRAWING,
    picking=ENGLISH_PICKING,
    playing=ENGLISH_PLAYING,
    giving=ENGLISH_GIVING,
    unseen=ENGLISH_UNSEEN,
    greeting=ENGLISH_GREETING,
    meetings=ENGLISH_MEETINGS,
    tasks=ENGLISH_TASKS,
    huddles=ENGLISH_HUDDLES,
    aloud=ENGLISH_ALOUD,
)
