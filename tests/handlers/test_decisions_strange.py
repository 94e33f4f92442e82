"""Presses that are nothing to decide on: unseen, forged, gone, private, and what is told later."""

from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.chat import ChatUnavailable, Submission, Text, Told, Turned
from handlers.gate import Matter
from handlers.reviews import Order, Refused
from handlers.threads import refresh_job
from tests.fake_queue import InMemorySteps
from tests.handlers.bureau import PLACE, Bureau, a_press, clear, flagged, told


async def test_who_cannot_see_a_document_can_do_nothing_to_it() -> None:
    bureau = Bureau()
    document = await bureau.file(clear())
    for verdict in ("approve", "reject", "edit", "flag", "open"):
        assert told(await bureau.press("olga", verdict, document)).startswith("You can see no")
    assert [link.detail["why"] for link in bureau.audit.links] == ["unseen"] * 5
    assert (await bureau.review(document)).acts == ()


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("review.approve", "D-NOTHING:1"),
        ("review.approve", ""),
        ("review.approve", "{document}"),
        ("review.approve", "{document}:"),
        ("review.approve", "{document}:0"),
        ("review.approve", "{document}:2"),
        ("review.approve", "{document}:-1"),
        ("review.approve", "{document}:١"),
        ("review.approve", "{document}:" + "9" * 5000),
        ("review.open", "D-NOTHING:1"),
        ("review.whatever", "x" * 5000),
    ],
)
async def test_buttons_that_clerk_never_made_do_nothing(action: str, value: str) -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    forged = value.format(document=document)
    press = replace(a_press("anna", "approve", document), action=action, value=forged)
    submission = Submission(PLACE, "anna", action, forged, {"reason": "because"})
    for outcome in (
        await bureau.decisions.on_press(press),
        await bureau.decisions.on_submit(submission),
    ):
        assert told(outcome) == "Clerk has no such document any more."
    assert [link.detail["why"] for link in bureau.audit.links] == ["gone", "gone"]
    assert all(len(link.subject) <= 80 for link in bureau.audit.links)
    assert all(forged not in link.subject for link in bureau.audit.links if forged)
    assert (await bureau.review(document)).acts == ()


@pytest.mark.parametrize("verdict", ["edit", "approve", "flag", "open"])
async def test_who_may_not_see_a_document_does_not_learn_whether_it_is_there(verdict: str) -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    hidden = await bureau.press("olga", verdict, document)
    assert await bureau.press("olga", verdict, "D-NOTHING") == hidden
    assert await bureau.press("olga", verdict, "D-NOTHING", 3) == hidden
    unknown = {link.subject for link in bureau.audit.links if link.detail["why"] == "gone"}
    assert [link.detail["why"] for link in bureau.audit.links] == ["unseen", "gone", "gone"]
    assert bureau.audit.links[0].subject == document
    assert len(unknown) == 1
    assert unknown != {document}


async def test_nobody_writes_words_into_the_audit() -> None:
    bureau = Bureau()
    for value in ("Jane Doe, 17 Elm Street", "Jane Doe:1", "\udce9:1", f"{'9' * 200}:1"):
        press = replace(a_press("anna", "approve", "D-1"), value=value)
        await bureau.decisions.on_press(press)
        await bureau.decisions.on_press(replace(press, action="review.open"))
    written = repr(bureau.audit.links)
    assert "Jane" not in written
    assert "9999" not in written
    assert all(link.subject.startswith("unknown:") for link in bureau.audit.links)
    assert len({link.subject for link in bureau.audit.links}) == 4


@pytest.mark.parametrize("verdict", ["edit", "approve", "open"])
async def test_a_document_that_was_erased_is_gone(verdict: str) -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    await bureau.ledger.erase("t1", document)
    gone = "Clerk has no such document any more."
    assert told(await bureau.press("anna", verdict, document)) == gone
    assert bureau.noted() == [("local:anna", "review.refused")]


async def test_a_document_that_is_erased_between_the_look_and_the_commit_is_gone() -> None:
    bureau = Bureau()
    document = await bureau.file(clear())
    matter = await bureau.gate.open("t1", document, "local:anna")
    assert isinstance(matter, Matter)
    await bureau.ledger.erase("t1", document)
    order = Order("t1", document, 1, "flag", "local:anna", "look")
    assert await bureau.gate.carry_out(order, matter.person) == Refused("gone", known=False)
    assert bureau.noted()[1:] == [("local:anna", "review.refused")]


async def test_opening_shows_the_document_to_one_person() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    opened = await bureau.press("finn", "open", document, 7)
    assert isinstance(opened, Told)
    assert opened.card.title == f"{document} for Finn"
    [link] = bureau.audit.links
    assert (link.actor, link.action, link.detail) == (
        "local:finn", "review.opened", {"verdict": "open"},
    )  # fmt: skip


async def test_a_card_that_only_one_person_sees_is_answered_with_what_it_says_now() -> None:
    bureau = Bureau()
    document = await bureau.file(clear(total=Decimal(20_000)))
    await bureau.submit("finn", "flag", document, reason="too much")
    press = a_press("anna", "approve", document, private=True)
    turned = await bureau.decisions.on_press(press)
    assert isinstance(turned, Turned)
    assert turned.card.parts == (Text("pending"),)
    turned = await bureau.decisions.on_press(replace(press, user="ben"))
    assert isinstance(turned, Turned)
    assert turned.card.parts == (Text("approved"),)


async def test_whose_role_cannot_be_looked_up_decides_nothing() -> None:
    bureau = Bureau()
    document = await bureau.file(clear())
    await bureau.submit("finn", "flag", document, reason="look")
    bureau.directory.is_away = True
    with pytest.raises(ChatUnavailable):
        await bureau.press("anna", "approve", document)
    assert (await bureau.review(document)).state == "pending"


async def test_nobody_decides_for_another_tenant() -> None:
    bureau = Bureau()
    document = await bureau.file(clear())
    elsewhere = replace(PLACE, tenant="t2")
    press = replace(a_press("anna", "edit", document), place=elsewhere)
    assert told(await bureau.decisions.on_press(press)).startswith("Clerk has no such document")


async def test_cards_are_told_by_a_job_that_waits_for_the_chat() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    await bureau.decisions.on_job(refresh_job("t1", document, 1), InMemorySteps())
    assert bureau.cards.shown == [("t1", document)]


async def test_what_the_cards_were_not_told_is_made_up_for() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    other = await bureau.file(flagged(invoice_number="RE-9"), "F2")
    await bureau.reviews.shown("t1", other, 1)
    await bureau.decisions.catch_up()
    job = refresh_job("t1", document, 1)
    assert [*bureau.queue.jobs.values()] == [job]
    await bureau.decisions.catch_up()
    assert bureau.queue.retried == [], "it is under way"
    bureau.queue.failed.add(job.key)
    await bureau.decisions.catch_up()
    assert bureau.queue.retried == [job.key]
