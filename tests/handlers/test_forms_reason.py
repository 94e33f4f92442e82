"""The form that asks why: what it says, and what becomes of a reason."""

import pytest

from handlers.chat import Errors, Input, Submission
from handlers.forms import MOST_REASON, reason_form, reason_of
from handlers.verdicts import Verdict
from pipelines.document.findings import Finding
from tests.handlers.test_forms import ENGLISH, PLACE, document, filled


@pytest.mark.parametrize(
    ("verdict", "title", "tone"),
    [
        ("approve", "Approve Weber KG · 4711 although checks failed", "good"),
        ("reject", "Reject Weber KG · 4711", "bad"),
        ("flag", "Flag Weber KG · 4711", "plain"),
    ],
)
def test_a_reason_is_asked_for(verdict: Verdict, title: str, tone: str) -> None:
    form = reason_form(verdict, document(), 2, "en")
    assert (form.action, form.value, form.title, form.tone) == (
        f"review.{verdict}", "D-AAAAAAAAAA:2", title, tone,
    )  # fmt: skip
    [note] = form.inputs
    assert isinstance(note, Input)
    assert (note.name, note.kind, note.required) == ("reason", "note", True)
    assert form.parts == ()


def test_who_overrides_a_check_is_told_what_it_found() -> None:
    missing = Finding(rule="missing_field", severity="error", field="vendor")
    facts = {"document": "D-B", "date": "2026-01-01"}
    twin = Finding(rule="duplicate", severity="error", field="invoice_number", facts=facts)
    form = reason_form("approve", document(), 2, "en", (missing, twin))
    assert [one.text for one in form.parts] == [
        "2 checks failed:", "Seller is missing.",
        "Seller and number were seen before, in D-B of 2026-01-01.",
    ]  # fmt: skip
    facts = {"expected": "1119.00", "found": "1120.00"}
    off = Finding(rule="sum_mismatch", severity="error", field="total", facts=facts)
    [_, grouped] = reason_form("approve", document(), 2, "en", (off,)).parts
    assert grouped.text == "Subtotal and tax add up to 1,119.00, but the total is 1,120.00."
    unnamed = reason_form("approve", document(), 2, "en", (twin,), names_twin=False)
    assert [one.text for one in unnamed.parts] == ["1 check failed:", ENGLISH.unnamed["duplicate"]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" wrong\n\nbuyer ", "wrong buyer"), ("", None), (" \n\x00", None),
        ("x" * MOST_REASON, "x" * MOST_REASON),
    ],
)  # fmt: skip
def test_a_reason_is_one_paragraph(text: str, reason: str | None) -> None:
    submission = filled(reason_form("reject", document(), 2, "en"), {"reason": text})
    assert reason_of(submission, required=False) == reason
    needed = Errors({"reason": ENGLISH.mistakes["required"]})
    assert reason_of(submission, required=True) == (reason or needed)
    nothing = Submission(PLACE, "eva", "review.reject", "D-A:2", {})
    assert reason_of(nothing, required=False) is None


def test_a_reason_that_is_too_long_is_not_cut_short() -> None:
    form = reason_form("reject", document(), 2, "en")
    submission = filled(form, {"reason": "x" * (MOST_REASON + 1)})
    said = Errors({"reason": "This is too long: at most 1000 characters."})
    assert reason_of(submission, required=False) == said
