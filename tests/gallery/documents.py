"""The cards and forms about one document, and those about none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date
from decimal import Decimal
from typing import get_args

from handlers.cards import (
    budget_card,
    contract_card,
    failed_card,
    gone_card,
    help_card,
    reading_card,
    rejected_card,
    result_card,
    retrying_card,
    seen_card,
    seen_elsewhere_card,
)
from handlers.chat import Card, Form, Language
from handlers.deadlines import Outlook
from handlers.elsewhere import told_elsewhere
from handlers.forms import edit_form, reason_form
from handlers.ports import CANCELLED, Document
from handlers.review_parts import Standing
from handlers.spending import Budget
from handlers.texts.catalogue import texts
from handlers.verdicts import Act, Review, State, Verdict, opened
from pipelines.document.findings import FACTS, Finding, Rule
from pipelines.document.model import Evidence, Invoice, LineItem, Reading
from pipelines.document.terms import MOST_PARTIES, Contract
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Box
from pipelines.usage import Usage
from tests.fake_ledger import MORNING, a_document, a_drop
from tests.handlers.test_texts import FIGURES

VOICES = {
    "plain": "Northmoor Analytics & Sons Ltd ",
    "chinese": "杭州远山贸易有限公司（增值税专用发票）",
    "emoji": "👩‍👩‍👧‍👦🇩🇪👍🏽❤️‍🔥",
    "right to left": "شركة المثال ١٢٣ דוגמה ",
    "one word": "x",
    "hostile": "<!channel> *b* https://evil.example\u202e | \\n ",
}
STATES: tuple[State, ...] = ("passed", "pending", "approved", "rejected")
VERDICTS: tuple[Verdict, ...] = ("approve", "reject", "flag")
_GOODS, _FINDINGS, _ACTS = 300, 10, 12


def long(voice: str, most: int) -> str:
    """Give `most` characters in a voice."""
    return (VOICES[voice] * most)[:most]


def findings(voice: str) -> tuple[Finding, ...]:
    """Give as many as a bad invoice has, of values as long as they come."""
    return tuple(
        Finding(
            rule=rule,
            severity="error" if at % 3 else "warning",
            field="line_items.3.total" if at % 2 else "total",
            facts=dict.fromkeys(FACTS[rule], long(voice, 200)),
        )
        for at, rule in enumerate(get_args(Rule)[-_FINDINGS:])
    )


def invoice(voice: str, goods: int = _GOODS) -> Invoice:
    """Give an invoice with everything in it."""
    name, sign, amount = long(voice, 300), long(voice, 100), Decimal("-99999999999.9999")
    item = LineItem(
        description=long(voice, 500), qty=amount, unit_price=amount, total=Decimal("0.01")
    )
    return Invoice(
        vendor=name, invoice_number=sign, issue_date=date(2026, 3, 1), currency="EUR",
        subtotal=amount, tax=amount, total=amount, line_items=(item,) * goods,
        due_date=date(2026, 4, 1), buyer=name, vendor_tax_id=sign, iban=sign, buyer_tax_id=sign,
        invoice_code=sign, credit_note=True,
    )  # fmt: skip


def reading(voice: str, goods: int = _GOODS) -> Reading:
    """Give the reading of such an invoice, with all that is wrong with it."""
    quote = long(voice, 200)
    box = Box(0.1, 0.2, 0.5, 0.22)
    places = (
        Evidence(page=1, box=box, text=quote, source="ocr"),
        Evidence(page=None, path="/Invoice/" + long("one word", 80), source="xml", text=quote),
    )
    return Reading(
        kind="invoice",
        invoice=invoice(voice, goods),
        findings=findings(voice),
        evidence=dict.fromkeys(("total", "subtotal", "tax", "line_items.3.total"), places),
        reader="local",
        pages=50,
        usage=Usage(seconds=1, cost_usd=Decimal("0.1")),
    )


def document(voice: str, language: Language, goods: int = _GOODS) -> Document:
    """Give the document of such a reading."""
    drop = replace(a_drop("t1", "F1", name=long(voice, 200)), language=language)
    return a_document(drop, "content", reading=reading(voice, goods))


def standing(voice: str, state: State) -> Standing:
    """Give where such a document stands after a long quarrel."""
    acts = tuple(
        Act(
            verdict="edit" if at % 2 else "flag",
            person="slack:U0ANNA",
            at=MORNING,
            revision=at + 1,
            reason=long(voice, 1000),
        )
        for at in range(_ACTS)
    )
    if state in {"approved", "rejected"}:
        verdict: Verdict = "approve" if state == "approved" else "reject"
        acts = (*acts, replace(acts[0], verdict=verdict, revision=1))
    review = opened("t1", "D-AAAAAAAAAA", reading(voice), MORNING)
    named = {"slack:U0ANNA": long(voice, 80)}
    return Standing(replace(review, state=state, acts=acts), named, UTC)


def pact(voice: str) -> Reading:
    """Give a contract with all that there is to say of one."""
    words = long(voice, 300)
    return Reading(
        kind="contract",
        contract=Contract(
            title=words,
            parties=(words,) * MOST_PARTIES,
            roles=(words,) * MOST_PARTIES,
            effective_date=date(2025, 4, 1),
            expiry_date=date(2027, 3, 31),
            term="2 years",
            auto_renewal=True,
            renewal_term="1 year",
            notice_period="30 days",
            amount=Decimal("4800.00"),
            currency="GBP",
            governing_law=words,
            termination=long(voice, 2000),
        ),
        findings=findings(voice),
        reader="local",
        pages=40,
        usage=Usage(seconds=1, cost_usd=None),
    )


def cards(voice: str, language: Language) -> Iterator[tuple[str, Card]]:
    """Give the cards about one document, and those that are about none."""
    name, paper = long(voice, 200), document(voice, language)
    result = result_card(paper.reading, name, language, paper.id)
    yield "read", result
    yield "little", result_card(reading(voice, 1), name, language, paper.id)
    for state in STATES:
        stands = standing(voice, state)
        yield state, result_card(paper.reading, name, language, paper.id, standing=stands)
    yield "seen", seen_card(paper, paper.drop, UTC, standing=standing(voice, "pending"))
    yield "told", told_elsewhere(result, paper.drop, standing(voice, "pending"), language)
    yield "contract", contract_card(pact(voice), name, language, "D-1", Outlook(date(2026, 1, 1)))
    yield "reading", reading_card(name, language, (3, 50))
    yield "seen elsewhere", seen_elsewhere_card(name, language)
    for why in texts(language).gone:
        yield f"gone: {why}", gone_card(why, name, language)
    yield "failed", failed_card("RuntimeError", name, language, "job of it")
    yield "cancelled", failed_card(CANCELLED, name, language, "job of it")
    yield "retrying", retrying_card(name, language)
    yield "help", help_card(language, unknown=long(voice, 2000))
    spent = Budget(date(2026, 11, 22), Decimal(99), Decimal(100))
    yield "budget", budget_card(spent, language)
    for reason in Reason:
        refused = MediaRejected(reason, **FIGURES.get(reason, {}))
        yield f"rejected: {reason}", rejected_card(refused, name, language)


def forms(voice: str, language: Language) -> Iterator[tuple[str, Form]]:
    """Give the forms about one document."""
    for goods in (0, 1, 40, _GOODS):
        paper = document(voice, language, goods)
        review: Review = opened("t1", paper.id, paper.reading, MORNING)
        yield f"edit {goods}", edit_form(paper, review, language)
        for verdict in VERDICTS if goods == 1 else ():
            wrong = paper.reading.findings
            yield verdict, reason_form(verdict, paper, 3, language, wrong)
