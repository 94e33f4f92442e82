"""What people get who press, fill in and type: decisions once, refusals that tell the truth."""

import asyncio
import hmac
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from handlers.chat import (
    Errors,
    Form,
    Text,
    Told,
)
from handlers.people import Role
from handlers.ports import Facts
from handlers.threads import refresh_job
from tests.handlers.bureau import (
    INVOICE,
    KEY,
    POLICY,
    Bureau,
    a_press,
    clear,
    flagged,
    told,
)

LARGE = Decimal("20000.00")


async def decided(bureau: Bureau, document: str) -> list[tuple[str, str]]:
    """Give who approved or rejected, as the review tells it."""
    acts = (await bureau.review(document)).acts
    return [(act.person, act.verdict) for act in acts if act.verdict in {"approve", "reject"}]


async def half(bureau: Bureau, *, reading: Decimal = LARGE) -> str:
    """File an amount that two people approve, with the sums right, and waiting."""
    document = await bureau.file(clear(subtotal=reading, tax=Decimal(0), total=reading))
    assert await bureau.submit("finn", "flag", document, reason="too much") is None
    return document


async def test_what_was_flagged_without_an_error_is_approved_at_the_press() -> None:
    bureau = Bureau()
    document = await bureau.file(clear())
    assert isinstance(await bureau.press("finn", "flag", document), Form)
    assert await bureau.submit("finn", "flag", document, reason="wrong buyer") is None
    assert await bureau.press("anna", "approve", document) is None
    review = await bureau.review(document)
    assert (review.state, review.revision, review.version) == ("approved", 1, 3)
    assert [(act.person, act.verdict, act.reason) for act in review.acts] == [
        ("local:finn", "flag", "wrong buyer"),
        ("local:anna", "approve", None),
    ]
    assert {refresh_job("t1", document, version).key for version in (2, 3)} == {*bureau.queue.jobs}
    assert bureau.noted() == [
        ("local:finn", "review.pressed"),
        ("local:finn", "review.flagged"),
        ("local:anna", "review.approved"),
    ]


async def test_approving_although_a_check_failed_needs_a_reason() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    form = await bureau.press("anna", "approve", document)
    assert isinstance(form, Form)
    assert (form.action, form.value) == ("review.approve", f"{document}:1")
    assert any("add up to 119.00, but the total is 120.00" in part.text for part in form.parts)
    mistake = await bureau.submit("anna", "approve", document, reason="  ")
    assert isinstance(mistake, Errors)
    assert {*mistake.by_input} == {"reason"}
    assert (await bureau.review(document)).acts == ()
    assert await bureau.submit("anna", "approve", document, reason="rounded up") is None
    assert (await bureau.review(document)).state == "approved"
    assert [action for _, action in bureau.noted()] == [
        "review.pressed", "review.returned", "review.approved",
    ]  # fmt: skip


async def test_only_who_may_see_the_earlier_document_reads_its_name() -> None:
    deciders = frozenset[Role]({"employee", "accountant"})
    bureau = Bureau(policy=replace(POLICY, deciders=deciders))
    earlier = await bureau.file(clear(), "F1", channel="elsewhere")
    document = await bureau.file(clear(invoice_number="RE-8"), "F2")
    await bureau.submit("ben", "edit", document, invoice_number="RE-7")
    for user, name in (("anna", earlier), ("finn", "ask accounting")):
        form = await bureau.press(user, "approve", document, 2)
        assert isinstance(form, Form)
        said = " ".join(part.text for part in form.parts)
        assert name in said
        assert (earlier in said) is (user == "anna")


async def test_the_audit_tells_everything_but_a_persons_words() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    await bureau.submit("anna", "reject", document, reason="Müller called me")
    [link] = bureau.audit.links
    assert (link.actor, link.action, link.subject) == ("local:anna", "review.rejected", document)
    said: Facts = {
        "revision": 1,
        "verdict": "reject",
        "reason_hmac": hmac.digest(KEY, "Müller called me".encode(), "sha256").hex(),
        "state": "rejected",
        "version": 2,
    }
    assert link.detail.items() >= said.items()
    assert "Müller" not in repr(link)
    assert "reason_length" not in link.detail


