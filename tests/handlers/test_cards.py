"""Results become cards: what is on them, and what never is."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from handlers.cards import (
    reading_card,
    rejected_card,
    result_card,
    seen_card,
    shown,
)
from handlers.chat import Button, Buttons, Card, Code, Fields, Language, Table, Text, Tone
from handlers.elsewhere import told_elsewhere
from handlers.review_parts import LINK, Standing
from handlers.rows import LINES_SHOWN
from handlers.texts.catalogue import texts
from handlers.verdicts import Act, Review, State, Summary, Verdict
from pipelines.document.findings import Finding
from pipelines.document.model import Evidence, Invoice, LineItem, Original, Reading
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Box
from pipelines.usage import Usage
from tests.fake_ledger import MORNING, a_document, a_drop

USAGE = Usage(seconds=0.4, cost_usd=Decimal(0))
INVOICE = Invoice(
    vendor="Northmoor Analytics Ltd",
    invoice_number="INV-7",
    issue_date=date(2026, 3, 1),
    currency="GBP",
    subtotal=Decimal("1100.00"),
    tax=Decimal("220.00"),
    total=Decimal("1320.00"),
    line_items=(LineItem(description="Hosting", qty=Decimal("2.0000"), total=Decimal("1100.00")),),
)
PLACE = Evidence(page=2, box=Box(0.1, 0.2, 0.3, 0.4), text="1,320.00", source="pdf_text")


def reading(**changes: object) -> Reading:
    values = {
        "kind": "invoice",
        "invoice": INVOICE,
        "evidence": {"total": (PLACE,)},
        "reader": "local",
        "pages": 2,
        "usage": USAGE,
    }
    return Reading.model_validate(values | changes)


def part(card: Card, kind: type[Fields] | type[Table] | type[Code]) -> Fields | Table | Code:
    return next(one for one in card.parts if isinstance(one, kind))


def test_a_clear_invoice_shows_fields_lines_and_json() -> None:
    card = result_card(reading(), "a.pdf", "en", "D-1")
    assert card.title == "Invoice · Northmoor Analytics Ltd · 1,320.00 GBP"
    assert card.tone == "good"
    fields = part(card, Fields)
    assert isinstance(fields, Fields)
    assert ("Total · p. 2", "1,320.00") in fields.rows
    assert ("Number", "INV-7") in fields.rows
    table = part(card, Table)
    assert isinstance(table, Table)
    assert table.rows == (("Hosting", "2", "", "1,100.00"),)
    assert card.footer is not None
    assert card.footer.endswith("D-1")


def test_a_finding_turns_the_card_and_stands_on_it() -> None:
    finding = Finding(rule="missing_field", severity="error", field="total")
    card = result_card(reading(findings=(finding,)), "a.pdf", "zh", None)
    assert card.tone == "bad"
    assert Text("缺少价税合计。", "bad") in card.parts


def test_a_warning_alone_passes_and_is_said() -> None:
    finding = Finding(
        rule="currency_guessed", severity="warning", field="currency", facts={"found": "$"}
    )
    card = result_card(reading(findings=(finding,)), "a.pdf", "en", None)
    assert card.tone == "good"
    assert Text("Passed, with 1 warning.", "good") in card.parts


def test_an_amount_with_one_decimal_is_shown_with_two() -> None:
    invoice = INVOICE.model_copy(update={"total": Decimal("336.9"), "tax": Decimal(1200)})
    fields = part(result_card(reading(invoice=invoice), "a.xml", "en", None), Fields)
    assert isinstance(fields, Fields)
    assert ("Tax", "1,200") in fields.rows
    assert ("Total · p. 2", "336.90") in fields.rows


def test_many_lines_are_cut_and_counted() -> None:
    lines = tuple(LineItem(description=str(number)) for number in range(LINES_SHOWN + 5))
    card = result_card(
        reading(invoice=INVOICE.model_copy(update={"line_items": lines})), "a.pdf", "en", None
    )
    assert Text("… and 5 more lines; all of them are in the JSON.") in card.parts


def test_a_credit_note_says_so() -> None:
    invoice = INVOICE.model_copy(update={"credit_note": True})
    assert result_card(reading(invoice=invoice), "a", "en", None).title.startswith("Credit note")


FLAGGED = reading(
    findings=(
        Finding(
            rule="duplicate",
            severity="error",
            field="invoice_number",
            facts={"document": "D-0", "date": "2026-11-20"},
        ),
    )
)


CHANGED = reading(
    original=Original(invoice=INVOICE.model_copy(update={"total": Decimal("1330.00")}), lines=(0,))
)


def standing(state: State, *acts: Act, revision: int = 1) -> Standing:
    facts = Summary("Acme", None, "GBP", Decimal("1320.00"), 1)
    review = Review("t1", "D-1", revision, state, MORNING, facts, acts, 1 + len(acts))
    return Standing(review, {"local:mei": "Mei Lin"}, UTC)


def test_a_card_says_first_where_the_document_stands_and_last_what_can_be_pressed() -> None:
    card = result_card(FLAGGED, "a.pdf", "en", "D-1", standing=standing("pending", revision=3))
    assert card.parts[:2] == (
        Text("Waiting for accounting: 1 check failed", "bad"),
        Text("Seller and number were seen before, in D-0 of 2026-11-20.", "bad"),
    )
    kinds = [type(one) for one in card.parts]
    assert kinds[-5:] == [Fields, Table, Buttons, Buttons, Code]
    presses = [one.row for one in card.parts if isinstance(one, Buttons)]
    assert {button.value for button in presses[0]} == {"D-1:3"}
    assert presses[1] == (Button("review.open", "D-0:1", "Open D-0"),)
    assert card.tone == "bad"
    assert card.footer is not None
    assert card.footer.endswith("D-1 · revision 3")


def test_without_a_review_there_is_a_verdict_and_nothing_to_press() -> None:
    card = result_card(FLAGGED, "a.pdf", "en", "D-1")
    assert card.parts[:2] == (
        Text("1 check failed: a person should look at this before it is paid.", "bad"),
        Text("Seller and number were seen before, in D-0 of 2026-11-20.", "bad"),
    )
    assert not [one for one in card.parts if isinstance(one, Buttons)]
    assert card.footer is not None
    assert card.footer.endswith("D-1")


@pytest.mark.parametrize(
    ("verdict", "state", "tone"), [("approve", "approved", "good"), ("reject", "rejected", "bad")]
)
def test_a_decided_document_still_says_what_failed(
    verdict: Verdict, state: State, tone: Tone
) -> None:
    act = Act("local:mei", verdict, 1, MORNING, "Known")
    card = result_card(FLAGGED, "a.pdf", "en", "D-1", standing=standing(state, act))
    assert card.tone == tone
    said = [one for one in card.parts if isinstance(one, Text)]
    assert [one.tone for one in said] == [tone, "plain"]
    assert said[0].text.endswith("by Mei Lin · 2026-11-22 08:00 UTC · “Known”")
    assert said[1].text == "Seller and number were seen before, in D-0 of 2026-11-20."


@pytest.mark.parametrize("state", get_args(State))
@pytest.mark.parametrize("said", [FLAGGED, CHANGED])
@pytest.mark.parametrize("language", get_args(Language))
def test_no_card_says_anything_twice(state: State, said: Reading, language: Language) -> None:
    acts = [Act("local:mei", "edit", 1, MORNING), Act("local:mei", "flag", 1, MORNING, "Look")]
    if state in {"approved", "rejected"}:
        acts.append(Act("local:mei", "approve" if state == "approved" else "reject", 2, MORNING))
    stands = standing(state, *acts, revision=2)
    card = result_card(said, "a.pdf", language, "D-1", standing=stands)
    lines = [one.text for one in card.parts if isinstance(one, Text)]
    assert len(lines) == len(set(lines))
    state_word = texts(language).review.states[state]
    assert sum(state_word in line for line in lines) <= 1
    assert sum(texts(language).passed in line for line in lines) <= 1


def test_who_may_not_know_the_earlier_document_reads_it_nowhere() -> None:
    pending = standing("pending")
    card = result_card(FLAGGED, "a.pdf", "en", "D-1", standing=pending, names_twin=False)
    assert Text("Seller and number were seen before: ask accounting.", "bad") in card.parts
    assert "D-0" not in str(card)
    assert "2026-11-20" not in str(card)
    seen = seen_card(
        a_document(a_drop("t1", "F1"), "x", reading=FLAGGED),
        a_drop("t1", "F2"),
        UTC,
        standing=pending,
        names_twin=False,
    )
    assert "D-0" not in str(seen)


@pytest.mark.parametrize(
    ("language", "change"),
    [
        ("en", "Total: 1,320.00, read as 1,330.00"),
        ("zh", "价税合计：1,320.00，原读取为 1,330.00"),
    ],
)
def test_after_who_changed_it_stands_what_was_changed(language: Language, change: str) -> None:
    edit = Act("local:mei", "edit", 1, MORNING)
    stands = standing("pending", edit, revision=2)
    card = result_card(CHANGED, "a.pdf", language, "D-1", standing=stands)
    lines = [one.text for one in card.parts if isinstance(one, Text)]
    assert lines[2] == change
    assert "Mei Lin" in lines[1]
    seen = seen_card(
        a_document(a_drop("t1", "F1"), "x", reading=CHANGED),
        replace(a_drop("t1", "F2"), language=language),
        UTC,
        standing=stands,
    )
    assert Text(change) in seen.parts


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Asia/Shanghai", "2026-11-22"), ("UTC", "2026-11-22"), ("America/Los_Angeles", "2026-11-21")],
)
def test_the_day_on_which_it_was_seen_is_one_of_the_zone(zone: str, day: str) -> None:
    early = replace(a_drop("t1", "F1"), received_at=datetime(2026, 11, 22, 1, 30, tzinfo=UTC))
    document = a_document(early, "x", reading=FLAGGED)
    assert day in seen_card(document, early, ZoneInfo(zone)).title


def test_where_it_was_not_dropped_a_card_says_by_whom() -> None:
    drop = replace(a_drop("t1", "F1", name="a.pdf"), user="mei")
    card = told_elsewhere(Card("Invoice", (Text("…"),)), drop, standing("pending"), "en")
    assert card.parts[0] == Text("a.pdf, dropped by Mei Lin · 2026-11-22 08:00 UTC")
    url = "https://chat.example/archives/C1/p1"
    reached = told_elsewhere(Card("Invoice", (Text("…"),)), drop, standing("pending"), "en", url)
    button = Button(LINK, "", "Open the conversation", url=url)
    assert reached.parts == (card.parts[0], Buttons((button,)), Text("…"))
    stranger = told_elsewhere(Card("Invoice"), a_drop("t1", "F1"), standing("pending"), "zh")
    assert stranger.parts[0] == Text("acme.pdf，由 local:eva 上传 · 2026-11-22 08:00 UTC")


def test_what_is_no_invoice_is_left_alone() -> None:
    card = result_card(reading(kind="other", invoice=None), "menu.jpg", "en", None)
    assert (
        card.title
        == "menu.jpg does not look like an invoice, a receipt or a contract, so I left it alone."
    )
    assert card.parts == ()


def test_progress_names_the_page() -> None:
    card = reading_card("scan.pdf", "en", (2, 5))
    assert card.parts == (Text("Recognising page 2 of 5…"),)
    assert card.tone == "busy"


def test_a_rejection_says_what_to_do() -> None:
    card = rejected_card(MediaRejected(Reason.ENCRYPTED), "a.pdf", "en")
    assert card.parts == (
        Text("The file is protected by a password. Save it without one and drop it again."),
    )


def test_a_long_name_keeps_its_ending() -> None:
    name = f"{'x' * 400}.pdf"
    assert len(shown(name)) <= 80
    assert shown(name).endswith(".pdf")