@pytest.mark.parametrize("verdict", ["reject", "approve"])
async def test_a_form_is_asked_for_only_where_it_can_be_taken(verdict: str) -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    assert told(await bureau.press("eva", verdict, document)).startswith("Only accounting")
    [link] = bureau.audit.links
    assert (link.actor, link.action) == ("local:eva", "review.refused")
    assert link.detail == {"revision": 1, "verdict": verdict, "why": "role"}


async def test_a_form_that_was_open_too_long_is_refused() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    assert isinstance(await bureau.press("ben", "reject", document), Form)
    await bureau.submit("anna", "reject", document, reason="no")
    late = await bureau.submit("ben", "reject", document, reason="no")
    assert told(late) == "Anna was first: Rejected, 2026-11-22 08:00 UTC."
    assert await decided(bureau, document) == [("local:anna", "reject")]


async def test_times_are_told_in_the_zone_of_the_house() -> None:
    bureau = Bureau(zone=ZoneInfo("Asia/Shanghai"))
    document = await bureau.file(flagged())
    await bureau.submit("anna", "reject", document, reason="no")
    late = await bureau.decisions.on_press(a_press("ben", "approve", document, language="zh"))
    assert isinstance(late, Told)
    assert late.card.parts == (Text("Anna 先一步处理：已驳回，2026-11-22 16:00 CST。", tone="bad"),)


async def test_an_edit_is_checked_again_and_left_for_somebody_else() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    form = await bureau.press("anna", "edit", document)
    assert isinstance(form, Form)
    assert "120.00" in [getattr(one, "value", None) for one in form.inputs]
    wrong = await bureau.submit("anna", "edit", document, total="lots")
    assert isinstance(wrong, Errors)
    assert {*wrong.by_input} == {"total"}
    assert await bureau.submit("anna", "edit", document, total="119.00") is None
    review, kept = await bureau.review(document), await bureau.document(document)
    assert (review.state, review.revision, review.summary.errors) == ("pending", 2, 0)
    assert (kept.revision, kept.reading.invoice) == (2, INVOICE)
    assert kept.reading.status == "clear"
    assert (await bureau.press("anna", "approve", document)) is not None
    assert "changed the document" in told(await bureau.press("ben", "approve", document, 1))
    assert told(await bureau.press("anna", "approve", document, 2)).startswith("You edited")
    assert await bureau.press("ben", "approve", document, 2) is None


async def test_an_edit_that_makes_it_worse_waits_as_well() -> None:
    bureau = Bureau()
    document = await bureau.file(clear())
    assert await bureau.submit("anna", "edit", document, total="1190.00") is None
    review = await bureau.review(document)
    assert (review.state, review.summary.errors) == ("pending", 1)
    assert (await bureau.document(document)).reading.findings[0].rule == "sum_mismatch"


async def test_an_edit_into_a_number_that_was_seen_is_flagged() -> None:
    bureau = Bureau()
    later = await bureau.file(clear(), "F2", minutes=5)
    document = await bureau.file(clear(invoice_number="RE-8"), "F1")
    assert await bureau.submit("anna", "edit", document, invoice_number="RE 7") is None
    [finding] = (await bureau.document(document)).reading.findings
    assert (finding.rule, finding.facts["document"]) == ("duplicate", later)
    assert (await bureau.review(document)).summary.errors == 1
    assert await bureau.submit("anna", "edit", document, 2, invoice_number="RE-8") is None
    assert (await bureau.document(document)).reading.findings == ()


async def test_two_windows_press_at_once_and_one_decides() -> None:
    for exclusive in (True, False):
        bureau = Bureau(exclusive=exclusive)
        document = await bureau.file(clear())
        await bureau.submit("finn", "flag", document, reason="look")
        outcomes = await asyncio.gather(
            bureau.press("anna", "approve", document), bureau.press("ben", "approve", document)
        )
        assert outcomes[0] is None
        assert told(outcomes[1]).startswith("Anna was first: Approved,")
        assert await decided(bureau, document) == [("local:anna", "approve")]
        assert bureau.noted()[1:] == [
            ("local:anna", "review.approved"),
            ("local:ben", "review.refused"),
        ]


async def test_over_the_limit_two_that_press_at_once_are_two_people() -> None:
    for exclusive in (True, False):
        bureau = Bureau(exclusive=exclusive)
        document = await half(bureau)
        outcomes = await asyncio.gather(
            *(bureau.press(user, "approve", document) for user in ("anna", "anna", "ben"))
        )
        assert (outcomes[0], outcomes[2]) == (None, None)
        assert "first" in told(outcomes[1]) or "second person" in told(outcomes[1])
        assert (await bureau.review(document)).state == "approved"
        people = [("local:anna", "approve"), ("local:ben", "approve")]
        assert await decided(bureau, document) == people


async def test_over_the_limit_the_first_approval_is_told_and_waits() -> None:
    bureau = Bureau()
    document = await half(bureau)
    assert await bureau.press("anna", "approve", document) is None
    assert (await bureau.review(document)).state == "pending"
    again = told(await bureau.press("anna", "approve", document))
    assert again.startswith("You approved this already, on 2026-11-22 08:00 UTC.")
    assert await bureau.press("cleo", "approve", document) is None
    assert (await bureau.review(document)).state == "approved"


async def test_a_decision_that_is_reopened_is_a_new_revision_that_says_the_same() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    await bureau.submit("anna", "reject", document, reason="no")
    assert told(await bureau.press("eva", "flag", document)).startswith("Only accounting")
    assert await bureau.submit("ben", "flag", document, reason="sorry") is None
    review, kept = await bureau.review(document), await bureau.document(document)
    assert (review.state, review.revision, kept.revision) == ("pending", 2, 2)
    assert kept.reading == flagged()
    assert "Ben changed the document" in told(await bureau.press("anna", "reject", document, 1))


async def test_nobody_approves_their_edit_because_the_dropper_edited_after_them() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    assert await bureau.submit("anna", "edit", document, total="119.00") is None
    refused = await bureau.press("eva", "edit", document, 2)
    assert told(refused).startswith("Only accounting")
    late = await bureau.submit("eva", "edit", document, 2, buyer="Anybody")
    assert told(late).startswith("Only accounting")
    assert told(await bureau.press("anna", "approve", document, 2)).startswith("You edited")
    assert await bureau.press("ben", "approve", document, 2) is None
    assert [link.detail["why"] for link in bureau.audit.links if "why" in link.detail] == [
        "role", "role", "edited",
    ]  # fmt: skip


@pytest.mark.parametrize("two_over", [{}, {"EUR": Decimal(50_000)}])
async def test_whose_approval_came_to_be_enough_decides_at_the_next_press(
    two_over: dict[str, Decimal],
) -> None:
    bureau = Bureau()
    document = await half(bureau)
    assert await bureau.press("anna", "approve", document) is None
    assert told(await bureau.press("anna", "approve", document)).startswith("You approved")
    bureau.govern(replace(POLICY, two_over=two_over))
    assert await bureau.press("anna", "approve", document) is None
    assert (await bureau.review(document)).state == "approved"
    assert await decided(bureau, document) == [("local:anna", "approve")] * 2


async def test_what_was_half_approved_waits_for_a_second_once_two_must() -> None:
    bureau = Bureau(policy=replace(POLICY, two_over={}))
    document = await half(bureau)
    bureau.govern(POLICY)
    assert await bureau.press("anna", "approve", document) is None
    assert (await bureau.review(document)).state == "pending"


async def test_a_policy_may_let_people_decide_on_their_own() -> None:
    bureau = Bureau(policy=replace(POLICY, own=True))
    document = await bureau.file(flagged())
    assert await bureau.submit("anna", "edit", document, total="119.00") is None
    assert await bureau.press("anna", "approve", document, 2) is None
    assert (await bureau.review(document)).decision is not None
    assert bureau.ledger.revisions["t1", document][0].reading == flagged()
